import '../words/compare-en.js'
import type { ValueField } from '@claimspan/agreement'
import type { Claim, Mention } from '@claimspan/core'
import type { WordKey } from '../words/en.js'
import { say } from '../words/words.js'
import type { Place, PlaceState, RowField } from './comparison.js'
import { type Desk, type Focus, relationIn } from './desk.js'

export const fieldKeys: Readonly<Record<RowField, WordKey>> = {
  'is-claim': 'compare.field.is-claim',
  mentions: 'compare.field.mentions',
  types: 'compare.field.types',
  checkWorthiness: 'compare.field.checkWorthiness',
  verdict: 'compare.field.verdict',
  attribution: 'compare.field.attribution',
  normalizedClaim: 'compare.field.normalizedClaim',
  evidence: 'compare.field.evidence',
  tags: 'compare.field.tags',
}

export const stateKeys: Readonly<Record<PlaceState, WordKey>> = {
  agreed: 'compare.state.agreed',
  open: 'compare.state.open',
  taken: 'compare.state.taken',
  edited: 'compare.state.edited',
  'left-out': 'compare.state.left-out',
}

export const wordsOf = (mention: Mention | undefined): string => mention?.quote ?? ''
export const quoteOf = (claim: Claim | undefined): string => claim?.mentions.map(wordsOf).join(' … ') ?? ''

/** The words by which a place is known: those in the curated layer, else those of the first layer that has any. */
export const titleOf = ({ claims, result }: Place): string =>
  quoteOf(result ?? claims.find((claim) => claim !== undefined))

/** The fields in which the layers differ, in words. */
export function differencesOf({ rows, relations }: Place): readonly string[] {
  return [
    ...rows.filter(({ differs }) => differs).map(({ field }) => say(fieldKeys[field])),
    ...(relations.some(({ differs }) => differs) ? [say('compare.field.relation')] : []),
  ]
}

/** What a decision is on, in words. */
export function fieldName(place: Place, focus: Focus): string {
  const relation = relationIn(place, focus)
  if (relation !== undefined) return `${say('compare.field.relation')}: ${relation.type}`
  return focus.kind === 'field' ? say(fieldKeys[focus.field]) : say('compare.whole')
}

/** A place in a sentence, for a screen reader. */
export function placeSummary(desk: Desk, place: Place): string {
  const differences = differencesOf(place)
  const differs =
    differences.length === 0 ? say('compare.same') : say('compare.differ-in', { fields: differences.join(', ') })
  const sides = place.claims.map((claim, column) => {
    const words = claim === undefined ? say('compare.no-claim') : quoteOf(claim)
    return `${desk.layers[column]?.name}: ${words}`
  })
  return [say(stateKeys[place.state]), differs, ...sides].join('. ')
}

/** What a claim has in a field, in words; empty where it has nothing. */
export function valueText(claim: Claim, field: Exclude<ValueField, 'mentions' | 'types' | 'attribution'>): string {
  switch (field) {
    case 'checkWorthiness':
      return claim.checkWorthiness === undefined ? '' : say(`worth.${claim.checkWorthiness}`)
    case 'verdict':
      return claim.verdict === undefined ? '' : `${claim.verdict.label} (${claim.verdict.scale})`
    case 'normalizedClaim':
      return claim.normalizedClaim ?? ''
    case 'evidence':
      return claim.evidence.map(({ stance, items }) => `${stance} (${items.length})`).join(', ')
    case 'tags':
      return [...claim.tags].sort().join(', ')
  }
}
