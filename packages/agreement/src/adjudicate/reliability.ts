import type { AnnotatedDocument, ClaimId, DocumentId, LayerId } from '@claimspan/core'
import { type DawidSkene, type DawidSkeneOptions, dawidSkene, type Rating } from '../dawid-skene.js'
import { claimGroups } from './claim-groups.js'
import { curatedId } from './curated-claim.js'
import { type CategoricalField, categoricalFields, labelOfField } from './field.js'

/** How probable each label of a field is, of claims that are taken for one. */
export interface FieldSoftLabel {
  readonly document: DocumentId
  /** Its id in the curated layer, whether it is there or not. */
  readonly claim: ClaimId
  readonly field: CategoricalField
  /** By label, the most probable first; labels with less than a millionth are left out. */
  readonly probabilities: Readonly<Record<string, number>>
  readonly from: readonly { readonly layer: LayerId; readonly claim: ClaimId; readonly label: string }[]
}

/** What the ratings of all documents tell of the layers and of the labels. */
export interface LayerReliability {
  /** Over all fields, by the ratings in each: the probability that a layer's label is the true one. */
  readonly byLayer: ReadonlyMap<LayerId, number>
  /** The model of each field that two layers gave a label to. */
  readonly models: ReadonlyMap<CategoricalField, DawidSkene>
  readonly softLabels: readonly FieldSoftLabel[]
}

/**
 * How reliable layers are, by the model of Dawid and Skene for each field with labels (types, check-worthiness, verdict), over
 * the claims that two or more layers have and gave a label to. `layers` as in `adjudicate`: the independent ones of each
 * document when left out. A layer that shares no labelled claim with another has no reliability.
 */
export function reliabilityOfLayers(
  documents: Iterable<AnnotatedDocument>,
  layers?: readonly string[],
  options: DawidSkeneOptions = {},
): LayerReliability {
  const ratings = new Map<CategoricalField, Rating[]>(categoricalFields.map((field) => [field, []]))
  const sources = new Map<string, Omit<FieldSoftLabel, 'probabilities'>>()
  for (const { document, claims, layers: there } of documents) {
    const voting = there.filter(({ id, kind }) => layers?.includes(id) ?? kind === 'independent').map(({ id }) => id)
    if (voting.length < 2) continue
    const taken = new Set(
      claims.flatMap(({ id, layer }) => (there.some((one) => one.id === layer && one.kind === 'curated') ? [] : [id])),
    )
    for (const group of claimGroups(claims, voting)) {
      const claim = curatedId(
        group.claims.map(({ id }) => id),
        taken,
      )
      for (const field of categoricalFields) {
        const from = group.claims.flatMap((each) => {
          const label = labelOfField(each, field)
          return label === undefined ? [] : [{ layer: each.layer, claim: each.id, label }]
        })
        if (from.length < 2) continue
        const item = JSON.stringify([document.id, claim, field])
        sources.set(item, { document: document.id, claim, field, from })
        ratings.get(field)?.push(...from.map(({ layer, label }) => ({ item, annotator: layer, label })))
      }
    }
  }
  const models = new Map<CategoricalField, DawidSkene>()
  const right = new Map<string, { sum: number; ratings: number }>()
  const softLabels: FieldSoftLabel[] = []
  for (const [field, given] of ratings) {
    if (given.length === 0) continue
    const model = dawidSkene(given, options)
    models.set(field, model)
    for (const { annotator, ratings: count, reliability } of model.annotators) {
      const before = right.get(annotator) ?? { sum: 0, ratings: 0 }
      right.set(annotator, { sum: before.sum + count * reliability, ratings: before.ratings + count })
    }
    for (const { item, probabilities } of model.items) {
      const source = sources.get(item)
      if (source === undefined) continue
      const byLabel = model.labels
        .map((label, at) => [label, probabilities[at] ?? 0] as const)
        .filter(([, probability]) => probability >= 1e-6)
        .sort(([, a], [, b]) => b - a)
      softLabels.push({ ...source, probabilities: Object.fromEntries(byLabel) })
    }
  }
  const byLayer = new Map<LayerId, number>()
  for (const { from } of sources.values()) {
    for (const { layer } of from) {
      const known = right.get(layer)
      if (known !== undefined) byLayer.set(layer, known.sum / known.ratings)
    }
  }
  return { byLayer, models, softLabels }
}
