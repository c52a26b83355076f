import type { ShownClaim } from '../claims/shown-claim.js'
import { type Cell, cell, derived, type Observable } from '../state/observable.js'
import { type ClaimFilter, filterClaims, noFilter } from './claim-filter.js'

/** Which relations are drawn: none, those of the chosen claim, or all that are in the window. */
export type RelationsShown = 'none' | 'chosen' | 'all'

/** How an open article is looked at. */
export interface ViewState {
  readonly filter: Cell<ClaimFilter>
  /** The claims that pass the filter, in the order of the text. */
  readonly passing: Observable<readonly ShownClaim[]>
  /** The same for cards, which do not change when a claim only moves. */
  readonly passingCards: Observable<readonly ShownClaim[]>
  /** Whether only the chosen claim stands out, and the rest steps back. */
  readonly focus: Cell<boolean>
  readonly relations: Cell<RelationsShown>
  readonly margin: Cell<boolean>
  readonly minimap: Cell<boolean>
}

const kept = {
  margin: 'claimspan.margin',
  minimap: 'claimspan.minimap',
  relations: 'claimspan.relations',
} as const

/** How an article is looked at, with what was chosen at an earlier visit. */
export function viewState(
  claims: Observable<readonly ShownClaim[]>,
  cards: Observable<readonly ShownClaim[]>,
): ViewState {
  const filter = cell<ClaimFilter>(noFilter)
  const relations = keptCell<RelationsShown>(kept.relations, 'chosen', ['none', 'chosen', 'all'])
  const margin = keptCell(kept.margin, 'on', ['on', 'off'])
  const minimap = keptCell(kept.minimap, 'on', ['on', 'off'])
  return {
    filter,
    passing: derived([claims, filter], () => filterClaims(claims.get(), filter.get())),
    passingCards: derived([cards, filter], () => filterClaims(cards.get(), filter.get())),
    focus: cell(false),
    relations,
    margin: asBoolean(margin),
    minimap: asBoolean(minimap),
  }
}

/** A cell whose value is the same at the next visit. */
function keptCell<T extends string>(key: string, first: T, values: readonly T[]): Cell<T> {
  let value = first
  try {
    const before = localStorage.getItem(key)
    value = values.find((one) => one === before) ?? first
  } catch {
    // Storage may be refused: it begins as always.
  }
  const inner = cell(value)
  return {
    ...inner,
    set(next) {
      inner.set(next)
      try {
        localStorage.setItem(key, next)
      } catch {
        // As above: it holds until the page is closed.
      }
    },
  }
}

const asBoolean = (of: Cell<'on' | 'off'>): Cell<boolean> => ({
  get: () => of.get() === 'on',
  set: (on) => of.set(on ? 'on' : 'off'),
  subscribe: of.subscribe,
})
