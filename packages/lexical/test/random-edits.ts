import { blockKinds } from '@claimspan/core'
import { $createLinkNode, TOGGLE_LINK_COMMAND } from '@lexical/link'
import { $setBlocksType } from '@lexical/selection'
import {
  $createParagraphNode,
  $createTextNode,
  $getEditor,
  $getRoot,
  $getSelection,
  $insertNodes,
  $isElementNode,
  $isRangeSelection,
  $setSelection,
  type LexicalNode,
  PASTE_TAG,
  type RangeSelection,
} from 'lexical'
import { $createBlock } from '../src/block.js'
import { type Line, lineText } from '../src/line.js'
import { $readLines, $selectInLines } from '../src/sync.js'
import { $createChip, ChipNode } from './chip.js'
import { type Fates, identities } from './fates.js'
import { objects } from './notation.js'
import type { Peer } from './peers.js'
import type { Random } from './seeded.js'

/** What an edit has to work with: where it happens and how to select there. */
interface Place {
  readonly random: Random
  readonly fates: Fates
  readonly text: string
  readonly lines: readonly Line[]
  /** `from` ≤ `to`, both in the text. */
  readonly from: number
  readonly to: number
  $select(from: number, to: number): RangeSelection
}

const links = ['https://a.example/', 'https://b.example/']

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
  link: ({ $select, from, to, random }) => {
    $select(from, random.chance(0.2) ? from : to)
    $getEditor().dispatchCommand(TOGGLE_LINK_COMMAND, random.pick([...links, 'javascript:alert(1)']))
  },
  unlink: ({ $select, from, to, random }) => {
    $select(from, random.chance(0.2) ? from : to)
    $getEditor().dispatchCommand(TOGGLE_LINK_COMMAND, null)
  },
  typeAtLinkEdge: ({ $select, lines, random, fates }) => {
    const edges = linkEdges(lines)
    if (edges.length === 0) return
    const edge = random.pick(edges)
    const words = fates.words(2)
    $select(edge, edge).insertText(words)
    const typed = $readLines([], null).flatMap(({ runs }) => runs.filter(({ text }) => text.includes(words)))
    if (typed.length !== 1 || typed[0]?.link !== null) throw new Error(`What was typed at ${edge} got into a link`)
  },
  pasteLink: ({ $select, from, random, fates }) => {
    $select(from, from)
    const url = random.chance(0.3) ? 'javascript:alert(1)' : random.pick(links)
    const words = () => $createTextNode(fates.words(1 + random.below(3)))
    const inner = random.chance(0.3) ? [$createLinkNode(random.pick(links)).append(words())] : []
    $insertNodes([$createLinkNode(url).append(words(), ...inner, words().setFormat(random.below(4)))])
  },
  object: ({ $select, from, random, fates }) => {
    $select(from, from)
    $insertNodes(Array.from({ length: random.chance(0.2) ? 2 : 1 }, () => $createChip(fates.words(1))))
  },
  changeObject: ({ random, fates }) => {
    const chips = $chips($getRoot())
    if (chips.length === 0) return
    random.pick(chips).setLabel(fates.words(1))
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
  link: 5,
  unlink: 3,
  typeAtLinkEdge: 4,
  pasteLink: 2,
  object: 4,
  changeObject: 1,
}

/** Make one edit; it is left uncommitted. */
export function edit(peer: Peer, name: EditName, random: Random, fates: Fates): void {
  // So that an edit in which Lexical itself fails takes no other with it.
  peer.editor.read(() => undefined)
  peer.editor.update(
    () => {
      const lines = $readLines([], null, objects)
      const text = lines.map(lineText).join('\n')
      const from = random.chance(0.3) ? blockEdge(lines, random) : random.below(text.length + 1)
      const to = Math.min(text.length, from + 1 + random.below(random.chance(0.2) ? 60 : 8))
      edits[name]({ random, fates, text, lines, from, to, $select: selector(lines, text, random) })
      fates.note(identities(lines), identities($readLines([], null, objects)))
    },
    name.startsWith('paste') ? { tag: PASTE_TAG } : undefined,
  )
}

/** Selects forwards or backwards, never between the halves of a surrogate pair. */
function selector(lines: readonly Line[], text: string, random: Random): Place['$select'] {
  return (from, to) => {
    const [anchor, focus] = random.chance(0.5)
      ? [whole(text, from), whole(text, to)]
      : [whole(text, to), whole(text, from)]
    $setSelection(null)
    $selectInLines(lines, { anchor, focus })
    const selection = $getSelection()
    if (!$isRangeSelection(selection)) throw new Error('Nothing is selected')
    return selection
  }
}

/** An offset that is not between the halves of a surrogate pair. */
const whole = (text: string, offset: number) => (/^[\uDC00-\uDFFF]/.test(text.slice(offset)) ? offset - 1 : offset)

/** The start or end of a block. */
function blockEdge(lines: readonly Line[], random: Random): number {
  const index = random.below(lines.length)
  const start = lines.slice(0, index).reduce((sum, { length }) => sum + length + 1, 0)
  return start + (random.chance(0.5) ? 0 : (lines[index]?.length ?? 0))
}

/** Where a link begins or ends, and the other side is not in the same one. */
function linkEdges(lines: readonly Line[]): readonly number[] {
  const edges: number[] = []
  let at = 0
  for (const { runs } of lines) {
    let before: string | null = null
    for (const { text, link } of runs) {
      if (link !== before) edges.push(at)
      before = link
      at += text.length
    }
    if (before !== null) edges.push(at)
    at++
  }
  return edges
}

/**
 * Something that no editor writes, as anybody may: addresses and objects that may not be shown. It is written past the
 * editor, into the shared text.
 */
export function writeAsStranger(peer: Peer, random: Random): void {
  peer.binding.flush()
  const { text } = peer
  const words = text.toString()
  const from = whole(words, random.below(words.length + 1))
  const length = whole(words, Math.min(words.length, from + random.below(6))) - from
  const attributes = random.pick([
    { link: 'javascript:alert(1)' },
    { link: 7 },
    { link: 'HTTPS://A.example' },
    { object: '{"type":"chip","label":7}' },
    { object: '{"type":"video"}' },
    { object: '{' },
    { bold: 'very', colour: 'red' },
  ])
  peer.doc.transact(() => {
    if (random.chance(0.3)) text.insert(from, '\uFFFC', attributes)
    // An object that a stranger makes another one is lost, and nobody deleted it.
    else if (length > 0 && !('object' in attributes && words.slice(from, from + length).includes('\uFFFC')))
      text.format(from, length, attributes)
  }, 'stranger')
}

const $chips = (node: LexicalNode): readonly ChipNode[] =>
  $isElementNode(node) ? node.getChildren().flatMap($chips) : node instanceof ChipNode ? [node] : []
