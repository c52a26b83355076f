/** A frame of Hocuspocus' protocol for a short room name: name, message type, then the rest. */
export function frame(room: string, ...rest: readonly (number | Uint8Array)[]): Uint8Array {
  const parts = rest.flatMap((part) => (typeof part === 'number' ? [part] : [...varUint(part.length), ...part]))
  return new Uint8Array([room.length, ...Buffer.from(room), ...parts])
}

/** The numbers of the wire: message types, then the kinds of a sync message. */
export const wire = {
  sync: 0,
  awareness: 1,
  auth: 2,
  stateless: 5,
  broadcastStateless: 6,
  step1: 0,
  update: 2,
} as const

export function varUint(value: number): readonly number[] {
  return value < 128 ? [value] : [(value % 128) + 128, ...varUint(Math.floor(value / 128))]
}
