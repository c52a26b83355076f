import fc from 'fast-check'
import { Parser, type Quad } from 'n3'
import { describe, expect, it } from 'vitest'
import { exportFiles, formatNamed } from '../src/index.js'
import { annotatedDocuments, oddScheme } from './annotated-documents.js'

const scheme = oddScheme()
const nif = 'http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#'
const own = 'https://claimspan.dev/ns#'
const rdf = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#'

/** A file as another library's parser reads it. */
function graphOf(text: string) {
  const quads: readonly Quad[] = new Parser({ format: 'text/turtle' }).parse(text)
  const bySubject = new Map<string, Map<string, string[]>>()
  for (const { subject, predicate, object } of quads) {
    const properties = bySubject.get(subject.value) ?? new Map<string, string[]>()
    properties.set(predicate.value, [...(properties.get(predicate.value) ?? []), object.value])
    bySubject.set(subject.value, properties)
  }
  const one = (subject: string, property: string): string | undefined => bySubject.get(subject)?.get(property)?.[0]
  return {
    quads,
    one,
    ofType: (type: string): readonly string[] =>
      [...bySubject].flatMap(([subject, of]) => (of.get(`${rdf}type`)?.includes(type) === true ? [subject] : [])),
    all: (subject: string, property: string): readonly string[] => bySubject.get(subject)?.get(property) ?? [],
    list(head: string | undefined): readonly string[] {
      const items: string[] = []
      for (let at = head; at !== undefined && at !== `${rdf}nil`; at = one(at, `${rdf}rest`))
        items.push(one(at, `${rdf}first`) ?? '')
      return items
    },
  }
}

describe('NIF', () => {
  it('is Turtle that another parser reads: every string at its code points, every claim with its words', () => {
    fc.assert(
      fc.property(annotatedDocuments({ newline: '\r\n' }), (annotated) => {
        const { files, losses } = exportFiles(formatNamed('nif'), [annotated], { scheme })
        const { quads, one, all, ofType, list } = graphOf(files[0]?.text ?? '')
        const [context] = ofType(`${nif}Context`)
        if (context === undefined) throw new Error('there is no context')
        const text = one(context, `${nif}isString`) ?? ''
        expect(text).toBe(annotated.document.text)
        const characters = [...text]
        for (const string of ofType(`${nif}OffsetBasedString`)) {
          const [begin, end] = [one(string, `${nif}beginIndex`), one(string, `${nif}endIndex`)].map(Number)
          expect(string).toBe(`urn:claimspan:${annotated.document.id}#offset_${begin}_${end}`)
          if (string === context) expect([begin, end]).toEqual([0, characters.length])
          else {
            expect(one(string, `${nif}anchorOf`)).toBe(characters.slice(begin, end).join(''))
            expect(one(string, `${nif}referenceContext`)).toBe(context)
          }
        }
        for (const { predicate, object } of quads) {
          if (/#(?:begin|end)Index$/.test(predicate.value) && object.termType === 'Literal')
            expect(object.datatype.value).toBe('http://www.w3.org/2001/XMLSchema#nonNegativeInteger')
        }
        for (const claim of annotated.claims) {
          const id = `urn:claimspan:${annotated.document.id}/claim/${claim.id}`
          expect([...all(id, `${own}type`)].sort()).toEqual([...claim.types].sort())
          expect(one(id, `${own}note`)).toBe(claim.note)
          expect(one(id, `${own}normalizedClaim`)).toBe(claim.normalizedClaim)
          const mentions = list(one(id, `${own}mentions`))
          expect(mentions.map((mention) => one(mention, `${own}quote`))).toEqual(
            claim.mentions.map(({ quote }) => quote),
          )
          expect(
            mentions.map((mention) =>
              list(one(mention, `${own}spans`)).map((span) => one(span, `${nif}anchorOf`) ?? text),
            ),
          ).toEqual(
            claim.mentions.map(({ spans }) => spans.map(({ from, to }) => annotated.document.text.slice(from, to))),
          )
        }
        expect(ofType(`${own}Relation`)).toHaveLength(annotated.relations.length)
        expect(losses.every(({ what }) => what === 'evidence.spans' || what === 'blocks')).toBe(true)
      }),
      { numRuns: 200 },
    )
  })

  it('writes every character that Turtle escapes', () => {
    const hard = 'a"b\\c\td\ne\rf\u0000g\u007fh\u2028i😀'
    const [sample] = fc.sample(annotatedDocuments(), { numRuns: 1, seed: 2 })
    if (sample === undefined) throw new Error('no sample')
    const annotated = { ...sample, document: { ...sample.document, title: hard } }
    const { one, ofType } = graphOf(exportFiles(formatNamed('nif'), [annotated], { scheme }).files[0]?.text ?? '')
    expect(one(ofType(`${nif}Context`)[0] ?? '', 'http://purl.org/dc/terms/title')).toBe(hard)
  })
})
