import type { Claim, Span } from '@claimspan/core'
import { joined } from './covered.js'

/** A field of a claim on which coders agree or not. */
export type ValueField = 'type' | 'attribution' | 'speaker' | 'check-worthiness' | 'verdict'
export const valueFields: readonly ValueField[] = ['type', 'attribution', 'speaker', 'check-worthiness', 'verdict']

/** What stands for a field that says something by being absent. */
export const none = '(none)'

/**
 * A claim's value of a field as one label; `undefined` when nothing was given. Types are one label together, in order. No
 * attribution is a value, `(none)`, since it says that the article speaks; so it is of the speaker. A verdict is a label on its
 * scale.
 */
export function valueIn(claim: Claim, field: ValueField): string | undefined {
  switch (field) {
    case 'type':
      return typeOf(claim)
    case 'attribution':
      return claim.attribution?.kind ?? none
    case 'speaker':
      return claim.attribution === undefined ? none : claim.attribution.speaker?.name
    case 'check-worthiness':
      return claim.checkWorthiness
    case 'verdict':
      return claim.verdict === undefined ? undefined : `${claim.verdict.scale}: ${claim.verdict.label}`
  }
}

function typeOf({ types }: Claim): string | undefined {
  const [first, second] = types
  if (first === undefined || second === undefined) return first
  return [...types].sort().join(' + ')
}

/** Whether two verdicts are on one scale, so that they can be compared. */
export function sameScale(a: Claim, b: Claim): boolean {
  return a.verdict?.scale === b.verdict?.scale
}

/** The words that name the source, or are the cue; none where it is not marked, or its words are gone. */
export function wordsOfPart(claim: Claim, part: 'source' | 'cue'): readonly Span[] {
  return joined(claim.attribution?.[part]?.spans ?? [])
}

/** Whether two lists of spans, in order and apart, are the same. */
export function sameSpans(a: readonly Span[], b: readonly Span[]): boolean {
  return a.length === b.length && a.every(({ from, to }, at) => from === b[at]?.from && to === b[at]?.to)
}
