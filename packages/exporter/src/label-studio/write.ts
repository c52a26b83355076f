import { type AnnotatedDocument, type Claim, type Layer, type OffsetTable, offsetTable } from '@claimspan/core'
import { documentFields } from '../document-fields.js'
import { type Field, fieldLosses } from '../field-losses.js'
import type { WriteOptions, WrittenDocument } from '../format.js'
import { lossesOf } from '../loss.js'
import type { Mark } from '../marks/mark.js'
import { markIds, marksOf } from '../marks/write.js'
import { controls, objectName } from './configuration.js'

/** What is carried of a claim besides its words and types. */
const carried: readonly Field[] = [
  ...(['title', 'version', 'language', 'blocks', 'metadata', 'layers'] as const),
  ...(['normalizedClaim', 'checkWorthiness', 'verdict', 'verdict.justification', 'confidence'] as const),
  ...(['attribution', 'attribution.kind', 'attribution.speaker', 'tags', 'note', 'status'] as const),
]

/**
 * One document as a Label Studio task (https://labelstud.io/guide/task_format). Each layer is an annotation of the task, one
 * of kind `suggested` a prediction. A claim is a region with its types as labels; its fields are results of the same region.
 * Offsets count code points, as Label Studio's own editor does since 2021 (label-studio-frontend #308).
 */
export function writeLabelStudio(annotated: AnnotatedDocument, options: WriteOptions): WrittenDocument {
  const { document, layers, claims } = annotated
  const losses = lossesOf(annotated, 'label-studio')
  const { marks, links, isWritten } = marksOf(annotated, losses, {
    labels: 'many',
    canJoin: (from, to) => from.layer === to.layer,
  })
  fieldLosses(annotated, carried, losses, isWritten)
  for (const { relation, from } of links) {
    if (relation === undefined || relation.layer === from.claim.layer) continue
    const detail = `it comes to stand in the layer of its claims, ${from.claim.layer}, not in ${relation.layer}`
    losses.add({ relation: relation.id, what: 'layer', done: 'flattened', detail })
  }
  const ids = markIds(marks)
  const idOf = (mark: Mark): string => ids.get(mark) ?? ''
  const offsets = offsetTable(document.text)

  const resultsOf = (layer: Layer): readonly unknown[] => [
    ...marks
      .filter(({ claim }) => claim.layer === layer.id)
      .flatMap((mark) => resultsOfMark(mark, idOf(mark), document.text, offsets)),
    ...links
      .filter(({ from }) => from.claim.layer === layer.id)
      .map(({ label, from, to }) => ({
        from_id: idOf(from),
        to_id: idOf(to),
        type: 'relation',
        direction: 'right',
        labels: [label],
      })),
  ]
  const inUse = layers.filter(({ id }) => claims.some((claim) => claim.layer === id && isWritten(claim.id)))
  const task = {
    data: {
      text: document.text,
      ...documentFields(document),
      ...(layers.length === 0
        ? {}
        : {
            layers: layers.map((layer) => ({
              ...layer,
              claims: claims.filter((claim) => claim.layer === layer.id && isWritten(claim.id)).map(({ id }) => id),
            })),
          }),
    },
    annotations: inUse
      .filter(({ kind }) => kind !== 'suggested')
      .map((layer) => ({ result: resultsOf(layer), was_cancelled: false, ground_truth: layer.kind === 'curated' })),
    predictions: inUse
      .filter(({ kind }) => kind === 'suggested')
      .map((layer) => ({ model_version: layer.id, result: resultsOf(layer) })),
  }
  const path = `${options.fileName ?? document.id}.label-studio.json`
  return { files: [{ path, text: `${JSON.stringify(task, null, 1)}\n` }], losses: losses.all }
}

/** The results of one region: its labels, then, of one that stands for a claim, the claim's fields. All share its id. */
function resultsOfMark(mark: Mark, id: string, text: string, offsets: OffsetTable): readonly unknown[] {
  const { span, labels, claim, role } = mark
  const place = { start: offsets.fromUtf16(span.from, 'code-point'), end: offsets.fromUtf16(span.to, 'code-point') }
  const result = (name: string, type: string, value: object): unknown => ({
    id,
    from_name: name,
    to_name: objectName,
    type,
    value: { ...place, ...value },
  })
  return [
    result(controls.label, 'labels', { text: text.slice(span.from, span.to), labels }),
    ...(role === 'head' ? fieldsOf(claim) : []).map(([name, value]) =>
      typeof value === 'number'
        ? result(name, 'number', { number: value })
        : value.kind === 'choice'
          ? result(name, 'choices', { text: text.slice(span.from, span.to), choices: value.values })
          : result(name, 'textarea', { text: value.values }),
    ),
  ]
}

type FieldValue = number | { readonly kind: 'choice' | 'text'; readonly values: readonly string[] }

function fieldsOf(claim: Claim): readonly (readonly [name: string, value: FieldValue])[] {
  const { verdict, attribution } = claim
  const choice = (name: string, value: string | undefined): readonly (readonly [string, FieldValue])[] =>
    value === undefined ? [] : [[name, { kind: 'choice', values: [value] }]]
  const text = (name: string, value: string | undefined): readonly (readonly [string, FieldValue])[] =>
    value === undefined ? [] : [[name, { kind: 'text', values: [value] }]]
  return [
    ...text(controls.normalizedClaim, claim.normalizedClaim),
    ...choice(controls.checkWorthiness, claim.checkWorthiness),
    ...choice(controls.verdict, verdict?.label),
    ...choice(controls.verdictScale, verdict?.scale),
    ...text(controls.justification, verdict?.justification),
    ...(claim.confidence === undefined ? [] : [[controls.confidence, claim.confidence] as const]),
    ...choice(controls.attribution, attribution?.kind),
    ...text(controls.speaker, attribution?.speaker?.name),
    ...choice(controls.speakerKind, attribution?.speaker?.kind),
    ...text(controls.speakerUri, attribution?.speaker?.uri),
    ...(claim.tags.length === 0 ? [] : [[controls.tags, { kind: 'text', values: claim.tags }] as const]),
    ...text(controls.note, claim.note),
    ...(claim.status === 'draft' ? [] : choice(controls.status, claim.status)),
  ]
}
