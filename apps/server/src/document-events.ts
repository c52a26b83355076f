import { parseRoom, sharedText, textRoom } from '@claimspan/collab'
import { type AnnotatedDocument, type Claim, documentId, type Mention, mapMentions } from '@claimspan/core'
import { roomAt } from './moments.js'
import { annotatedWith } from './stored-document.js'
import { storedDoc } from './stored-room.js'
import type { LoggedDocument, LogReader } from './update-log.js'
import type { EventType, Marks } from './webhooks.js'

/** Something that happened to a document, before it has an id. */
export interface DocumentEvent {
  readonly type: EventType
  readonly data: Readonly<Record<string, unknown>>
}

/** A document as far as events tell of it. */
export interface ToldState {
  readonly version: number
  readonly text: string
  readonly claims: ReadonlyMap<string, Claim>
}

/** Where each room of a document is now. */
export function marksOf(log: LogReader, { rooms }: LoggedDocument): Marks {
  return Object.fromEntries(rooms.map((room) => [room, log.mark(room)?.seq ?? 0]))
}

/** A document as it is now. */
export function stateNow(log: LogReader, document: LoggedDocument): ToldState | undefined {
  const text = sharedText(storedDoc(log, textRoom(documentId(document.id))))
  return stateOf(annotatedWith(log, document, text, (room) => storedDoc(log, room)))
}

/** A document as it was when its rooms were where the marks say. */
export function stateAt(log: LogReader, document: LoggedDocument, marks: Marks): ToldState | undefined {
  const at = (room: string) => roomAt(log, room, { seq: marks[room] ?? 0 })
  const rooms = document.rooms.filter((room) => marks[room] !== undefined)
  const text = sharedText(at(textRoom(documentId(document.id))))
  return stateOf(annotatedWith(log, { ...document, rooms }, text, at))
}

function stateOf(annotated: AnnotatedDocument | undefined): ToldState | undefined {
  if (annotated === undefined) return undefined
  const { document, claims } = annotated
  return { version: document.version, text: document.text, claims: new Map(claims.map((claim) => [claim.id, claim])) }
}

/** A document that was made since. What it came with is not told of one by one. */
export function createdEvent(log: LogReader, document: LoggedDocument, now: ToldState): DocumentEvent {
  const { id, createdAt } = document
  const layers = layersOf(document)
  const data = { document: id, version: now.version, layers, claims: now.claims.size, at: createdAt }
  return { type: 'document.created', data: { ...data, seq: newest(marksOf(log, document)) } }
}

export const deletedEvent = (document: string): DocumentEvent => ({ type: 'document.deleted', data: { document } })

/** What happened to a document between two states of it, the text first. */
export function eventsBetween(
  log: LogReader,
  document: LoggedDocument,
  before: { readonly marks: Marks; readonly state: ToldState },
  now: { readonly marks: Marks; readonly state: ToldState },
): readonly DocumentEvent[] {
  const seq = newest(now.marks)
  const about = { document: document.id, seq }
  const writers = (room: string): readonly string[] => [
    ...new Set(
      log
        .changes(room, before.marks[room] ?? 0)
        .flatMap((row) => (row.user !== undefined && row.seq <= (now.marks[room] ?? 0) ? [row.user] : [])),
    ),
  ]
  const roomOf = (layer: string) => document.rooms.find((room) => layerOf(room) === layer) ?? ''
  const events: DocumentEvent[] = []
  const { version, text } = now.state
  const byText = writers(textRoom(documentId(document.id)))
  const isSameText = text === before.state.text
  if (version !== before.state.version) {
    events.push({ type: 'document.versioned', data: { ...about, version, from: before.state.version, by: byText } })
  } else if (!isSameText) events.push({ type: 'document.changed', data: { ...about, version, by: byText } })
  const newLayers = new Set<string>()
  for (const room of document.rooms) {
    const layer = layerOf(room)
    if (layer === undefined || before.marks[room] !== undefined || now.marks[room] === undefined) continue
    newLayers.add(layer)
    const claims = [...now.state.claims.values()].filter((claim) => claim.layer === layer).length
    events.push({ type: 'layer.created', data: { ...about, layer, claims, by: writers(room) } })
  }
  const ids = new Set([...before.state.claims.keys(), ...now.state.claims.keys()])
  for (const id of ids) {
    const [was, is] = [before.state.claims.get(id), now.state.claims.get(id)]
    const layer = is?.layer ?? was?.layer
    if (layer === undefined || newLayers.has(layer)) continue
    const of = { ...about, layer, claim: id }
    if (is === undefined) events.push({ type: 'claim.removed', data: { ...of, by: writers(roomOf(layer)) } })
    else if (was === undefined) events.push({ type: 'claim.created', data: { ...of, by: writers(roomOf(layer)) } })
    else {
      const fields = changedFields(was, is, isSameText)
      const by = writers(roomOf(layer))
      // Its words were edited, when nobody wrote into its layer.
      if (fields.length > 0) {
        events.push({ type: 'claim.changed', data: { ...of, fields, by: by.length > 0 ? by : byText } })
      }
    }
  }
  return events
}

/** Where a mention is moves with every edit before it: while the text changes, only its words count. */
function changedFields(was: Claim, is: Claim, isSameText: boolean): readonly string[] {
  const seen = (claim: Claim): Readonly<Record<string, unknown>> => ({
    ...mapMentions(claim, ({ prefix: _, suffix: __, ...mention }): Mention => {
      const spans = isSameText ? mention.spans : []
      return { ...mention, spans, prefix: '', suffix: '' }
    }),
  })
  const [old, now] = [seen(was), seen(is)]
  return [...new Set([...Object.keys(old), ...Object.keys(now)])]
    .filter((key) => key !== 'updatedAt' && JSON.stringify(old[key]) !== JSON.stringify(now[key]))
    .sort()
}

function layerOf(room: string): string | undefined {
  const parsed = parseRoom(room)
  return parsed?.kind === 'layer' ? parsed.layer : undefined
}

const layersOf = ({ rooms }: LoggedDocument): readonly string[] =>
  rooms.flatMap((room) => {
    const layer = layerOf(room)
    return layer === undefined ? [] : [layer]
  })

const newest = (marks: Marks): number => Math.max(0, ...Object.values(marks))
