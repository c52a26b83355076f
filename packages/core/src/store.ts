export { fieldFault } from './claim-field.js'
export type { AttributionFields, ClaimFields, ClaimStore, NewClaim, StoreChange, StoreEdges } from './claim-store.js'
export { type MemoryClaimStore, type MemoryClaimStoreOptions, memoryClaimStore } from './memory-claim-store.js'
export { mentionAfterEdit, mentionOfText } from './mention-edit.js'
