import type { LayerSession } from '../session/article-session.js'
import { me } from '../session/me.js'
import { type Cell, cell, type Observable } from '../state/observable.js'
import { names } from './mentions.js'
import type { ReadMarks } from './read-marks.js'

/** How much has been said about a claim. */
export interface TalkCount {
  readonly comments: number
  /** How much of it one has not read. */
  readonly unread: number
  /** Whether what one has not read names one. */
  readonly isNamed: boolean
}

const keyOf = (layer: string, claim: string) => `${layer} ${claim}`

/** The counts of all claims that are talked about, set anew when something is said or read. */
export interface TalkCounts {
  readonly counts: Observable<ReadonlyMap<string, TalkCount>>
  of(layer: string, claim: string): TalkCount | undefined
  end(): void
}

export function talkCounts(layers: readonly LayerSession[], read: ReadMarks): TalkCounts {
  const count = () => countAll(layers, read)
  const counts: Cell<ReadonlyMap<string, TalkCount>> = cell(count())
  const again = () => counts.set(count())
  const ends = [
    read.seen.subscribe(again),
    me.subscribe(again),
    ...layers.map(({ store }) => store.observe(({ threads }) => threads.size > 0 && again())),
  ]
  return {
    counts,
    of: (layer, claim) => counts.get().get(keyOf(layer, claim)),
    end() {
      for (const end of ends) end()
    },
  }
}

function countAll(layers: readonly LayerSession[], read: ReadMarks): ReadonlyMap<string, TalkCount> {
  const self = me.get()
  const all = new Map<string, TalkCount>()
  for (const { id, store } of layers) {
    for (const thread of store.threads()) {
      const key = keyOf(id, thread.claim)
      const before = all.get(key)
      const unread = read.unread(thread, self.id)
      const fresh = unread === 0 ? [] : thread.comments.slice(-unread)
      all.set(key, {
        comments: (before?.comments ?? 0) + thread.comments.filter(({ vote }) => vote === undefined).length,
        unread: (before?.unread ?? 0) + unread,
        isNamed: before?.isNamed === true || fresh.some(({ text }) => names(text, self.name)),
      })
    }
  }
  return all
}
