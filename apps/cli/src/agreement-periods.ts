import {
  type AgreementOptions,
  type AgreementPeriod,
  agreementSeries,
  periodOfGuideline,
  periodOfTime,
  readGuidelineVersion,
} from '@claimspan/agreement'
import type { AnnotatedDocument } from '@claimspan/core'
import { list } from './command.js'
import { WrongUse } from './exit.js'

type Series = (documents: readonly AnnotatedDocument[], options: AgreementOptions) => readonly AgreementPeriod[]

/** What `--over` and `--guideline` ask for; `undefined` when neither is there. */
export function periods({
  over,
  guideline,
}: {
  readonly over?: string
  readonly guideline?: string
}): Series | undefined {
  if (over !== undefined && guideline !== undefined) throw new WrongUse('Choose --over or --guideline, not both')
  if (over !== undefined) {
    if (over !== 'month' && over !== 'day') throw new WrongUse(`--over is month or day: got ${over}`)
    return (documents, options) => agreementSeries(documents, periodOfTime(over), options)
  }
  if (guideline === undefined) return undefined
  const versions = list(guideline).map((part) => {
    const version = readGuidelineVersion(part)
    if (version === undefined) {
      throw new WrongUse(`--guideline is version@time, with a time such as 2026-01-02T03:04:05Z: got ${part}`)
    }
    return version
  })
  return (documents, options) => agreementSeries(documents, periodOfGuideline(versions), options)
}
