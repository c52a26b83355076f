import type { Label } from '@claimspan/core'
import { takenKeys } from './keys.js'

const digits = ['1', '2', '3', '4', '5', '6', '7', '8', '9']

/**
 * What to press for each label of a scheme: the key it says, when it is a single one that does nothing else; else the digit
 * of its place, or the next that is free. `undefined` when there is none left.
 */
export function labelKeys(labels: readonly Label[]): readonly (string | undefined)[] {
  const used = new Set<string>()
  const own = labels.map(({ key }) => {
    const said = key?.toLowerCase()
    if (said === undefined || [...said].length !== 1 || said === ' ' || takenKeys.has(said) || used.has(said)) {
      return undefined
    }
    used.add(said)
    return said
  })
  return own.map((key, at) => {
    if (key !== undefined) return key
    const free = [digits[at], ...digits].find((digit) => digit !== undefined && !used.has(digit))
    if (free !== undefined) used.add(free)
    return free
  })
}
