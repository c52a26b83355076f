import { defaultScheme, type Scheme } from '@claimspan/core'

/** A version of the project's scheme as it was put; versions count up from 1 and are never changed. */
export interface KeptScheme {
  readonly scheme: Scheme
  /** The account that put it; absent where there are no accounts, and for the default scheme. */
  readonly by?: string
  /** When it was put: ISO 8601, UTC. Absent for the default scheme, which each project begins with. */
  readonly at?: string
}

/** What a project begins with. */
export const firstScheme: KeptScheme = { scheme: defaultScheme }

/**
 * The versions of the project's scheme, kept on disk. A store in which nothing was put has {@link firstScheme} alone. Every
 * implementation keeps the contract in `test/scheme-contract.ts`.
 */
export interface SchemeStore {
  newest(): Promise<KeptScheme>
  /** `undefined` when there is none of this number. */
  version(version: number): Promise<KeptScheme | undefined>
  /** All versions, the oldest first. */
  versions(): Promise<readonly KeptScheme[]>
  /**
   * Put a version after `before`, which was read with {@link newest}. Resolves with false, and nothing changes, when another
   * one is the newest by now. Throws `RangeError` when the version is not a later one.
   */
  put(before: KeptScheme, next: KeptScheme): Promise<boolean>
}

/** Throws `RangeError` unless the version of `next` is later than that of `before`. */
export function refuseEarlier(before: KeptScheme, next: KeptScheme): void {
  if (next.scheme.version > before.scheme.version) return
  throw new RangeError(`Version ${next.scheme.version} of a scheme does not follow ${before.scheme.version}`)
}

/** For a log in memory: gone with the process. */
export function memorySchemes(): SchemeStore {
  const kept: KeptScheme[] = []
  const newest = () => kept.at(-1) ?? firstScheme
  return {
    newest: async () => newest(),
    version: async (version) =>
      (kept.length === 0 ? [firstScheme] : kept).find((one) => one.scheme.version === version),
    versions: async () => (kept.length === 0 ? [firstScheme] : [...kept]),
    async put(before, next) {
      refuseEarlier(before, next)
      if (newest().scheme.version !== before.scheme.version) return false
      if (kept.length === 0) kept.push(before)
      kept.push(next)
      return true
    },
  }
}
