import {
  type AnnotatorId,
  type ClaimId,
  type Comment,
  isId,
  type LayerId,
  type Relation,
  type RelationId,
  type Thread,
  type ThreadId,
  voteSides,
} from '@claimspan/core'
import * as Y from 'yjs'
import type { SharedLayer } from './shared-layer.js'
import { isRecord } from './stored-claim.js'

/** The relations of a layer whose two claims are there, in the order of their ids. */
export function readRelations(shared: SharedLayer, layer: LayerId): readonly Relation[] {
  return [...shared.relations.entries()]
    .flatMap(([id, value]): Relation[] => {
      if (!isId(id) || !isRecord(value)) return []
      const { type, from, to, note, createdBy } = value
      if (typeof type !== 'string' || !isId(from) || !isId(to) || !isId(createdBy)) return []
      if (!shared.claims.has(from) || !shared.claims.has(to)) return []
      return [
        {
          id: id as RelationId,
          type,
          from: from as ClaimId,
          to: to as ClaimId,
          layer,
          ...(typeof note === 'string' ? { note } : {}),
          createdBy: createdBy as AnnotatorId,
        },
      ]
    })
    .sort((a, b) => (a.id < b.id ? -1 : 1))
}

/** The threads of a layer whose claim is there, in the order of their ids. */
export function readThreads(shared: SharedLayer): readonly Thread[] {
  return [...shared.threads.entries()]
    .flatMap(([id, map]): Thread[] => {
      if (!isId(id) || !(map instanceof Y.Map)) return []
      const claim = map.get('claim')
      const comments = map.get('comments')
      if (!isId(claim) || !shared.claims.has(claim) || !(comments instanceof Y.Array)) return []
      return [
        {
          id: id as ThreadId,
          claim: claim as ClaimId,
          comments: comments.toArray().filter(isComment),
          resolved: map.get('resolved') === true,
        },
      ]
    })
    .sort((a, b) => (a.id < b.id ? -1 : 1))
}

function isComment(value: unknown): value is Comment {
  return (
    isRecord(value) &&
    isId(value.by) &&
    typeof value.at === 'string' &&
    typeof value.text === 'string' &&
    (value.vote === undefined || voteSides.some((side) => side === value.vote))
  )
}
