import { allOrNothing } from './all-or-nothing.js'
import type { Database } from './database.js'
import { preparedRows } from './statement.js'

/** One statement of a change. Its text is SQL that SQLite and Postgres both know, with a `?` for each value. */
export interface Step {
  readonly sql: string
  readonly values: readonly (string | number | null)[]
  /** Thrown when the statement finds nothing to change: then nothing of the whole change stays. */
  readonly orElse?: Error
}

/** Where accounts, sessions and invitations are kept, in the tables of `database.ts`. */
export interface PeopleTables {
  /** A question, to be asked again and again. */
  rows(sql: string): (...values: readonly unknown[]) => readonly (readonly unknown[])[]
  /** All steps or none; what they make can be read when it resolves. */
  write(steps: readonly Step[]): Promise<void>
}

export const sqliteTables = (database: Database.Database): PeopleTables => ({
  rows: (sql) => preparedRows(database, sql),
  async write(steps) {
    allOrNothing(database, () => {
      for (const { sql, values, orElse } of steps) {
        const { changes } = database.prepare<unknown[]>(sql).run([...values])
        if (changes === 0 && orElse !== undefined) throw orElse
      }
    })
  },
})
