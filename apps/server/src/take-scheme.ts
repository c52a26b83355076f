import { problemSentence, readScheme, type Scheme, writeScheme } from '@claimspan/core'
import type { ImportProblem } from '@claimspan/exporter'
import type { Identity } from './identity.js'
import { may } from './roles.js'
import type { SchemeStore } from './schemes.js'

/** What became of the schemes that came with a corpus, in sentences. */
export interface TakenScheme {
  readonly problems: readonly ImportProblem[]
  readonly notes: readonly string[]
}

/** Numbers above this are nobody's count of versions; such a scheme gets the project's next one. */
const latestVersion = 1_000_000

/**
 * Take over the scheme that came with a corpus where the project has only the default one; where it has its own, that one
 * stays. Whatever happens is said. A scheme that is the project's already is nothing new.
 */
export async function takeScheme(
  schemes: SchemeStore,
  files: readonly { readonly path: string; readonly bytes: Uint8Array }[],
  asks: Pick<Identity, 'id' | 'role'>,
): Promise<TakenScheme> {
  const problems: ImportProblem[] = []
  const notes: string[] = []
  for (const { path, bytes } of files) {
    const read = readScheme(new TextDecoder().decode(bytes))
    if (!read.ok) {
      for (const problem of read.problems) {
        problems.push({ kind: problem.kind, file: path, sentence: problemSentence(problem) })
      }
      continue
    }
    const { scheme } = read
    const newest = await schemes.newest()
    if (isSame(scheme, newest.scheme)) continue
    const named = `The scheme “${scheme.name}” in ${path}`
    const kept = `${named} was not taken over, since the project has its own, “${newest.scheme.name}”. Put it in place of that one if the claims need its labels.`
    if (newest.at !== undefined) notes.push(kept)
    else if (!may(asks.role, 'edit scheme')) notes.push(`${named} was not taken over: your role may not change it.`)
    else {
      const after = newest.scheme.version + 1
      const version = scheme.version > latestVersion ? after : Math.max(scheme.version, after)
      const by = asks.role === 'guest' ? {} : { by: asks.id }
      const isPut = await schemes.put(newest, { scheme: { ...scheme, version }, ...by, at: new Date().toISOString() })
      notes.push(isPut ? `${named} is now the project's, as version ${version}; it had only the default one.` : kept)
    }
  }
  return { problems, notes }
}

/** Whether two schemes say the same, whatever their versions. */
const isSame = (one: Scheme, other: Scheme): boolean =>
  writeScheme({ ...one, version: 1 }) === writeScheme({ ...other, version: 1 })
