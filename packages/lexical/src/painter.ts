import type { Edit } from '@claimspan/core'
import type { LexicalEditor, NodeKey, UpdateListenerPayload } from 'lexical'
import { type BlockWindow, blocksInView, holdsWindow } from './block-window.js'
import { dirtyBlocks } from './dirty.js'
import { rangesInBlock } from './geometry.js'
import { PaintedSpans, type PaintGroup } from './painted-spans.js'
import { advanceIndex, blockAt, type TextIndex, textIndex } from './position.js'

export interface SpanPainterOptions {
  /** When to draw: gets the drawing and calls it once, later. Left out: the next animation frame. */
  readonly schedule?: (draw: () => void) => void
  /**
   * The element that scrolls the text. With it only the blocks in its box are drawn, and as many again on each side; what
   * comes near by scrolling is drawn then. Left out: the whole text is drawn.
   */
  readonly scroller?: HTMLElement
}

/** Draws spans over an editor's text with the CSS Custom Highlight API; nothing is put into the text or its DOM. */
export interface SpanPainter {
  /** `false` when the browser has no `CSS.highlights`: then nothing is drawn and nothing throws. */
  readonly supported: boolean
  /**
   * Replace what is drawn. The spans are offsets of the text as the shared document has it now; from when they are drawn
   * on, the painter moves them along with what is typed, until the next `paint`.
   */
  paint(groups: readonly PaintGroup[]): void
  /** Draw now what was given, if it is not drawn yet: for who paints within an animation frame. */
  flush(): void
  /** Draw everything anew, now; also after a change of the editor's DOM that the editor did not make. */
  refresh(): void
  destroy(): void
}

export function spanPainter(editor: LexicalEditor, options: SpanPainterOptions = {}): SpanPainter {
  const supported = typeof CSS !== 'undefined' && 'highlights' in CSS && typeof Highlight !== 'undefined'
  if (!supported) return { supported, paint: nothing, flush: nothing, refresh: nothing, destroy: nothing }
  return new HighlightPainter(editor, options.schedule ?? nextFrame, options.scroller)
}

const nextFrame = (draw: () => void): void => {
  if (typeof requestAnimationFrame === 'function') requestAnimationFrame(draw)
  else queueMicrotask(draw)
}

/** What is drawn in one block: the ranges, and the numbers that they were made from (group, from, to; in the block). */
interface PaintedBlock {
  readonly pieces: readonly number[]
  readonly ranges: readonly Range[]
}

const nothing = (): void => undefined
const noPieces: readonly number[] = []
/** What is drawn beyond the box of the scroller on each side, in heights of the box. */
const beyond = 1

class HighlightPainter implements SpanPainter {
  readonly supported = true
  private readonly spans = new PaintedSpans()
  private highlights: readonly Highlight[] = []
  private painted = new Map<NodeKey, PaintedBlock>()
  private drawn: BlockWindow = { first: 0, last: -1 }
  /** Blocks whose ranges the editor has broken: to set a text node's data collapses them. */
  private readonly broken = new Set<NodeKey>()
  /** The spans were given and not drawn yet: they may already tell of an edit that the editor is about to show. */
  private fresh = false
  private scheduled = false
  private live = true
  private readonly ends: readonly (() => void)[]

  constructor(
    private readonly editor: LexicalEditor,
    private readonly schedule: (draw: () => void) => void,
    private readonly scroller: HTMLElement | undefined,
  ) {
    this.ends = [
      editor.registerUpdateListener((update) => this.follow(update)),
      editor.registerRootListener(() => {
        this.clearRanges()
        this.later()
      }),
      this.watchScrolling(),
    ]
  }

  paint(groups: readonly PaintGroup[]): void {
    const names = groups.map(({ name }) => name)
    if (names.join('\n') !== this.spans.names.join('\n')) {
      this.clear()
      this.highlights = names.map((name) => {
        const highlight = new Highlight()
        CSS.highlights.set(name, highlight)
        return highlight
      })
    }
    this.spans.set(groups)
    this.fresh = true
    this.later()
  }

  flush(): void {
    if (this.scheduled && this.live) this.draw()
  }

  refresh(): void {
    this.clearRanges()
    this.draw()
  }

  destroy(): void {
    this.live = false
    for (const end of this.ends) end()
    this.clear()
    this.spans.set([])
  }

  private watchScrolling(): () => void {
    const { scroller } = this
    if (scroller === undefined) return nothing
    let asked = false
    const look = () => {
      asked = false
      if (!this.live) return
      const view = blocksInView(this.editor, textIndex(this.editor.getEditorState()), scroller, 0)
      if (!holdsWindow(this.drawn, view)) this.draw()
    }
    const ask = () => {
      if (asked) return
      asked = true
      this.schedule(look)
    }
    scroller.addEventListener('scroll', ask, { passive: true })
    const resized = typeof ResizeObserver === 'undefined' ? undefined : new ResizeObserver(ask)
    resized?.observe(scroller)
    return () => {
      scroller.removeEventListener('scroll', ask)
      resized?.disconnect()
    }
  }

