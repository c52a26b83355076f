import { type AnnotatedDocument, check } from '@claimspan/core'
import fc from 'fast-check'
import { SaxesParser } from 'saxes'
import { describe, expect, it } from 'vitest'
import { exportFiles, formatNamed, type Loss } from '../src/index.js'
import { annotatedDocuments, oddScheme } from './annotated-documents.js'
import { expectLawfulReading } from './mutate.js'

const scheme = oddScheme()
const tei = formatNamed('tei')
const read = (text: string) => tei.read?.documents([{ path: 'texts/A letter.xml', text }], {})

describe('TEI', () => {
  it.each(['\n', '\r\n'])('is read back as it was but for exactly the losses it reports (line ends %j)', (newline) => {
    fc.assert(
      fc.property(annotatedDocuments({ newline }), (annotated) => {
        const { files, losses } = exportFiles(tei, [annotated], { scheme })
        const back = tei.read?.documents(files, {})
        expect(back?.problems).toEqual([])
        expect(back?.notes).toEqual([])
        expect(back?.documents).toEqual([afterLosses(annotated, losses)])
        for (const each of back?.documents ?? []) expect(check(each)).toEqual([])
      }),
      { numRuns: 300 },
    )
  })

  it('keeps to the content models of the Guidelines, and every pointer finds its element', () => {
    fc.assert(
      fc.property(annotatedDocuments({ newline: '\r\n' }), (annotated) => {
        expect(faultsOf(exportFiles(tei, [annotated], { scheme }).files[0]?.text ?? '')).toEqual([])
      }),
      { numRuns: 150 },
    )
    expect(faultsOf('<TEI><text><body><head>a</head><p ana="#x"><list/></p></body></text></TEI>')).toEqual([
      'TEI holds text',
      'body holds head p',
      'p has ana',
      'p holds list',
      'list holds nothing',
      '#x is not there',
    ])
  })

  it('reads what others write: elements with ids, spans, annotations, relations; white space is made plain', () => {
    const back = read(`<?xml version="1.0" encoding="UTF-8"?>
<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="en">
  <teiHeader><fileDesc><titleStmt><title>A  letter</title></titleStmt></fileDesc></teiHeader>
  <text><body>
    <head>To  the
      editor</head>
    <div><p>Sir, <seg xml:id="w1">smoking <hi>kills</hi></seg>.<note>No.</note>
       <choice><sic>Bann</sic><corr xml:id="w2">Ban</corr></choice> <w xml:id="w3">it</w>!</p>
    <quote><p>😀 One &amp; two<lb/>
      three</p></quote>
    <list><item>First</item><item/></list></div>
  </body></text>
  <standOff>
    <spanGrp type="premise"><span xml:id="x1" target="#w1"/><span target="#gone"/></spanGrp>
    <listAnnotation><annotation xml:id="x2" motivation="classifying" target="#w2 #w3"><note>A call</note></annotation></listAnnotation>
    <listRelation><relation name="supports" active="#x1" passive="#x2"/></listRelation>
  </standOff>
</TEI>`)
    expect(back?.problems).toEqual([])
    expect(back?.notes).toEqual([
      'texts/A letter.xml: elements span that point to no words of the text were left out: 1.',
    ])
    const [made] = back?.documents ?? []
    expect(made?.document).toMatchObject({ id: 'a-letter', title: 'A letter', language: 'en' })
    expect(made?.document.text).toBe('To the editor\nSir, smoking kills. Ban it!\n😀 One & two\u2028three\nFirst\n')
    expect(made?.document.blocks.map(({ kind }) => kind)).toEqual([
      'heading',
      'paragraph',
      'paragraph',
      'list-item',
      'list-item',
    ])
    expect(made?.claims.map(({ types, note, mentions }) => [types[0], note, mentions[0]?.quote])).toEqual([
      ['premise', undefined, 'smoking kills'],
      ['classifying', 'A call', 'Ban … it'],
    ])
    expect(made?.relations).toMatchObject([{ type: 'supports', from: 'a1', to: 'a2' }])
  })

  const inTei = (inner: string) => `<TEI xmlns="http://www.tei-c.org/ns/1.0">\n${inner}\n</TEI>`
  it.each([
    ['another root', '<html/>', 'not-tei', 1],
    ['a document type', '<!DOCTYPE TEI>\n<TEI/>', 'doctype', 1],
    ['half a file', inTei('<text>').slice(0, 50), 'not-xml', 3],
    ['an id twice', inTei('<text><body><p xml:id="a"/><p xml:id="a"/></body></text>'), 'duplicate-id', 2],
    [
      'a span without its anchor',
      inTei(
        '<standOff type="claimspan"><spanGrp><span xml:id="s1" from="#a1" to="#a2"/></spanGrp>\n<fs type="claim" xml:id="c"><f name="mentions"><vColl><fs type="mention"><f name="spans"><vColl><symbol value="s1"/></vColl></f></fs></vColl></f></fs></standOff>',
      ),
      'unknown-target',
      3,
    ],
    ['no document of Claimspan', inTei('<standOff type="claimspan"/>'), 'missing', undefined],
  ])('refuses %s, and says the line', (_, text, kind, line) => {
    expect(read(text)?.documents).toEqual([])
    expect(read(text)?.problems[0]).toMatchObject({ kind, ...(line === undefined ? {} : { line }) })
  })

  it('survives 2,000 mutated files: nothing thrown, nothing half-imported', () => {
    const rich = annotatedDocuments().filter(({ claims, relations }) => claims.length > 3 && relations.length > 1)
    const [sample] = fc.sample(rich, { numRuns: 1, seed: 5 })
    expectLawfulReading(tei, exportFiles(tei, sample === undefined ? [] : [sample], { scheme }).files, 2000)
  })
})

