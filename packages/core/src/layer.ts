import { type AnnotatorId, annotatorId, type LayerId, layerId } from './id.js'

/**
 * Who sees and writes a set of claims: `shared` is everybody's, live; `independent` is one annotator's, blind; `curated`
 * is the adjudicated result; `suggested` comes from a machine or an import.
 */
export type LayerKind = 'shared' | 'independent' | 'curated' | 'suggested'
export const layerKinds: readonly LayerKind[] = ['shared', 'independent', 'curated', 'suggested']

export interface Layer {
  readonly id: LayerId
  readonly kind: LayerKind
  readonly name?: string
}

/** Make a layer. Throws `RangeError` when the id is not one or the kind is unknown. */
export function layer(parts: { readonly id: string; readonly kind: LayerKind; readonly name?: string }): Layer {
  if (!layerKinds.includes(parts.kind)) {
    throw new RangeError(`A layer is ${layerKinds.join(', ')}: got ${JSON.stringify(parts.kind)}`)
  }
  return { ...parts, id: layerId(parts.id) }
}

/** A person or a program that annotates. */
export interface Annotator {
  readonly id: AnnotatorId
  readonly name: string
}

/** Make an annotator. Throws `RangeError` when the id is not one; the name defaults to the id. */
export function annotator(id: string, name: string = id): Annotator {
  return { id: annotatorId(id), name }
}
