import * as Y from 'yjs'

/**
 * Write into a room opened anew what its old Yjs document has and nobody else has got, for a page of whose old document the
 * server takes no more changes. `to` has what the server has; it writes under its own client id, with `origin`. Returns
 * false when nothing is missing. Throws `RangeError`, with nothing written, when what is missing rests on something that
 * the server does not have.
 */
export function carryOver(from: Y.Doc, to: Y.Doc, origin: unknown): boolean {
  const update = carriedOver(from, to)
  if (update === undefined) return false
  const { clientID } = to
  Y.applyUpdate(to, update, origin)
  // Yjs takes items under its own id that it did not make for another client's and chooses a new id.
  to.clientID = clientID
  return true
}

function carriedOver(from: Y.Doc, to: Y.Doc): Uint8Array | undefined {
  const old = from.clientID
  const base = Y.getState(to.store, old)
  const start = Y.getState(to.store, to.clientID)
  const { structs, ds } = Y.decodeUpdate(Y.encodeStateAsUpdate(from, Y.encodeStateVector(to)))
  const own = structs.filter((struct) => struct.id.client === old)
  const renamed = (id: Y.ID): Y.ID =>
    id.client === old && id.clock >= base ? Y.createID(to.clientID, id.clock - base + start) : id
  const encoder = new Y.UpdateEncoderV1()
  // In the V1 encoding a length is a plain number, as are all the others written here.
  const write = (number: number) => encoder.writeLen(number)
  write(own.length === 0 ? 0 : 1)
  if (own.length > 0) {
    write(own.length)
    write(to.clientID)
    write(start)
    for (const struct of own) rewritten(struct, renamed).write(encoder, 0)
  }
  const runs = [...ds.clients].map(([client, deleted]) => ({ client, deleted: kept(client, deleted, renamed, to) }))
  const gone = runs.filter(({ deleted }) => deleted.length > 0)
  if (own.length === 0 && gone.every(({ deleted }) => deleted.every(({ isNews }) => !isNews))) return undefined
  const byClient = new Map<number, readonly KeptRun[]>()
  for (const { deleted } of gone) {
    for (const run of deleted) byClient.set(run.id.client, [...(byClient.get(run.id.client) ?? []), run])
  }
  write(byClient.size)
  for (const [client, deleted] of byClient) {
    write(client)
    write(deleted.length)
    for (const { id, len } of deleted) {
      write(id.clock)
      write(len)
    }
  }
  const update = encoder.toUint8Array()
  const trial = new Y.Doc()
  Y.applyUpdate(trial, Y.encodeStateAsUpdate(to))
  Y.applyUpdate(trial, update)
  const { pendingStructs } = trial.store
  trial.destroy()
  if (pendingStructs !== null) throw new RangeError('What is to be carried over rests on something that is not there')
  return update
}

function rewritten(struct: Y.Item | Y.GC | Y.Skip, renamed: (id: Y.ID) => Y.ID): Y.Item | Y.GC {
  if (!(struct instanceof Y.Item)) return new Y.GC(renamed(struct.id), struct.length)
  const { origin, rightOrigin, parent, parentSub, content } = struct
  return new Y.Item(
    renamed(struct.id),
    null,
    origin && renamed(origin),
    null,
    rightOrigin && renamed(rightOrigin),
    parent instanceof Y.ID ? renamed(parent) : parent,
    parentSub,
    content,
  )
}

interface KeptRun {
  readonly id: Y.ID
  readonly len: number
  readonly isNews: boolean
}

/** The deleted runs of one client under the new ids, without those of items that `to` does not have. */
function kept(
  client: number,
  deleted: readonly { readonly clock: number; readonly len: number }[],
  renamed: (id: Y.ID) => Y.ID,
  to: Y.Doc,
): readonly KeptRun[] {
  const state = Y.getState(to.store, client)
  const structs = to.store.clients.get(client) ?? []
  return deleted.flatMap(({ clock, len }) => {
    const end = clock + len
    const known: KeptRun[] = []
    if (clock < state) {
      const until = Math.min(end, state)
      let isNews = false
      for (let at = Y.findIndexSS(structs, clock); at < structs.length; at++) {
        const struct = structs[at]
        if (struct === undefined || struct.id.clock >= until) break
        if (!struct.deleted) isNews = true
      }
      known.push({ id: Y.createID(client, clock), len: until - clock, isNews })
    }
    const first = Y.createID(client, Math.max(clock, state))
    const moved = renamed(first)
    if (end > state && moved !== first) known.push({ id: moved, len: end - first.clock, isNews: true })
    return known
  })
}
