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
  REDO_COMMAND,
  UNDO_COMMAND,
} from 'lexical'
import * as Y from 'yjs'
import { blockKinds } from '../../core/src/document.js'
import { $createBlock } from '../src/block.js'
import { lineText } from '../src/line.js'
import { $readLines, $selectInLines } from '../src/sync.js'
import { type Peer, peerOn, shownText } from './peers.js'
import { type Random, seeded } from './seeded.js'

const edits = {
  insert: 24,
  delete: 14,
  replace: 8,
  enter: 10,
  merge: 8,
  lineBreak: 4,
  format: 8,
  kind: 5,
  paste: 4,
  clear: 0.3,
  undo: 8,
  redo: 4,
} as const
type Edit = keyof typeof edits

export interface SessionOptions {
  readonly seed: number
  readonly operations: number
  /** Without undo every character's fate is known, so that its loss or doubling is an error. */
  readonly withUndo: boolean
}

/**
 * Several people edit one article over a network that delays, reorders and cuts. Throws at the first difference between
 * an editor and its text, and at the end when the replicas differ or a character was lost, doubled or came back.
 */
export function runSession({ seed, operations, withUndo }: SessionOptions): void {
  const random = seeded(seed)
  const fates = new Fates(random)
  const start = firstDocument(random, fates)
  const peers = Array.from({ length: 2 + random.below(2) }, (_, id) => {
    const doc = new Y.Doc()
    doc.clientID = 100 + id
    Y.applyUpdate(doc, start, 'start')
    return peerOn(doc, { captureTimeout: random.chance(0.5) ? 0 : 100_000 })
  })
  const network = new Network(peers, random)
  const held = new Set<Peer>()
  for (let step = 0; step < operations; step++) {
    const peer = random.pick(peers)
    if (random.chance(0.03)) network.cut()
    if (random.chance(0.1)) network.heal()
    if (random.chance(0.04)) {
      held.add(peer)
      peer.binding.hold()
    } else if (held.has(peer) && random.chance(0.4)) {
      held.delete(peer)
      peer.binding.release()
    }
    const name = random.weighted({ ...edits, ...(withUndo ? {} : { undo: 0, redo: 0 }) })
    edit(peer, name, random, fates)
    // Half of the time the edit is not committed when the next update comes, and the app forgets to flush now and then.
    if (random.chance(0.5)) peer.binding.flush()
    for (let deliveries = random.below(4); deliveries > 0; deliveries--) network.deliverOne(random.chance(0.7))
    for (const each of peers) {
      each.binding.flush()
      if (!held.has(each)) agree(each, `after ${name}, operation ${step}`)
    }
  }
  for (const peer of peers) peer.binding.release()
  network.deliverAll()
  for (const peer of peers) agree(peer, 'at the end')
  sameEverywhere(peers)
  if (!withUndo) fates.check(shownText((peers[0] as Peer).editor))
}

function agree(peer: Peer, when: string): void {
  const difference = peer.binding.check()
  if (difference !== null) throw new Error(`Peer ${peer.doc.clientID} ${when}: ${difference}`)
}

function sameEverywhere(peers: readonly Peer[]): void {
  const say = (peer: Peer) => JSON.stringify([peer.meta.get('block0'), peer.text.toDelta()])
  const first = peers[0] as Peer
  for (const peer of peers) {
    if (say(peer) !== say(first)) throw new Error(`Replicas differ:\n${say(first)}\n${say(peer)}`)
    const fresh = peerOn(copyOf(peer.doc))
    const lines = (of: Peer) =>
      JSON.stringify(of.editor.getEditorState().read(() => $readLines([], null).map(({ kind, runs }) => [kind, runs])))
    if (lines(fresh) !== lines(peer))
      throw new Error(`A fresh editor shows ${lines(fresh)}, the live one ${lines(peer)}`)
    if (tree(fresh) !== tree(peer)) throw new Error(`A fresh editor is ${tree(fresh)}, the live one ${tree(peer)}`)
  }
}

