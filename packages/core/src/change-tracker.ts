import type { StoreChange } from './claim-store.js'
import type { ClaimId, RelationId, ThreadId } from './id.js'

interface Kinds {
  readonly claims: ClaimId
  readonly relations: RelationId
  readonly threads: ThreadId
}

/** Gathers what changes during a transaction and tells listeners once, at its end. */
export interface ChangeTracker {
  /** Run a change; nested ones belong to the outermost. What was noted is told also when it throws. */
  within<T>(change: () => T, made?: { readonly local: boolean }): T
  note<Kind extends keyof Kinds>(kind: Kind, id: Kinds[Kind]): void
  /** Note that something changed that has no id, such as the text. */
  noteText(): void
  observe(listener: (change: StoreChange) => void): () => void
}

export function changeTracker(): ChangeTracker {
  const listeners = new Set<(change: StoreChange) => void>()
  let depth = 0
  let noted = fresh()

  function tell(): void {
    if (!noted.any) return
    const { claims, relations, threads, local } = noted
    noted = fresh()
    for (const listener of [...listeners]) listener({ claims, relations, threads, local })
  }

  return {
    within(change, made = { local: true }) {
      depth += 1
      if (made.local === false && depth === 1) noted.local = false
      try {
        return change()
      } finally {
        depth -= 1
        if (depth === 0) tell()
      }
    },
    note(kind, id) {
      const ids: Set<string> = noted[kind]
      ids.add(id)
      noted.any = true
    },
    noteText() {
      noted.any = true
    },
    observe(listener) {
      // A function of its own for each call, so that the same listener may observe twice and end once.
      const own = (change: StoreChange) => listener(change)
      listeners.add(own)
      return () => void listeners.delete(own)
    },
  }
}

const fresh = () => ({
  claims: new Set<ClaimId>(),
  relations: new Set<RelationId>(),
  threads: new Set<ThreadId>(),
  local: true,
  any: false,
})
