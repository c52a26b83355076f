import {
  $getRoot,
  $getSelection,
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
import { type Delta, mapOffset, transform } from './delta.js'
import { differenceBetween } from './difference.js'
import { commit, dirtyBlocks, hasUncommitted, isUpdating } from './dirty.js'
import { applyDelta, kindFrom, type Line, line } from './line.js'
import { $moveSelection, $readLines, $selectInLines, $selectionInLines, $syncBlocks, type Offsets } from './sync.js'
import { TextHistory } from './text-history.js'

/** The shared types of one article: its flat text, and the map whose `block0` says what the first block is. */
export interface SharedArticle {
  readonly text: Y.Text
  readonly meta: Y.Map<unknown>
}

export interface TextBindingOptions {
  /** Edits closer together than this are undone as one; milliseconds, 500 when left out. */
  readonly captureTimeout?: number
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
 * The text is never created here: an empty one shows as one empty paragraph. Throws when the text is in no document.
 */
export function bindText(editor: LexicalEditor, shared: SharedArticle, options: TextBindingOptions = {}): TextBinding {
  return new LexicalTextBinding(editor, shared, options)
}

class LexicalTextBinding implements TextBinding {
  readonly origin: object = { name: 'claimspan-lexical' }
  private readonly doc: Y.Doc
  private readonly undoing: TextHistory
  /** What the editor says, as far as it was read. The shared text is this and then the incoming changes. */
  private lines: readonly Line[] = [line('paragraph', [])]
  private incoming: readonly Delta[] = []
  /** Something else than an own edit changed what the first block is. */
  private firstKindCame = false
  /** A change came that its transaction is still being told about. */
  private came = false
  /** Blocks that were edited and are not read yet. */
  private unread = new Set<NodeKey>()
  private everythingUnread = false
  private held = false
  /** Our own change was part of somebody's larger transaction, so that its event tells more than what is new. */
  private entangled = false
  /** `lines` were read from a state that is not committed. */
  private ahead = false
  private readonly ends: readonly (() => void)[]

  constructor(
    private readonly editor: LexicalEditor,
    private readonly shared: SharedArticle,
    options: TextBindingOptions,
  ) {
    const { doc } = shared.text
    if (doc === null) throw new TypeError('A text binding needs a Y.Text that is part of a Y.Doc')
    this.doc = doc
    this.undoing = new TextHistory(shared, this.origin, options.captureTimeout ?? 500)
    const endShape = registerArticleShape(editor)
    this.load()
    shared.text.observe(this.onText)
    shared.meta.observe(this.onMeta)
    doc.on('afterTransaction', this.onTold)
    const command = (run: () => unknown) => () => {
      run()
      return true
    }
    this.ends = [
      endShape,
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
      () => this.doc.off('afterTransaction', this.onTold),
      () => shared.text.unobserve(this.onText),
      () => shared.meta.unobserve(this.onMeta),
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
    if (this.hasIncoming) this.pull([])
  }

  check(): string | null {
    const shown = this.editor.getEditorState().read(() => $readLines([], null))
    const shared = this.sharedLines()
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

  private get hasIncoming(): boolean {
    return this.incoming.length > 0 || this.firstKindCame
  }

  private sharedLines(): Line[] {
    return applyDelta([line(this.sharedFirstKind(), [])], this.shared.text.toDelta())
  }

  private sharedFirstKind(): Line['kind'] {
    return kindFrom(this.shared.meta.get('block0'))
  }

  /** Show the whole shared text. */
  private load(): void {
    this.editor.update(
      () => {
        $setSelection(null)
        $getRoot().clear()
        this.lines = $syncBlocks([], this.sharedLines())
        this.incoming = []
        this.firstKindCame = false
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
      const shown = editorState.read(() => $readLines(this.lines, null))
      if (shown.length !== this.lines.length || shown.some((read, at) => read !== this.lines[at])) this.load()
      return
    }
    this.ahead = false
    const isOwnStep = tags.has(PASTE_TAG) || tags.has(HISTORY_PUSH_TAG)
    if (isOwnStep) this.history.stopCapturing()
    this.readCommitted(editorState, prevEditorState)
    if (isOwnStep) this.history.stopCapturing()
    if (this.hasIncoming) this.pull([])
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
    const lines = $readLines(this.lines, dirty)
    const edit = changeBetween(this.lines, lines, $selectionInLines(lines)?.focus ?? null)
    const firstKind = lines[0]?.kind ?? 'paragraph'
    const hasNewFirstKind = firstKind !== this.lines[0]?.kind
    const oldLines = this.lines
    this.lines = lines
    if (edit.length === 0 && !hasNewFirstKind) return
    if (this.doc._transaction !== null) {
      this.entangled = true
      this.incoming = [changeBetween(oldLines, this.sharedLines(), null)]
    }
    const selection = before === null ? null : before.read(() => $selectionInLines(oldLines))
    this.undoing.remember(selection === null ? null : mapSelection(selection, this.incoming))
    const outgoing = this.rebase(edit)
    this.doc.transact(() => {
      // The empty step at the end: Yjs may cut a `\n` off a last insert, Quill's texts end with one that nobody sees.
      if (outgoing.length > 0) this.shared.text.applyDelta([...outgoing, { retain: 0 }])
      if (!hasNewFirstKind) return
      if (firstKind === 'paragraph') this.shared.meta.delete('block0')
      else this.shared.meta.set('block0', firstKind)
    }, this.origin)
  }

  /** The edit as it is after the incoming changes, which become what they are after the edit. */
  private rebase(edit: Delta): Delta {
    let outgoing = edit
    this.incoming = this.incoming.map((came) => {
      const after = transform(came, outgoing, false)
      outgoing = transform(outgoing, came, true)
      return after
    })
    return outgoing
  }

  private readonly onText = (event: Y.YTextEvent, transaction: Y.Transaction): void => {
    if (transaction.origin === this.origin && !this.entangled) return
    // When an observer before this one has changed the document, Yjs tells the later change as part of this one too.
    if (this.entangled || this.doc._transactionCleanups.length > 1) this.compareAnew()
    else if (event.delta.length > 0) this.incoming = [...this.incoming, event.delta as Delta]
    this.came = true
  }

  private readonly onMeta = (event: Y.YMapEvent<unknown>, transaction: Y.Transaction): void => {
    if (transaction.origin === this.origin && !this.entangled) return
    if (this.entangled) this.compareAnew()
    if (event.keysChanged.has('block0')) this.firstKindCame = true
    this.came = true
  }

  private compareAnew(): void {
    this.entangled = false
    this.firstKindCame = true
    this.incoming = [changeBetween(this.lines, this.sharedLines(), null)]
  }

  /** Only now: writing an edit while the change is still being told to others would be told to them twice. */
  private readonly onTold = (transaction: Y.Transaction): void => {
    if (!this.came) return
    this.came = false
    if (this.waits || !this.hasIncoming) return
    // What is not committed yet is an edit of the text before this change: commit it, so that it is written first.
    commit(this.editor)
    this.pull(transaction.origin === this.history ? [] : [COLLABORATION_TAG])
  }

  /** Bring the incoming changes into the editor; the selection stays at its words. */
  private pull(tags: readonly string[]): void {
    const $pull = () => {
      if (this.waits) return
      if (hasUncommitted(this.editor)) this.push(null, null)
      if (!this.hasIncoming) return
      const selection = $getSelection()?.clone()
      const selected = $selectionInLines(this.lines)
      // Without it Lexical cannot look at a point while its node has new words already.
      $setSelection(null)
      let lines: readonly Line[] = this.lines
      for (const came of this.incoming) lines = applyDelta(lines, came)
      const first = lines[0]
      const firstKind = this.sharedFirstKind()
      if (first !== undefined && first.kind !== firstKind) lines = [{ ...first, kind: firstKind }, ...lines.slice(1)]
      this.lines = $syncBlocks(this.lines, lines)
      if (selection !== undefined) $setSelection(selection)
      if (selected !== null) $moveSelection(this.lines, mapSelection(selected, this.incoming))
      this.incoming = []
      this.firstKindCame = false
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
