import { json } from './api.js'

/** A claim of another article. */
export interface ClaimElsewhere {
  readonly document: string
  readonly title: string
  readonly claim: string
  readonly layer: string
  /** What it says: its normalized claim, else its words. */
  readonly words: string
  /** The proposition that it states. */
  readonly proposition: string
}

/** The claims of other articles that are linked to a claim as the same, and those that say nearly the same. */
export const claimsElsewhere = (document: string, claim: string) =>
  json<{
    readonly proposition: string
    readonly linked: readonly ClaimElsewhere[]
    readonly alike: readonly (ClaimElsewhere & { readonly likeness: number })[]
  }>(`/api/documents/${encodeURIComponent(document)}/claims/${encodeURIComponent(claim)}/elsewhere`)
