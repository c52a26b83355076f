import {
  type Claim,
  type ClaimId,
  type ClaimStore,
  type Mention,
  type MentionState,
  mentionId,
  mentionState,
  type Span,
} from '@claimspan/core'
import { say } from '../words/words.js'
import type { ShownClaim } from './shown-claim.js'

/** Which words of a claim: one of its mentions, or those of its source or cue. */
export type PartName =
  | { readonly kind: 'mention'; readonly mention: string }
  | { readonly kind: 'source' }
  | { readonly kind: 'cue' }

/** Words that belong to a claim and that can be marked anew. */
export interface ClaimPart {
  readonly name: PartName
  readonly mention: Mention
  readonly state: MentionState
}

/** The words of a claim: its mentions, then its source and its cue. */
export function partsOf({ mentions, attribution }: Claim): readonly ClaimPart[] {
  const part = (name: PartName, mention: Mention): ClaimPart => ({ name, mention, state: mentionState(mention) })
  return [
    ...mentions.map((mention) => part({ kind: 'mention', mention: mention.id }, mention)),
    ...(attribution?.source === undefined ? [] : [part({ kind: 'source' }, attribution.source)]),
    ...(attribution?.cue === undefined ? [] : [part({ kind: 'cue' }, attribution.cue)]),
  ]
}

/** The part of this name, if the claim has it still. */
export function partNamed(claim: Claim, name: PartName): ClaimPart | undefined {
  return partsOf(claim).find((part) => samePart(part.name, name))
}

export function samePart(a: PartName | undefined, b: PartName | undefined): boolean {
  if (a?.kind !== b?.kind) return false
  return a?.kind !== 'mention' || b?.kind !== 'mention' || a.mention === b.mention
}

/** Whether a person should look at a claim: words of it were edited or are gone, and here that can be settled. */
export function isToCheck({ claim, writable }: ShownClaim): boolean {
  if (!writable) return false
  const { mentions, attribution } = claim
  const isOff = (mention: Mention | undefined) => mention !== undefined && mentionState(mention) !== 'whole'
  return mentions.some(isOff) || isOff(attribution?.source) || isOff(attribution?.cue)
}

/** Mark these spans as a part of a claim: the words there now become the marked ones. */
export function markWords(store: ClaimStore, id: ClaimId, name: PartName, spans: readonly Span[]): void {
  switch (name.kind) {
    case 'mention':
      store.markMention(id, mentionId(name.mention), spans)
      break
    case 'source':
      store.markSource(id, spans)
      break
    case 'cue':
      store.markCue(id, spans)
      break
  }
}

/** What became of words, in a word: "Source gone". Empty when they are as they were marked. */
export function stateWords({ name, state }: ClaimPart): string {
  return state === 'whole' ? '' : say(`words.${name.kind}.${state}`)
}
