import type { ClaimId } from '@claimspan/core'
import type { ArticleSession, LayerSession } from '../session/article-session.js'
import { type Cell, cell } from '../state/observable.js'
import type { Comparison, Place, RelationRow, RowField } from './comparison.js'
import { type LiveComparison, liveComparison } from './live-comparison.js'

/** Which places are listed: those where the layers differ, those with a question, or all. */
export type Listing = 'differences' | 'open' | 'all'

/** What of a place a decision is on: all of it, one field, or one relation. */
export type Focus =
  | { readonly kind: 'whole' }
  | { readonly kind: 'field'; readonly field: RowField }
  | { readonly kind: 'relation'; readonly id: string }

export const whole: Focus = { kind: 'whole' }

/** Layers on a person's desk: what is compared, where one is, and where the result goes. */
export interface Desk {
  readonly session: Pick<ArticleSession, 'shared' | 'nameIn'>
  /** Left to right; at least two. */
  readonly layers: readonly LayerSession[]
  /** The curated layer that decisions go into; `undefined` while none was made. */
  readonly target: LayerSession | undefined
  /** Whether this person may decide. */
  readonly mayDecide: boolean
  readonly live: LiveComparison
  readonly listing: Cell<Listing>
  readonly chosen: Cell<ClaimId | undefined>
  readonly focus: Cell<Focus>
  readonly editing: Cell<boolean>
  readonly keysShown: Cell<boolean>
  /** Where in the list the chosen place was, for when it is there no more. */
  at: number
  close(): void
}

export function makeDesk(
  session: Desk['session'],
  layers: readonly LayerSession[],
  target: LayerSession | undefined,
): Desk {
  const live = liveComparison(session, layers, target)
  const first = live.get()?.places ?? []
  return {
    session,
    layers,
    target,
    mayDecide: target?.writable === true,
    live,
    listing: cell<Listing>(first.some(({ differs }) => differs) ? 'differences' : 'all'),
    chosen: cell<ClaimId | undefined>((first.find(isOpen) ?? first.find(({ differs }) => differs) ?? first[0])?.id),
    focus: cell<Focus>(whole),
    editing: cell(false),
    keysShown: cell(false),
    at: 0,
    close: () => live.close(),
  }
}

export const isOpen = ({ state }: Place): boolean => state === 'open'

/** The places that are listed. */
export function listed(comparison: Comparison | undefined, listing: Listing): readonly Place[] {
  const all = comparison?.places ?? []
  if (listing === 'all') return all
  return all.filter((place) => (listing === 'open' ? isOpen(place) : place.differs || place.state === 'edited'))
}

/** The place that is chosen among those listed; where it is there no more, the one now where it was. */
export function chosenIn(desk: Desk, places: readonly Place[]): Place | undefined {
  const id = desk.chosen.get()
  const at = places.findIndex((place) => place.id === id)
  if (at >= 0) desk.at = at
  return places[Math.min(desk.at, places.length - 1)]
}

export function chosenNow(desk: Desk): Place | undefined {
  return chosenIn(desk, listed(desk.live.get(), desk.listing.get()))
}

/** The first place that stands otherwise than before: what was undone is found by it. */
export function changedPlace(before: Comparison | undefined, after: Comparison | undefined): Place | undefined {
  const were = new Map(before?.places.map((place) => [place.id, place]))
  return after?.places.find((place) => {
    const was = were.get(place.id)
    if (was === undefined || was.state !== place.state) return true
    const { result } = place
    return result !== was.result && JSON.stringify(result) !== JSON.stringify(was.result)
  })
}

/** What a decision on a place can be on, after the whole of it: its fields, then its relations. */
export function fociOf(place: Place): readonly Focus[] {
  return [
    ...place.rows.map(({ field }): Focus => ({ kind: 'field', field })),
    ...place.relations.map(({ id }): Focus => ({ kind: 'relation', id })),
  ]
}

export function sameFocus(a: Focus, b: Focus): boolean {
  if (a.kind === 'field' && b.kind === 'field') return a.field === b.field
  return a.kind === 'relation' && b.kind === 'relation' ? a.id === b.id : a.kind === b.kind
}

/** The focus as far as the place has it: a field that it does not have is the whole. */
export function focusIn(place: Place, focus: Focus): Focus {
  return fociOf(place).find((one) => sameFocus(one, focus)) ?? whole
}

export function relationIn(place: Place, focus: Focus): RelationRow | undefined {
  return focus.kind === 'relation' ? place.relations.find(({ id }) => id === focus.id) : undefined
}
