import type { SharedLayer } from '@claimspan/collab'
import { type AnnotatedDocument, annotator, annotatorId, type Claim, isId } from '@claimspan/core'
import * as Y from 'yjs'
import { serverUser } from './identity.js'
import type { LogReader } from './update-log.js'

/** Who wrote an item, and when: what the server saw, not what the item says. */
export interface Authored {
  readonly user: string
  /** ISO 8601, UTC. */
  readonly at: string
}

/** Says who wrote the items of a room, from the rows of its log; `undefined` for what was written before users were kept. */
export function authorsIn(log: LogReader, room: string): (id: Y.ID) => Authored | undefined {
  const byClient = new Map<number, { readonly to: number; readonly by: Authored | undefined }[]>()
  for (const { user, at, clocks = [] } of log.changes(room)) {
    for (const { client, to } of clocks) {
      const rows = byClient.get(client) ?? []
      byClient.set(client, rows)
      if ((rows.at(-1)?.to ?? 0) < to) rows.push({ to, by: user === undefined ? undefined : { user, at } })
    }
  }
  return ({ client, clock }) => {
    const rows = byClient.get(client) ?? []
    let low = 0
    let high = rows.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((rows[middle]?.to ?? 0) <= clock) low = middle + 1
      else high = middle
    }
    return rows[low]?.by
  }
}

/**
 * The claims as the log says they were made: by whom, when, and when they were last changed. What the server wrote itself,
 * such as an imported document, keeps what it came with.
 */
export function withAuthors(
  annotated: AnnotatedDocument,
  layers: readonly {
    readonly id: string
    readonly shared: SharedLayer
    readonly authorOf: (id: Y.ID) => Authored | undefined
  }[],
): AnnotatedDocument {
  const byId = new Map(layers.map((layer) => [layer.id, layer]))
  const claims = annotated.claims.map((claim) => {
    const layer = byId.get(claim.layer)
    return layer === undefined ? claim : authored(claim, layer.shared, layer.authorOf)
  })
  const named = new Map(annotated.annotators.map((who) => [who.id, who]))
  for (const { createdBy } of claims) if (!named.has(createdBy)) named.set(createdBy, annotator(createdBy))
  return { ...annotated, claims, annotators: [...named.values()].sort((a, b) => (a.id < b.id ? -1 : 1)) }
}

function authored(claim: Claim, { claims, anchors }: SharedLayer, authorOf: (id: Y.ID) => Authored | undefined): Claim {
  const made = firstOf(claims._map.get(claim.id))
  const maker = made === undefined ? undefined : authorOf(made.id)
  if (maker === undefined || maker.user === serverUser || !isId(maker.user)) return claim
  const fields = claims.get(claim.id)
  const items = [...(fields instanceof Y.Map ? fields._map.values() : [])]
  for (const [key, item] of anchors._map) if (key.startsWith(`${claim.id}/`)) items.push(item)
  const last = items
    .map((item) => authorOf(item.id)?.at)
    .reduce<string>((latest, at) => (at !== undefined && at > latest ? at : latest), maker.at)
  const { updatedAt: _, ...rest } = claim
  return {
    ...rest,
    createdBy: annotatorId(maker.user),
    createdAt: maker.at,
    ...(last === maker.at ? {} : { updatedAt: last }),
  }
}

/** The first item under a key of a map: what came after it stands to its right. */
function firstOf(item: Y.Item | undefined): Y.Item | undefined {
  let first = item
  while (first?.left) first = first.left
  return first
}
