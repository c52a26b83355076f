import { readIncoming } from './incoming-update.js'
import type { Moment } from './moments.js'
import type { LogReader } from './update-log.js'

/** Somebody deleted the characters of one client from a clock (inside) to another (outside). */
interface Deletion {
  readonly from: number
  readonly to: number
  readonly user: string
}

/** Says who was the first to delete a character between two moments; `undefined` when nobody did, or nobody knows. */
export function deletersIn(
  log: LogReader,
  room: string,
  after: Moment,
  until: Moment,
): (client: number, clock: number) => string | undefined {
  const byClient = new Map<number, Deletion[]>()
  for (const { seq, user, update } of log.history(room, after.seq)) {
    if (seq > until.seq || user === undefined) continue
    for (const [client, deleted] of readIncoming(update)?.deleted ?? []) {
      const all = byClient.get(client) ?? []
      byClient.set(client, all)
      for (const { clock, len } of deleted) all.push({ from: clock, to: clock + len, user })
    }
  }
  const first = new Map([...byClient].map(([client, all]) => [client, firstDeletions(all)]))
  return (client, clock) => {
    const { starts, users } = first.get(client) ?? nothing
    return users[lastAtMost(starts, clock)]
  }
}

/** Clocks at which stretches start, ascending, and who first deleted each; a stretch ends where the next one starts. */
interface Stretches {
  readonly starts: readonly number[]
  readonly users: readonly (string | undefined)[]
}

const nothing: Stretches = { starts: [], users: [] }

/** Of deletions in the order in which they came, who was first at each clock. Each stretch is given to somebody once. */
function firstDeletions(deletions: readonly Deletion[]): Stretches {
  const starts = [...new Set(deletions.flatMap(({ from, to }) => [from, to]))].sort((a, b) => a - b)
  const users: (string | undefined)[] = starts.map(() => undefined)
  /** For a stretch that is given, one further on that may not be. */
  const onward = starts.map((_, at) => at)
  const free = (at: number): number => {
    let end = at
    while (end < onward.length && onward[end] !== end) end = onward[end] ?? end + 1
    for (let step = at; step < end; ) {
      const next = onward[step] ?? end
      onward[step] = end
      step = next
    }
    return end
  }
  for (const { from, to, user } of deletions) {
    for (let at = free(lastAtMost(starts, from)); (starts[at] ?? to) < to; at = free(at)) {
      users[at] = user
      onward[at] = at + 1
    }
  }
  return { starts, users }
}

/** The index of the last of these ascending numbers that is at most `value`; -1 when none is. */
function lastAtMost(numbers: readonly number[], value: number): number {
  let low = 0
  let high = numbers.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((numbers[middle] ?? 0) <= value) low = middle + 1
    else high = middle
  }
  return low - 1
}
