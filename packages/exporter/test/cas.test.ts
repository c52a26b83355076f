import { type AnnotatedDocument, check } from '@claimspan/core'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { create } from 'xmlbuilder2'
import { exportFiles, formatNamed, type Loss } from '../src/index.js'
import { annotatedDocuments, oddScheme } from './annotated-documents.js'
import { expectLawfulReading } from './mutate.js'

const scheme = oddScheme()
const xmi = formatNamed('cas-xmi')
const json = formatNamed('cas-json')

const documentFile = (files: readonly { readonly path: string; readonly text: string }[]) =>
  files.filter(({ path }) => !path.endsWith('TypeSystem.xml'))

describe.each([
  ['cas-xmi', xmi],
  ['cas-json', json],
] as const)('%s', (_, format) => {
  it.each(['\n', '\r\n'])('is read back as it was but for exactly the losses it reports (line ends %j)', (newline) => {
    fc.assert(
      fc.property(annotatedDocuments({ newline }), (annotated) => {
        const { files, losses } = exportFiles(format, [annotated], { scheme })
        const read = format.read?.documents(documentFile(files), {})
        expect(read?.problems).toEqual([])
        expect(read?.notes).toEqual([])
        expect(read?.documents).toEqual([afterLosses(annotated, losses)])
        for (const each of read?.documents ?? []) expect(check(each)).toEqual([])
      }),
      { numRuns: 300 },
    )
  })

  it('survives 2,000 mutated files: nothing thrown, nothing half-imported', () => {
    const [sample] = fc.sample(
      annotatedDocuments().filter(({ claims, relations }) => claims.length > 2 && relations.length > 0),
      { numRuns: 1, seed: 7 },
    )
    if (sample === undefined) throw new Error('no sample')
    const { files } = exportFiles(format, [sample], { scheme })
    expectLawfulReading(format, documentFile(files), 2000)
  })
})

const xmiOf = (inner: string, text = 'Smoking kills. Ban it!') => `<?xml version="1.0" encoding="UTF-8"?>
<xmi:XMI xmlns:xmi="http://www.omg.org/XMI" xmlns:cas="http:///uima/cas.ecore" xmlns:tcas="http:///uima/tcas.ecore"
  xmlns:custom="http:///webanno/custom.ecore" xmlns:type4="http:///de/tudarmstadt/ukp/dkpro/core/api/segmentation/type.ecore" xmi:version="2.0">
  <cas:NULL xmi:id="0"/>
  <tcas:DocumentAnnotation xmi:id="8" sofa="1" begin="0" end="22" language="en"/>
  ${inner}
  <cas:Sofa xmi:id="1" sofaNum="1" sofaID="_InitialView" mimeType="text" sofaString="${text}"/>
  <cas:View sofa="1" members="8"/>
</xmi:XMI>
`

describe('UIMA CAS XMI', () => {
  it('is read by another XML parser with the same text, and the words of each mention at its offsets', () => {
    fc.assert(
      fc.property(annotatedDocuments({ newline: '\r\n' }), (annotated) => {
        const text = documentFile(exportFiles(xmi, [annotated], { scheme }).files)[0]?.text ?? ''
        const elements: { readonly name: string; readonly attributes: ReadonlyMap<string, string> }[] = []
        create(text)
          .root()
          .each(
            ({ node }) => {
              const { nodeName, attributes } = node as unknown as {
                readonly nodeName: string
                readonly attributes?: Iterable<{ readonly name: string; readonly value: string }>
              }
              const named = [...(attributes ?? [])].map(({ name, value }) => [name, value] as const)
              elements.push({ name: nodeName, attributes: new Map(named) })
            },
            true,
            true,
          )
        const of = (name: string) => elements.filter((each) => each.name === name).map(({ attributes }) => attributes)
        const sofa = of('cas:Sofa')[0]?.get('sofaString') ?? ''
        expect(sofa).toBe(annotated.document.text.replace(/\u000b/g, '\ufffd'))
        for (const mention of of('claimspan:Mention').filter((each) => !each.has('fragments'))) {
          expect(sofa.slice(Number(mention.get('begin')), Number(mention.get('end')))).toBe(mention.get('quote'))
        }
        expect(of('claimspan:Claim')).toHaveLength(annotated.claims.length)
      }),
      { numRuns: 50 },
    )
  })
})

