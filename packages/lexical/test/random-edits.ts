import { blockKinds } from '@claimspan/core'
import { $setBlocksType } from '@lexical/selection'
import {
  $createParagraphNode,
  $createTextNode,
  $getSelection,
  $insertNodes,
  $isRangeSelection,
  $setSelection,
  PASTE_TAG,
  type RangeSelection,
} from 'lexical'
import { $createBlock } from '../src/block.js'
import { type Line, lineText } from '../src/line.js'
import { $readLines, $selectInLines } from '../src/sync.js'
import type { Fates } from './fates.js'
import type { Peer } from './peers.js'
import type { Random } from './seeded.js'

/** What an edit has to work with: where it happens and how to select there. */
interface Place {
  readonly random: Random
  readonly fates: Fates
  readonly text: string
  /** `from` ≤ `to`, both in the text. */
  readonly from: number
  readonly to: number
  $select(from: number, to: number): RangeSelection
}

/** Everything a person does to a text, through Lexical, within an update. */
const edits = {
  insert: ({ $select, from, random, fates }) => {
    $select(from, from).insertText(fates.words(1 + random.below(random.chance(0.1) ? 40 : 4)))
  },
  delete: ({ $select, from, to }) => {
    if (to > from) $select(from, to).removeText()
  },
  replace: ({ $select, from, to, random, fates }) => {
    $select(from, to).insertText(fates.words(1 + random.below(random.chance(0.2) ? 50 : 6)))
  },
  enter: ({ $select, from }) => {
    $select(from, from).insertParagraph()
  },
  merge: ({ $select, text, random }) => {
    const borders = [...text.matchAll(/\n/g)].map(({ index }) => index)
    if (borders.length === 0) return
    const border = random.pick(borders)
    $select(border, border + 1).removeText()
  },
  lineBreak: ({ $select, from }) => {
    $select(from, from).insertLineBreak()
  },
  format: ({ $select, from, to, random }) => {
    $select(from, to).formatText(random.pick(['bold', 'italic']))
  },
  kind: ({ $select, from, to, random }) => {
    const kind = random.pick(blockKinds)
    $setBlocksType($select(from, to), () => $createBlock(kind))
  },
  pasteText: ({ $select, from, to, random, fates }) => {
    const selection = $select(from, random.chance(0.5) ? from : to)
    selection.insertRawText(`${fates.words(3)}\t${fates.words(2)}\n${fates.words(3)}`)
  },
  pasteBlocks: ({ $select, from, to, random, fates }) => {
    $select(from, random.chance(0.5) ? from : to)
    const words = () => $createTextNode(fates.words(1 + random.below(6)))
    const block = () => $createBlock(random.pick(blockKinds)).append(words().setFormat(random.below(16)))
    if (random.chance(0.3)) $insertNodes([words().setStyle('color: red')])
    else $insertNodes([block(), $createParagraphNode(), block()].slice(0, 1 + random.below(3)))
  },
  clear: ({ $select, text }) => {
    $select(0, text.length).removeText()
  },
} satisfies Record<string, (place: Place) => void>

export type EditName = keyof typeof edits

export const editWeights: Readonly<Record<EditName, number>> = {
  insert: 24,
  delete: 14,
  replace: 8,
  enter: 10,
  merge: 8,
  lineBreak: 4,
  format: 8,
  kind: 5,
  pasteText: 2,
  pasteBlocks: 3,
  clear: 0.3,
}

/** Make one edit; it is left uncommitted. */
export function edit(peer: Peer, name: EditName, random: Random, fates: Fates): void {
  // So that an edit in which Lexical itself fails takes no other with it.
  peer.editor.read(() => undefined)
  peer.editor.update(
    () => {
      const lines = $readLines([], null)
      const text = lines.map(lineText).join('\n')
      const from = random.chance(0.3) ? blockEdge(lines, random) : random.below(text.length + 1)
      const to = Math.min(text.length, from + 1 + random.below(random.chance(0.2) ? 60 : 8))
      edits[name]({ random, fates, text, from, to, $select: selector(lines, text, random) })
      fates.note(text, $readLines([], null).map(lineText).join('\n'))
    },
    name.startsWith('paste') ? { tag: PASTE_TAG } : undefined,
  )
}

/** Selects forwards or backwards, never between the halves of a surrogate pair. */
function selector(lines: readonly Line[], text: string, random: Random): Place['$select'] {
  const whole = (offset: number) => (/^[\uDC00-\uDFFF]/.test(text.slice(offset)) ? offset - 1 : offset)
  return (from, to) => {
    const [anchor, focus] = random.chance(0.5) ? [whole(from), whole(to)] : [whole(to), whole(from)]
    $setSelection(null)
    $selectInLines(lines, { anchor, focus })
    const selection = $getSelection()
    if (!$isRangeSelection(selection)) throw new Error('Nothing is selected')
    return selection
  }
}

/** The start or end of a block. */
function blockEdge(lines: readonly Line[], random: Random): number {
  const index = random.below(lines.length)
  const start = lines.slice(0, index).reduce((sum, { length }) => sum + length + 1, 0)
  return start + (random.chance(0.5) ? 0 : (lines[index]?.length ?? 0))
}
