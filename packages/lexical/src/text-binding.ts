import {
  $getRoot,
  $setSelection,
  COLLABORATION_TAG,
  COMMAND_PRIORITY_EDITOR,
  type EditorState,
  HISTORIC_TAG,
  HISTORY_PUSH_TAG,
  type LexicalEditor,
  type NodeKey,
  PASTE_TAG,
  REDO_COMMAND,
  SKIP_SCROLL_INTO_VIEW_TAG,
  UNDO_COMMAND,
  type UpdateListenerPayload,
} from 'lexical'
import type * as Y from 'yjs'
import { registerArticleShape } from './article-shape.js'
import { changeBetween } from './change.js'
import { type Delta, mapOffset } from './delta.js'
import { differenceBetween } from './difference.js'
import { commit, dirtyBlocks, hasUncommitted, isUpdating } from './dirty.js'
import { type InlineObject, InlineObjects } from './inline-objects.js'
import { applyDelta, type Line, line } from './line.js'
import { registerListItems } from './list-item.js'
import { $readLines, $selectInLines, $selectionInLines, $syncBlocks, $syncBlocksAround, type Offsets } from './sync.js'
import { TextHistory } from './text-history.js'
import { type SharedArticle, TextInbox } from './text-inbox.js'
import { registerLinks } from './toggle-link.js'

export interface TextBindingOptions {
  /** Edits closer together than this are undone as one; milliseconds, 500 when left out. */
  readonly captureTimeout?: number
  /** The kinds of things between words that the app can show; any other is a plain U+FFFC. */
  readonly inlineObjects?: readonly InlineObject[]
}

/** The tag of every editor update that brings the shared text's changes in; user input never has it. */
export const incomingTag = 'claimspan-incoming'

/** An editor and a shared text that say the same, until {@link TextBinding.destroy}. */
export interface TextBinding {
  /** The Yjs origin of every change that this editor's user makes. */
  readonly origin: object
  /** The undo stack of this editor's own edits; its transactions have it as their origin. */
  readonly history: Y.UndoManager
  /** Write what was edited into the shared text, now. Call it before a remote update is applied. */
  flush(): void
  /** Let nothing in or out until `release`. While an input method composes, the binding holds by itself. */
  hold(): void
  release(): void
  /** `null` when the editor shows exactly the shared text; else a sentence on the first line that differs. */
  check(): string | null
  /** Undo this editor's last edit and put the selection back; `false` when there was nothing to undo. */
  undo(): boolean
  redo(): boolean
  canUndo(): boolean
  canRedo(): boolean
  /** Hear of each change of what can be undone or redone. Returns the end of it. */
  onHistory(listener: () => void): () => void
  destroy(): void
}

/**
 * Bind an editor to a shared article: the editor's content is replaced by the article, then each follows the other.
 * The text is never created here: an empty one shows as one empty paragraph. Throws `TypeError` when the text is in no
 * document, or the editor lacks the node class of an inline object.
 */
export function bindText(editor: LexicalEditor, shared: SharedArticle, options: TextBindingOptions = {}): TextBinding {
  return new LexicalTextBinding(editor, shared, options)
}

class LexicalTextBinding implements TextBinding {
  readonly origin: object = { name: 'claimspan-lexical' }
  private readonly objects: InlineObjects
  private readonly undoing: TextHistory
  private readonly inbox: TextInbox
  /** What the editor says, as far as it was read. The shared text is this and then what is in the inbox. */
  private lines: readonly Line[] = [line('paragraph', [])]
  /** Blocks that were edited and are not read yet. */
  private unread = new Set<NodeKey>()
  private everythingUnread = false
  private held = false
  /** `lines` were read from a state that is not committed. */
  private ahead = false
  private readonly ends: readonly (() => void)[]

  constructor(
    private readonly editor: LexicalEditor,
    shared: SharedArticle,
    options: TextBindingOptions,
  ) {
    this.objects = new InlineObjects(options.inlineObjects ?? [], editor)
    this.inbox = new TextInbox(shared, this.origin, this.objects, () => this.lines, this.onArrived)
    this.undoing = new TextHistory(shared, this.origin, options.captureTimeout ?? 500)
    const endShape = registerArticleShape(editor, this.objects)
    this.load()
    const command = (run: () => unknown) => () => {
      run()
      return true
    }
    this.ends = [
      endShape,
      registerLinks(editor, this.objects),
      registerListItems(editor),
      editor.registerUpdateListener(this.onUpdate),
      editor.registerCommand(
        UNDO_COMMAND,
        command(() => this.undo()),
        COMMAND_PRIORITY_EDITOR,
      ),
      editor.registerCommand(
        REDO_COMMAND,
        command(() => this.redo()),
        COMMAND_PRIORITY_EDITOR,
      ),
      () => this.inbox.destroy(),
      () => this.undoing.destroy(),
    ]
  }

  get history(): Y.UndoManager {
    return this.undoing.manager
  }

  flush(): void {
    if (this.waits) return
    commit(this.editor)
    if (!isUpdating(this.editor)) return
    // Inside an update nothing can be committed: what stands there uncommitted is written as it is.
    this.editor.read('pending', () => this.push(null, null))
    this.ahead = true
  }

  hold(): void {
    this.held = true
  }

  release(): void {
    this.held = false
    if (this.waits) return
    this.flush()
    this.readCommitted(this.editor.getEditorState(), null)
    if (!this.inbox.isEmpty) this.pull([])
  }

