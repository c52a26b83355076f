import {
  layerRoom,
  parseRoom,
  readAnnotated,
  readDocument,
  type SharedText,
  sharedLayer,
  sharedText,
  textRoom,
  writeAnnotatedLayer,
  writeDocument,
} from '@claimspan/collab'
import { type AnnotatedDocument, type Document, documentId, type Layer, layer } from '@claimspan/core'
import * as Y from 'yjs'
import { authorsIn, withAuthors } from './authorship.js'
import { serverUser } from './identity.js'
import { saidIn } from './said.js'
import { storedDoc } from './stored-room.js'
import type { LoggedDocument, LogReader, NewUpdate } from './update-log.js'

/** The layer that every document has, for everybody to write. */
export const sharedLayerOfAll: Layer = layer({ id: 'shared', kind: 'shared' })

/**
 * A document with the claims of all its layers as the log has them. Every change is in the log before anybody sees it,
 * so this is also what is live. Throws when the log does not hold the document's text.
 */
export function readStored(log: LogReader, document: LoggedDocument): AnnotatedDocument {
  const text = sharedText(storedDoc(log, textRoom(documentId(document.id))))
  const annotated = annotatedWith(log, document, text, (room) => storedDoc(log, room))
  if (annotated === undefined) throw new Error(`The log has no text for the document "${document.id}"`)
  return annotated
}

/** A document with the claims of its layers, by the authors that the log knows; `undefined` when the text is empty. */
export function annotatedWith(
  log: LogReader,
  document: LoggedDocument,
  text: SharedText,
  docOf: (room: string) => Y.Doc,
): AnnotatedDocument | undefined {
  const layers = document.rooms.flatMap((name) => {
    const room = parseRoom(name)
    return room?.kind === 'layer'
      ? [{ id: room.layer, shared: sharedLayer(docOf(name)), authorOf: authorsIn(log, name), said: saidIn(log, name) }]
      : []
  })
  const annotated = readAnnotated(
    text,
    layers.map(({ shared }) => shared),
  )
  return annotated === undefined ? undefined : withAuthors(annotated, layers)
}

/** The rooms of a document as the log has them: its text, and its layers in their order. */
export function storedRooms(log: LogReader, document: LoggedDocument) {
  return {
    text: sharedText(storedDoc(log, textRoom(documentId(document.id)))),
    layers: document.rooms
      .filter((room) => parseRoom(room)?.kind === 'layer')
      .map((room) => sharedLayer(storedDoc(log, room))),
  }
}

/** The document that a stored text holds. Throws when it holds none. */
export function textOf(text: SharedText, { id }: LoggedDocument): Document {
  const document = readDocument(text)
  if (document === undefined) throw new Error(`The log has no text for the document "${id}"`)
  return document
}

/** The first update of each room of a new document: its text, the layers it comes with, and an empty shared layer. */
export function firstUpdates(annotated: AnnotatedDocument): readonly NewUpdate[] {
  const { id } = annotated.document
  const text = sharedText(new Y.Doc())
  writeDocument(text, annotated.document)
  const hasShared = annotated.layers.some((one) => one.id === sharedLayerOfAll.id)
  const layers = hasShared ? annotated.layers : [sharedLayerOfAll, ...annotated.layers]
  return [
    firstUpdate(textRoom(id), text.doc),
    ...layers.map((is) => {
      const made = sharedLayer(new Y.Doc())
      writeAnnotatedLayer(text, made, is, annotated)
      return firstUpdate(layerRoom(id, is.id), made.doc)
    }),
  ]
}

/** All that a Yjs document made here holds, as the update that the server begins a room with. */
export function firstUpdate(room: string, doc: Y.Doc): NewUpdate {
  const clocks = [...Y.decodeStateVector(Y.encodeStateVector(doc))].map(([client, to]) => ({ client, from: 0, to }))
  return { room, update: Y.encodeStateAsUpdate(doc), user: serverUser, clocks }
}
