import type { Span } from '@claimspan/core'
import type { PaintGroup } from '@claimspan/lexical'
import type { ShownClaim } from '../claims/shown-claim.js'
import { lookOf, type TypeLook } from '../claims/type-look.js'
import { slotCount } from '../claims/type-slots.js'
import { type Lanes, laneCount, laneOf, lanesOf } from './lanes.js'

const slots = Array.from({ length: slotCount + 1 }, (_, slot) => slot)
const lanes = Array.from({ length: laneCount }, (_, lane) => lane)

/** The names under which claims are painted: one for each type and lane, first those of layers that are only read. */
export const claimNames: readonly string[] = ['reference', 'claim'].flatMap((kind) =>
  lanes.toReversed().flatMap((lane) => slots.map((slot) => `${kind}-${slot}-${lane}`)),
)

/**
 * What sorts claims into groups that are painted alike. The groups of a list are made once, so that the painter may keep
 * the index of each; lanes are kept from list to list.
 */
export function claimGroups(looks: readonly TypeLook[]): {
  groups(claims: readonly ShownClaim[]): readonly PaintGroup[]
  lane(shown: ShownClaim): number
} {
  let sorted: { readonly claims: readonly ShownClaim[]; readonly groups: readonly PaintGroup[] } | undefined
  let kept: Lanes = new Map()
  const slotOf = new Map<string | undefined, number>()
  const slot = (label: string | undefined) => {
    const known = slotOf.get(label)
    if (known !== undefined) return known
    const found = lookOf(looks, label).slot
    slotOf.set(label, found)
    return found
  }
  return {
    groups(claims) {
      if (sorted?.claims === claims) return sorted.groups
      kept = lanesOf(claims, kept)
      const byName = new Map<string, Span[]>(claimNames.map((name) => [name, []]))
      // Looked up by numbers: with ten thousand claims, making so many names takes longer than the rest.
      const list = (kind: 'claim' | 'reference') =>
        slots.map((slot) => lanes.map((lane) => byName.get(`${kind}-${slot}-${lane}`) ?? []))
      const [own, read] = [list('claim'), list('reference')]
      for (const shown of claims) {
        const { claim, writable } = shown
        const spans = (writable ? own : read)[slot(claim.types[0])]?.[laneOf(kept, shown)]
        for (const mention of claim.mentions) spans?.push(...mention.spans)
      }
      const groups = [...byName].map(([name, spans]) => ({ name, spans }))
      sorted = { claims, groups }
      return groups
    },
    lane: (shown) => laneOf(kept, shown),
  }
}
