import type { Span } from '@claimspan/core'
import { type LexicalEditor, SKIP_DOM_SELECTION_TAG } from 'lexical'
import { DeltaBuilder } from './delta.js'
import { commit } from './dirty.js'
import { type InlineObject, InlineObjects } from './inline-objects.js'
import { applyDelta, type Line } from './line.js'
import { type Look, lookAttributes, plain } from './run.js'
import { $readLines, $selectionInLines, $syncBlocksAround } from './sync.js'

/**
 * Put words in the place of each span, as one edit of the user's; they look as the first character that they take the
 * place of. Spans are in order and do not touch each other, else `RangeError`; line ends in the words become spaces. The
 * selection stays where it is in the text, and the focus where it is on the page.
 */
export function replaceSpans(
  editor: LexicalEditor,
  spans: readonly Span[],
  words: string,
  inlineObjects: readonly InlineObject[] = [],
): void {
  const before = spans.findIndex(({ from }, at) => at > 0 && from < (spans[at - 1]?.to ?? 0))
  if (before > 0) throw new RangeError(`Span ${before} begins before the one before it ends`)
  if (spans.length === 0) return
  commit(editor)
  editor.update(
    () => {
      const objects = new InlineObjects(inlineObjects, editor)
      const lines = $readLines([], null, objects)
      const selection = $selectionInLines(lines)
      const flat = words.replace(/\s*[\r\n]+\s*/g, ' ')
      const delta = new DeltaBuilder()
      let at = 0
      const look = looksOf(lines)
      for (const { from, to } of spans) {
        delta.retain(from - at)
        delta.insert(flat, lookAttributes({ ...look(from), object: null }))
        delta.delete(to - from)
        at = to
      }
      const moved = (offset: number) => offsetAfter(offset, spans, flat.length)
      $syncBlocksAround(
        lines,
        applyDelta(lines, delta.build(), objects),
        objects,
        selection === null ? null : { anchor: moved(selection.anchor), focus: moved(selection.focus) },
      )
    },
    { discrete: true, tag: SKIP_DOM_SELECTION_TAG },
  )
}

/** Where an offset is after the spans were replaced by so many characters; from inside of one it goes to its end. */
function offsetAfter(offset: number, spans: readonly Span[], length: number): number {
  let shift = 0
  for (const { from, to } of spans) {
    if (offset <= from) break
    if (offset < to) return from + shift + length
    shift += length - (to - from)
  }
  return offset + shift
}

/** Tells how the character at an offset looks; to be asked in rising order. */
function looksOf(lines: readonly Line[]): (offset: number) => Look {
  let index = 0
  let start = 0
  return (offset) => {
    for (let line = lines[index]; line !== undefined && offset > start + line.length; line = lines[index]) {
      start += line.length + 1
      index++
    }
    let at = start
    for (const run of lines[index]?.runs ?? []) {
      at += run.text.length
      if (offset < at) return run
    }
    return plain
  }
}
