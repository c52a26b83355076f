import * as Y from 'yjs'
import type { ClockRange } from './update-log.js'

/** What an update from outside holds. */
export interface IncomingUpdate {
  readonly clocks: readonly ClockRange[]
  /** Whether it takes something away. */
  readonly deletes: boolean
}

/**
 * Read an update from outside in the V1 encoding; `undefined` when it is anything else, such as cut off, followed by
 * more bytes, or V2. Yjs itself would swallow such an update and go on, so it must not get that far.
 */
export function readIncoming(update: Uint8Array): IncomingUpdate | undefined {
  let end: { readonly pos: number } | undefined
  class Decoder extends Y.UpdateDecoderV1 {
    constructor(decoder: ConstructorParameters<typeof Y.UpdateDecoderV1>[0]) {
      super(decoder)
      end = decoder
    }
  }
  try {
    const { structs, ds } = Y.decodeUpdateV2(update, Decoder)
    if (end?.pos !== update.length) return undefined
    const ranges = new Map<number, ClockRange>()
    for (const { id, length } of structs) {
      const to = id.clock + length
      const known = ranges.get(id.client)
      const from = Math.min(known?.from ?? id.clock, id.clock)
      ranges.set(id.client, { client: id.client, from, to: Math.max(known?.to ?? to, to) })
    }
    return { clocks: [...ranges.values()], deletes: ds.clients.size > 0 }
  } catch {
    // Every way in which decoding fails means the same: this is not an update.
    return undefined
  }
}