describe('UIMA CAS of other tools', () => {
  it('is read: annotations of custom layers are claims, their relations relations, tokens and sentences nothing', () => {
    const text = xmiOf(
      `<type4:Token xmi:id="2" sofa="1" begin="0" end="7"/>
  <custom:Claim xmi:id="3" sofa="1" begin="0" end="13" label="Premise"/>
  <custom:MajorClaim xmi:id="4" sofa="1" begin="15" end="22"/>
  <custom:Empty xmi:id="5" sofa="1" begin="3" end="3"/>
  <custom:ClaimRelation xmi:id="6" sofa="1" begin="15" end="22" label="supports" Governor="3" Dependent="4"/>`,
    )
    const read = xmi.read?.documents([{ path: 'essays/Essay 1.xmi', text }], {})
    expect(read?.problems).toEqual([])
    expect(read?.notes).toEqual(['essays/Essay 1.xmi: annotations without words were left out: 1.'])
    const [essay] = read?.documents ?? []
    expect(essay?.document).toMatchObject({ id: 'essay-1', language: 'en', title: 'Smoking kills. Ban it!' })
    expect(essay?.claims.map(({ types, mentions }) => [types, mentions[0]?.quote])).toEqual([
      [['Premise'], 'Smoking kills'],
      [['MajorClaim'], 'Ban it!'],
    ])
    expect(essay?.relations).toMatchObject([{ type: 'supports', from: 'a3', to: 'a4' }])
  })

  it.each([
    ['a document type', '<!DOCTYPE x [<!ENTITY a "b">]><x/>', 'doctype', 1],
    ['an entity of its own', xmiOf('<custom:A xmi:id="3" label="&bomb;"/>'), 'not-xml', 6],
    ['another root', '<TEI xmlns="http://www.tei-c.org/ns/1.0"/>', 'not-xmi', 1],
    ['half a file', xmiOf('').slice(0, 300), 'not-xml', 4],
    ['offsets past the text', xmiOf('<custom:A xmi:id="3" sofa="1" begin="0" end="99"/>'), 'span-past-end', 6],
    ['an id twice', xmiOf('<custom:A xmi:id="3"/><custom:A xmi:id="3"/>'), 'duplicate-id', 6],
    ['no text', xmiOf('').replace('sofaString', 'sofaURI'), 'no-text', undefined],
    ['a thousand levels', xmiOf(`${'<custom:A>'.repeat(1000)}${'</custom:A>'.repeat(1000)}`), 'too-deep', 6],
  ])('refuses %s in XMI, and says the line', (_, text, kind, line) => {
    const read = xmi.read?.documents([{ path: 'a.xmi', text }], {})
    expect(read?.documents).toEqual([])
    expect(read?.problems).toMatchObject([{ kind, file: 'a.xmi', ...(line === undefined ? {} : { line }) }])
  })

  it.each([
    ['half a file', '{"%TYPES":{},\n"%FEATURE_STRUCTURES":[{"%ID":1', 'not-json', 2],
    ['another JSON', '{"tasks":[]}', 'not-cas', 1],
    ['a key twice', '{"%TYPES":{},\n"%TYPES":{}}', 'duplicate-key', 2],
    ['a prototype key', '{"%FEATURE_STRUCTURES":[{"__proto__":{}}]}', 'forbidden-key', 1],
    ['a structure without type', '{"%FEATURE_STRUCTURES":[\n{"%ID":1}]}', 'not-cas', 2],
    ['no text', '{"%FEATURE_STRUCTURES":[]}', 'no-text', 1],
    ['a thousand levels', '['.repeat(1000), 'too-deep', 1],
  ])('refuses %s in JSON, and says the line', (_, text, kind, line) => {
    const read = json.read?.documents([{ path: 'a.json', text }], {})
    expect(read?.documents).toEqual([])
    expect(read?.problems).toMatchObject([{ kind, file: 'a.json', line }])
  })

  it('is refused where a structure belongs to two, so that no ring and no flood comes of it', () => {
    const withClaims = annotatedDocuments().filter(({ claims }) => claims.length > 0)
    const [sample] = fc.sample(withClaims, { numRuns: 1, seed: 3 })
    const { files } = exportFiles(xmi, sample === undefined ? [] : [sample], { scheme })
    const text = documentFile(files)[0]?.text ?? ''
    const ring = text.replace('<cas:Sofa', '<claimspan:Attribution xmi:id="900" kind="direct" within="900"/><cas:Sofa')
    const used = ring.replace(/<claimspan:Claim /, '<claimspan:Claim attribution="900" ')
    const read = xmi.read?.documents(
      [{ path: 'a.xmi', text: used.replace(/(<claimspan:Claim attribution="900" [^>]*) attribution="\d+"/, '$1') }],
      {},
    )
    expect(read?.documents).toEqual([])
    expect(read?.problems.map(({ kind }) => kind)).toContain('shared-structure')
  })
})

/** The only loss there is: characters that XML forbids, wherever they stand. */
function afterLosses(annotated: AnnotatedDocument, losses: readonly Loss[]): AnnotatedDocument {
  expect(losses.every(({ what, done }) => what === 'character' && done === 'renamed')).toBe(true)
  if (losses.length === 0) return annotated
  const forbidden = /[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g
  expect(JSON.stringify(annotated)).toMatch(/\\u000b|\\u00[01]|\\f|\\b|[\ufffe\uffff]/)
  const walk = (value: unknown): unknown => {
    if (typeof value === 'string') return value.replace(forbidden, '\ufffd')
    if (Array.isArray(value)) return value.map(walk)
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, walk(inner)]))
  }
  return walk(annotated) as AnnotatedDocument
}