/** What may stand in an element and which attributes it may have: TEI P5 4.9, as far as files of Claimspan use it. */
const models: Readonly<Record<string, readonly [content: RegExp, attributes: string]>> = {
  TEI: [/^teiHeader (standOff|text)( (standOff|text))*$/, 'xmlns xml:lang'],
  teiHeader: [/^fileDesc$/, ''],
  fileDesc: [/^titleStmt publicationStmt sourceDesc$/, ''],
  titleStmt: [/^title( author)*$/, ''],
  title: [/^(#text)?$/, ''],
  author: [/^(#text)?$/, ''],
  publicationStmt: [/^p$/, ''],
  sourceDesc: [/^p$/, ''],
  standOff: [/^(spanGrp|fs|listRelation)( (spanGrp|fs|listRelation))*$/, 'type'],
  spanGrp: [/^span( span)*$/, 'type'],
  span: [/^$/, 'xml:id type corresp from to'],
  fs: [/^(f( f)*)?$/, 'type xml:id corresp'],
  f: [/^(fs|vColl|string|symbol|numeric|binary)$/, 'name'],
  vColl: [/^(fs|string|symbol|numeric|binary)( (fs|string|symbol|numeric|binary))*$/, 'org'],
  string: [/^(#text)?$/, ''],
  symbol: [/^$/, 'value'],
  numeric: [/^$/, 'value'],
  binary: [/^$/, 'value'],
  listRelation: [/^relation( relation)*$/, ''],
  relation: [/^$/, 'name active passive ana'],
  text: [/^body$/, 'xml:space'],
  body: [/^((p|quote|list)( (p|quote|list))*( div)*|div( div)*)$/, ''],
  div: [/^head( (p|quote|list))*$/, ''],
  list: [/^item( item)*$/, ''],
  ...Object.fromEntries(['head', 'p', 'quote', 'item'].map((name) => [name, [/^((#text|anchor)( |$))*$/, '']])),
  anchor: [/^$/, 'xml:id'],
}
const words = new Set(['type', 'name', 'org', 'value'])
const pointers = new Set(['corresp', 'from', 'to', 'active', 'passive', 'ana'])

/** Where a file goes beyond {@link models}. */
function faultsOf(text: string): readonly string[] {
  const faults: string[] = []
  const open: { readonly name: string; readonly children: string[] }[] = []
  const ids = new Set<string>()
  const pointed: string[] = []
  const parser = new SaxesParser({})
  parser.on('error', (error) => void faults.push(error.message))
  parser.on('opentag', ({ name, attributes }) => {
    open.at(-1)?.children.push(name)
    open.push({ name, children: [] })
    for (const [attribute, value] of Object.entries(attributes)) {
      if (models[name]?.[1].split(' ').includes(attribute) !== true) faults.push(`${name} has ${attribute}`)
      if (words.has(attribute) && !/^\S+$/.test(value)) faults.push(`${name} has ${attribute} ${value}`)
      if (attribute === 'xml:id' && !/^[A-Za-z_][\w.-]*$/.test(value)) faults.push(`${value} is no xml:id`)
      if (attribute === 'xml:id' && ids.has(value)) faults.push(`${value} is there twice`)
      if (attribute === 'xml:id') ids.add(value)
      if (pointers.has(attribute)) pointed.push(value)
    }
  })
  parser.on('text', (characters) => {
    const children = open.at(-1)?.children
    const holdsWords = models[open.at(-1)?.name ?? '']?.[0].source.includes('#text') === true
    if (characters.trim() !== '' || (holdsWords && characters !== '')) children?.push('#text')
  })
  parser.on('closetag', ({ name }) => {
    const children = open.pop()?.children.join(' ') ?? ''
    if (models[name]?.[0].test(children) !== true)
      faults.push(`${name} holds ${children === '' ? 'nothing' : children}`)
  })
  parser.write(text).close()
  return [
    ...faults.sort(byElement),
    ...pointed.filter((each) => !ids.has(each.slice(1))).map((each) => `${each} is not there`),
  ]
}

const order = ['TEI', 'body', 'p', 'list']
const byElement = (a: string, b: string): number =>
  order.indexOf(a.split(' ')[0] ?? '') - order.indexOf(b.split(' ')[0] ?? '')

/** The only loss there is: characters that XML forbids, wherever they stand. */
function afterLosses(annotated: AnnotatedDocument, losses: readonly Loss[]): AnnotatedDocument {
  expect(losses.every(({ what, done }) => what === 'character' && done === 'renamed')).toBe(true)
  const forbidden = /[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g
  expect(losses.length > 0).toBe(forbidden.test(strings(annotated).join('')))
  const walk = (value: unknown): unknown => {
    if (typeof value === 'string') return value.replace(forbidden, '\ufffd')
    if (Array.isArray(value)) return value.map(walk)
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, walk(inner)]))
  }
  return walk(annotated) as AnnotatedDocument
}

const strings = (value: unknown): readonly string[] =>
  typeof value === 'string'
    ? [value]
    : typeof value === 'object' && value !== null
      ? Object.values(value).flatMap(strings)
      : []
