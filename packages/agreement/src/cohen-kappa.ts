import type { Coefficient } from './coefficient.js'
import { requirePairs } from './paired.js'

/**
 * Cohen's κ of two annotators: observed agreement beyond that of two who keep their own share of each label but give them at
 * random (J. Cohen, A Coefficient of Agreement for Nominal Scales, Educational and Psychological Measurement 20, 1960). 1 is
 * perfect, 0 is chance, less is worse than chance. Throws `RangeError` when the lists differ in length.
 */
export function cohenKappa<Label>(a: readonly Label[], b: readonly Label[]): Coefficient {
  requirePairs(a, b)
  const items = a.length
  if (items === 0) return { undefined: 'there is no item that both annotators labelled' }
  const shares = new Map<Label, { a: number; b: number }>()
  const share = (label: Label): { a: number; b: number } => {
    const known = shares.get(label)
    if (known !== undefined) return known
    const made = { a: 0, b: 0 }
    shares.set(label, made)
    return made
  }
  let same = 0
  for (const [at, label] of a.entries()) {
    const other = b[at] as Label
    share(label).a += 1
    share(other).b += 1
    if (label === other) same += 1
  }
  if (shares.size === 1)
    return {
      undefined: 'both annotators gave one and the same label to every item, so chance cannot be told from agreement',
    }
  const observed = same / items
  const expected = [...shares.values()].reduce((sum, { a, b }) => sum + (a / items) * (b / items), 0)
  return { value: (observed - expected) / (1 - expected) }
}