  private follow(update: UpdateListenerPayload): void {
    const { editorState, prevEditorState, dirtyElements } = update
    const dirty = dirtyBlocks(update)
    const before = textIndex(prevEditorState)
    const after = advanceIndex(prevEditorState, editorState, (key) => dirty === null || dirty.has(key))
    if (dirtyElements.size === 0) return
    for (const key of dirty ?? after.blocks.map((block) => block.key)) this.broken.add(key)
    const edit = this.fresh ? undefined : editBetween(before, after)
    // Until they are painted anew, the spans move with what the editor shows.
    if (edit !== undefined) this.spans.edit(edit)
    this.later()
  }

  private later(): void {
    if (this.scheduled) return
    this.scheduled = true
    this.schedule(() => {
      if (this.scheduled && this.live) this.draw()
    })
  }

  private draw(): void {
    this.scheduled = false
    this.fresh = false
    const index = textIndex(this.editor.getEditorState())
    const { scroller } = this
    this.drawn =
      scroller === undefined
        ? { first: 0, last: index.blocks.length - 1 }
        : blocksInView(this.editor, index, scroller, beyond)
    const wanted = this.piecesByBlock(index, this.drawn)
    const painted = new Map<NodeKey, PaintedBlock>()
    for (const [key, pieces] of wanted) {
      const old = this.painted.get(key)
      if (old !== undefined && !this.broken.has(key) && sameNumbers(old.pieces, pieces)) {
        this.painted.delete(key)
        painted.set(key, old)
      }
    }
    for (const gone of this.painted.values()) this.erase(gone)
    for (const [key, pieces] of wanted) if (!painted.has(key)) painted.set(key, this.drawBlock(key, pieces))
    this.painted = painted
    this.broken.clear()
  }

  /** For each block of a window its pieces of spans, as group, from, to. */
  private piecesByBlock(index: TextIndex, { first, last }: BlockWindow): Map<NodeKey, number[]> {
    const found = new Map<NodeKey, number[]>()
    const lastStart = index.starts[last]
    if (last < first || lastStart === undefined) return found
    const end = lastStart + (index.blocks[last]?.text.length ?? 0)
    this.spans.eachIn(index.starts[first] ?? 0, end, (group, from, to) => {
      for (let at = Math.max(first, blockAt(index, from)); at <= last; at++) {
        const block = index.blocks[at]
        const start = index.starts[at]
        if (block === undefined || start === undefined || start >= to) break
        const [begin, stop] = [Math.max(0, from - start), Math.min(block.text.length, to - start)]
        if (begin >= stop) continue
        const pieces = found.get(block.key)
        if (pieces === undefined) found.set(block.key, [group, begin, stop])
        else pieces.push(group, begin, stop)
      }
    })
    return found
  }

  private drawBlock(key: NodeKey, pieces: readonly number[]): PaintedBlock {
    const rangeOf = rangesInBlock(this.editor, key)
    if (rangeOf === undefined) return { pieces: noPieces, ranges: [] }
    const ranges: Range[] = []
    for (let at = 0; at < pieces.length; at += 3) {
      const range = rangeOf(pieces[at + 1] ?? 0, pieces[at + 2] ?? 0)
      this.highlights[pieces[at] ?? 0]?.add(range)
      ranges.push(range)
    }
    return { pieces, ranges }
  }

  private erase({ pieces, ranges }: PaintedBlock): void {
    for (const [at, range] of ranges.entries()) this.highlights[pieces[at * 3] ?? 0]?.delete(range)
  }

  private clearRanges(): void {
    for (const highlight of this.highlights) highlight.clear()
    this.painted.clear()
  }

  private clear(): void {
    this.clearRanges()
    this.spans.names.forEach((name, at) => {
      const own = this.highlights[at]
      if (own !== undefined && CSS.highlights.get(name) === own) CSS.highlights.delete(name)
    })
  }
}

function sameNumbers(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((value, at) => value === b[at])
}

/** The one replacement that made a text from another, found block by block; `undefined` when nothing changed. */
function editBetween(before: TextIndex, after: TextIndex): Edit | undefined {
  const shorter = Math.min(before.blocks.length, after.blocks.length)
  let first = 0
  while (first < shorter && before.blocks[first] === after.blocks[first]) first++
  let last = 0
  const same = () => before.blocks.at(-1 - last) === after.blocks.at(-1 - last)
  while (last < shorter - first && same()) last++
  const text = (index: TextIndex) =>
    index.blocks
      .slice(first, index.blocks.length - last)
      .map((block) => block.text)
      .join('\n')
  const [old, now] = [text(before), text(after)]
  if (old === now && before.length === after.length) return undefined
  const most = Math.min(old.length, now.length)
  let prefix = 0
  while (prefix < most && old[prefix] === now[prefix]) prefix++
  let suffix = 0
  while (suffix < most - prefix && old[old.length - 1 - suffix] === now[now.length - 1 - suffix]) suffix++
  const inserted = now.length - prefix - suffix
  const deleted = before.length - after.length + inserted
  // Whole blocks come and go with a `\n`, which is in neither text: the lengths know of it.
  const added = inserted + Math.max(0, -deleted)
  const start = after.starts[first] ?? before.starts[first] ?? 0
  return { at: Math.min(start + prefix, after.length - added), deleted: Math.max(0, deleted), inserted: added }
}
