import { blockAttribute, editText, firstBlockKey, type SharedText, sharedText, textRoom } from '@claimspan/collab'
import {
  type BlockKind,
  blockKinds,
  type Document,
  documentId,
  hasLoneSurrogate,
  isInsidePair,
  type OffsetTable,
  type OffsetUnit,
  offsetTable,
} from '@claimspan/core'
import type { FastifyInstance } from 'fastify'
import { liveDocument } from './documents-api.js'
import { unitIn } from './export-api.js'
import { HttpProblem } from './http-problem.js'
import { jsonBody, refuseOtherKeys } from './json-body.js'
import { type LayersServed, refuseFlood } from './layer-request.js'
import { changeLive } from './live-change.js'
import { roomUpdate } from './room-change.js'
import { textOf } from './stored-document.js'
import { storedDoc } from './stored-room.js'

type Query = Readonly<Record<string, unknown>>
type Body = Readonly<Record<string, unknown>>

/** Some words of a text become others; offsets in UTF-16 code units of the text before the edit. */
interface Edit {
  readonly from: number
  readonly to: number
  readonly inserted: string
}

/** A block becomes of another kind. */
interface Kind {
  readonly block: number
  readonly kind: BlockKind
}

/** More edits than these are a new version, which has a route of its own. */
const maxEdits = 1000

/** The route that edits a text where it is wrong, while others may have it open: spans follow as under typing. */
export function textApi(app: FastifyInstance, served: LayersServed): void {
  const { log, who, doorkeeper } = served

  app.patch<{ Params: { id: string }; Querystring: Query }>('/api/documents/:id/text', async (request) => {
    const asks = who.mayThey(request, 'edit text')
    const unit = unitIn(request.query) ?? 'code-point'
    const body = jsonBody(request)
    refuseOtherKeys(body, ['edits', 'blocks'], 'an edit of a text')
    const { id } = liveDocument(log, request.params.id)
    const room = textRoom(documentId(id))
    if (doorkeeper.access(asks, room) !== 'write')
      throw new HttpProblem(403, 'not-allowed', 'You may not edit this text.')
    return log.inTurn(id, async () => {
      const document = liveDocument(log, id)
      await changeLive(served, { ...document, rooms: [room] }, () => {
        const updates = roomUpdate(log, room, asks, (doc) => {
          const shared = sharedText(doc)
          const before = textOf(shared, document)
          const offsets = offsetTable(before.text)
          const kinds = listIn(body, 'blocks').map((one, at) => readKind(one, `/blocks/${at}`, before))
          const edits = readEdits(listIn(body, 'edits'), before.text, offsets, unit)
          for (const kind of kinds) setKind(shared, before, kind)
          // From the end on, so that what is edited before does not move what comes after.
          for (const { from, to, inserted } of edits.toReversed()) editText(shared, from, to - from, inserted)
        })
        refuseFlood(served, asks, updates)
        return { updates }
      })
      return textNow(textOf(sharedText(storedDoc(log, room)), document))
    })
  })
}

function textNow({ id, version, text, blocks }: Document) {
  return { document: id, version, text, blocks: blocks.map(({ kind }) => kind) }
}

/** Throws {@link HttpProblem} with the place of what is wrong. */
function readEdits(list: readonly unknown[], text: string, offsets: OffsetTable, unit: OffsetUnit): readonly Edit[] {
  if (list.length > maxEdits) throw unsound(`/edits: at most ${maxEdits}; send the whole text as the next version.`)
  const edits = list.map((one, at) => readEdit(one, `/edits/${at}`, text, offsets, unit))
  for (const [at, edit] of edits.entries()) {
    const before = edits[at - 1]
    if (before !== undefined && before.to > edit.from) {
      throw unsound(`/edits/${at}/from: edits are in the order of the text, and no two are of the same words.`)
    }
  }
  return edits.map((edit) => narrowed(edit, text))
}

function readEdit(value: unknown, place: string, text: string, offsets: OffsetTable, unit: OffsetUnit): Edit {
  const one = recordIn(value, place, ['from', 'to', 'quote', 'text'])
  const offset = (key: 'from' | 'to'): number => {
    const said = one[key]
    const at = typeof said === 'number' ? offsets.toUtf16(said, unit) : undefined
    if (at !== undefined) return at
    throw unsound(`${place}/${key}: an offset between two characters of the text, from 0 to ${offsets.lengthIn(unit)}.`)
  }
  const [from, to] = [offset('from'), offset('to')]
  if (to < from) throw unsound(`${place}/to: the end is not before the beginning.`)
  const { quote, text: words } = one
  if (typeof words !== 'string' || hasLoneSurrogate(words)) throw unsound(`${place}/text: the new words, as a string.`)
  if (quote !== text.slice(from, to)) {
    throw unsound(`${place}/quote: has to be the words at "from" to "to" as they are now. Read the text again.`)
  }
  if (from === to && text !== '') {
    throw unsound(
      `${place}: name a word beside the place, so that the place can be told: {"quote": "cat", "text": "cat sat"}.`,
    )
  }
  return { from, to, inserted: words.replaceAll(/\r\n?/g, '\n') }
}

/** What is the same at both ends is left alone: it stays the words that claims are on. */
function narrowed({ from, to, inserted }: Edit, text: string): Edit {
  const removed = text.slice(from, to)
  const most = Math.min(removed.length, inserted.length)
  let head = 0
  while (head < most && removed[head] === inserted[head]) head++
  if (isInsidePair(removed, head) || isInsidePair(inserted, head)) head--
  let tail = 0
  while (tail < most - head && removed.at(-1 - tail) === inserted.at(-1 - tail)) tail++
  if (isInsidePair(removed, removed.length - tail) || isInsidePair(inserted, inserted.length - tail)) tail--
  return { from: from + head, to: to - tail, inserted: inserted.slice(head, inserted.length - tail) }
}

function readKind(value: unknown, place: string, { blocks }: Document): Kind {
  const { block, kind } = recordIn(value, place, ['block', 'kind'])
  if (typeof block !== 'number' || blocks[block] === undefined) {
    throw unsound(`${place}/block: the number of a block, from 0 to ${blocks.length - 1}.`)
  }
  const known = blockKinds.find((one) => one === kind)
  if (known === undefined) throw unsound(`${place}/kind: has to be ${blockKinds.join(', ')}.`)
  return { block, kind: known }
}

function setKind({ text, meta }: SharedText, { blocks }: Document, { block, kind }: Kind): void {
  const at = blocks[block]
  if (at === undefined || at.kind === kind) return
  if (at.from > 0) text.format(at.from - 1, 1, { [blockAttribute]: kind === 'paragraph' ? null : kind })
  else if (kind === 'paragraph') meta.delete(firstBlockKey)
  else meta.set(firstBlockKey, kind)
}

function listIn(body: Body, key: string): readonly unknown[] {
  const value = body[key]
  if (value === undefined || Array.isArray(value)) return value ?? []
  throw new HttpProblem(400, 'bad-request', `The field "${key}" has to be a list.`)
}

function recordIn(value: unknown, place: string, keys: readonly string[]): Body {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw unsound(`${place}: has to be an object.`)
  const other = Object.keys(value).find((key) => !keys.includes(key))
  if (other !== undefined) throw unsound(`${place}: "${other.slice(0, 60)}" does not belong there.`)
  return value as Body
}

const unsound = (sentence: string) => new HttpProblem(422, 'unsound-edit', sentence)
