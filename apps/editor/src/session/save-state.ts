import { say } from '../words/words.js'

/** How far one room's changes have come. */
export interface RoomProgress {
  /** Whether there is a connection to the server now. */
  readonly connected: boolean
  /** Whether everything that the server lacked when this connection began has been sent on it. */
  readonly answered: boolean
  /** Messages with changes that were sent on this connection and not acknowledged yet. */
  readonly outstanding: number
  /** Whether there are changes of ours that the server has not acknowledged. */
  readonly dirty: boolean
  /** Why the server refused for good, if it did. */
  readonly refused?: string | undefined
  /** Why the server could not take a change the last time, until it has taken it. */
  readonly trouble?: string | undefined
}

/** What a person is told about where their work is. */
export type SaveState =
  | { readonly kind: 'connecting' }
  /** The server has everything on disk. */
  | { readonly kind: 'saved' }
  /** On the way to the server. */
  | { readonly kind: 'sending' }
  /** No connection, and nothing that waits for one. */
  | { readonly kind: 'offline' }
  /** No connection, and changes that are only here. */
  | { readonly kind: 'on-device' }
  | { readonly kind: 'refused'; readonly reason: string }

/** A room with nothing done yet. */
export const noProgress: RoomProgress = { connected: false, answered: false, outstanding: 0, dirty: false }

/** Whether the server has acknowledged everything in a room. */
export function isSettled(room: RoomProgress): boolean {
  return room.connected && room.answered && room.outstanding === 0 && room.refused === undefined
}

/** The state of all rooms together: the worst of them. `everSettled` tells a lost connection from one not made yet. */
export function saveStateOf(rooms: readonly RoomProgress[], everSettled: boolean): SaveState {
  const reason = rooms
    .map((room) => room.refused ?? (room.dirty ? room.trouble : undefined))
    .find((why) => why !== undefined)
  if (reason !== undefined) return { kind: 'refused', reason }
  const dirty = rooms.some((room) => room.dirty)
  if (rooms.some((room) => !room.connected)) {
    if (dirty) return { kind: 'on-device' }
    return { kind: everSettled ? 'offline' : 'connecting' }
  }
  if (rooms.length > 0 && rooms.every(isSettled)) return { kind: 'saved' }
  return { kind: dirty ? 'sending' : 'connecting' }
}

/** Whether closing the page now would lose work. */
export function wouldLoseWork(state: SaveState): boolean {
  return state.kind === 'sending' || state.kind === 'on-device' || state.kind === 'refused'
}

/** The state in a word or two, and in a sentence. */
export function saveWords(state: SaveState): { readonly short: string; readonly long: string } {
  if (state.kind === 'refused')
    return { short: say('save.refused'), long: say('save.refused-long', { reason: state.reason }) }
  return { short: say(`save.${state.kind}`), long: say(`save.${state.kind}-long`) }
}
