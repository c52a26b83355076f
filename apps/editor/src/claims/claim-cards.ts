import type { Claim } from '@claimspan/core'
import { type Cell, cell, type Observable } from '../state/observable.js'
import { partsOf } from './claim-parts.js'
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
  const known = new Map(before.map((shown) => [keyOf(shown), shown]))
  const kept = next.map((shown) => {
    const was = known.get(keyOf(shown))
    return was !== undefined && looksSame(was, shown) ? was : shown
  })
  const still = kept.length === before.length && kept.every((shown, at) => shown === before[at])
  return still ? before : kept
}

const keyOf = ({ layer, claim }: ShownClaim) => `${layer} ${claim.id}`

function looksSame(a: ShownClaim, b: ShownClaim): boolean {
  const [x, y] = [a.claim, b.claim]
  return (
    a.writable === b.writable &&
    x.updatedAt === y.updatedAt &&
    x.createdBy === y.createdBy &&
    x.normalizedClaim === y.normalizedClaim &&
    x.note === y.note &&
    x.status === y.status &&
    x.checkWorthiness === y.checkWorthiness &&
    x.attribution?.speaker?.name === y.attribution?.speaker?.name &&
    x.types.join() === y.types.join() &&
    x.mentions.length === y.mentions.length &&
    x.mentions[0]?.quote === y.mentions[0]?.quote &&
    statesOf(x) === statesOf(y)
  )
}

const statesOf = (claim: Claim) =>
  partsOf(claim)
    .map(({ state }) => state)
    .join()
