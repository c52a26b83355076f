export type { AttributionFields, ClaimFields, ClaimStore, NewClaim, StoreChange, StoreEdges } from './claim-store.js'
