import type { LayerSession } from '../session/article-session.js'

/** What is compared, left to right, and where the result goes. */
export interface LayerChoice {
  readonly layers: readonly LayerSession[]
  readonly target: LayerSession | undefined
}

/** The ids that a person chose; what is left out is chosen for them. */
export interface ChosenIds {
  readonly layers?: readonly string[]
  readonly target?: string
}

/** The id of the layer that is made for the result. */
export const curatedId = 'curated'

/**
 * The layers to compare: those that were chosen, else the independent ones, else the first two that are not curated; and the
 * curated layer for the result: the chosen one, else the one of that name, else one that has nothing in it.
 */
export function layerChoice(all: readonly LayerSession[], chosen: ChosenIds): LayerChoice {
  const curated = all.filter(({ kind }) => kind === 'curated')
  const target =
    curated.find(({ id }) => id === chosen.target) ??
    curated.find(({ id }) => id === curatedId) ??
    curated.find(({ store }) => store.claims().length === 0)
  const others = all.filter((layer) => layer !== target)
  const wanted = others.filter(({ id }) => chosen.layers?.includes(id) === true)
  if (wanted.length > 1) return { layers: wanted, target }
  const independent = others.filter(({ kind }) => kind === 'independent')
  if (independent.length > 1) return { layers: independent, target }
  const plain = others.filter(({ kind }) => kind !== 'curated')
  return { layers: (plain.length > 1 ? plain : others).slice(0, 2), target }
}
