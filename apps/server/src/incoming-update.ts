import * as Y from 'yjs'
import type { ClockRange } from './update-log.js'

/** One struct of an update: an item with content, a run of items that are gone, or a gap. */
export type IncomingStruct = Y.Item | Y.GC | Y.Skip

/** What an update from outside holds. */
export interface IncomingUpdate {
  readonly clocks: readonly ClockRange[]
  /** Whether it takes something away. */
  readonly deletes: boolean
  /** The structs of each client, in the order of their clocks as they came. */
  readonly structs: ReadonlyMap<number, readonly IncomingStruct[]>
  /** What it takes away, by client. */
  readonly deleted: ReadonlyMap<number, readonly DeletedRun[]>
}

export interface DeletedRun {
  readonly clock: number
  readonly len: number
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
    const byClient = new Map<number, IncomingStruct[]>()
    const ranges = new Map<number, ClockRange>()
    for (const struct of structs) {
      const { client, clock } = struct.id
      const of = byClient.get(client)
      if (of === undefined) byClient.set(client, [struct])
      else of.push(struct)
      const to = clock + struct.length
      const known = ranges.get(client)
      ranges.set(client, { client, from: Math.min(known?.from ?? clock, clock), to: Math.max(known?.to ?? to, to) })
    }
    return { clocks: [...ranges.values()], deletes: ds.clients.size > 0, structs: byClient, deleted: ds.clients }
  } catch {
    // Every way in which decoding fails means the same: this is not an update.
    return undefined
  }
}
