import { blockKinds } from '@claimspan/core'
import { REDO_COMMAND, UNDO_COMMAND } from 'lexical'
import * as Y from 'yjs'
import { caretOf } from '../src/index.js'
import { $readLines } from '../src/sync.js'
import { Fates, identities, isCommon } from './fates.js'
import { Network } from './network.js'
import { objects } from './notation.js'
import { type Peer, peerOn } from './peers.js'
import { edit, editWeights, writeAsStranger } from './random-edits.js'
import { type Random, seeded } from './seeded.js'

export interface SessionOptions {
  readonly seed: number
  readonly operations: number
  /** Without undo every character's fate is known, so that its loss or doubling is an error. */
  readonly withUndo: boolean
}

/**
 * Several people edit one article over a network that delays, reorders and cuts. Throws at the first difference between
 * an editor and its text, when a caret leaves its place, and at the end when the replicas differ or a character was
 * lost, doubled or came back.
 */
export function runSession({ seed, operations, withUndo }: SessionOptions): void {
  const random = seeded(seed)
  const fates = new Fates(random)
  const start = firstDocument(random, fates)
  const peers = Array.from({ length: 2 + random.below(2) }, (_, at) => {
    const doc = new Y.Doc()
    doc.clientID = 100 + at
    Y.applyUpdate(doc, start, 'start')
    return peerOn(doc, { captureTimeout: random.chance(0.5) ? 0 : 100_000 })
  })
  const network = new Network(peers, random)
  const held = new Set<Peer>()
  const flushing = (to: Peer, deliver: () => void) => {
    to.binding.flush()
    if (withUndo || held.has(to)) deliver()
    else caretStays(to, deliver)
  }
  const forgetful = (_: Peer, deliver: () => void) => deliver()

  for (let step = 0; step < operations; step++) {
    const peer = random.pick(peers)
    if (random.chance(0.03)) network.cut()
    if (random.chance(0.1)) network.heal()
    // What is held is one edit, as an input method makes it: several at once can only be told apart by guessing.
    if (held.delete(peer)) peer.binding.release()
    else if (random.chance(0.05)) {
      held.add(peer)
      peer.binding.hold()
    }
    if (!held.has(peer) && random.chance(0.02)) writeAsStranger(peer, random)
    const action = random.weighted({ edit: 88, undo: withUndo ? 8 : 0, redo: withUndo ? 4 : 0 })
    const name = action === 'edit' ? random.weighted(editWeights) : action
    if (name === 'undo' || name === 'redo') travel(peer, name, random)
    else edit(peer, name, random, fates)
    // Half of the time the edit is not committed yet when the next update comes, and now and then nobody flushes.
    if (random.chance(0.5)) peer.binding.flush()
    for (let left = random.below(4); left > 0; left--) network.deliverOne(random.chance(0.7) ? flushing : forgetful)
    for (const each of peers) {
      each.binding.flush()
      if (!held.has(each)) agree(each, `after ${name}, operation ${step}`)
    }
  }
  for (const peer of peers) peer.binding.release()
  network.heal()
  while (network.deliverOne(flushing));
  network.reconnect()
  for (const peer of peers) agree(peer, 'at the end')
  sameEverywhere(peers)
  for (const peer of withUndo ? [] : peers)
    fates.check(peer.editor.getEditorState().read(() => identities($readLines([], null, objects))))
}

function travel(peer: Peer, direction: 'undo' | 'redo', random: Random): void {
  const command = direction === 'undo' ? UNDO_COMMAND : REDO_COMMAND
  if (random.chance(0.5)) peer.editor.dispatchCommand(command, undefined)
  else peer.binding[direction]()
}

function agree(peer: Peer, when: string): void {
  const difference = peer.binding.check()
  if (difference !== null) throw new Error(`Peer ${peer.doc.clientID} ${when}: ${difference}`)
}

/** A caret stays behind its character, a range around its first and last ones, as long as these are there. */
function caretStays(peer: Peer, change: () => void): void {
  const ends = () => {
    const caret = caretOf(peer.editor)
    return caret === null ? null : { from: Math.min(caret.anchor, caret.head), to: Math.max(caret.anchor, caret.head) }
  }
  const before = ends()
  const text = peer.text.toString()
  change()
  const after = ends()
  if (before === null || after === null) return
  const now = peer.text.toString()
  const stays = (character: string | undefined, place: (start: number) => number, is: number) => {
    if (character === undefined || isCommon(character) || !now.includes(character)) return
    const expected = place(now.indexOf(character))
    if (is !== expected) throw new Error(`The caret beside ${character} went to ${is}, not ${expected}, in ${now}`)
  }
  const last = [...text.slice(0, before.to)].at(-1)
  stays(last, (start) => start + (last ?? '').length, after.to)
  if (before.from < before.to) stays([...text.slice(before.from)][0], (start) => start, after.from)
}

function sameEverywhere(peers: readonly Peer[]): void {
  const [first, ...others] = peers.map(({ text, meta }) => JSON.stringify([meta.get('block0'), text.toDelta()]))
  for (const other of others) if (other !== first) throw new Error(`Replicas differ:\n${first}\n${other}`)
  for (const peer of peers) {
    const copy = new Y.Doc()
    Y.applyUpdate(copy, Y.encodeStateAsUpdate(peer.doc))
    const [fresh, live] = [tree(peerOn(copy)), tree(peer)]
    if (fresh !== live) throw new Error(`A fresh editor is ${fresh}, the live one ${live}`)
  }
}

/** Everything in the editor but the format that an empty block keeps for what is typed next, and what an object was made from. */
function tree({ editor }: Peer): string {
  const lines = editor.getEditorState().read(() => $readLines([], null, objects).map(({ kind, runs }) => [kind, runs]))
  const passing = new Set(['textFormat', 'textStyle', 'direction', '$'])
  const nodes = JSON.stringify(editor.getEditorState(), (name, value) => (passing.has(name) ? undefined : value))
  return JSON.stringify(lines) + nodes
}

function firstDocument(random: Random, fates: Fates): Uint8Array {
  const doc = new Y.Doc()
  doc.clientID = 1
  const text = doc.getText('article')
  const delta: { insert: string; attributes?: object }[] = [{ insert: fates.words(1 + random.below(12)) }]
  for (let left = random.below(6); left > 0; left--) {
    const kind = random.pick(blockKinds)
    delta.push({ insert: '\n', attributes: kind === 'paragraph' ? {} : { block: kind } })
    delta.push({ insert: fates.words(1 + random.below(20)) })
    if (random.chance(0.4)) delta.push({ insert: fates.words(4), attributes: { bold: true } })
  }
  text.applyDelta(delta)
  if (random.chance(0.5)) doc.getMap('meta').set('block0', 'heading')
  fates.note('', text.toString())
  return Y.encodeStateAsUpdate(doc)
}
