import type { AnnotatedDocument, Relation, Span } from '@claimspan/core'
import { sentencesOf } from '../conll/tokens.js'
import type { WriteOptions, WrittenDocument } from '../format.js'
import { titleOf } from '../import/title.js'
import { type Losses, lossesOf } from '../loss.js'
import { annotationsOf, byRow, carriageReturnDetail, type TsvAnnotation, type TsvAnnotations } from './annotations.js'
import { escapeText, escapeValue } from './escape.js'
import { claimFeatures, commonFeatures, layerNames, relationFeatures, roleFeatures } from './layers.js'
import { gap, partsOf, sentenceSpans } from './units.js'

/** A row, with the annotations that stand on it and the relations that end at it. */
interface Row {
  readonly id: string
  readonly span: Span
  readonly annotations: TsvAnnotation[]
  readonly relations: { readonly relation: Relation; readonly source: TsvAnnotation; readonly target: TsvAnnotation }[]
}

/**
 * One document as `<name>.tsv`: WebAnno TSV 3.3 (INCEpTION user guide, "WebAnno TSV 3.3 File format"), with the layers of
 * `layers.ts`. Offsets are UTF-16 code units. A claim has an annotation for each span, its fields stand on the first; a
 * relation stands on the first row of its target.
 */
export function writeWebAnnoTsv(annotated: AnnotatedDocument, options: WriteOptions): WrittenDocument {
  const { document } = annotated
  const { text } = document
  const losses = lossesOf(annotated, 'webanno-tsv')
  const sentences = [...sentencesOf(text, document.blocks, document.language)]
  const spans = sentenceSpans(text, sentences)
  const annotations = annotationsOf(annotated, losses)
  documentLosses(annotated, readerText(text, spans), losses)
  const rows = rowsOf(sentences, annotations)
  const relations = placeRelations(annotated.relations, annotations, rows, losses)
  const ids = disambiguationIds(rows)

  const layers = (['claim', 'role'] as const).flatMap((layer) => {
    const own = annotations.all.filter((each) => each.layer === layer)
    const names: readonly string[] = layer === 'claim' ? claimFeatures : roleFeatures
    const used = names.flatMap((name, at) => {
      const isUsed = layer === 'role' || at < commonFeatures || own.some(({ values }) => values[at] !== undefined)
      return isUsed ? [{ name, at }] : []
    })
    return own.length === 0 ? [] : [{ layer, used }]
  })

  let out = '#FORMAT=WebAnno TSV 3.3\n'
  for (const { layer, used } of layers) out += `#T_SP=${layerNames[layer]}|${used.map(({ name }) => name).join('|')}\n`
  if (relations > 0) out += `#T_RL=${layerNames.relation}|${relationFeatures.join('|')}|BT_${layerNames.claim}\n`
  out += '\n'

  function cells(row: Row): string {
    let line = ''
    for (const { layer, used } of layers) {
      const here = row.annotations.filter((each) => each.layer === layer)
      for (const { at } of used) {
        if (here.length === 0) line += '_\t'
        else line += `${here.map((each) => valueCell(each.values[at]) + idCell(ids.get(each))).join('|')}\t`
      }
    }
    if (relations === 0) return line
    if (row.relations.length === 0) return `${line}_\t_\t_\t_\t`
    const column = (cell: (each: Row['relations'][number]) => string): string =>
      `${row.relations.map(cell).join('|')}\t`
    return (
      line +
      column(({ relation }) => escapeValue(relation.id)) +
      column(({ relation }) => valueCell(relation.type.replaceAll('\r', ' '))) +
      column(({ relation }) => valueCell(relation.note?.replaceAll('\r', ' '))) +
      column(({ source, target }) => {
        const [from = 0, to = 0] = [ids.get(source), ids.get(target)]
        return `${rows.firstOf.get(source)?.id ?? ''}${from === 0 && to === 0 ? '' : `[${from}_${to}]`}`
      })
    )
  }

  for (const [at, { from, to }] of spans.entries()) {
    out += '\n'
    for (const line of text.slice(from, to).split('\n')) out += `#Text=${escapeText(line)}\n`
    for (const row of rows.bySentence[at] ?? []) {
      out += `${row.id}\t${row.span.from}-${row.span.to}\t${text.slice(row.span.from, row.span.to)}\t${cells(row)}\n`
    }
  }
  return { files: [{ path: `${options.fileName ?? document.id}.tsv`, text: out }], losses: losses.all }
}

const valueCell = (value: string | undefined): string => (value === undefined ? '*' : escapeValue(value))
const idCell = (id: number | undefined): string => (id === undefined ? '' : `[${id}]`)

interface Rows {
  readonly bySentence: readonly (readonly Row[])[]
  /** Rows of all sentences in the order of the file. */
  readonly all: readonly Row[]
  /** The row that an annotation begins on. */
  readonly firstOf: ReadonlyMap<TsvAnnotation, Row>
}

