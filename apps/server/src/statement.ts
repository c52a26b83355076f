import type { Database } from './database.js'

// Two traps of libsql. It takes a lone object for named parameters and aborts the process on a lone blob: parameters go in
// as one list. And its statements go on reading and writing after their database is closed, when the file may be another's.

export function preparedRows(
  database: Database.Database,
  source: string,
): (...values: unknown[]) => readonly (readonly unknown[])[] {
  const statement = database.prepare<unknown[]>(source).raw()
  return (...values) => {
    refuseClosed(database)
    return statement.all(values) as readonly (readonly unknown[])[]
  }
}

export function preparedRun(database: Database.Database, source: string): (...values: unknown[]) => Database.RunResult {
  const statement = database.prepare<unknown[]>(source)
  return (...values) => {
    refuseClosed(database)
    return statement.run(values)
  }
}

export function refuseClosed(database: Database.Database): void {
  if (!database.open) throw new Error('The log is closed')
}
