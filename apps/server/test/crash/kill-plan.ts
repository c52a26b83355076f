/** Where in the server's work it is killed. `checkpoint` is where SQLite folds its write-ahead log into the database file. */
export const steps = [
  'append',
  'commit',
  'acknowledge',
  'snapshot',
  'compaction',
  'checkpoint',
  'prune',
  'migration',
] as const
export type Step = (typeof steps)[number]

/** Kill the server before the `nth` time that it does this step, `micros` after it began, or when it has just done it. */
export interface KillPlan {
  readonly step: Step
  readonly phase: 'before' | 'during' | 'after'
  readonly nth: number
  readonly micros: number
}
