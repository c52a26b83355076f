import type { AnnotatedDocument } from './annotated-document.js'
import type { Attribution } from './attribution.js'
import type { Claim, EvidenceItem } from './claim.js'
import type { Metadata } from './document.js'
import type { Mention } from './mention.js'
import type {
  NativeAttribution,
  NativeClaim,
  NativeDocument,
  NativeEvidenceItem,
  NativeEvidenceSet,
  NativeMention,
} from './native-shape.js'
import type { Relation } from './relation.js'
import type { Span } from './span.js'
import type { Thread } from './thread.js'
import type { OffsetUnit } from './unit.js'

/** How the offsets of one document are written. */
export interface Writing {
  readonly unit: OffsetUnit
  readonly documentVersion: number
  /** An offset of the text in the unit. */
  offset(utf16: number): number
}

/**
 * The object that a line of the native form holds, its keys in the order in which they are written. What is absent has the
 * value `undefined`, which JSON leaves out: so all objects of a kind have one shape, and are made fast.
 */
export function nativeDocument(of: AnnotatedDocument, writing: Writing): NativeDocument {
  return {
    ...nativeHead(of, writing),
    claims: of.claims.map((claim) => nativeClaim(claim, writing)),
    relations: nativeRelations(of),
    threads: nativeThreads(of),
  }
}

/** What stands before the claims. */
export function nativeHead(
  { document, layers, annotators }: AnnotatedDocument,
  writing: Writing,
): Omit<NativeDocument, 'claims' | 'relations' | 'threads'> {
  return {
    claimspan: 1,
    id: document.id,
    version: document.version,
    title: document.title,
    language: document.language,
    offsetUnit: writing.unit,
    text: document.text,
    blocks: document.blocks.map(({ kind, from, to }) => ({ kind, ...nativeSpan({ from, to }, writing) })),
    metadata: orderedMetadata(document.metadata),
    layers: layers.map(({ id, kind, name }) => ({ id, kind, name })),
    annotators: annotators.map(({ id, name }) => ({ id, name })),
  }
}

export const nativeRelations = ({ relations }: AnnotatedDocument): readonly Relation[] =>
  relations.map(({ id, type, from, to, layer, note, createdBy }) => ({ id, type, from, to, layer, note, createdBy }))

export const nativeThreads = ({ threads }: AnnotatedDocument): readonly Thread[] =>
  threads.map(({ id, claim, comments, resolved }) => ({
    id,
    claim,
    comments: comments.map(({ by, at, text, vote }) => ({ by, at, text, vote })),
    resolved,
  }))

const metadataOrder = ['url', 'source', 'author', 'published', 'licence']

/** The known names in their order, then the others in the order of their code units. */
function orderedMetadata(metadata: Metadata): Metadata {
  const rank = (name: string): number =>
    (metadataOrder.indexOf(name) + metadataOrder.length + 1) % (metadataOrder.length + 1)
  const entries = Object.entries(metadata).filter(([, value]) => value !== undefined)
  return Object.fromEntries(entries.sort(([a], [b]) => rank(a) - rank(b) || (a < b ? -1 : 1)))
}

function nativeClaim(of: Claim, writing: Writing): NativeClaim {
  return {
    id: of.id,
    layer: of.layer,
    mentions: of.mentions.map((mention, at) =>
      nativeMention(mention, writing, mention.id === `m${at + 1}` ? undefined : mention.id),
    ),
    normalizedClaim: of.normalizedClaim,
    proposition: of.proposition,
    types: of.types,
    checkWorthiness: of.checkWorthiness,
    verdict: of.verdict && nativeVerdict(of.verdict),
    confidence: of.confidence,
    attribution: of.attribution && nativeAttribution(of.attribution, writing),
    evidence: nativeEvidence(of, writing),
    tags: of.tags,
    note: of.note,
    status: of.status,
    origin: nativeOrigin(of.origin),
    createdBy: of.createdBy,
    createdAt: of.createdAt,
    updatedAt: of.updatedAt,
  }
}

export const nativeVerdict = ({ scale, label, rating, justification }: NonNullable<Claim['verdict']>) => ({
  scale,
  label,
  rating: rating && { value: rating.value, best: rating.best, worst: rating.worst },
  justification,
})

export function nativeOrigin(origin: Claim['origin']): Claim['origin'] {
  switch (origin.kind) {
    case 'import':
      return { kind: 'import', from: origin.from }
    case 'model':
      return { kind: 'model', name: origin.name, version: origin.version }
    default:
      return { kind: origin.kind }
  }
}

export function nativeAttribution(of: Attribution, writing: Writing): NativeAttribution {
  const { kind, source, cue, speaker, within } = of
  return {
    kind,
    source: source && nativeMention(source, writing),
    cue: cue && nativeMention(cue, writing),
    speaker: speaker && { name: speaker.name, kind: speaker.kind, uri: speaker.uri },
    within: within && nativeAttribution(within, writing),
  }
}

export const nativeEvidence = ({ evidence }: Claim, writing: Writing): readonly NativeEvidenceSet[] =>
  evidence.map(({ stance, items }) => ({ stance, items: items.map((item) => nativeItem(item, writing)) }))

/** Words of another document are written in UTF-16 code units, as its text is not at hand, and say so. */
function nativeItem(item: EvidenceItem, writing: Writing): NativeEvidenceItem {
  if (item.kind === 'url') return { kind: 'url', url: item.url, quote: item.quote }
  if (item.document === undefined) return { kind: 'mention', mention: nativeMention(item.mention, writing) }
  const elsewhere: Writing = { unit: 'utf-16', documentVersion: 1, offset: (utf16) => utf16 }
  return {
    kind: 'mention',
    mention: nativeMention(item.mention, elsewhere),
    document: item.document,
    offsetUnit: 'utf-16',
  }
}

function nativeMention(of: Mention, writing: Writing, id?: string): NativeMention {
  return {
    id,
    spans: of.spans.map((span) => nativeSpan(span, writing)),
    quote: of.quote,
    prefix: of.prefix,
    suffix: of.suffix,
    documentVersion: of.documentVersion === writing.documentVersion ? undefined : of.documentVersion,
    markedQuote: of.markedQuote,
  }
}

const nativeSpan = ({ from, to }: Span, { offset }: Writing): Span => ({ from: offset(from), to: offset(to) })
