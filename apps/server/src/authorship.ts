import { readAnnotators, type SharedLayer } from '@claimspan/collab'
import { type AnnotatedDocument, type Annotator, annotator, annotatorId, type Claim } from '@claimspan/core'
import * as Y from 'yjs'
import { type Authored, isPerson } from './authored.js'
import { isStoredComment, type Said } from './said.js'
import type { LogReader } from './update-log.js'

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

/** A layer, and who wrote what into it. */
interface WrittenLayer {
  readonly id: string
  readonly shared: SharedLayer
  readonly authorOf: AuthorOf
  readonly said: Said
}

type AuthorOf = (id: Y.ID) => Authored | undefined

/**
 * The claims, relations and comments as the log says they were made: by whom, when, and when claims were last changed. What
 * the server wrote itself, such as an imported document, keeps what it came with, as long as nobody has written over it.
 */
export function withAuthors(annotated: AnnotatedDocument, layers: readonly WrittenLayer[]): AnnotatedDocument {
  const byId = new Map(layers.map((layer) => [layer.id, layer]))
  const claims = annotated.claims.map((claim) => {
    const layer = byId.get(claim.layer)
    return layer === undefined ? claim : authored(claim, layer)
  })
  const relations = annotated.relations.map((relation) => {
    const layer = byId.get(relation.layer)
    const maker =
      layer === undefined ? undefined : makerOf(layer.shared.relations._map.get(relation.id), layer.authorOf)
    return maker === undefined ? relation : { ...relation, createdBy: annotatorId(maker.user) }
  })
  const written = new Map(layers.flatMap((layer) => [...commentAuthors(layer)]))
  const threads = annotated.threads.map((thread) => ({
    ...thread,
    comments: thread.comments.map((comment) => {
      const by = written.get(comment)
      return by === undefined ? comment : { ...comment, by: annotatorId(by.user), at: by.at }
    }),
  }))
  const named = new Map(annotated.annotators.map(({ id }) => [id, annotator(id)]))
  for (const layer of layers) for (const who of namedIn(layer)) named.set(who.id, who)
  const makers = [
    ...[...claims, ...relations].map(({ createdBy }) => createdBy),
    ...threads.flatMap(({ comments }) => comments.map(({ by }) => by)),
  ]
  for (const who of makers) if (!named.has(who)) named.set(who, annotator(who))
  return {
    ...annotated,
    claims,
    relations,
    threads,
    annotators: [...named.values()].sort((a, b) => (a.id < b.id ? -1 : 1)),
  }
}

function authored(claim: Claim, { shared: { claims, anchors }, authorOf }: WrittenLayer): Claim {
  const made = firstOf(claims._map.get(claim.id))
  const fields = claims.get(claim.id)
  const said = fields instanceof Y.Map ? fields._map.get('createdBy') : undefined
  const maker = (made && personOf(made.id, authorOf)) ?? (said && personOf(said.id, authorOf))
  if (maker === undefined) return claim
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

/** The names in a layer that its people gave themselves, or that it came with. */
function namedIn({ shared, authorOf }: WrittenLayer): readonly Annotator[] {
  return readAnnotators(shared).filter(({ id }) => {
    const item = shared.annotators._map.get(id)
    const by = item && personOf(item.id, authorOf)
    return by === undefined || by.user === id
  })
}

/** Who made the entry of a map: who first wrote it, or, when the server did, who has written over it since. */
function makerOf(item: Y.Item | undefined, authorOf: AuthorOf): Authored | undefined {
  if (item === undefined) return undefined
  const first = firstOf(item)
  return (first && personOf(first.id, authorOf)) ?? personOf(item.id, authorOf)
}

/** The author of an item, unless the server wrote it or nobody knows. */
function personOf(id: Y.ID, authorOf: AuthorOf): Authored | undefined {
  const by = authorOf(id)
  return isPerson(by?.user) ? by : undefined
}

/**
 * Who wrote each comment, by the comment as it stands in the layer. What comes back in an update of somebody else stays that of
 * whoever first said it.
 */
function* commentAuthors({
  shared,
  authorOf,
  said,
}: WrittenLayer): Generator<readonly [comment: unknown, by: Authored]> {
  for (const thread of shared.threads.values()) {
    const comments = thread instanceof Y.Map ? thread.get('comments') : undefined
    if (!(comments instanceof Y.Array)) continue
    for (let item = comments._start; item !== null; item = item.right) {
      if (item.deleted || !(item.content instanceof Y.ContentAny)) continue
      for (const [at, comment] of item.content.arr.entries()) {
        const by = personOf(Y.createID(item.id.client, item.id.clock + at), authorOf)
        if (by === undefined) continue
        const first = isStoredComment(comment) && comment.by !== by.user ? said.first(comment) : undefined
        if (first !== 'as it says') yield [comment, first ?? by]
      }
    }
  }
}

/** The first item under a key of a map: what came after it stands to its right. */
function firstOf(item: Y.Item | undefined): Y.Item | undefined {
  let first = item
  while (first?.left) first = first.left
  return first
}
