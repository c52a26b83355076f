import type { ClockRange, KnownClient, LogReader } from './update-log.js'

/** Whose the Yjs clients of one open room are, and which of them have an update on its way to the disk. */
export interface RoomClients {
  ownerOf(client: number): string | undefined
  /** From now on these clients are this user's, where they were nobody's. */
  bind(clocks: readonly ClockRange[], user: string): void
  /** Resolves when nothing of these clients is on its way. */
  idle(clocks: readonly ClockRange[]): Promise<void>
  /** Something of these clients is on its way until the returned function is called. */
  busy(clocks: readonly ClockRange[]): () => void
}

export function roomClients(log: LogReader, room: string): RoomClients {
  const known = new Map<number, KnownClient>(log.clients(room))
  const onTheWay = new Map<number, Promise<void>>()
  return {
    ownerOf: (client) => known.get(client)?.user,
    bind(clocks, user) {
      for (const { client, to } of clocks) known.set(client, { user: known.get(client)?.user ?? user, to })
    },
    async idle(clocks) {
      for (;;) {
        const wait = clocks.map(({ client }) => onTheWay.get(client)).find((busy) => busy !== undefined)
        if (wait === undefined) return
        await wait
      }
    },
    busy(clocks) {
      let end: (() => void) | undefined
      const until = new Promise<void>((resolve) => {
        end = resolve
      })
      for (const { client } of clocks) onTheWay.set(client, until)
      return () => {
        for (const { client } of clocks) if (onTheWay.get(client) === until) onTheWay.delete(client)
        end?.()
      }
    },
  }
}
