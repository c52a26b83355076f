/** The memory of a thread that writes batch after batch: used again and again, so that a long run takes no more than a short one. */
export interface HandedMemory {
  /** At least so many bytes to read into; what was read there before is gone. */
  room(length: number): Uint8Array
  /** The same bytes on memory that can be handed to another thread, until it is given back. */
  copy(bytes: Uint8Array): Uint8Array
  /** Memory of copies that nobody reads any more. */
  takeBack(buffers: readonly ArrayBuffer[]): void
}

/** What is put aside for one copy is a multiple of this, so that it fits the next one too. */
const step = 1 << 18

export function handedMemory(): HandedMemory {
  let space = Buffer.alloc(0)
  /** The smallest first. */
  const free: ArrayBuffer[] = []
  return {
    room(length) {
      if (length > space.length) space = Buffer.allocUnsafeSlow(length + (length >> 2))
      return space
    },
    copy(bytes) {
      if (bytes.length === 0) return new Uint8Array(0)
      const at = free.findIndex(({ byteLength }) => byteLength >= bytes.length)
      // One that is too small makes way for the one that is made, so that there are never more than are handed about.
      const [found] = free.splice(at === -1 ? 0 : at, 1)
      const buffer =
        at === -1 || found === undefined ? new ArrayBuffer(Math.ceil((bytes.length * 1.25) / step) * step) : found
      const copied = new Uint8Array(buffer, 0, bytes.length)
      copied.set(bytes)
      return copied
    },
    takeBack(buffers) {
      free.push(...buffers.filter(({ byteLength }) => byteLength > 0))
      free.sort((a, b) => a.byteLength - b.byteLength)
    },
  }
}
