import type { ClaimStore } from './claim-store.js'
import { changesContract } from './store-contract/changes.js'
import { claimsContract } from './store-contract/claims.js'
import { mentionsContract } from './store-contract/mentions.js'
import { relationsContract } from './store-contract/relations.js'
import { sessionContract } from './store-contract/session.js'
import type { TestFunctions } from './store-contract/test-functions.js'
import { textContract } from './store-contract/text.js'

export { marked } from './store-contract/marked.js'
export type { Expectation, TestFunctions } from './store-contract/test-functions.js'

/** A store to be tested, and the means to edit the text under it from outside of it. */
export interface Harness {
  readonly store: ClaimStore
  /** Take out `deleted` code units at `at`, then put `inserted` there. */
  edit(at: number, deleted: number, inserted: string): void
  close?(): void
}

/**
 * The tests that every claim store passes. `create` makes an empty store over a text, with fresh ids and any clock; `test`
 * is a test runner's functions, such as vitest's `{ describe, it, expect }`.
 */
export function claimStoreContract(name: string, create: (text: string) => Harness, test: TestFunctions): void {
  test.describe(`${name} keeps the claim store's contract`, () => {
    claimsContract(create, test)
    mentionsContract(create, test)
    textContract(create, test)
    relationsContract(create, test)
    changesContract(create, test)
    sessionContract(create, test)
  })
}
