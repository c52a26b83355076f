import { sharedText, textRoom } from '@claimspan/collab'
import { type AnnotatedDocument, documentId } from '@claimspan/core'
import type * as Y from 'yjs'
import { annotatedWith } from './stored-document.js'
import { loadRoom } from './stored-room.js'
import type { LoggedChange, LoggedDocument, LogReader } from './update-log.js'

/** A moment of the log: up to and with the update of this sequence number. */
export interface Moment {
  readonly seq: number
}

/**
 * Read a moment: a sequence number, or a time in ISO 8601 with its zone, which stands for the last update that the document
 * had by then. `undefined` for what is neither.
 */
export function readMoment(log: LogReader, document: LoggedDocument, said: string): Moment | undefined {
  if (/^\d{1,15}$/.test(said)) return { seq: Number(said) }
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/.test(said)) return undefined
  const time = Date.parse(said)
  if (Number.isNaN(time)) return undefined
  const last = changesOf(log, document).findLast(({ at }) => Date.parse(at) <= time)
  return { seq: last?.seq ?? 0 }
}

/** Every update of every room of a document after one moment up to another, in the order of the log. */
export function changesOf(
  log: LogReader,
  document: LoggedDocument,
  after: Moment = { seq: 0 },
  until: Moment = { seq: Number.MAX_SAFE_INTEGER },
): readonly LoggedChange[] {
  return document.rooms
    .flatMap((room) => log.changes(room, after.seq).filter(({ seq }) => seq <= until.seq))
    .sort((a, b) => a.seq - b.seq)
}

/** A room as it was at a moment; empty when it was not yet. */
export function roomAt(log: LogReader, room: string, { seq }: Moment): Y.Doc {
  const updates = log.history(room).filter((row) => row.seq <= seq)
  return loadRoom({ updates: updates.map(({ update }) => update), seq }).doc
}

/** A document with the claims of its layers as they were at a moment; `undefined` when it was not made yet. */
export function documentAtMoment(
  log: LogReader,
  document: LoggedDocument,
  moment: Moment,
): AnnotatedDocument | undefined {
  const text = sharedText(roomAt(log, textRoom(documentId(document.id)), moment))
  return annotatedWith(log, document, text, (room) => roomAt(log, room, moment))
}
