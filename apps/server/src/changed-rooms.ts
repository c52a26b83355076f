import { parseRoom } from '@claimspan/collab'
import type { AnnotatedDocument } from '@claimspan/core'
import { readStored } from './stored-document.js'
import type { LoggedDocument, LogReader } from './update-log.js'

/** What one layer's room has, over the text as it was at `textSeq`. */
interface ReadRoom {
  readonly seq: number
  readonly textSeq: number
  readonly part: AnnotatedDocument
}

/** Reads documents again and again, each with the rooms that somebody may see. */
export interface ChangedRooms {
  /**
   * A document as the log has it now, of the rooms it names; `undefined` when its text is not among them. A layer that has not
   * changed since it was read last, over a text that has not, is not read again: its claims are the same objects.
   */
  read(document: LoggedDocument): AnnotatedDocument | undefined
  /** Let go of a document. */
  forget(id: string): void
}

export function changedRooms(log: LogReader): ChangedRooms {
  const known = new Map<string, Map<string, ReadRoom>>()
  return {
    read(document) {
      const text = document.rooms.find((room) => parseRoom(room)?.kind === 'text')
      if (text === undefined) return undefined
      const rooms = document.rooms.filter((room) => parseRoom(room)?.kind === 'layer')
      const textSeq = log.mark(text)?.seq ?? 0
      const parts = known.get(document.id) ?? new Map<string, ReadRoom>()
      known.set(document.id, parts)
      for (const room of rooms) {
        const seq = log.mark(room)?.seq ?? 0
        const before = parts.get(room)
        if (before?.seq === seq && before.textSeq === textSeq) continue
        parts.set(room, { seq, textSeq, part: readStored(log, { ...document, rooms: [text, room] }) })
      }
      const [first, ...others] = rooms.flatMap((room) => parts.get(room)?.part ?? [])
      return first === undefined ? readStored(log, { ...document, rooms: [text] }) : others.reduce(joined, first)
    },
    forget: (id) => void known.delete(id),
  }
}

function joined(one: AnnotatedDocument, other: AnnotatedDocument): AnnotatedDocument {
  const ids = new Set<string>(one.annotators.map(({ id }) => id))
  return {
    document: one.document,
    layers: [...one.layers, ...other.layers],
    annotators: [...one.annotators, ...other.annotators.filter(({ id }) => !ids.has(id))],
    claims: [...one.claims, ...other.claims],
    relations: [...one.relations, ...other.relations],
    threads: [...one.threads, ...other.threads],
  }
}
