import { liveDocument } from './documents-api.js'
import type { Doorkeeper } from './doorkeeper.js'
import type { Identity } from './identity.js'
import type { LoggedDocument, LogReader } from './update-log.js'

/** The document as far as this person may see it: without the rooms that they may not enter. */
export function visibleTo(
  who: Identity,
  document: LoggedDocument,
  doorkeeper: Pick<Doorkeeper, 'access'>,
): LoggedDocument {
  return { ...document, rooms: document.rooms.filter((room) => doorkeeper.access(who, room) !== 'none') }
}

/** As {@link liveDocument}, as far as this person may see it. */
export function seenDocument(
  log: LogReader,
  id: string,
  who: Identity,
  doorkeeper: Pick<Doorkeeper, 'access'>,
): LoggedDocument {
  return visibleTo(who, liveDocument(log, id), doorkeeper)
}
