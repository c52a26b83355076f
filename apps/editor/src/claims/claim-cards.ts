import { type Mention, mentionState } from '@claimspan/core'
import { type Cell, cell, type Observable } from '../state/observable.js'
import type { ShownClaim } from './shown-claim.js'

/**
 * The claims as their closed cards show them: a claim that only moved, since somebody typed before it, stays the same
 * object, and the list the same list. So a thousand cards stand still while somebody types. Where a claim is now must be
 * asked of the claims themselves.
 */
export function claimCards(claims: Observable<readonly ShownClaim[]>): {
  readonly cards: Observable<readonly ShownClaim[]>
  end(): void
} {
  const cards: Cell<readonly ShownClaim[]> = cell(claims.get())
  const end = claims.subscribe(() => cards.set(keepSame(cards.get(), claims.get())))
  return { cards, end }
}

/** `next`, with each claim that looks as it did replaced by what it was; the list itself when all do. */
export function keepSame(before: readonly ShownClaim[], next: readonly ShownClaim[]): readonly ShownClaim[] {
  // Mostly one claim has come or gone at most, and what was at a place is there still or beside it: then no claim has to
  // be looked for by its name.
  let known: ReadonlyMap<string, ShownClaim> | undefined
  let shift = 0
  const wasOf = (shown: ShownClaim, at: number) => {
    for (const by of [shift, shift - 1, shift + 1]) {
      const here = before[at + by]
      if (here === undefined || here.claim.id !== shown.claim.id || here.layer !== shown.layer) continue
      shift = by
      return here
    }
    known ??= new Map(before.map((one) => [keyOf(one), one]))
    return known.get(keyOf(shown))
  }
  const kept = next.map((shown, at) => {
    const was = wasOf(shown, at)
    return was !== undefined && looksSame(was, shown) ? was : shown
  })
  const still = kept.length === before.length && kept.every((shown, at) => shown === before[at])
  return still ? before : kept
}

const keyOf = ({ layer, claim }: ShownClaim) => `${layer} ${claim.id}`

function looksSame(a: ShownClaim, b: ShownClaim): boolean {
  const [x, y] = [a.claim, b.claim]
  if (a.writable !== b.writable) return false
  if (x === y) return true
  return (
    x.updatedAt === y.updatedAt &&
    x.createdBy === y.createdBy &&
    x.normalizedClaim === y.normalizedClaim &&
    x.note === y.note &&
    x.status === y.status &&
    x.checkWorthiness === y.checkWorthiness &&
    x.attribution?.speaker?.name === y.attribution?.speaker?.name &&
    sameItems(x.types, y.types, Object.is) &&
    sameItems(x.mentions, y.mentions, sameWords) &&
    sameWords(x.attribution?.source, y.attribution?.source) &&
    sameWords(x.attribution?.cue, y.attribution?.cue)
  )
}

function sameItems<T>(a: readonly T[], b: readonly T[], same: (a: T, b: T) => boolean): boolean {
  return a === b || (a.length === b.length && a.every((one, at) => same(one, b[at] as T)))
}

/** Whether words are the same and in the same state, wherever they stand. */
function sameWords(a: Mention | undefined, b: Mention | undefined): boolean {
  if (a === b) return true
  return a !== undefined && b !== undefined && a.quote === b.quote && mentionState(a) === mentionState(b)
}
