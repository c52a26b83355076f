import type { Coefficient } from './coefficient.js'
import type { TallySums } from './tally.js'

/** A part of a claim on which coders agree or not. */
export type Facet =
  | 'claim'
  | 'boundary'
  | 'type'
  | 'source'
  | 'cue'
  | 'attribution'
  | 'speaker'
  | 'check-worthiness'
  | 'verdict'
  | 'relation'
  | 'whole claim'

/** How agreement is measured. */
export type Measure =
  | 'F1'
  | 'F1 exact'
  | 'F1 partial'
  | 'F1 words'
  | 'F1 strict'
  | 'F1 type'
  | 'F1 strict macro'
  | 'mean overlap'
  | 'percent'
  | 'κ'
  | 'κ linear'
  | 'π'
  | 'α'
  | 'AC1'

/** One figure of the table, computed from sums over documents. */
export interface FigureOf {
  readonly facet: Facet
  readonly measure: Measure
  /** What its items are, in the plural. */
  readonly of: string
  readonly items: (sums: TallySums) => number
  readonly value: (sums: TallySums) => Coefficient
}
