import { notSaved } from './not-saved.js'
import type { SyncRooms } from './sync-rooms.js'
import type { LoggedDocument, NewUpdate, UpdateLog } from './update-log.js'

/**
 * Change a document that may be open: its rooms are held open, `make` works out the updates from the log, and when all of
 * them are stored everybody in the rooms gets them. Throws {@link HttpProblem} when they could not be stored: then nothing
 * is changed.
 */
export async function changeLive<T extends { readonly updates: readonly NewUpdate[] }>(
  { log, rooms }: { readonly log: UpdateLog; readonly rooms: Pick<SyncRooms, 'hold'> },
  document: LoggedDocument,
  make: () => T,
): Promise<T> {
  const held = await Promise.all(document.rooms.map(async (room) => [room, await rooms.hold(room)] as const))
  try {
    const made = make()
    try {
      // Called in one turn, so that all of it is stored or nothing.
      await Promise.all(made.updates.map((update) => log.append(update)))
    } catch (error) {
      throw notSaved(error)
    }
    const live = new Map(held)
    for (const update of made.updates) live.get(update.room)?.apply(update)
    return made
  } finally {
    await Promise.all(held.map(([, room]) => room.release()))
  }
}
