import type { Claim, Span } from '@claimspan/core'
import { none, type ValueField, valueFields, valueIn, wordsOfPart } from './claim-values.js'
import { coveredBy } from './covered.js'
import { Labels } from './labels.js'

/** The labels of each field, and of single types, with their codes: the same for all coders of a document. */
export type FieldLabels = Readonly<Record<ValueField | 'single types' | 'scale', Labels>>

export function fieldLabels(): FieldLabels {
  return {
    type: new Labels(),
    attribution: new Labels(),
    speaker: new Labels(),
    'check-worthiness': new Labels(),
    verdict: new Labels(),
    'single types': new Labels(),
    scale: new Labels(),
  }
}

/** What one claim comes to, found once. */
export interface ClaimValues {
  /** Spans in order that neither overlap nor touch. */
  readonly covered: readonly Span[]
  readonly values: Readonly<Record<ValueField, string | undefined>>
  /** Each of its types, or `(none)`. */
  readonly types: readonly string[]
  readonly scale: string
  readonly source: readonly Span[]
  readonly cue: readonly Span[]
}

const known = new WeakMap<Claim, ClaimValues>()

/** What a claim comes to; a claim never changes, so it is found once. */
export function claimValues(claim: Claim): ClaimValues {
  const before = known.get(claim)
  if (before !== undefined) return before
  const made: ClaimValues = {
    covered: coveredBy(claim),
    values: {
      type: valueIn(claim, 'type'),
      attribution: valueIn(claim, 'attribution'),
      speaker: valueIn(claim, 'speaker'),
      'check-worthiness': valueIn(claim, 'check-worthiness'),
      verdict: valueIn(claim, 'verdict'),
    },
    types: claim.types.length === 0 ? [none] : claim.types,
    scale: claim.verdict?.scale ?? '',
    source: wordsOfPart(claim, 'source'),
    cue: wordsOfPart(claim, 'cue'),
  }
  known.set(claim, made)
  return made
}

/** The values of a coder's claims by their codes, a column a field; -1 where nothing was given. */
export interface ClaimColumns {
  readonly values: Readonly<Record<ValueField, Int32Array>>
  readonly scale: Int32Array
  /** The types of a claim are from its place in `typesFrom` to the next one's. */
  readonly types: Int32Array
  readonly typesFrom: Int32Array
  readonly source: readonly (readonly Span[])[]
  readonly cue: readonly (readonly Span[])[]
}

export function claimColumns(claims: readonly ClaimValues[], labels: FieldLabels): ClaimColumns {
  const column = (field: ValueField): Int32Array => {
    const codes = new Int32Array(claims.length)
    for (let at = 0; at < claims.length; at++) {
      const value = claims[at]?.values[field]
      codes[at] = value === undefined ? -1 : labels[field].codeOf(value)
    }
    return codes
  }
  const [types, typesFrom]: [number[], number[]] = [[], [0]]
  for (const { types: own } of claims) {
    for (const type of own) types.push(labels['single types'].codeOf(type))
    typesFrom.push(types.length)
  }
  labels['single types'].codeOf(none)
  return {
    values: Object.fromEntries(valueFields.map((field) => [field, column(field)])) as Record<ValueField, Int32Array>,
    scale: Int32Array.from(claims, ({ scale }) => labels.scale.codeOf(scale)),
    types: Int32Array.from(types),
    typesFrom: Int32Array.from(typesFrom),
    source: claims.map(({ source }) => source),
    cue: claims.map(({ cue }) => cue),
  }
}
