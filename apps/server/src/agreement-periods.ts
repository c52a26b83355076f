import { type GuidelineVersion, periodOfGuideline, periodOfTime, readGuidelineVersion } from '@claimspan/agreement'
import type { AnnotatedDocument } from '@claimspan/core'
import { HttpProblem } from './http-problem.js'

/** Where a document belongs in time, as `over` and `guideline` of a request ask; `undefined` when neither does. */
export function periodAsked({
  over,
  guideline,
}: {
  readonly over?: unknown
  readonly guideline?: unknown
}): ((document: AnnotatedDocument) => string | undefined) | undefined {
  if (over !== undefined && guideline !== undefined) throw wrong('Ask for "over" or for "guideline", not for both.')
  if (over !== undefined) {
    if (over !== 'month' && over !== 'day') throw wrong(`"over" is month or day: got ${JSON.stringify(over)}.`)
    return periodOfTime(over)
  }
  if (guideline === undefined) return undefined
  return periodOfGuideline([guideline].flat().flatMap((given) => String(given).split(',').map(versionIn)))
}

function versionIn(part: string): GuidelineVersion {
  const version = readGuidelineVersion(part)
  if (version !== undefined) return version
  throw wrong(
    `"guideline" is a version and since when, as 2@2026-01-02T03:04:05Z, or several with commas: got ${JSON.stringify(part)}.`,
  )
}

const wrong = (sentence: string) => new HttpProblem(400, 'bad-request', sentence)
