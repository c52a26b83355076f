import type { Thread } from '@claimspan/core'
import { type Cell, cell } from '../state/observable.js'

/** How many comments of each thread somebody has seen in this browser. */
export interface ReadMarks {
  readonly seen: Cell<ReadonlyMap<string, number>>
  /** How many comments of a thread are new to somebody: those after the last they saw or wrote. */
  unread(thread: Thread, me: string): number
  /** All comments of these threads have been seen. */
  see(threads: readonly Thread[]): void
  close(): void
}

const keyOf = (document: string) => `claimspan.read.${document}`

/** What has been read of an article's discussions; kept in this browser, and the same in all of its tabs. */
export function readMarks(document: string, storage: Storage | undefined = ownStorage()): ReadMarks {
  const seen: Cell<ReadonlyMap<string, number>> = cell(load(document, storage))
  const hear = ({ key }: StorageEvent) => {
    if (key === keyOf(document)) seen.set(load(document, storage))
  }
  globalThis.window?.addEventListener('storage', hear)
  return {
    seen,
    unread({ id, comments }, me) {
      const own = comments.findLastIndex(({ by }) => by === me) + 1
      return Math.max(0, comments.length - Math.max(own, seen.get().get(id) ?? 0))
    },
    see(threads) {
      const next = new Map(seen.get())
      let isNew = false
      for (const { id, comments } of threads) {
        if ((next.get(id) ?? 0) >= comments.length) continue
        next.set(id, comments.length)
        isNew = true
      }
      if (!isNew) return
      seen.set(next)
      keep(document, storage, next)
    },
    close: () => globalThis.window?.removeEventListener('storage', hear),
  }
}

function ownStorage(): Storage | undefined {
  try {
    return globalThis.localStorage
  } catch {
    // Storage may be refused: the marks hold until the page is closed.
    return undefined
  }
}

function load(document: string, storage: Storage | undefined): ReadonlyMap<string, number> {
  try {
    const kept: unknown = JSON.parse(storage?.getItem(keyOf(document)) ?? '{}')
    if (typeof kept !== 'object' || kept === null) return new Map()
    return new Map(Object.entries(kept).filter((entry): entry is [string, number] => typeof entry[1] === 'number'))
  } catch {
    // What another program left there is not ours to read.
    return new Map()
  }
}

function keep(document: string, storage: Storage | undefined, seen: ReadonlyMap<string, number>): void {
  try {
    storage?.setItem(keyOf(document), JSON.stringify(Object.fromEntries(seen)))
  } catch {
    // As above.
  }
}
