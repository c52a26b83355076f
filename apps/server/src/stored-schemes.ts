import { readScheme, writeScheme } from '@claimspan/core'
import { allOrNothing } from './all-or-nothing.js'
import type { Database } from './database.js'
import type { Ask, Postgres } from './postgres.js'
import { firstScheme, type KeptScheme, refuseEarlier, type SchemeStore } from './schemes.js'
import { preparedRows, preparedRun } from './statement.js'

const columns = 'scheme, by_user, at'
const allSchemes = `SELECT ${columns} FROM schemes ORDER BY version`
const newestScheme = `SELECT ${columns} FROM schemes ORDER BY version DESC LIMIT 1`

/** The project's schemes in the database of the log. */
export function sqliteSchemes(database: Database.Database): SchemeStore {
  const all = preparedRows(database, allSchemes)
  const last = preparedRows(database, newestScheme)
  const insert = preparedRun(database, 'INSERT INTO schemes (version, scheme, by_user, at) VALUES (?, ?, ?, ?)')
  const newest = () => kept(last())[0] ?? firstScheme
  const versions = () => orFirst(kept(all()))
  return {
    newest: async () => newest(),
    version: async (version) => versions().find((one) => one.scheme.version === version),
    versions: async () => versions(),
    put: async (before, next) =>
      allOrNothing(database, () => {
        refuseEarlier(before, next)
        if (newest().scheme.version !== before.scheme.version) return false
        for (const one of all().length === 0 ? [before, next] : [next]) insert(...valuesOf(one))
        return true
      }),
  }
}

/**
 * The newest scheme of a database that is open for reading, or the newest that was put by a moment: a sequence number of the
 * log, or a time. One from before there were schemes has the default.
 */
export function schemeIn(database: Database.Database, moment?: string): KeptScheme {
  const isThere = preparedRows(database, "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'schemes'")
  if (isThere().length === 0) return firstScheme
  const all = kept(preparedRows(database, allSchemes)())
  const until = moment === undefined ? Number.POSITIVE_INFINITY : timeOf(database, moment)
  return all.findLast(({ at }) => at === undefined || Date.parse(at) <= until) ?? all[0] ?? firstScheme
}

/** Milliseconds since 1970 of a moment; of a sequence number, when the update of it, or the last before it, came. */
function timeOf(database: Database.Database, moment: string): number {
  if (!/^\d{1,15}$/.test(moment)) return Date.parse(moment)
  const [last] = preparedRows(
    database,
    'SELECT at FROM updates WHERE seq <= ? ORDER BY seq DESC LIMIT 1',
  )(Number(moment))
  return last === undefined ? 0 : Date.parse(String((last as { at: unknown }).at))
}

/** In the database that several servers share: each asks it, so all have the same newest one. */
export function postgresSchemes({ ask, change }: Pick<Postgres, 'ask' | 'change'>): SchemeStore {
  const newest = async (asked: Ask) => kept(await asked(newestScheme))[0]
  const versions = async () => orFirst(kept(await ask(allSchemes)))
  return {
    newest: async () => (await newest(ask)) ?? firstScheme,
    version: async (version) => (await versions()).find((one) => one.scheme.version === version),
    versions,
    // A change holds the one row of `head` to its end, so nobody puts another one between the question and the answer.
    put: (before, next) =>
      change(async (asked) => {
        refuseEarlier(before, next)
        const there = await newest(asked)
        if ((there ?? firstScheme).scheme.version !== before.scheme.version) return false
        for (const one of there === undefined ? [before, next] : [next]) {
          await asked('INSERT INTO schemes (version, scheme, by_user, at) VALUES ($1, $2, $3, $4)', valuesOf(one))
        }
        return true
      }),
  }
}

const orFirst = (found: readonly KeptScheme[]): readonly KeptScheme[] => (found.length === 0 ? [firstScheme] : found)

const valuesOf = ({ scheme, by, at }: KeptScheme): readonly unknown[] => [
  scheme.version,
  writeScheme(scheme),
  by ?? null,
  at ?? null,
]

function kept(rows: readonly (readonly unknown[])[]): readonly KeptScheme[] {
  return rows.map(([json, by, at]) => {
    const read = readScheme(String(json))
    if (!read.ok) throw new Error(`A stored scheme is not sound: ${JSON.stringify(read.problems[0])}`)
    return {
      scheme: read.scheme,
      ...(typeof by === 'string' ? { by } : {}),
      ...(typeof at === 'string' ? { at } : {}),
    }
  })
}
