import { type AnnotatedDocument, type Claim, offsetTable } from '@claimspan/core'
import { type Field, fieldLosses } from '../field-losses.js'
import type { WriteOptions, WrittenDocument } from '../format.js'
import { lossesOf } from '../loss.js'
import { linkLabels, type Mark } from '../marks/mark.js'
import { marksOf } from '../marks/write.js'

const carried: readonly Field[] = [
  ...(['normalizedClaim', 'checkWorthiness', 'verdict', 'verdict.justification', 'confidence'] as const),
  ...(['attribution', 'attribution.kind', 'attribution.speaker', 'tags', 'note', 'status'] as const),
]

/**
 * One document in PubAnnotation's JSON (https://www.pubannotation.org/docs/annotation-format/): spans as denotations by code
 * points, what joins them as relations, a claim's fields as attributes. A discontinuous mention is a chain: its last part has
 * the label and stands for it, those before are `_FRAGMENT`s that it is `_lexicallyChainedTo`.
 */
export function writePubAnnotation(annotated: AnnotatedDocument, options: WriteOptions): WrittenDocument {
  const { document } = annotated
  const losses = lossesOf(annotated, 'pubannotation')
  const { marks, links, isWritten } = marksOf(annotated, losses, { labels: 'many' })
  fieldLosses(annotated, carried, losses, isWritten)
  const offsets = offsetTable(document.text)
  const ids = new Map<Mark, string>(marks.map((mark, at) => [mark, `T${at + 1}`]))
  const after = new Map<Mark, Mark>(
    links.flatMap(({ label, from, to }) => (label === linkLabels.continues ? [[to, from]] : [])),
  )
  function standsFor(mark: Mark): string | undefined {
    let last = mark
    for (let next = after.get(last); next !== undefined; next = after.get(last)) last = next
    return ids.get(last)
  }
  const attributes = marks.flatMap((mark) =>
    mark.role === 'head'
      ? attributesOf(mark.claim, mark.labels).map(([pred, obj]) => ({ subj: standsFor(mark), pred, obj }))
      : [],
  )
  const json = {
    sourcedb: 'Claimspan',
    sourceid: document.id,
    text: document.text,
    denotations: marks.map((mark) => ({
      id: ids.get(mark),
      span: {
        begin: offsets.fromUtf16(mark.span.from, 'code-point'),
        end: offsets.fromUtf16(mark.span.to, 'code-point'),
      },
      obj: after.has(mark) ? '_FRAGMENT' : mark.labels[0],
    })),
    relations: links.map(({ label, from, to }, at) =>
      label === linkLabels.continues
        ? { id: `R${at + 1}`, pred: '_lexicallyChainedTo', subj: ids.get(from), obj: ids.get(to) }
        : { id: `R${at + 1}`, pred: predicate(label), subj: standsFor(from), obj: standsFor(to) },
    ),
    attributes: attributes.map((attribute, at) => ({ id: `A${at + 1}`, ...attribute })),
  }
  const path = `${options.fileName ?? document.id}.pubannotation.json`
  return { files: [{ path, text: `${JSON.stringify(json, null, 1)}\n` }], losses: losses.all }
}

/** Arcs that say what belongs together are written in one word, as predicates are there. */
const belonging: Readonly<Record<string, string>> = {
  [linkLabels.sameClaim]: 'sameClaim',
  [linkLabels.source]: 'hasSource',
  [linkLabels.cue]: 'hasCue',
}
const predicate = (label: string): string => belonging[label] ?? label

function attributesOf(
  claim: Claim,
  labels: readonly string[],
): readonly (readonly [pred: string, obj: string | number])[] {
  const { verdict, attribution } = claim
  const given = (pred: string, obj: string | number | undefined): readonly (readonly [string, string | number])[] =>
    obj === undefined ? [] : [[pred, obj]]
  return [
    ...labels.slice(1).map((label) => ['also_of_type', label] as const),
    ...given('normalized_claim', claim.normalizedClaim),
    ...given('check_worthiness', claim.checkWorthiness),
    ...given('verdict', verdict?.label),
    ...given('verdict_scale', verdict?.scale),
    ...given('justification', verdict?.justification),
    ...given('confidence', claim.confidence),
    ...given('attribution', attribution?.kind),
    ...given('speaker', attribution?.speaker?.name),
    ...given('speaker_kind', attribution?.speaker?.kind),
    ...given('speaker_uri', attribution?.speaker?.uri),
    ...claim.tags.map((tag) => ['tag', tag] as const),
    ...given('note', claim.note),
    ...given('status', claim.status === 'draft' ? undefined : claim.status),
  ]
}
