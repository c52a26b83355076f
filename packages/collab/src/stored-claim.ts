import {
  type Attribution,
  type AttributionKind,
  attributionKinds,
  type CheckWorthiness,
  type Claim,
  type ClaimStatus,
  checkWorthinesses,
  claimId,
  claimStatuses,
  type EvidenceItem,
  type EvidenceSet,
  type Mention,
  type Origin,
  type Speaker,
  type Verdict,
} from '@claimspan/core'
import * as Y from 'yjs'
import type { Anchor } from './anchor.js'

/**
 * An anchor under its key. `order` puts a claim's mentions in a row. `removed` marks a mention that was taken away: it is
 * kept, so that two people who each take away one of two mentions do not leave the claim without words.
 */
export interface StoredAnchor extends Anchor {
  readonly order?: number
  readonly removed?: boolean
}

/** The keys of the anchors of a claim. No id has a `/`, so keys cannot run into each other. */
export const anchorKey = {
  mention: (claim: string, mention: string) => `${claim}/mention/${mention}`,
  source: (claim: string) => `${claim}/source`,
  cue: (claim: string) => `${claim}/cue`,
  claimOf: (key: string) => key.slice(0, key.indexOf('/')),
} as const

/** A mention inside a field (evidence, an outer attribution): its anchor stands in its place. */
export interface Anchored {
  readonly anchor: Anchor
}
export type Stored<T> = T extends Mention
  ? Anchored
  : T extends readonly (infer Item)[]
    ? readonly Stored<Item>[]
    : T extends object
      ? { readonly [Key in keyof T]: Stored<T[Key]> }
      : T

/** What a claim's own map holds, by key; labels of a set are keys of their own, so that sets of two people merge. */
export const fieldKey = {
  type: (label: string) => `type:${label}`,
  tag: (label: string) => `tag:${label}`,
} as const

/** The labels of a set in a claim's map, in the order they were added; a tie is broken by the label. */
export function readLabels(map: Y.Map<unknown>, kind: keyof typeof fieldKey): readonly string[] {
  const prefix = fieldKey[kind]('')
  return [...map.entries()]
    .filter(([key, order]) => key.startsWith(prefix) && typeof order === 'number')
    .sort(([keyA, a], [keyB, b]) => Number(a) - Number(b) || (keyA < keyB ? -1 : 1))
    .map(([key]) => key.slice(prefix.length))
}

/** The place after the last label of a set. */
export function nextOrder(map: Y.Map<unknown>, kind: keyof typeof fieldKey): number {
  const prefix = fieldKey[kind]('')
  let next = 0
  for (const [key, order] of map.entries()) {
    if (key.startsWith(prefix) && typeof order === 'number') next = Math.max(next, order + 1)
  }
  return next
}

/** The plain fields of a claim's map: what is not of the right kind is taken as absent, for anybody may have written it. */
export function readFields(map: Y.Map<unknown>) {
  const normalizedClaim = text(map.get('normalizedClaim'))
  const proposition = text(map.get('proposition'))
  const checkWorthiness = oneOf<CheckWorthiness>(map.get('checkWorthiness'), checkWorthinesses)
  const verdict = readVerdict(map.get('verdict'))
  const confidence = map.get('confidence')
  const note = text(map.get('note'))
  const updatedAt = text(map.get('updatedAt'))
  return {
    ...(normalizedClaim === undefined ? {} : { normalizedClaim }),
    ...(proposition === undefined || proposition === '' ? {} : { proposition }),
    types: readLabels(map, 'type'),
    ...(checkWorthiness === undefined ? {} : { checkWorthiness }),
    ...(verdict === undefined ? {} : { verdict }),
    ...(typeof confidence === 'number' && confidence >= 0 && confidence <= 1 ? { confidence } : {}),
    tags: readLabels(map, 'tag'),
    ...(note === undefined ? {} : { note }),
    status: oneOf<ClaimStatus>(map.get('status'), claimStatuses) ?? 'draft',
    origin: readOrigin(map.get('origin')),
    createdBy: text(map.get('createdBy')),
    createdAt: text(map.get('createdAt')),
    ...(updatedAt === undefined ? {} : { updatedAt }),
  }
}

/** What is stored of an attribution in the claim's map: its source and cue are anchors of their own. */
export interface StoredAttribution {
  readonly kind: AttributionKind
  readonly speaker?: Speaker
  readonly within?: Stored<Attribution>
}

