import { mapSpan, type Span } from '@claimspan/core'
import type { LexicalEditor, NodeKey, UpdateListenerPayload } from 'lexical'
import { dirtyBlocks } from './dirty.js'
import { rangesInBlock } from './geometry.js'
import { advanceIndex, blockAt, type TextIndex, textIndex } from './position.js'

/** Spans that are drawn alike, by the rules of `::highlight(<name>)`. Few names, many spans: each name costs. */
export interface PaintGroup {
  /** A CSS identifier. */
  readonly name: string
  /** UTF-16 offsets of the flat text. They may overlap and nest; what lies past the text is not drawn. */
  readonly spans: readonly Span[]
}

export interface SpanPainterOptions {
  /** When to draw: gets the drawing and calls it once, later. Left out: the next animation frame. */
  readonly schedule?: (draw: () => void) => void
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
  /** Draw now, not on the next frame; also after a change of the editor's DOM that the editor did not make. */
  refresh(): void
  destroy(): void
}

export function spanPainter(editor: LexicalEditor, options: SpanPainterOptions = {}): SpanPainter {
  const supported = typeof CSS !== 'undefined' && 'highlights' in CSS && typeof Highlight !== 'undefined'
  if (!supported) return { supported, paint: () => undefined, refresh: () => undefined, destroy: () => undefined }
  return new HighlightPainter(editor, options.schedule ?? nextFrame)
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

const nothing: readonly number[] = []

class HighlightPainter implements SpanPainter {
  readonly supported = true
  private groups: readonly PaintGroup[] = []
  private highlights: readonly Highlight[] = []
  private painted = new Map<NodeKey, PaintedBlock>()
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
  ) {
    this.ends = [
      editor.registerUpdateListener((update) => this.follow(update)),
      editor.registerRootListener(() => {
        this.clearRanges()
        this.later()
      }),
    ]
  }

  paint(groups: readonly PaintGroup[]): void {
    const names = groups.map(({ name }) => name)
    if (names.join('\n') !== this.groups.map(({ name }) => name).join('\n')) {
      this.clear()
      this.highlights = names.map((name) => {
        const highlight = new Highlight()
        CSS.highlights.set(name, highlight)
        return highlight
      })
    }
    this.groups = groups
    this.fresh = true
    this.later()
  }

  refresh(): void {
    this.clearRanges()
    this.draw()
  }

  destroy(): void {
    this.live = false
    for (const end of this.ends) end()
    this.clear()
    this.groups = []
  }

  private follow(update: UpdateListenerPayload): void {
    const { editorState, prevEditorState, dirtyElements } = update
    const dirty = dirtyBlocks(update)
    const before = textIndex(prevEditorState)
    const after = advanceIndex(prevEditorState, editorState, (key) => dirty === null || dirty.has(key))
    if (dirtyElements.size === 0) return
    for (const key of dirty ?? after.blocks.map((block) => block.key)) this.broken.add(key)
    if (!this.fresh) this.move(before, after)
    this.later()
  }

  private later(): void {
    if (this.scheduled) return
    this.scheduled = true
    this.schedule(() => {
      this.scheduled = false
      if (this.live) this.draw()
    })
  }

  private draw(): void {
    this.fresh = false
    const index = textIndex(this.editor.getEditorState())
    const wanted = this.piecesByBlock(index)
    const painted = new Map<NodeKey, PaintedBlock>()
    for (const { key } of index.blocks) {
      const pieces = wanted.get(key) ?? nothing
      const old = this.painted.get(key)
      this.painted.delete(key)
      if (old !== undefined && !this.broken.has(key) && sameNumbers(old.pieces, pieces)) painted.set(key, old)
      else {
        if (old !== undefined) this.erase(old)
        if (pieces.length > 0) painted.set(key, this.drawBlock(key, pieces))
      }
    }
    for (const gone of this.painted.values()) this.erase(gone)
    this.painted = painted
    this.broken.clear()
  }

  /** For each block its pieces of spans, as group, from, to. */
  private piecesByBlock(index: TextIndex): Map<NodeKey, number[]> {
    const found = new Map<NodeKey, number[]>()
    this.groups.forEach(({ spans }, group) => {
      for (const { from, to } of spans) {
        for (let at = blockAt(index, from); at < index.blocks.length; at++) {
          const block = index.blocks[at]
          const start = index.starts[at]
          if (block === undefined || start === undefined || start >= to) break
          const [first, end] = [Math.max(0, from - start), Math.min(block.text.length, to - start)]
          if (first >= end) continue
          const pieces = found.get(block.key)
          if (pieces === undefined) found.set(block.key, [group, first, end])
          else pieces.push(group, first, end)
        }
      }
    })
    return found
  }

  private drawBlock(key: NodeKey, pieces: readonly number[]): PaintedBlock {
    const rangeOf = rangesInBlock(this.editor, key)
    const ranges: Range[] = []
    for (let at = 0; rangeOf !== undefined && at < pieces.length; at += 3) {
      const [group = 0, from = 0, to = 0] = pieces.slice(at, at + 3)
      const range = rangeOf(from, to)
      this.highlights[group]?.add(range)
      ranges.push(range)
    }
    return { pieces, ranges }
  }

  private erase(block: PaintedBlock): void {
    for (const range of block.ranges) for (const highlight of this.highlights) highlight.delete(range)
  }

  private clearRanges(): void {
    for (const highlight of this.highlights) highlight.clear()
    this.painted.clear()
  }

  private clear(): void {
    this.clearRanges()
    this.groups.forEach(({ name }, at) => {
      const own = this.highlights[at]
      if (own !== undefined && CSS.highlights.get(name) === own) CSS.highlights.delete(name)
    })
  }

  /** Move the spans with an edit that the editor shows, so that they stay right until they are painted anew. */
  private move(before: TextIndex, after: TextIndex): void {
    const edit = editBetween(before, after)
    if (edit === undefined) return
    this.groups = this.groups.map(({ name, spans }) => ({
      name,
      spans: spans.flatMap((span) => mapSpan(span, edit) ?? []),
    }))
  }
}

function sameNumbers(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((value, at) => value === b[at])
}

/** The one replacement that made a text from another, found block by block; `undefined` when nothing changed. */
function editBetween(
  before: TextIndex,
  after: TextIndex,
): { readonly at: number; readonly deleted: number; readonly inserted: number } | undefined {
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
