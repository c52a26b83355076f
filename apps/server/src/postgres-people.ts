import type { PeopleTables } from './people-tables.js'
import type { PostgresLog } from './postgres-log.js'
import { preparedRows } from './statement.js'

/** People in the database that several servers share: read from this server's copy, written in one place. */
export const postgresTables = (log: Pick<PostgresLog, 'database' | 'changing'>): PeopleTables => ({
  rows: (sql) => preparedRows(log.database, sql),
  write: (steps) =>
    log.changing(async (ask) => {
      // Every server that runs has read of these long since.
      await ask("DELETE FROM removed WHERE at < now() - interval '1 day'")
      for (const { sql, values, orElse } of steps) {
        let count = 0
        const numbered = sql.replaceAll('?', () => `$${++count}`)
        const changed = await ask(`${numbered} RETURNING 1`, values)
        if (changed.length === 0 && orElse !== undefined) throw orElse
      }
    }),
})
