import * as Y from 'yjs'
import type { Peer } from './peers.js'
import type { Random } from './seeded.js'

interface Link {
  readonly from: Peer
  readonly to: Peer
  readonly queue: Uint8Array[]
  cut: boolean
}

/** Carries updates from everybody to everybody, in any order, and not over links that are cut. */
export class Network {
  private readonly links: readonly Link[]

  constructor(
    private readonly peers: readonly Peer[],
    private readonly random: Random,
  ) {
    this.links = peers.flatMap((from) =>
      peers.filter((to) => to !== from).map((to): Link => ({ from, to, queue: [], cut: false })),
    )
    for (const from of peers) {
      from.doc.on('update', (update: Uint8Array, origin: unknown) => {
        if (origin === this) return
        for (const link of this.links) if (link.from === from) link.queue.push(update)
      })
    }
  }

  /** Cut off one peer. */
  cut(): void {
    const alone = this.random.pick(this.peers)
    for (const link of this.links) if (link.from === alone || link.to === alone) link.cut = true
  }

  heal(): void {
    for (const link of this.links) link.cut = false
  }

  /** Deliver one update, within what `around` does before and after it. */
  deliverOne(around: (to: Peer, deliver: () => void) => void): boolean {
    const open = this.links.filter((link) => !link.cut && link.queue.length > 0)
    if (open.length === 0) return false
    const { to, queue } = this.random.pick(open)
    const [update] = queue.splice(this.random.below(queue.length), 1)
    if (update !== undefined) around(to, () => Y.applyUpdate(to.doc, update, this))
    return true
  }

  /**
   * Everybody tells everybody what they miss, as after a reconnect. Yjs 13.6.33 needs it: a document that got updates in
   * some orders (a bare one as well) keeps the last of them pending, though nothing is missing any more.
   */
  reconnect(): void {
    for (const { from, to } of this.links) {
      Y.applyUpdate(to.doc, Y.encodeStateAsUpdate(from.doc, Y.encodeStateVector(to.doc)), this)
    }
  }
}
