import { describe, expect, test } from 'vitest'
import type { SignIns } from '../src/sign-ins.js'

/** What every store of attempts to sign in does. `other` is the same store as another process has it. */
export function signInsContract(
  name: string,
  open: () => Promise<{ readonly store: SignIns; other(): Promise<SignIns> }>,
): void {
  describe(`${name} keeps the contract of attempts to sign in`, () => {
    test('an attempt is taken once, by whomever it comes back to', async () => {
      const { store, other } = await open()
      await store.keep('a', 'kept of a', 2000)
      await store.keep('b', 'kept of b', 2000)
      expect(await (await other()).take('a', 1000)).toBe('kept of a')
      expect(await store.take('a', 1000)).toBeUndefined()
      expect(await store.take('b', 1999)).toBe('kept of b')
      expect(await store.take('c', 1000)).toBeUndefined()
    })

    test('of several that take it at once one gets it', async () => {
      const { store, other } = await open()
      await store.keep('a', 'kept', 2000)
      const second = await other()
      const taken = await Promise.all([store, second, store, second].map((one) => one.take('a', 1000)))
      expect(taken.filter((kept) => kept !== undefined)).toEqual(['kept'])
    })

    test('one that is over is not taken, and is gone', async () => {
      const { store } = await open()
      await store.keep('a', 'kept', 2000)
      expect(await store.take('a', 2000)).toBeUndefined()
      expect(await store.take('a', 1000)).toBeUndefined()
    })

    test('one that is under way is not replaced by another of its state', async () => {
      const { store } = await open()
      await store.keep('a', 'first', 2000)
      await expect(store.keep('a', 'second', 2000)).rejects.toThrow()
      expect(await store.take('a', 1000)).toBe('first')
    })
  })
}