export function readAttribution(value: unknown): StoredAttribution | undefined {
  if (!isRecord(value)) return undefined
  const kind = oneOf<AttributionKind>(value.kind, attributionKinds)
  if (kind === undefined) return undefined
  const within = isRecord(value.within) ? (value.within as unknown as Stored<Attribution>) : undefined
  const speaker = isRecord(value.speaker) && typeof value.speaker.name === 'string' ? value.speaker : undefined
  return {
    kind,
    ...(speaker === undefined ? {} : { speaker: speaker as unknown as Speaker }),
    ...(within === undefined ? {} : { within }),
  }
}

export function readEvidence(value: unknown): readonly Stored<EvidenceSet>[] {
  return Array.isArray(value) ? value.filter((set) => isRecord(set) && Array.isArray(set.items)) : []
}

/** An attribution with every mention in it replaced by what `store` makes of it. */
export function storeAttribution(attribution: Attribution, store: (mention: Mention) => Anchored): Stored<Attribution> {
  const { source, cue, within, ...rest } = attribution
  return {
    ...rest,
    ...(source === undefined ? {} : { source: store(source) }),
    ...(cue === undefined ? {} : { cue: store(cue) }),
    ...(within === undefined ? {} : { within: storeAttribution(within, store) }),
  } as Stored<Attribution>
}

/** The other way: every anchor in a stored attribution replaced by what `read` makes of it. */
export function loadAttribution(
  stored: Stored<Attribution>,
  read: (anchored: Anchored, as: 'source' | 'cue') => Mention | undefined,
): Attribution {
  const source = stored.source && read(stored.source as Anchored, 'source')
  const cue = stored.cue && read(stored.cue as Anchored, 'cue')
  const speaker = stored.speaker as Speaker | undefined
  return {
    kind: stored.kind as AttributionKind,
    ...(source === undefined ? {} : { source }),
    ...(cue === undefined ? {} : { cue }),
    ...(speaker === undefined ? {} : { speaker }),
    ...(stored.within === undefined ? {} : { within: loadAttribution(stored.within as Stored<Attribution>, read) }),
  }
}

/** Evidence as stored: words of this document are anchored; words of another document stay as they are. */
export function storeEvidence(
  evidence: readonly EvidenceSet[],
  store: (mention: Mention) => Anchored,
): readonly unknown[] {
  return evidence.map(({ stance, items }) => ({
    stance,
    items: items.map((item) =>
      item.kind === 'mention' && item.document === undefined ? { kind: 'mention', mention: store(item.mention) } : item,
    ),
  }))
}

export function loadEvidence(
  stored: readonly Stored<EvidenceSet>[],
  read: (anchored: Anchored) => Mention | undefined,
): readonly EvidenceSet[] {
  return stored.map((set) => ({
    stance: set.stance as EvidenceSet['stance'],
    items: (set.items as readonly unknown[]).flatMap((value): EvidenceItem[] => {
      if (!isRecord(value)) return []
      if (value.kind !== 'mention' || value.document !== undefined) return [value as unknown as EvidenceItem]
      const mention = read(value.mention as Anchored)
      return mention === undefined ? [] : [{ kind: 'mention', mention }]
    }),
  }))
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Y.AbstractType)
}

/** Whether a value of the anchors map is an anchor; anybody may have written it. */
export function isAnchor(value: unknown): value is StoredAnchor {
  return (
    isRecord(value) &&
    Array.isArray(value.spans) &&
    value.spans.every((s) => Array.isArray(s) && s[0] instanceof Uint8Array && s[1] instanceof Uint8Array) &&
    typeof value.quote === 'string' &&
    typeof value.prefix === 'string' &&
    typeof value.suffix === 'string' &&
    typeof value.version === 'number' &&
    (value.known === undefined || (Array.isArray(value.known) && value.known.every((key) => typeof key === 'string')))
  )
}

export function isClaimKey(key: string): boolean {
  try {
    claimId(key)
    return true
  } catch (error) {
    if (error instanceof RangeError) return false
    throw error
  }
}

function readVerdict(value: unknown): Verdict | undefined {
  return isRecord(value) && typeof value.scale === 'string' && typeof value.label === 'string'
    ? (value as unknown as Verdict)
    : undefined
}

function readOrigin(value: unknown): Claim['origin'] {
  return isRecord(value) && (value.kind === 'import' || value.kind === 'model')
    ? (value as unknown as Origin)
    : { kind: 'human' }
}

const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined)

function oneOf<T extends string>(value: unknown, known: readonly T[]): T | undefined {
  return known.find((one) => one === value)
}
