import type { ArticleSummary } from '../server/api.js'

export interface Progress {
  /** Claims that are accepted or rejected, of all that are there. */
  readonly settled: number
  readonly all: number
  /** How many claims are of each type, the most frequent first. */
  readonly types: ReadonlyMap<string, number>
}

/** How far an article's claims are, over the layers that may be seen. */
export function progressOf({ layers }: Pick<ArticleSummary, 'layers'>): Progress {
  const types = new Map<string, number>()
  let settled = 0
  let all = 0
  for (const { claims, statuses = {}, types: counts = {} } of layers) {
    all += claims
    settled += (statuses.accepted ?? 0) + (statuses.rejected ?? 0)
    for (const [label, count] of Object.entries(counts)) types.set(label, (types.get(label) ?? 0) + count)
  }
  return { settled, all, types: new Map([...types].sort((a, b) => b[1] - a[1])) }
}
