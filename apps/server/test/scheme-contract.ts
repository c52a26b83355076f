import { defaultScheme } from '@claimspan/core'
import { describe, expect, test } from 'vitest'
import { firstScheme, type KeptScheme, type SchemeStore } from '../src/schemes.js'

/** A version of a scheme that says its number in its name. */
export const schemeOf = (version: number, more: Partial<KeptScheme> = {}): KeptScheme => ({
  scheme: { ...defaultScheme, version, name: `Version ${version}`, guideline: '# Mark *claims* 😀' },
  at: `2026-01-02T03:04:0${version % 10}.000Z`,
  ...more,
})

/** What every {@link SchemeStore} does. `reopened` is the same store after its process has ended. */
export function schemeContract(
  name: string,
  open: () => Promise<{ readonly store: SchemeStore; reopened(): Promise<SchemeStore> }>,
): void {
  describe(`${name} keeps the contract of schemes`, () => {
    test('a store in which nothing was put has the default scheme', async () => {
      const { store } = await open()
      expect(await store.newest()).toEqual(firstScheme)
      expect(await store.versions()).toEqual([firstScheme])
      expect(await store.version(1)).toEqual(firstScheme)
      expect(await store.version(2)).toBeUndefined()
    })

    test('each version is kept as it was put, the first too, and outlives the process', async () => {
      const { store, reopened } = await open()
      const [second, fourth] = [schemeOf(2, { by: 'mei' }), schemeOf(4)]
      expect(await store.put(await store.newest(), second)).toBe(true)
      expect(await store.put(await store.newest(), fourth)).toBe(true)
      const again = await reopened()
      expect(await again.versions()).toEqual([firstScheme, second, fourth])
      expect(await again.newest()).toEqual(fourth)
      expect(await again.version(2)).toEqual(second)
      expect(await again.version(3)).toBeUndefined()
    })

    test('of several that follow the same version one is put, and the others change nothing', async () => {
      const { store } = await open()
      const before = await store.newest()
      const put = await Promise.all([2, 3, 4].map((version) => store.put(before, schemeOf(version))))
      expect(put.filter((isPut) => isPut)).toHaveLength(1)
      expect(await store.versions()).toHaveLength(2)
      expect(await store.put(before, schemeOf(9))).toBe(false)
      expect(await store.versions()).toHaveLength(2)
    })

    test('a version that is not later is a mistake', async () => {
      const { store } = await open()
      await expect(store.put(firstScheme, schemeOf(1))).rejects.toThrow(RangeError)
      expect(await store.versions()).toEqual([firstScheme])
    })
  })
}
