import type { AnnotatedDocument } from '@claimspan/core'
import type { PairOfCoders } from './align-groups.js'
import { type CodedDocument, type CodersOptions, codedDocument } from './coder-marks.js'
import { countGroups } from './group-tally.js'
import { countPair, type PairCounted } from './pair-tally.js'
import { Tally } from './tally.js'

/** Two coders of one document, and what they come to. */
export interface CountedPair {
  readonly a: string
  readonly b: string
  readonly counted: PairCounted
}

/** One document, counted. */
export interface CountedDocument {
  readonly coded: CodedDocument
  readonly pairs: readonly CountedPair[]
  /** Of all coders together, with the sums over their pairs. */
  readonly all: Tally
}

/** Count a document; what is the same as in an earlier state of it is not counted again. */
export function countDocument(
  document: AnnotatedDocument,
  options: CodersOptions,
  before?: CountedDocument,
): CountedDocument {
  const { overlap = 0 } = options
  if (!(overlap >= 0 && overlap <= 1)) throw new RangeError(`An overlap is a number from 0 to 1: got ${overlap}`)
  const coded = codedDocument(document, options, before?.coded)
  const coders = [...coded.coders.values()]
  const known = (a: string, b: string): CountedPair | undefined =>
    before?.coded.coders.get(a) === coded.coders.get(a) && before?.coded.coders.get(b) === coded.coders.get(b)
      ? before?.pairs.find((pair) => pair.a === a && pair.b === b)
      : undefined
  const all = new Tally()
  const pairs: CountedPair[] = []
  const pairings: PairOfCoders[] = []
  coders.forEach((a, at) => {
    for (let next = at + 1; next < coders.length; next++) {
      const b = coders[next]
      if (b === undefined) continue
      const pair = known(a.coder, b.coder) ?? {
        a: a.coder,
        b: b.coder,
        counted: countPair(a, b, coded.labels, options.overlap),
      }
      pairs.push(pair)
      pairings.push({ a: at, b: next, alignment: pair.counted.alignment })
      for (const [name, by] of pair.counted.tally.numbers) all.add(name, by)
      all.addTable(pair.counted.tally, 'labels')
    }
  })
  all.addAll(countGroups(coders, pairings, coded.labels))
  return { coded, pairs, all }
}
