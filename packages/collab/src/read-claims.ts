import {
  type AnnotatorId,
  type Attribution,
  type Claim,
  type ClaimId,
  claimId,
  compareClaims,
  evidenceMentionId,
  isId,
  type LayerId,
  type Mention,
  type MentionId,
  mentionId,
  quoteAt,
  type Span,
} from '@claimspan/core'
import type * as Y from 'yjs'
import { type Anchor, anchorResolver } from './anchor.js'
import type { SharedText } from './shared-text.js'
import {
  type Anchored,
  anchorKey,
  isAnchor,
  isClaimKey,
  isRecord,
  loadAttribution,
  loadEvidence,
  readAttribution,
  readEvidence,
  readFields,
  type StoredAnchor,
} from './stored-claim.js'

/** The two maps that hold the claims of a layer. */
export interface ClaimMaps {
  readonly claims: Y.Map<Y.Map<unknown>>
  readonly anchors: Y.Map<StoredAnchor>
}

/**
 * All claims of a layer with their words as they are in the text now, in the order of the text. Every anchor is resolved
 * in one walk of the text. `words` is the text as a string and `spansOf` where anchors are, where the caller has them already.
 */
export function readClaims(
  maps: ClaimMaps,
  { text, returns }: Pick<SharedText, 'text' | 'returns'>,
  layer: LayerId,
  words = text.toString(),
  spansOf: (anchor: Anchor) => readonly Span[] = anchorResolver(text, returns),
): readonly Claim[] {
  return [...anchorsByClaim(maps)]
    .flatMap(([id, { map, anchors }]) => {
      const claim = readClaim(id, layer, map, anchors, words, { spansOf })
      return claim === undefined ? [] : [claim]
    })
    .sort(compareClaims)
}

/** An anchor of a claim and the key it is stored under. */
export interface KeyedAnchor {
  readonly key: string
  readonly anchor: StoredAnchor
}

function anchorsByClaim({ claims, anchors }: ClaimMaps) {
  const byClaim = new Map<ClaimId, { readonly map: Y.Map<unknown>; readonly anchors: KeyedAnchor[] }>()
  for (const [key, map] of claims.entries()) {
    if (isClaimKey(key) && typeof map?.entries === 'function') byClaim.set(claimId(key), { map, anchors: [] })
  }
  for (const [key, anchor] of anchors.entries()) {
    if (isAnchor(anchor)) byClaim.get(anchorKey.claimOf(key) as ClaimId)?.anchors.push({ key, anchor })
  }
  return byClaim
}

/** The anchors that stand inside the fields of a claim: in its evidence and in outer attributions. */
export function collectInner(map: Y.Map<unknown>, into: Anchor[]): void {
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) for (const item of value) visit(item)
    else if (isRecord(value)) {
      if (isAnchor(value.anchor)) into.push(value.anchor)
      else for (const inner of Object.values(value)) visit(inner)
    }
  }
  visit(map.get('evidence'))
  visit(map.get('attribution'))
}

/** Where the words of anchors are, and who hears of each mention that is made of one. */
export interface AnchorPlaces {
  spansOf(anchor: Anchor): readonly Span[]
  made?(mention: Mention, anchor: Anchor): void
}

/** One claim from its map and its anchors; `undefined` for one without a mention. `words` is the text. */
export function readClaim(
  id: ClaimId,
  layer: LayerId,
  map: Y.Map<unknown>,
  anchors: readonly KeyedAnchor[],
  words: string,
  places: AnchorPlaces,
): Claim | undefined {
  const mentionOf = (anchor: Anchor, as: string) => {
    const mention = readMention(mentionId(as), anchor, places.spansOf(anchor), words)
    places.made?.(mention, anchor)
    return mention
  }
  const inner = ({ anchor }: Anchored, as: string) => (isAnchor(anchor) ? mentionOf(anchor, as) : undefined)
  const mentions = mentionAnchors(id, anchors).map(([mention, anchor]) => mentionOf(anchor, mention))
  if (mentions.length === 0) return undefined
  const { createdBy, createdAt, ...fields } = readFields(map)
  const attribution = wholeAttribution(id, map, anchors, mentionOf, inner)
  return {
    id,
    layer,
    mentions,
    ...fields,
    ...(attribution === undefined ? {} : { attribution }),
    evidence: loadEvidence(readEvidence(map.get('evidence')), (anchored) => inner(anchored, evidenceMentionId)),
    createdBy: (isId(createdBy) ? createdBy : 'unknown') as AnnotatorId,
    createdAt: createdAt ?? '1970-01-01T00:00:00Z',
  }
}

/** The anchors of a claim's mentions in their order: those not taken away or, when all were, the first. */
export function mentionAnchors(
  claim: ClaimId,
  anchors: readonly KeyedAnchor[],
): readonly (readonly [MentionId, StoredAnchor])[] {
  const prefix = anchorKey.mention(claim, '')
  const all = anchors
    .filter(({ key }) => key.startsWith(prefix) && isId(key.slice(prefix.length)))
    .map(({ key, anchor }) => [mentionId(key.slice(prefix.length)), anchor] as const)
    .sort(([idA, a], [idB, b]) => (a.order ?? 0) - (b.order ?? 0) || (idA < idB ? -1 : 1))
  const kept = all.filter(([, { removed }]) => removed !== true)
  return kept.length > 0 ? kept : all.slice(0, 1)
}

function wholeAttribution(
  id: ClaimId,
  map: Y.Map<unknown>,
  anchors: readonly KeyedAnchor[],
  mentionOf: (anchor: Anchor, as: string) => Mention,
  inner: (anchored: Anchored, as: string) => Mention | undefined,
): Attribution | undefined {
  const stored = readAttribution(map.get('attribution'))
  const source = anchors.find(({ key }) => key === anchorKey.source(id))?.anchor
  const cue = anchors.find(({ key }) => key === anchorKey.cue(id))?.anchor
  if (stored === undefined && source === undefined && cue === undefined) return undefined
  return {
    kind: stored?.kind ?? 'indirect',
    ...(source === undefined ? {} : { source: mentionOf(source, 'source') }),
    ...(cue === undefined ? {} : { cue: mentionOf(cue, 'cue') }),
    ...(stored?.speaker === undefined ? {} : { speaker: stored.speaker }),
    ...(stored?.within === undefined ? {} : { within: loadAttribution(stored.within, inner) }),
  }
}

function readMention(id: MentionId, anchor: Anchor, spans: readonly Span[], words: string): Mention {
  if (spans.length === 0) {
    const { quote, prefix, suffix, version } = anchor
    return { id, spans, quote, prefix, suffix, documentVersion: version }
  }
  const now = quoteAt(words, spans)
  return {
    id,
    spans,
    ...now,
    documentVersion: anchor.version,
    ...(now.quote === anchor.quote ? {} : { markedQuote: anchor.quote }),
  }
}