function rowsOf(sentences: readonly (readonly Span[])[], { all }: TsvAnnotations): Rows {
  const tokens = sentences.flat()
  const wanted = all
    .map((annotation) => ({ annotation, parts: partsOf(tokens, annotation.span) }))
    .sort(({ annotation: a }, { annotation: b }) => byRow(a.span, b.span))
  const cut = new Map<number, Map<string, Span>>()
  for (const { parts } of wanted) {
    for (const { token, part } of parts) {
      if (part === undefined) continue
      const known = cut.get(token) ?? new Map<string, Span>()
      known.set(`${part.from}-${part.to}`, part)
      cut.set(token, known)
    }
  }
  let token = 0
  const byToken: { readonly whole: Row; readonly parts: ReadonlyMap<string, Row> }[] = []
  const bySentence = sentences.map((sentence, at) =>
    sentence.flatMap((span, index): readonly Row[] => {
      const id = `${at + 1}-${index + 1}`
      const whole: Row = { id, span, annotations: [], relations: [] }
      const parts = [...(cut.get(token)?.values() ?? [])]
        .sort((a, b) => a.from - b.from || a.to - b.to)
        .map((part, within): Row => ({ id: `${id}.${within + 1}`, span: part, annotations: [], relations: [] }))
      byToken.push({ whole, parts: new Map(parts.map((row) => [`${row.span.from}-${row.span.to}`, row])) })
      token += 1
      return [whole, ...parts]
    }),
  )
  const firstOf = new Map<TsvAnnotation, Row>()
  for (const { annotation, parts } of wanted) {
    for (const { token, part } of parts) {
      const rows = byToken[token]
      const row = part === undefined ? rows?.whole : rows?.parts.get(`${part.from}-${part.to}`)
      if (row === undefined) continue
      row.annotations.push(annotation)
      if (!firstOf.has(annotation)) firstOf.set(annotation, row)
    }
  }
  return { bySentence, all: bySentence.flat(), firstOf }
}

/** Put each relation on the first row of its target. Returns how many there are. */
function placeRelations(relations: readonly Relation[], { heads }: TsvAnnotations, rows: Rows, losses: Losses): number {
  let count = 0
  const arcs = new Set<string>()
  const targets: Span[] = []
  for (const relation of relations) {
    const [source, target] = [heads.get(relation.from), heads.get(relation.to)]
    const row = target === undefined ? undefined : rows.firstOf.get(target)
    if (source === undefined || target === undefined || row === undefined) {
      const detail = `claim ${source === undefined ? relation.from : relation.to} could not be written`
      losses.add({ relation: relation.id, what: 'relation', done: 'left-out', detail })
      continue
    }
    const arc = JSON.stringify([relation.type.replaceAll('\r', ' '), relation.from, relation.to])
    if (arcs.has(arc)) {
      const detail = 'another relation says the same of the same claims'
      losses.add({ relation: relation.id, what: 'relation', done: 'left-out', detail })
      continue
    }
    arcs.add(arc)
    if (`${relation.type}${relation.note ?? ''}`.includes('\r')) {
      losses.add({ relation: relation.id, what: 'carriage-return', done: 'renamed', detail: carriageReturnDetail })
    }
    row.relations.push({ relation, source, target })
    targets.push(row.span)
    count += 1
  }
  if (targets.some((row, at) => at > 0 && row.from < (targets[at - 1]?.from ?? 0))) {
    losses.add({
      what: 'order',
      done: 'flattened',
      detail: 'relations are read in the order of their targets in the text',
    })
  }
  return count
}

/** Numbers, in the order of the rows, of the annotations that stand on several rows or on one with another of their layer. */
function disambiguationIds({ all }: Rows): ReadonlyMap<TsvAnnotation, number> {
  const rowCounts = new Map<TsvAnnotation, number>()
  const stacked = new Set<TsvAnnotation>()
  for (const { annotations } of all) {
    for (const each of annotations) {
      rowCounts.set(each, (rowCounts.get(each) ?? 0) + 1)
      if (annotations.some((other) => other !== each && other.layer === each.layer)) stacked.add(each)
    }
  }
  const ids = new Map<TsvAnnotation, number>()
  for (const { annotations } of all) {
    for (const each of annotations) {
      const needsId = (rowCounts.get(each) ?? 0) > 1 || stacked.has(each)
      if (needsId && !ids.has(each)) ids.set(each, ids.size + 1)
    }
  }
  return ids
}

/** The text that a reader makes of the sentences. */
function readerText(text: string, spans: readonly Span[]): string {
  let made = ''
  for (const [at, { from, to }] of spans.entries()) made += gap(from - made.length, at === 0) + text.slice(from, to)
  return made
}

function documentLosses(annotated: AnnotatedDocument, read: string, losses: Losses): void {
  const { document, claims, relations, threads, layers } = annotated
  const lost = (what: string, detail: string, done: 'left-out' | 'flattened' | 'renamed' = 'left-out'): void =>
    losses.add({ what, done, detail })
  if (read !== document.text) lost('white-space', 'white space before the first word is written as spaces', 'renamed')
  if (document.title !== titleOf(read, document.id)) lost('title', 'a document has its first line as title')
  if (document.version !== 1) lost('version', `version ${document.version} is not written`)
  if (document.language !== undefined) lost('language', `${document.language} is not written`)
  if (document.blocks.some(({ kind }) => kind !== 'paragraph'))
    lost('blocks', 'which lines are headings, quotes or list items is not written', 'flattened')
  if (Object.keys(document.metadata).length > 0)
    lost('metadata', `${Object.keys(document.metadata).join(', ')} not written`)
  if (layers.length > 0)
    lost('layers', `which layer a claim is of is not written: ${layers.map(({ id }) => id).join(', ')}`, 'flattened')
  if (claims.length + relations.length > 0)
    lost('authorship', `who made ${claims.length} claims, when and from what is not written`)
  if (threads.length > 0) lost('threads', `${threads.length} discussions are not written`)
}
