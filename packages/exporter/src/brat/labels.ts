import type { ReadOptions } from '../format.js'
import { bratNames, type Names } from './names.js'

/** What the names of a corpus stand for. */
export interface Labels {
  readonly entities: Pick<Names, 'labelOf'>
  readonly relations: Pick<Names, 'labelOf'>
}

/** Labels by the scheme if one is given, else by what `visual.conf` shows for a name. */
export function labelsFrom({ scheme }: ReadOptions, shown: ReadonlyMap<string, string>): Labels {
  if (scheme !== undefined) return bratNames(scheme)
  const labelOf = (name: string): string => shown.get(name) ?? name
  return { entities: { labelOf }, relations: { labelOf } }
}
