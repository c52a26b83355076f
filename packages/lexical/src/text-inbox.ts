import type * as Y from 'yjs'
import { changeBetween } from './change.js'
import { type Delta, transform } from './delta.js'
import type { InlineObjects } from './inline-objects.js'
import { applyDelta, kindFrom, type Line, line } from './line.js'

/** The shared types of one article: its flat text, and the map whose `block0` says what the first block is. */
export interface SharedArticle {
  readonly text: Y.Text
  readonly meta: Y.Map<unknown>
}

/**
 * The changes of a shared article that one editor does not show yet: the article is what the editor shows and then
 * these changes.
 */
export class TextInbox {
  private readonly doc: Y.Doc
  private deltas: readonly Delta[] = []
  /** Something else than an own edit may have changed what the first block is. */
  private firstKindCame = false
  /** A change came that its transaction is still being told about. */
  private came = false
  /** An own edit was part of somebody's larger transaction, so that its event tells more than what is new. */
  private entangled = false

  /** `shown` gives the lines that the editor shows; `arrived` is called after each transaction that left changes here. */
  constructor(
    private readonly shared: SharedArticle,
    private readonly origin: object,
    private readonly objects: InlineObjects,
    private readonly shown: () => readonly Line[],
    private readonly arrived: (transaction: Y.Transaction) => void,
  ) {
    const { doc } = shared.text
    if (doc === null) throw new TypeError('A text binding needs a Y.Text that is part of a Y.Doc')
    this.doc = doc
    shared.text.observe(this.onText)
    shared.meta.observe(this.onMeta)
    doc.on('afterTransaction', this.onTold)
  }

  get isEmpty(): boolean {
    return this.deltas.length === 0 && !this.firstKindCame
  }

  get changes(): readonly Delta[] {
    return this.deltas
  }

  /** The shared article as it is now. */
  lines(): readonly Line[] {
    return applyDelta([line(this.firstKind(), [])], this.shared.text.toDelta(), this.objects)
  }

  firstKind(): Line['kind'] {
    return kindFrom(this.shared.meta.get('block0'))
  }

  clear(): void {
    this.deltas = []
    this.firstKindCame = false
  }

  /**
   * Write an edit of the lines shown into the article, after what came meanwhile, which becomes what it is after the
   * edit. `before` is what the editor showed before the edit; `firstKind` what the first block became, if it changed.
   * `ready` is called when nothing is written yet, with what the edit comes after.
   */
  write(
    edit: Delta,
    firstKind: Line['kind'] | undefined,
    before: readonly Line[],
    ready: (after: readonly Delta[]) => void,
  ): void {
    if (this.doc._transaction !== null) {
      // What the running transaction has done so far nobody was told of.
      this.entangled = true
      this.deltas = [changeBetween(before, this.lines(), null)]
    }
    ready(this.deltas)
    let outgoing = edit
    this.deltas = this.deltas.map((came) => {
      const after = transform(came, outgoing, false)
      outgoing = transform(outgoing, came, true)
      return after
    })
    this.doc.transact(() => {
      // The empty step at the end: Yjs may cut a `\n` off a last insert, Quill's texts end with one that nobody sees.
      if (outgoing.length > 0) this.shared.text.applyDelta([...outgoing, { retain: 0 }])
      if (firstKind === 'paragraph') this.shared.meta.delete('block0')
      else if (firstKind !== undefined) this.shared.meta.set('block0', firstKind)
    }, this.origin)
  }

  destroy(): void {
    this.shared.text.unobserve(this.onText)
    this.shared.meta.unobserve(this.onMeta)
    this.doc.off('afterTransaction', this.onTold)
  }

  private readonly onText = (event: Y.YTextEvent, transaction: Y.Transaction): void => {
    if (transaction.origin === this.origin && !this.entangled) return
    // When an observer before this one has changed the document, Yjs tells the later change as part of this one too.
    if (this.entangled || this.doc._transactionCleanups.length > 1) this.compareAnew()
    else if (event.delta.length > 0) this.deltas = [...this.deltas, event.delta as Delta]
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
    this.deltas = [changeBetween(this.shown(), this.lines(), null)]
  }

  /** Only now: writing an edit while the change is still being told to others would be told to them twice. */
  private readonly onTold = (transaction: Y.Transaction): void => {
    if (!this.came) return
    this.came = false
    if (!this.isEmpty) this.arrived(transaction)
  }
}