/** Everything in the editor but the formats that an empty block keeps for what is typed next. */
function tree(peer: Peer): string {
  return JSON.stringify(peer.editor.getEditorState(), (name, value) =>
    ['textFormat', 'textStyle', 'direction'].includes(name) ? undefined : value,
  )
}

function copyOf(doc: Y.Doc): Y.Doc {
  const copy = new Y.Doc()
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc))
  return copy
}

/** Each character is used once in a session, so that it is its own identity. */
class Fates {
  private next = 0
  private readonly inserted = new Set<string>()
  private readonly deleted = new Set<string>()

  constructor(private readonly random: Random) {}

  words(length: number): string {
    return Array.from({ length }, () => {
      const number = this.next++
      return String.fromCodePoint((this.random.chance(0.1) ? 0x20000 : 0x4e00) + number)
    }).join('')
  }

  /** What one person's edit did to the text in front of them. */
  note(before: string, after: string): void {
    const [old, now] = [new Set(before), new Set(after)]
    for (const character of now) if (!old.has(character)) this.inserted.add(character)
    for (const character of old) if (!now.has(character)) this.deleted.add(character)
  }

  check(text: string): void {
    const counts = new Map<string, number>()
    for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1)
    for (const character of this.inserted) {
      if (/[\n\u2028\t]/u.test(character)) continue
      const expected = this.deleted.has(character) ? 0 : 1
      const count = counts.get(character) ?? 0
      if (count !== expected) throw new Error(`${character} is there ${count} times, not ${expected}, in ${text}`)
    }
    if (/\p{Surrogate}|\uFFFD/u.test(text)) throw new Error('Half a surrogate pair is left')
  }
}

function firstDocument(random: Random, fates: Fates): Uint8Array {
  const doc = new Y.Doc()
  doc.clientID = 1
  const text = doc.getText('article')
  const blocks = random.below(6)
  doc.transact(() => {
    const delta: { insert: string; attributes?: object }[] = [{ insert: fates.words(1 + random.below(12)) }]
    for (let block = 0; block < blocks; block++) {
      const kind = random.pick(blockKinds)
      delta.push({ insert: '\n', attributes: kind === 'paragraph' ? {} : { block: kind } })
      delta.push({ insert: fates.words(1 + random.below(20)) })
      if (random.chance(0.4)) delta.push({ insert: fates.words(4), attributes: { bold: true } })
    }
    text.applyDelta(delta, { sanitize: false })
    if (random.chance(0.5)) doc.getMap('meta').set('block0', 'heading')
  })
  fates.note('', text.toString())
  return Y.encodeStateAsUpdate(doc)
}

class Network {
  private readonly links: { readonly from: Peer; readonly to: Peer; readonly queue: Uint8Array[]; cut: boolean }[] = []

  constructor(
    private readonly peers: readonly Peer[],
    private readonly random: Random,
  ) {
    for (const from of peers) {
      for (const to of peers) if (from !== to) this.links.push({ from, to, queue: [], cut: false })
      from.doc.on('update', (update: Uint8Array, origin: unknown) => {
        if (origin === 'network') return
        for (const link of this.links) if (link.from === from) link.queue.push(update)
      })
    }
  }

  /** Cut off one peer. */
  cut(): void {
    const alone = this.random.pick(this.peers)
    for (const link of this.links) if (link.from === alone || link.to === alone) link.cut = true
  }

  heal(): void {
    for (const link of this.links) link.cut = false
  }

  deliverOne(flushed: boolean): void {
    const open = this.links.filter((link) => !link.cut && link.queue.length > 0)
    if (open.length === 0) return
    const link = this.random.pick(open)
    const [update] = link.queue.splice(this.random.below(link.queue.length), 1)
    if (update === undefined) return
    if (flushed) link.to.binding.flush()
    Y.applyUpdate(link.to.doc, update, 'network')
  }