  check(): string | null {
    const shown = this.editor.getEditorState().read(() => $readLines([], null, this.objects))
    const shared = this.inbox.lines()
    return differenceBetween(shown, shared, 'the editor') ?? differenceBetween(this.lines, shared, 'the binding')
  }

  undo(): boolean {
    return this.travel('undo')
  }

  redo(): boolean {
    return this.travel('redo')
  }

  canUndo(): boolean {
    return this.history.canUndo()
  }

  canRedo(): boolean {
    return this.history.canRedo()
  }

  onHistory(listener: () => void): () => void {
    return this.undoing.onChange(listener)
  }

  destroy(): void {
    for (const end of this.ends) end()
  }

  private get waits(): boolean {
    return this.held || this.editor.isComposing()
  }

  /** Show the whole shared text. */
  private load(): void {
    this.editor.update(
      () => {
        $setSelection(null)
        $getRoot().clear()
        this.lines = $syncBlocks([], this.inbox.lines(), this.objects)
        this.inbox.clear()
      },
      { discrete: true, tag: [COLLABORATION_TAG, ...incomingTags] },
    )
  }

  private readonly onUpdate = (update: UpdateListenerPayload): void => {
    const { editorState, prevEditorState, dirtyElements, tags } = update
    const dirty = dirtyBlocks(update)
    if (dirty === null) this.everythingUnread = true
    else for (const key of dirty) this.unread.add(key)
    if (this.waits) return
    if (dirtyElements.size === 0 && this.ahead) {
      this.ahead = false
      // The update that was ahead may have failed, and Lexical gone back to the state before it.
      const shown = editorState.read(() => $readLines(this.lines, null, this.objects))
      if (shown.length !== this.lines.length || shown.some((read, at) => read !== this.lines[at])) this.load()
      return
    }
    this.ahead = false
    const isOwnStep = tags.has(PASTE_TAG) || tags.has(HISTORY_PUSH_TAG)
    if (isOwnStep) this.history.stopCapturing()
    this.readCommitted(editorState, prevEditorState)
    if (isOwnStep) this.history.stopCapturing()
    if (!this.inbox.isEmpty) this.pull([])
  }

  private readCommitted(state: EditorState, before: EditorState | null): void {
    if (this.unread.size === 0 && !this.everythingUnread) return
    const dirty = this.everythingUnread ? null : this.unread
    this.unread = new Set()
    this.everythingUnread = false
    state.read(() => this.push(dirty, before))
  }

  /** Write what was edited into the shared text. To be called within a read of the state to be written. */
  private push(dirty: ReadonlySet<NodeKey> | null, before: EditorState | null): void {
    const old = this.lines
    const lines = $readLines(old, dirty, this.objects)
    const edit = changeBetween(old, lines, $selectionInLines(lines)?.focus ?? null)
    const firstKind = lines[0]?.kind === old[0]?.kind ? undefined : lines[0]?.kind
    this.lines = lines
    if (edit.length === 0 && firstKind === undefined) return
    this.inbox.write(edit, firstKind, old, (after) => {
      const selection = before === null ? null : before.read(() => $selectionInLines(old))
      this.undoing.remember(selection === null ? null : mapSelection(selection, after))
    })
  }

  private readonly onArrived = ({ origin }: Y.Transaction): void => {
    if (this.waits) return
    // What is not committed yet is an edit of the text before this change: commit it, so that it is written first.
    commit(this.editor)
    this.pull(origin === this.history ? [] : [COLLABORATION_TAG])
  }

  /** Bring the incoming changes into the editor; the selection stays at its words. */
  private pull(tags: readonly string[]): void {
    const $pull = () => {
      if (this.waits) return
      if (hasUncommitted(this.editor)) this.push(null, null)
      if (this.inbox.isEmpty) return
      const selected = $selectionInLines(this.lines)
      let lines: readonly Line[] = this.lines
      for (const came of this.inbox.changes) lines = applyDelta(lines, came, this.objects)
      const [first, ...others] = lines
      const kind = this.inbox.firstKind()
      if (first !== undefined && first.kind !== kind) lines = [{ ...first, kind }, ...others]
      const moved = selected === null ? null : mapSelection(selected, this.inbox.changes)
      this.lines = $syncBlocksAround(this.lines, lines, this.objects, moved)
      this.inbox.clear()
      this.ahead = true
    }
    this.editor.update($pull, { discrete: true, tag: [...tags, ...incomingTags] })
  }

  private travel(direction: 'undo' | 'redo'): boolean {
    if (this.waits) return false
    this.flush()
    this.undoing.remember(this.editor.read('latest', () => $selectionInLines(this.lines)))
    const selection = this.undoing.travel(direction)
    if (selection === undefined) return false
    if (selection !== null) {
      this.editor.update(() => $selectInLines(this.lines, selection), { discrete: true, tag: HISTORIC_TAG })
    }
    return true
  }
}

const incomingTags = [HISTORIC_TAG, SKIP_SCROLL_INTO_VIEW_TAG, incomingTag]

/**
 * A selection after changes of the text. A caret stays before what is put exactly at it; a range takes in nothing that
 * is put at its ends.
 */
function mapSelection(selection: Offsets, changes: readonly Delta[]): Offsets {
  let { anchor, focus } = selection
  for (const change of changes) {
    const from = Math.min(anchor, focus)
    const to = mapOffset(Math.max(anchor, focus), change, true)
    const start = anchor === focus ? to : Math.min(mapOffset(from, change, false), to)
    ;[anchor, focus] = anchor <= focus ? [start, to] : [to, start]
  }
  return { anchor, focus }
}
