import {
  type AnnotatorId,
  type Claim,
  type ClaimId,
  claim,
  claimId,
  type Instant,
  type LayerId,
  mentionId,
} from '@claimspan/core'
import type { Taken } from './outcome.js'

const prefix = 'adj-'

/**
 * The id that the claim made of these has in the curated layer, the same whoever comes first: `adj-` and the first of their
 * ids in the order of letters. Not one of `taken`.
 */
export function curatedId(sources: readonly string[], taken: ReadonlySet<string>): ClaimId {
  const [first = ''] = [...sources].sort()
  let id = prefix + first
  if (id.length > 128) id = `${prefix}${first.slice(0, 100)}-${hash(first)}`
  while (taken.has(id)) id = `${prefix}${hash(id)}`
  return claimId(id)
}

/** FNV-1a of the code units, in base 36. */
function hash(text: string): string {
  let value = 0x811c9dc5
  for (let at = 0; at < text.length; at++) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193) >>> 0
  return value.toString(36)
}

/** Whether a claim was made by `adjudicate`, by its origin. */
export const isAdjudicated = ({ origin }: Claim): boolean => origin.kind === 'model' && origin.name === 'adjudication'

export interface Making {
  readonly id: ClaimId
  readonly layer: LayerId
  readonly by: AnnotatorId
  readonly at: Instant
  readonly rule: string
}

/** The curated claim: each field as it was taken, the others empty. */
export function mergedClaim(taken: Taken, { id, layer, by, at, rule }: Making): Claim {
  return claim({
    ...taken,
    id,
    layer,
    mentions: taken.mentions.map((each, place) => ({ ...each, id: mentionId(`m${place + 1}`) })),
    status: 'accepted',
    origin: { kind: 'model', name: 'adjudication', version: rule },
    createdBy: by,
    createdAt: at,
  })
}

/** Whether two claims are the same but for when they were made. */
export function sameButTimes(a: Claim, b: Claim): boolean {
  const text = (one: Claim): string => JSON.stringify(sorted({ ...one, createdAt: '' }))
  return text(a) === text(b)
}

/** A value with the keys of all its objects in order. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, each]) => each !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, each]) => [key, sorted(each)]),
  )
}
