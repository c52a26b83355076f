import type { Database } from './database.js'
import type { Postgres } from './postgres.js'
import { preparedRows, preparedRun } from './statement.js'

/** Attempts to sign in through a provider that are under way. Each is taken once, by whichever node it comes back to. */
export interface SignIns {
  /** `state` is the kept form of a secret, `expiresAt` in milliseconds since 1970. */
  keep(state: string, kept: string, expiresAt: number): Promise<void>
  /** What was kept, once; `undefined` when it was taken, is over or never was. */
  take(state: string, now: number): Promise<string | undefined>
}

/** Of one server, for as long as it runs. */
export function memorySignIns(): SignIns {
  const attempts = new Map<string, { readonly kept: string; readonly expiresAt: number }>()
  return {
    async keep(state, kept, expiresAt) {
      if (attempts.has(state)) throw new RangeError('There is an attempt of this state already')
      attempts.set(state, { kept, expiresAt })
    },
    async take(state, now) {
      for (const [key, { expiresAt }] of attempts) if (expiresAt <= now) attempts.delete(key)
      const found = attempts.get(state)
      attempts.delete(state)
      return found?.kept
    },
  }
}

export function sqliteSignIns(database: Database.Database): SignIns {
  const insert = preparedRun(database, 'INSERT INTO sign_ins (state, kept, expires_at) VALUES (?, ?, ?)')
  const found = preparedRows(database, 'SELECT kept FROM sign_ins WHERE state = ? AND expires_at > ?')
  const remove = preparedRun(database, 'DELETE FROM sign_ins WHERE state = ?')
  const removeExpired = preparedRun(database, 'DELETE FROM sign_ins WHERE expires_at <= ?')
  return {
    async keep(state, kept, expiresAt) {
      insert(state, kept, expiresAt)
    },
    async take(state, now) {
      removeExpired(now)
      const kept = found(state, now)[0]?.[0]
      return remove(state).changes > 0 && typeof kept === 'string' ? kept : undefined
    },
  }
}

/** In the database that several servers share: whichever of them the browser comes back to takes it. */
export const postgresSignIns = ({ ask }: Pick<Postgres, 'ask'>): SignIns => ({
  async keep(state, kept, expiresAt) {
    await ask('INSERT INTO sign_ins (state, kept, expires_at) VALUES ($1, $2, $3)', [state, kept, expiresAt])
  },
  async take(state, now) {
    await ask('DELETE FROM sign_ins WHERE expires_at <= $1', [now])
    const kept = (await ask('DELETE FROM sign_ins WHERE state = $1 RETURNING kept', [state]))[0]?.[0]
    return typeof kept === 'string' ? kept : undefined
  },
})
