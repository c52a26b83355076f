export { type AnnotatedDocument, unannotated } from './annotated-document.js'
export {
  type Attribution,
  type AttributionKind,
  attributionKinds,
  type Speaker,
  type SpeakerKind,
  speakerKinds,
} from './attribution.js'
export { check } from './check.js'
export {
  type CheckWorthiness,
  type Claim,
  type ClaimParts,
  type ClaimStatus,
  checkWorthinesses,
  claim,
  claimStatuses,
  compareClaims,
  type EvidenceItem,
  type EvidenceSet,
  type EvidenceStance,
  evidenceStances,
  firstSpan,
  type Instant,
  instantPattern,
  isInstant,
  type Origin,
  ownProposition,
} from './claim.js'
export { fieldFault } from './claim-field.js'
export { mapAttribution, mapEvidence, mapMentions } from './claim-mentions.js'
export type { AttributionFields, ClaimFields, ClaimStore, NewClaim, StoreChange, StoreEdges } from './claim-store.js'
export { defaultScheme } from './default-scheme.js'
export {
  type Block,
  type BlockKind,
  blockKinds,
  blocksOf,
  type Document,
  type DocumentParts,
  document,
  firstFaultyBlock,
  type Metadata,
} from './document.js'
export {
  type AnnotatorId,
  annotatorId,
  type ClaimId,
  claimId,
  type DocumentId,
  documentId,
  type Id,
  idPattern,
  isId,
  type LayerId,
  layerId,
  type MentionId,
  mentionId,
  type RelationId,
  relationId,
  type ThreadId,
  threadId,
} from './id.js'
export { parseJson } from './json.js'
export { type Annotator, annotator, type Layer, type LayerKind, layer, layerKinds } from './layer.js'
export { type MemoryClaimStore, type MemoryClaimStoreOptions, memoryClaimStore } from './memory-claim-store.js'
export {
  cueMentionId,
  evidenceMentionId,
  firstSpanOutOfOrder,
  type Mention,
  type MentionState,
  mention,
  mentionState,
  sourceMentionId,
} from './mention.js'
export { mentionAfterEdit, mentionOfText } from './mention-edit.js'
export {
  type NativeLine,
  type NativeScheme,
  readNativeLine,
  readNativeLines,
  readScheme,
  writeNativeLine,
  writeScheme,
} from './native.js'
export { argumentScheme, fullFactScheme } from './other-schemes.js'
export { type Problem, type ProblemKind, problemKinds, problemSentence } from './problem.js'
export { contextLength, type Quote, quoteAt, quoteJoint, wordsAt } from './quote.js'
export {
  findQuote,
  placeQuotes,
  type QuoteContext,
  type QuoteFinder,
  type QuoteMatch,
  type QuoteQuery,
  type QuoteResult,
  quoteFinder,
  quoteThreshold,
} from './quote-finder.js'
export { mentionThatFails, quoteStands } from './quote-stands.js'
export {
  diffText,
  type PlacedWords,
  type RebaseCandidate,
  type Rebased,
  type RebasedMention,
  type RebaseReport,
  rebase,
  rebaseReport,
  rebaseReportText,
  type TextEdit,
} from './rebase.js'
export { type Relation, relation, relationTypes } from './relation.js'
export { documentSchema } from './schema/document.js'
export type { JsonSchema } from './schema/json-schema.js'
export { schemeSchema } from './schema/scheme.js'
export type { Label, Scheme } from './scheme.js'
export { compareSpans, containsSpan, type Edit, mapSpan, overlaps, type Span, span } from './span.js'
export { type SpanColumns, type SpanIndex, type SpanVisit, spanIndex } from './span-index.js'
export { type Comment, comment, type Thread, type VoteSide, voteSides } from './thread.js'
export {
  hasLoneSurrogate,
  isInsidePair,
  type OffsetTable,
  type OffsetUnit,
  offsetTable,
  offsetUnits,
  snapToGraphemes,
} from './unit.js'
export { type MappedVerdict, mapVerdict, type Verdict, type VerdictScale, verdictScales } from './verdict.js'
