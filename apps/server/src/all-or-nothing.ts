import type { Database } from './database.js'
import { refuseClosed } from './statement.js'

/** Make a change in one transaction: when it or the commit fails, nothing of it stays. Throws what failed. */
export function allOrNothing<T>(database: Database.Database, change: () => T): T {
  refuseClosed(database)
  database.exec('BEGIN IMMEDIATE')
  try {
    const result = change()
    database.exec('COMMIT')
    return result
  } catch (error) {
    // Some failures, such as a full disk, roll back by themselves.
    if (database.inTransaction) database.exec('ROLLBACK')
    throw error
  }
}