  deliverAll(): void {
    this.heal()
    while (this.links.some((link) => link.queue.length > 0)) this.deliverOne(true)
  }
}

function edit(peer: Peer, name: Edit, random: Random, fates: Fates): void {
  if (name === 'undo' || name === 'redo') {
    if (random.chance(0.5)) peer.editor.dispatchCommand(name === 'undo' ? UNDO_COMMAND : REDO_COMMAND, undefined)
    else if (name === 'undo') peer.binding.undo()
    else peer.binding.redo()
    return
  }
  // So that an edit in which Lexical itself fails takes no other with it.
  peer.editor.read(() => undefined)
  peer.editor.update(
    () => {
      const lines = $readLines([], null)
      const before = lines.map(lineText).join('\n')
      const snap = (offset: number) => (/^[\uDC00-\uDFFF]/.test(before.slice(offset)) ? offset - 1 : offset)
      const select = (from: number, to: number) => {
        $setSelection(null)
        $selectInLines(
          lines,
          random.chance(0.5) ? { anchor: snap(from), focus: snap(to) } : { anchor: snap(to), focus: snap(from) },
        )
        const selection = $getSelection()
        if (!$isRangeSelection(selection)) throw new Error('Nothing is selected')
        return selection
      }
      const at = random.chance(0.3) ? border(lines, random) : random.below(before.length + 1)
      $edit(name, random, fates, select, before, at)
      fates.note(before, $readLines([], null).map(lineText).join('\n'))
    },
    name === 'paste' ? { tag: PASTE_TAG } : undefined,
  )
}

/** The start or end of a block. */
function border(lines: readonly { readonly length: number }[], random: Random): number {
  const index = random.below(lines.length)
  const start = lines.slice(0, index).reduce((sum, { length }) => sum + length + 1, 0)
  return start + (random.chance(0.5) ? 0 : (lines[index]?.length ?? 0))
}

function $edit(
  name: Exclude<Edit, 'undo' | 'redo'>,
  random: Random,
  fates: Fates,
  select: (from: number, to: number) => RangeSelection,
  before: string,
  at: number,
): void {
  const far = Math.min(before.length, at + 1 + random.below(random.chance(0.2) ? 60 : 8))
  switch (name) {
    case 'insert':
      return select(at, at).insertText(fates.words(1 + random.below(random.chance(0.1) ? 40 : 4)))
    case 'delete':
      return far > at ? select(at, far).removeText() : undefined
    case 'replace':
      return select(at, far).insertText(fates.words(1 + random.below(random.chance(0.2) ? 50 : 6)))
    case 'enter':
      select(at, at).insertParagraph()
      return
    case 'merge': {
      const borders = [...before.matchAll(/\n/g)].map(({ index }) => index)
      if (borders.length === 0) return
      const border = random.pick(borders)
      return select(border, border + 1).removeText()
    }
    case 'lineBreak':
      return select(at, at).insertLineBreak()
    case 'format':
      return select(at, far).formatText(random.pick(['bold', 'italic']))
    case 'kind': {
      const kind = random.pick(blockKinds)
      return $setBlocksType(select(at, far), () => $createBlock(kind))
    }
    case 'paste': {
      const selection = select(at, random.chance(0.5) ? at : far)
      if (random.chance(0.4)) {
        return selection.insertRawText(`${fates.words(3)}\t${fates.words(2)}\n${fates.words(3)}`)
      }
      const paragraph = (kind = random.pick(blockKinds)) =>
        $createBlock(kind).append($createTextNode(fates.words(1 + random.below(6))).setFormat(random.below(16)))
      if (random.chance(0.3)) return $insertNodes([$createTextNode(fates.words(3)).setStyle('color: red')])
      return $insertNodes([paragraph(), $createParagraphNode(), paragraph()].slice(0, 1 + random.below(3)))
    }
    case 'clear':
      return select(0, before.length).removeText()
  }
}
