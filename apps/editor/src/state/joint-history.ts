import type * as Y from 'yjs'

/** One of the things whose changes are undone in the order in which they were done. */
export interface HistorySource {
  readonly name: string
  readonly manager: Y.UndoManager
  /** Write out what waits to be written, so that it is a step of its own. */
  flush?(): void
  /** Undo or redo the step on top of the manager's stack; `false` or `null` when it had no effect any more. */
  undo(): unknown
  redo(): unknown
}

type Way = 'undo' | 'redo'
type Step = Y.UndoManager['undoStack'][number]

/** Undo and redo over several undo managers, one's own steps in the order they were made in. */
export interface JointHistory {
  /** Take a source in; the return value takes it out again. */
  add(source: HistorySource): () => void
  /** Undo the last step that still has an effect; the name of its source, `undefined` when there is none. */
  undo(): string | undefined
  redo(): string | undefined
  can(way: Way): boolean
  /** Call `listener` after each change of what can be undone; the return value ends it. */
  subscribe(listener: () => void): () => void
}

export function jointHistory(): JointHistory {
  const sources = new Set<HistorySource>()
  /** When each step was put on its stack: a count. */
  const order = new WeakMap<Step, number>()
  const listeners = new Set<() => void>()
  const tell = () => {
    for (const listener of [...listeners]) listener()
  }
  let count = 0

  const stackOf = ({ manager }: HistorySource, way: Way) => (way === 'undo' ? manager.undoStack : manager.redoStack)
  const setStack = ({ manager }: HistorySource, way: Way, stack: Step[]) => {
    if (way === 'undo') manager.undoStack = stack
    else manager.redoStack = stack
  }
  const newest = (way: Way): { readonly source: HistorySource; readonly step: Step } | undefined => {
    let best: { readonly source: HistorySource; readonly step: Step; readonly at: number } | undefined
    for (const source of sources) {
      const step = stackOf(source, way).at(-1)
      const at = step === undefined ? -1 : (order.get(step) ?? 0)
      if (step !== undefined && at > (best?.at ?? -1)) best = { source, step, at }
    }
    return best
  }
  const travel = (way: Way): string | undefined => {
    for (const { flush } of sources) flush?.()
    for (let next = newest(way); next !== undefined; next = newest(way)) {
      const { source, step } = next
      // Yjs goes on to older steps when one has no effect any more; here those may be older than steps elsewhere. So it is
      // given the one step only, and finds the others in their place once it has begun.
      const older = stackOf(source, way).slice(0, -1)
      let begun = false
      const begin = () => {
        begun = true
        setStack(source, way, older)
      }
      setStack(source, way, [step])
      source.manager.doc.once('beforeTransaction', begin)
      const done = source[way]()
      if (!begun) {
        source.manager.doc.off('beforeTransaction', begin)
        setStack(source, way, [...older, step])
        return undefined
      }
      if (done !== false && done !== null && done !== undefined) return source.name
    }
    return undefined
  }
  return {
    add(source) {
      const { manager } = source
      const made = ({ stackItem, type }: { readonly stackItem: Step; readonly type: Way }) => {
        order.set(stackItem, ++count)
        if (type === 'undo' && !manager.redoing) leaveOthers()
        tell()
      }
      const grown = ({ type }: { readonly type: Way }) => {
        if (type === 'undo' && !manager.redoing) leaveOthers()
      }
      /** Something new was done here: what was undone elsewhere cannot be redone, and a next edit there is a new step. */
      const leaveOthers = () => {
        for (const other of sources) {
          if (other.manager === manager) continue
          other.manager.stopCapturing()
          if (other.manager.redoStack.length > 0) other.manager.clear(false, true)
        }
      }
      manager.on('stack-item-added', made)
      manager.on('stack-item-updated', grown)
      manager.on('stack-item-popped', tell)
      manager.on('stack-cleared', tell)
      sources.add(source)
      return () => {
        manager.off('stack-item-added', made)
        manager.off('stack-item-updated', grown)
        manager.off('stack-item-popped', tell)
        manager.off('stack-cleared', tell)
        sources.delete(source)
      }
    },
    undo: () => travel('undo'),
    redo: () => travel('redo'),
    can: (way) => newest(way) !== undefined,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
