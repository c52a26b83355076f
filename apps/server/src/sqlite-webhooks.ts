import { allOrNothing } from './all-or-nothing.js'
import type { Database } from './database.js'
import { preparedRows, preparedRun } from './statement.js'
import { readDelivery, readMarks, readWebhook, writtenMarks } from './webhook-rows.js'
import type { NewDelivery, WebhookStore } from './webhooks.js'

/** Webhooks in the database of the log. */
export function sqliteWebhooks(database: Database.Database): WebhookStore {
  const rows = (source: string) => preparedRows(database, source)
  const run = (source: string) => preparedRun(database, source)
  const all = rows('SELECT id, url, events, secret, made_by, created_at, off FROM webhooks ORDER BY rowid')
  const one = rows('SELECT id, url, events, secret, made_by, created_at, off FROM webhooks WHERE id = ?')
  const insert = run(
    'INSERT INTO webhooks (id, url, events, secret, made_by, created_at, off) VALUES (?, ?, ?, ?, ?, ?, ?)',
  )
  const update = run('UPDATE webhooks SET url = ?, events = ?, secret = ?, off = ? WHERE id = ?')
  const removeDeliveries = run('DELETE FROM deliveries WHERE webhook = ?')
  const remove = run('DELETE FROM webhooks WHERE id = ?')
  const allTold = rows('SELECT document FROM told ORDER BY document')
  const toldOf = rows('SELECT marks FROM told WHERE document = ?')
  const setTold = run(
    'INSERT INTO told (document, marks) VALUES (?, ?) ON CONFLICT (document) DO UPDATE SET marks = excluded.marks',
  )
  const endTold = run('DELETE FROM told WHERE document = ?')
  const endAllTold = run('DELETE FROM told')
  const insertDelivery = run(
    'INSERT INTO deliveries (webhook, event, type, body, created_at, attempts, next_at) VALUES (?, ?, ?, ?, ?, 0, ?)',
  )
  const columns = 'number, webhook, event, type, body, created_at, attempts, next_at, outcome'
  const due = rows(
    `SELECT ${columns} FROM deliveries WHERE number IN (
       SELECT min(number) FROM deliveries JOIN webhooks ON webhooks.id = deliveries.webhook
        WHERE next_at <= ? AND webhooks.off IS NULL
          AND webhook NOT IN (SELECT value FROM json_each(?)) GROUP BY webhook)
     ORDER BY number LIMIT ?`,
  )
  const lease = run('UPDATE deliveries SET next_at = ? WHERE number = ?')
  const finish = run('DELETE FROM deliveries WHERE number = ?')
  const again = run('UPDATE deliveries SET attempts = attempts + 1, next_at = ?, outcome = ? WHERE number = ?')
  const next = rows(
    'SELECT min(next_at) FROM deliveries JOIN webhooks ON webhooks.id = deliveries.webhook WHERE webhooks.off IS NULL',
  )
  const newest = rows(`SELECT ${columns} FROM deliveries WHERE webhook = ? ORDER BY number DESC LIMIT ?`)

  const commit = <T>(change: () => T): T => allOrNothing(database, change)

  function add({ webhook, event, type, body, createdAt }: NewDelivery): void {
    insertDelivery(webhook, event, type, body, createdAt, createdAt)
  }

  return {
    webhooks: async () => all().map(readWebhook),

    async addWebhook({ id, url, events, secret, by, createdAt, off }) {
      insert(id, url, JSON.stringify(events), secret, by, createdAt, off ?? null)
    },

    async changeWebhook(id, { url, events, secret, off }) {
      const found = one(id).map(readWebhook)[0]
      if (found === undefined) return false
      const isOff = off === undefined ? (found.off ?? null) : off
      update(url ?? found.url, JSON.stringify(events ?? found.events), secret ?? found.secret, isOff, id)
      return true
    },

    removeWebhook: async (id) =>
      commit(() => {
        removeDeliveries(id)
        return remove(id).changes > 0
      }),

    told: async () => allTold().map(([document]) => String(document)),

    async toldOf(document) {
      return toldOf(document).map(([marks]) => readMarks(marks))[0]
    },

    tell: async (document, before, now, events) =>
      commit(() => {
        const [noted] = toldOf(document)
        if ((noted === undefined ? undefined : String(noted[0])) !== (before && writtenMarks(before))) return false
        if (now === undefined) endTold(document)
        else setTold(document, writtenMarks(now))
        for (const event of events) add(event)
        return true
      }),

    tellFrom: async (marks) =>
      commit(() => {
        endAllTold()
        for (const [document, now] of marks) setTold(document, writtenMarks(now))
      }),

    enqueue: async (deliveries) => commit(() => deliveries.forEach(add)),

    take: async (now, until, limit, except) =>
      commit(() => {
        const taken = due(now, JSON.stringify(except), limit).map(readDelivery)
        for (const { number } of taken) lease(until, number)
        return taken
      }),

    async settle(number, { isDone, outcome, nextAt }) {
      if (isDone) finish(number)
      else again(nextAt ?? null, outcome, number)
    },

    async nextDue() {
      const at = next()[0]?.[0]
      return at === null || at === undefined ? undefined : Number(at)
    },

    deliveries: async (webhook, limit) => newest(webhook, limit).map(readDelivery),
  }
}
