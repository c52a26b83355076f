/** Messages as Hocuspocus writes them: the room's name with its length, the message type, then what the type has. */
const message = (room: string, ...rest: readonly number[]): Uint8Array => {
  const name = new TextEncoder().encode(room)
  if (name.length > 127) throw new RangeError('Longer names need a longer length')
  return Uint8Array.from([name.length, ...name, ...rest])
}

export const frame = {
  question: (room: string) => message(room, 0, 0, 1, 0),
  answer: (room: string) => message(room, 0, 1, 2, 0, 0),
  update: (room: string) => message(room, 0, 2, 2, 0, 0),
  awareness: (room: string) => message(room, 1, 1, 0),
  acknowledged: (room: string) => message(room, 8, 1),
  refused: (room: string) => message(room, 8, 0),
  ping: () => Uint8Array.from([9]),
} as const
