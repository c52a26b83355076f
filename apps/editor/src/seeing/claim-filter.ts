import { type CheckWorthiness, type ClaimStatus, checkWorthinesses, claimStatuses } from '@claimspan/core'
import { isToCheck } from '../claims/claim-parts.js'
import type { ShownClaim } from '../claims/shown-claim.js'

/** What a claim may be filtered by, beside the words in it. A facet in which nothing is chosen lets every claim through. */
export const facets = ['type', 'author', 'state', 'layer', 'worth'] as const
export type Facet = (typeof facets)[number]

/** What has to hold of a claim to be shown: one of the values of each facet, and all the words. */
export interface ClaimFilter {
  readonly chosen: Readonly<Record<Facet, ReadonlySet<string>>>
  /** Words looked for in the claim's own words, its normalized claim, speaker, note and tags. */
  readonly words: string
}

const nobody: ReadonlySet<string> = new Set()
export const noFilter: ClaimFilter = {
  chosen: { type: nobody, author: nobody, state: nobody, layer: nobody, worth: nobody },
  words: '',
}

export const toCheck = 'to-check'
/** The states that can be asked for, in the order in which they are offered. */
export const stateValues: readonly (ClaimStatus | typeof toCheck)[] = [toCheck, ...claimStatuses]
/** Check-worthiness, and that nobody has said. */
export const unjudged = 'none'
export const worthValues: readonly (CheckWorthiness | typeof unjudged)[] = [...checkWorthinesses, unjudged]
export const untyped = ''

/** The values of a claim in a facet. */
export function valuesOf(shown: ShownClaim, facet: Facet): readonly string[] {
  const { claim, layer } = shown
  switch (facet) {
    case 'type':
      return claim.types.length === 0 ? [untyped] : claim.types
    case 'author':
      return [claim.createdBy]
    case 'state':
      return isToCheck(shown) ? [claim.status, toCheck] : [claim.status]
    case 'layer':
      return [layer]
    case 'worth':
      return [claim.checkWorthiness ?? unjudged]
  }
}

const wordsOf = ({ claim }: ShownClaim): string =>
  [
    ...claim.mentions.map(({ quote }) => quote),
    claim.normalizedClaim ?? '',
    claim.attribution?.speaker?.name ?? '',
    claim.note ?? '',
    ...claim.tags,
  ]
    .join('\n')
    .toLocaleLowerCase()

const needlesOf = (words: string): readonly string[] => words.toLocaleLowerCase().split(/\s+/).filter(Boolean)

export function isFiltering({ chosen, words }: ClaimFilter): boolean {
  return needlesOf(words).length > 0 || facets.some((facet) => chosen[facet].size > 0)
}

/** The claims that pass; the list itself when nothing is asked for. `without` leaves one facet out. */
export function filterClaims(
  claims: readonly ShownClaim[],
  filter: ClaimFilter,
  without?: Facet,
): readonly ShownClaim[] {
  const asked = facets.filter((facet) => facet !== without && filter.chosen[facet].size > 0)
  const needles = needlesOf(filter.words)
  if (asked.length === 0 && needles.length === 0) return claims
  return claims.filter((shown) => {
    if (!asked.every((facet) => valuesOf(shown, facet).some((value) => filter.chosen[facet].has(value)))) return false
    if (needles.length === 0) return true
    const words = wordsOf(shown)
    return needles.every((needle) => words.includes(needle))
  })
}

/** How many claims each value of a facet would show, with the other facets as they are. */
export function countsIn(
  claims: readonly ShownClaim[],
  filter: ClaimFilter,
  facet: Facet,
): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const shown of filterClaims(claims, filter, facet)) {
    for (const value of valuesOf(shown, facet)) counts.set(value, (counts.get(value) ?? 0) + 1)
  }
  return counts
}

/** The filter with one value of a facet chosen, or not. */
export function choose(filter: ClaimFilter, facet: Facet, value: string, on: boolean): ClaimFilter {
  const next = new Set(filter.chosen[facet])
  if (on) next.add(value)
  else next.delete(value)
  return { ...filter, chosen: { ...filter.chosen, [facet]: next } }
}

/** How many values are chosen, and one for words. */
export const countOfFilters = ({ chosen, words }: ClaimFilter): number =>
  facets.reduce((sum, facet) => sum + chosen[facet].size, words.trim() === '' ? 0 : 1)
