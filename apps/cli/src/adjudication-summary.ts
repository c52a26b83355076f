import type { AdjudicationRecord } from '@claimspan/agreement'
import type { DecisionLine } from './decisions.js'
import { type Terminal, table } from './terminal.js'

/** What an adjudication of a corpus came to. */
export interface AdjudicationSummary {
  readonly documents: number
  /** Documents with fewer than two layers that vote: they are as they were. */
  readonly notVoted: readonly string[]
  readonly layers: readonly string[]
  readonly claims: Outcomes
  readonly relations: Outcomes
  readonly questions: number
  readonly unused: readonly { readonly decision: DecisionLine; readonly why: string }[]
}

type Outcomes = Readonly<Record<AdjudicationRecord['outcome'], number>>

/** How many records of a kind had each outcome. */
export function countOf(records: readonly AdjudicationRecord[], kind: AdjudicationRecord['kind']): Outcomes {
  const of = (outcome: AdjudicationRecord['outcome']): number =>
    records.filter((record) => record.kind === kind && record.outcome === outcome).length
  return { curated: of('curated'), 'left-out': of('left-out'), open: of('open'), kept: of('kept') }
}

/** Print the summary for a person, or as JSON. */
export function tellSummary(
  summary: AdjudicationSummary,
  reliability: ReadonlyMap<string, number> | undefined,
  json: boolean,
  terminal: Terminal,
): void {
  if (json) {
    const shown = reliability === undefined ? {} : { reliability: Object.fromEntries(reliability) }
    terminal.out(`${JSON.stringify({ ...summary, ...shown }, null, 2)}\n`)
    return
  }
  const { documents, layers, claims, relations, questions, notVoted, unused } = summary
  const rows = (['curated', 'left-out', 'open', 'kept'] as const).map((outcome) => [
    outcome,
    claims[outcome],
    relations[outcome],
  ])
  terminal.out(`${documents} ${documents === 1 ? 'document' : 'documents'}, layers ${layers.join(', ')}\n`)
  terminal.out(table([['', 'claims', 'relations'], ...rows]))
  terminal.out(`${questions} ${questions === 1 ? 'question waits' : 'questions wait'} for a person\n`)
  for (const [layer, value] of reliability ?? []) terminal.out(`reliability of ${layer}: ${value.toFixed(3)}\n`)
  if (notVoted.length > 0) terminal.out(`As they were, with fewer than two of the layers: ${notVoted.join(', ')}\n`)
  for (const { decision, why } of unused) {
    terminal.out(`Not used: the decision on ${decision.field} of ${decision.about} in ${decision.document}: ${why}\n`)
  }
}
