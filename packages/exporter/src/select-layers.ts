import type { AnnotatedDocument } from '@claimspan/core'
import { type Loss, lossesOf } from './loss.js'

/**
 * The document with the claims, relations and threads of these layers only, and only the annotators who made them. A
 * relation of a chosen layer that joins a claim of another one cannot stay: it is a loss.
 */
export function selectLayers(
  annotated: AnnotatedDocument,
  layers: readonly string[],
): { readonly annotated: AnnotatedDocument; readonly losses: readonly Loss[] } {
  const chosen = new Set(layers)
  const losses = lossesOf(annotated, 'selection')
  const claims = annotated.claims.filter(({ layer }) => chosen.has(layer))
  const kept = new Set<string>(claims.map(({ id }) => id))
  const relations = annotated.relations.filter((relation) => {
    if (!chosen.has(relation.layer)) return false
    const missing = [relation.from, relation.to].find((end) => !kept.has(end))
    if (missing === undefined) return true
    losses.add({
      relation: relation.id,
      what: 'relation',
      done: 'left-out',
      detail: `it joins claim ${missing}, which is not in ${layers.join(', ')}`,
    })
    return false
  })
  const threads = annotated.threads.filter(({ claim }) => kept.has(claim))
  const people = new Set<string>([
    ...claims.map(({ createdBy }) => createdBy),
    ...relations.map(({ createdBy }) => createdBy),
    ...threads.flatMap(({ comments }) => comments.map(({ by }) => by)),
  ])
  return {
    annotated: {
      document: annotated.document,
      layers: annotated.layers.filter(({ id }) => chosen.has(id)),
      annotators: annotated.annotators.filter(({ id }) => people.has(id)),
      claims,
      relations,
      threads,
    },
    losses: losses.all,
  }
}
