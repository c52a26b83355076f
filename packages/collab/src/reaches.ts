import { lastUpTo } from './text-walk.js'

/** Characters from place `from` to before place `to`, counted among all characters of a text, deleted ones too. */
export interface Reach {
  readonly from: number
  readonly to: number
}

/** Reaches in order, with characters that are in none between each two. */
export type Reaches = readonly Reach[]

/** The parts of a reach that are within some reaches. */
export function within(reaches: Reaches, { from, to }: Reach): Reaches {
  const parts: Reach[] = []
  for (
    let at = Math.max(
      0,
      lastUpTo(reaches.length, from, (index) => reaches[index]?.from ?? 0),
    );
    ;
    at++
  ) {
    const reach = reaches[at]
    if (reach === undefined || reach.from >= to) return parts
    if (reach.to > from) parts.push({ from: Math.max(from, reach.from), to: Math.min(to, reach.to) })
  }
}

/** The parts of a reach that are in none of some reaches. */
export function outside(reaches: Reaches, reach: Reach): Reaches {
  const parts: Reach[] = []
  let from = reach.from
  for (const part of within(reaches, reach)) {
    if (from < part.from) parts.push({ from, to: part.from })
    from = part.to
  }
  if (from < reach.to) parts.push({ from, to: reach.to })
  return parts
}

/** Reaches with one more. */
export function withReach(reaches: Reaches, { from, to }: Reach): Reaches {
  const before = reaches.filter((reach) => reach.to < from)
  const after = reaches.filter((reach) => reach.from > to)
  const joined = reaches.slice(before.length, reaches.length - after.length)
  const [first, last] = [joined[0], joined[joined.length - 1]]
  return [...before, { from: Math.min(from, first?.from ?? from), to: Math.max(to, last?.to ?? to) }, ...after]
}

export const holds = (reaches: Reaches, at: number): boolean => within(reaches, { from: at, to: at + 1 }).length > 0
