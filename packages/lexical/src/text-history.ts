import * as Y from 'yjs'
import type { Offsets } from './sync.js'

/** A selection that follows the text while others edit it. */
interface SharedSelection {
  readonly anchor: Y.RelativePosition
  readonly focus: Y.RelativePosition
}

/** What one editor's user did, to undo and redo; each step remembers the selection that was there before it. */
export class TextHistory {
  readonly manager: Y.UndoManager
  private before: SharedSelection | null = null
  private readonly listeners = new Set<() => void>()

  constructor(
    private readonly shared: { readonly text: Y.Text; readonly meta: Y.Map<unknown> },
    origin: object,
    captureTimeout: number,
  ) {
    this.manager = new Y.UndoManager([shared.text, shared.meta], { trackedOrigins: new Set([origin]), captureTimeout })
    this.manager.on('stack-item-added', ({ stackItem }) => {
      stackItem.meta.set(this, this.before)
      this.tell()
    })
    this.manager.on('stack-item-popped', () => this.tell())
    this.manager.on('stack-cleared', () => this.tell())
  }

  /** Remember the selection before a change of the shared text is made. */
  remember(selection: Offsets | null): void {
    const { text } = this.shared
    // An offset clings to the character before it, so that words restored beside it do not push it along; a selection's
    // start clings to its own first character.
    const follow = (offset: number, other: number) =>
      Y.createRelativePositionFromTypeIndex(text, Math.min(offset, text.length), offset < other ? 0 : -1)
    this.before = selection && {
      anchor: follow(selection.anchor, selection.focus),
      focus: follow(selection.focus, selection.anchor),
    }
  }

  /**
   * Undo or redo one step. `undefined` when there was none, else the selection that was there before the step, if there
   * was one.
   */
  travel(direction: 'undo' | 'redo'): Offsets | null | undefined {
    const step = direction === 'undo' ? this.manager.undo() : this.manager.redo()
    if (step === null) return undefined
    const before: SharedSelection | null = step.meta.get(this) ?? null
    if (before === null) return null
    const anchor = this.offsetOf(before.anchor)
    const focus = this.offsetOf(before.focus)
    return anchor === undefined || focus === undefined ? null : { anchor, focus }
  }

  onChange(listener: () => void): () => void {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  destroy(): void {
    this.manager.destroy()
    this.listeners.clear()
  }

  /** Here the default, to follow what was undone, is right: only the client that undid it asks. */
  private offsetOf(position: Y.RelativePosition): number | undefined {
    const { doc } = this.shared.text
    return doc === null ? undefined : Y.createAbsolutePositionFromRelativePosition(position, doc)?.index
  }

  private tell(): void {
    for (const listener of this.listeners) listener()
  }
}
