import { parseRoom, readLayer, revealedAt, sharedLayer } from '@claimspan/collab'
import type { Guarded } from './roles.js'
import { loadRoom, storedDoc } from './stored-room.js'
import type { LogReader } from './update-log.js'

/**
 * What a room's permission goes by. The kind of a layer is what the server wrote when it made the room: nothing that a
 * client has written since counts. It is kept once read, since it never changes; so is that a layer was revealed, which
 * nobody but the server writes either, and which is looked for again only when the room has changed.
 */
export function guardedRooms(log: LogReader): (name: string) => Guarded | undefined {
  const known = new Map<string, { readonly guarded: Guarded; readonly seq: number }>()
  return (name) => {
    const seq = log.mark(name)?.seq
    const before = known.get(name)
    if (before !== undefined && (before.seq === seq || !canBeRevealed(before.guarded))) return before.guarded
    const read = before?.guarded ?? readGuarded(log, name)
    if (read === undefined || seq === undefined) return before?.guarded
    const guarded = canBeRevealed(read) && isRevealed(log, name) ? { ...read, isRevealed: true } : read
    known.set(name, { guarded, seq })
    return guarded
  }
}

const canBeRevealed = (room: Guarded): boolean =>
  room.kind === 'layer' && room.is === 'independent' && room.isRevealed !== true

function isRevealed(log: LogReader, name: string): boolean {
  const doc = storedDoc(log, name)
  const at = revealedAt(sharedLayer(doc))
  doc.destroy()
  return at !== undefined
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
