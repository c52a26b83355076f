import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { AnnotatedDocument } from '@claimspan/core'
import fc from 'fast-check'
import jsonld from 'jsonld'
import { describe, expect, it } from 'vitest'
import { exportFiles, formatNamed } from '../src/index.js'
import { annotatedDocuments, oddScheme } from './annotated-documents.js'
import { exampleDocument } from './example.js'
import { writerContract } from './format-contract.js'

const format = formatNamed('claim-review')
const scheme = oddScheme()
const write = (annotated: AnnotatedDocument) =>
  JSON.parse(exportFiles(format, [annotated], { scheme }).files[0]?.text ?? '')

/**
 * The terms that a type may have, with what their values may be, written down from the domains and ranges of schema.org's
 * vocabulary, version 29. `text` is Text, `url` a URL, `date` a Date or DateTime, `number` a Number.
 */
const creativeWork = {
  inLanguage: ['text'],
  url: ['url'],
  author: ['Person', 'Organization'],
  datePublished: ['date'],
  text: ['text'],
}
const terms: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  Article: {
    ...creativeWork,
    headline: ['text'],
    creditText: ['text'],
    publisher: ['Organization', 'Person'],
    license: ['url'],
    version: ['number', 'text'],
    articleBody: ['text'],
  },
  Claim: {
    ...creativeWork,
    appearance: ['Article'],
    hasPart: ['Quotation'],
    citation: ['WebPage', 'Quotation', 'text'],
    keywords: ['DefinedTerm', 'text'],
  },
  ClaimReview: { ...creativeWork, claimReviewed: ['text'], itemReviewed: ['Claim'], reviewRating: ['Rating'] },
  Quotation: { ...creativeWork, isPartOf: ['Article', 'url'] },
  WebPage: creativeWork,
  Rating: {
    alternateName: ['text'],
    ratingValue: ['number', 'text'],
    bestRating: ['number', 'text'],
    worstRating: ['number', 'text'],
    ratingExplanation: ['text'],
  },
  Person: { name: ['text'], sameAs: ['url'] },
  Organization: { name: ['text'], sameAs: ['url'] },
  DefinedTerm: { name: ['text'], inDefinedTermSet: ['DefinedTermSet', 'url'] },
  DefinedTermSet: { name: ['text'] },
}

type Thing = Readonly<Record<string, unknown>>

/** Throw when a thing has a term that its type has not, or a value out of the term's range. */
function checkThing(thing: Thing, typeOf: (iri: unknown) => string | undefined): void {
  const type = String(thing['@type'])
  const known = terms[type]
  if (known === undefined) throw new Error(`no type ${type}`)
  for (const [term, value] of Object.entries(thing)) {
    if (term.startsWith('@')) continue
    const range = known[term]
    if (range === undefined) throw new Error(`${type} has no ${term}`)
    for (const one of Array.isArray(value) ? value : [value]) {
      const kind = kindOf(one)
      const ofReference = kind === 'reference' ? (typeOf(one['@id']) ?? 'url') : kind
      const isText =
        kind === 'text' &&
        ((range.includes('url') && /^[a-z]+:\S+$/i.test(one)) ||
          (range.includes('date') && /^\d{4}-\d\d-\d\d/.test(one)))
      if (!range.includes(ofReference) && !isText) throw new Error(`${type}.${term} is ${ofReference}`)
      if (typeof one === 'object' && one !== null && '@type' in one) checkThing(one as Thing, typeOf)
    }
  }
}

function kindOf(value: unknown): string {
  if (typeof value === 'string') return 'text'
  if (typeof value === 'number') return 'number'
  const thing = value as Thing
  return thing['@type'] === undefined ? 'reference' : String(thing['@type'])
}

describe('ClaimReview', () => {
  writerContract(format)

  it('has only terms of schema.org on types and with values that they are for, and what a fact check needs', () => {
    fc.assert(
      fc.property(annotatedDocuments({ newline: '\r\n' }), (annotated) => {
        const graph: readonly Thing[] = write(annotated)['@graph']
        const types = new Map(graph.map((thing) => [thing['@id'], String(thing['@type'])]))
        expect(types.size).toBe(graph.length)
        for (const thing of graph) checkThing(thing, (iri) => types.get(String(iri)))
        const ofType = (type: string) => graph.filter((thing) => thing['@type'] === type)
        expect(ofType('Claim')).toHaveLength(annotated.claims.length)
        const reviews = ofType('ClaimReview')
        expect(reviews).toHaveLength(annotated.claims.filter(({ verdict }) => verdict !== undefined).length)
        for (const { claimReviewed, url, reviewRating } of reviews) {
          expect([claimReviewed, url, (reviewRating as Thing).alternateName]).toEqual([
            expect.stringMatching(/[\s\S]/),
            expect.stringMatching(/^urn:/),
            expect.stringMatching(/./),
          ])
        }
      }),
      { numRuns: 200 },
    )
  })

  it('would find a term on a type that has none of it', () => {
    expect(() => checkThing({ '@type': 'Claim', claimReviewed: 'x' }, () => undefined)).toThrow(
      'Claim has no claimReviewed',
    )
    expect(() => checkThing({ '@type': 'Claim', appearance: 'x' }, () => undefined)).toThrow('Claim.appearance is text')
  })

  it('is kept whole by a JSON-LD processor in safe mode', async () => {
    await fc.assert(
      fc.asyncProperty(annotatedDocuments(), async (annotated) => {
        const json = write(annotated)
        const expanded = await jsonld.expand(json, { safe: true, documentLoader })
        expect(expanded).toHaveLength(
          1 + annotated.claims.length + annotated.claims.filter(({ verdict }) => verdict).length,
        )
        const quads = String(await jsonld.toRDF(json, { safe: true, documentLoader, format: 'application/n-quads' }))
        expect([...quads.matchAll(/#type> <http:\/\/schema\.org\/Claim> /g)]).toHaveLength(annotated.claims.length)
      }),
      { numRuns: 40 },
    )
  })

  it('reviews the claims that have a verdict, with the annotator, the day and the rating', () => {
    const example = exampleDocument()
    const review = write(example)['@graph'].find((thing: Thing) => thing['@type'] === 'ClaimReview')
    expect(review).toEqual({
      '@id': 'urn:claimspan:example/claim/c2/review',
      '@type': 'ClaimReview',
      url: 'urn:claimspan:example/claim/c2/review',
      claimReviewed: 'The river rose by 3 m.',
      itemReviewed: { '@id': 'urn:claimspan:example/claim/c2' },
      author: { '@type': 'Person', name: 'Mei' },
      datePublished: '2026-01-02',
      inLanguage: 'en',
      reviewRating: { '@type': 'Rating', alternateName: 'NOT ENOUGH INFO' },
    })
  })
})

/** Serves schema.org's context from our fixtures, and refuses everything else. */
async function documentLoader(url: string) {
  if (!/^https?:\/\/schema\.org\/?$/.test(url)) throw new Error(`Nothing is fetched in a test: ${url}`)
  const path = fileURLToPath(new URL('../../../fixtures/formats/schema-org-context.json', import.meta.url))
  return { contextUrl: undefined, documentUrl: url, document: JSON.parse(readFileSync(path, 'utf8')) }
}
