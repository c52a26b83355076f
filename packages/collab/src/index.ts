export { type Anchor, makeAnchors, resolveAnchors, type StoredSpan } from './anchor.js'
export { readAnnotated, writeAnnotatedLayer } from './annotated.js'
export { type AnchorCarrier, carryAnchors, type HeldAnchor } from './carry-anchors.js'
export { type CopiedWords, readCopiedWords } from './copied-words.js'
export { countClaims } from './count-claims.js'
export { decisionKey, forgetDecision, keepDecision, readDecisions, type StoredDecision } from './decisions.js'
export {
  type AwarenessLike,
  type Peer,
  type Presence,
  type PresenceUser,
  peersOf,
  setPresence,
} from './presence.js'
export { type ReturnRecorder, recorderOrigin, recordReturns } from './record-returns.js'
export { restoredWords } from './returned-words.js'
export { layerRoom, parseRoom, type Room, textRoom } from './room.js'
export {
  nameAnnotator,
  readAnnotators,
  readLayer,
  revealedAt,
  revealLayer,
  type SharedLayer,
  sharedLayer,
  writeLayer,
} from './shared-layer.js'
export {
  blockAttribute,
  editText,
  firstBlockKey,
  readDocument,
  type SharedText,
  sharedText,
  writeDocument,
} from './shared-text.js'
export { type YjsClaimStore, yjsClaimStore } from './yjs-claim-store.js'
