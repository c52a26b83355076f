import { type Given, itemCodes } from './item-codes.js'

/** What coefficients of two annotators with nominal labels rest on. It adds up over documents. */
export interface Margins {
  /** Items that both labelled. */
  readonly items: number
  /** Items that got the same label from both. */
  readonly same: number
  /** How many items each label was given by either. */
  readonly a: ArrayLike<number>
  readonly b: ArrayLike<number>
}

/** The items that two annotators both labelled, their labels numbered. */
export interface PairCounts<Label> extends Margins {
  readonly labels: readonly Label[]
  /** Label of item by item, as places in `labels`. */
  readonly codesA: Int32Array
  readonly codesB: Int32Array
}

/**
 * Count two lists of labels; label `i` of each is that of item `i`. Items that only one labelled are left out. Throws
 * `RangeError` when the lists differ in length.
 */
export function pairCounts<Label>(
  labelsA: ArrayLike<Given<Label>>,
  labelsB: ArrayLike<Given<Label>>,
): PairCounts<Label> {
  if (labelsA.length !== labelsB.length) {
    throw new RangeError(
      `Both annotators label the same items, in the same order: got ${labelsA.length} and ${labelsB.length} labels`,
    )
  }
  const { items: all, codes, labels } = itemCodes([labelsA, labelsB])
  const [codesA, codesB] = [new Int32Array(all), new Int32Array(all)]
  const [a, b] = [new Float64Array(labels.length), new Float64Array(labels.length)]
  let items = 0
  let same = 0
  for (let item = 0; item < all; item++) {
    const [codeA = -1, codeB = -1] = [codes[2 * item], codes[2 * item + 1]]
    if (codeA < 0 || codeB < 0) continue
    codesA[items] = codeA
    codesB[items] = codeB
    a[codeA] = (a[codeA] ?? 0) + 1
    b[codeB] = (b[codeB] ?? 0) + 1
    if (codeA === codeB) same += 1
    items += 1
  }
  return { items, same, a, b, labels, codesA: codesA.subarray(0, items), codesB: codesB.subarray(0, items) }
}

/** Why there is no coefficient, in words that all of them share. */
export const noItem = 'there is no item that both annotators labelled'
export const oneLabel =
  'both annotators gave one and the same label to every item, so chance cannot be told from agreement'
