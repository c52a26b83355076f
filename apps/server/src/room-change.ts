import { parseRoom } from '@claimspan/collab'
import * as Y from 'yjs'
import { admit } from './admission.js'
import { HttpProblem } from './http-problem.js'
import type { Identity } from './identity.js'
import { readIncoming } from './incoming-update.js'
import { saidIn } from './said.js'
import { storedDoc } from './stored-room.js'
import { maxRoomBytes } from './sync-rooms.js'
import type { LogReader, NewUpdate } from './update-log.js'

/**
 * The update that a change of one room by somebody makes, worked out on what the log has and judged as an update that comes
 * over the socket is; none when nothing is different. Throws {@link HttpProblem} when it may not be.
 */
export function roomUpdate(
  log: LogReader,
  room: string,
  who: Identity,
  change: (doc: Y.Doc) => void,
): readonly NewUpdate[] {
  const parsed = parseRoom(room)
  if (parsed === undefined) throw new RangeError(`Not a room: ${room}`)
  const clients = log.clients(room)
  const now = storedDoc(log, room)
  const state = Y.encodeStateAsUpdate(now)
  const next = new Y.Doc()
  Y.applyUpdate(next, state)
  while (clients.has(next.clientID)) next.clientID = Math.floor(Math.random() * 0xffff_ffff)
  const updates: Uint8Array[] = []
  next.on('update', (update: Uint8Array) => updates.push(update))
  change(next)
  if (updates.length === 0) return []
  const made = Y.mergeUpdates(updates)
  const incoming = readIncoming(made)
  const judged =
    incoming === undefined
      ? ({ kind: 'refused', reason: 'malformed-update' } as const)
      : admit(
          made,
          incoming,
          {
            room: parsed,
            doc: now,
            ownerOf: (client) => clients.get(client)?.user,
            wasSaid: (comment) => saidIn(log, room).first(comment) !== undefined,
          },
          { user: who.id, client: undefined, isKnown: who.role !== 'guest' },
        )
  if (judged.kind === 'refused') {
    throw new HttpProblem(
      409,
      'not-saved',
      `Nothing was changed: the change was refused (${judged.reason}). Try again.`,
    )
  }
  if (judged.kind === 'known') return []
  if (state.length + judged.update.length > maxRoomBytes) {
    throw new HttpProblem(413, 'room-full', 'Nothing was changed: this would be more than a text or a layer can hold.')
  }
  return [{ room, update: judged.update, user: who.id, clocks: judged.clocks }]
}
