import type { Claim } from '../claim.js'
import type { Harness } from '../store-contract.js'
import type { TestFunctions } from './test-functions.js'

export type Create = (text: string) => Harness

/** Run `test` with a store over `text`, and close it whatever happens. */
export function using(create: Create, text: string, test: (harness: Harness) => void): void {
  const harness = create(text)
  try {
    test(harness)
  } finally {
    harness.close?.()
  }
}

/** A claim with its sets and mentions in one order, as stores need not keep theirs; without the time of its last change. */
export function comparable({ updatedAt: _, ...claim }: Claim): unknown {
  return {
    ...claim,
    types: [...claim.types].sort(),
    tags: [...claim.tags].sort(),
    mentions: [...claim.mentions].sort((a, b) => (a.id < b.id ? -1 : 1)),
  }
}

/** Each of these calls throws a `RangeError` and changes nothing. */
export function expectRefused(
  { expect }: TestFunctions,
  { store }: Harness,
  calls: Readonly<Record<string, () => unknown>>,
): void {
  const before = everything(store)
  for (const [name, call] of Object.entries(calls)) {
    expect(() => {
      call()
      throw new Error(`${name} was not refused`)
    }).toThrow(RangeError)
    expect({ after: name, ...everything(store) }).toEqual({ after: name, ...before })
  }
}

const everything = (store: Harness['store']) => ({
  text: store.text(),
  claims: store.claims().map((claim) => ({ ...claim })),
  relations: store.relations(),
  threads: store.threads(),
})
