import { parseRoom, readLayer, sharedLayer } from '@claimspan/collab'
import type { Guarded } from './roles.js'
import { loadRoom } from './stored-room.js'
import type { LogReader } from './update-log.js'

/**
 * What a room's permission goes by. The kind of a layer is what the server wrote when it made the room: nothing that a
 * client has written since counts. Kept once read, since it never changes.
 */
export function guardedRooms(log: LogReader): (name: string) => Guarded | undefined {
  const known = new Map<string, Guarded>()
  return (name) => {
    const before = known.get(name)
    if (before !== undefined) return before
    const guarded = readGuarded(log, name)
    if (guarded !== undefined) known.set(name, guarded)
    return guarded
  }
}

function readGuarded(log: LogReader, name: string): Guarded | undefined {
  const room = parseRoom(name)
  if (room === undefined || log.mark(name) === undefined) return undefined
  if (room.kind === 'text') return { kind: 'text' }
  const [first] = log.history(name, 0, 1)
  if (first === undefined) return undefined
  const { doc } = loadRoom({ updates: [first.update], seq: first.seq })
  const is = readLayer(sharedLayer(doc))?.kind
  doc.destroy()
  return is === undefined ? undefined : { kind: 'layer', layer: room.layer, is }
}
