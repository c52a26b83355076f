import type { Ask, Postgres } from './postgres.js'
import { readDelivery, readMarks, readWebhook, writtenMarks } from './webhook-rows.js'
import type { NewDelivery, WebhookStore } from './webhooks.js'

const hookColumns = 'id, url, events, secret, made_by, created_at, off'
const columns = 'number, webhook, event, type, body, created_at, attempts, next_at, outcome'

/**
 * Webhooks in the database that several servers share. Each server tells and sends what it finds: of two that tell of the
 * same change one is first, and what one has taken to send, the others pass over.
 */
export function postgresWebhooks({ ask, together }: Pick<Postgres, 'ask' | 'together'>): WebhookStore {
  return {
    webhooks: async () => (await ask(`SELECT ${hookColumns} FROM webhooks ORDER BY number`)).map(readWebhook),

    async addWebhook({ id, url, events, secret, by, createdAt, off }) {
      await ask(`INSERT INTO webhooks (${hookColumns}) VALUES ($1, $2, $3, $4, $5, $6, $7)`, [
        id,
        url,
        JSON.stringify(events),
        secret,
        by,
        createdAt,
        off ?? null,
      ])
    },

    async changeWebhook(id, { url, events, secret, off }) {
      const changed = await ask(
        `UPDATE webhooks SET url = coalesce($2, url), events = coalesce($3, events), secret = coalesce($4, secret),
           off = CASE WHEN $5 THEN $6 ELSE off END
          WHERE id = $1 RETURNING 1`,
        [
          id,
          url ?? null,
          events === undefined ? null : JSON.stringify(events),
          secret ?? null,
          off !== undefined,
          off ?? null,
        ],
      )
      return changed.length > 0
    },

    // What was to be sent there goes with it.
    removeWebhook: async (id) => (await ask('DELETE FROM webhooks WHERE id = $1 RETURNING 1', [id])).length > 0,

    told: async () =>
      (await ask('SELECT document FROM told ORDER BY document COLLATE "C"')).map(([document]) => String(document)),

    toldOf: async (document) =>
      (await ask('SELECT marks FROM told WHERE document = $1', [document])).map(([marks]) => readMarks(marks))[0],

    tell: (document, before, now, events) =>
      together(async (ask) => {
        // Whoever is second waits here for the first, and then finds something else than before.
        const [noted] = await ask('SELECT marks FROM told WHERE document = $1 FOR UPDATE', [document])
        if ((noted === undefined ? undefined : String(noted[0])) !== (before && writtenMarks(before))) return false
        if (now === undefined) await ask('DELETE FROM told WHERE document = $1', [document])
        else if (before === undefined) {
          // There was no row to wait for: of two that make it, one does.
          const made = await ask(
            'INSERT INTO told (document, marks) VALUES ($1, $2) ON CONFLICT (document) DO NOTHING RETURNING 1',
            [document, writtenMarks(now)],
          )
          if (made.length === 0) return false
        } else await ask('UPDATE told SET marks = $2 WHERE document = $1', [document, writtenMarks(now)])
        await add(ask, events)
        return true
      }),

    tellFrom: (marks) =>
      together(async (ask) => {
        await ask('LOCK TABLE told IN SHARE ROW EXCLUSIVE MODE')
        await ask('DELETE FROM told')
        await ask('INSERT INTO told (document, marks) SELECT * FROM unnest($1::text[], $2::text[])', [
          [...marks.keys()],
          [...marks.values()].map(writtenMarks),
        ])
      }),

    enqueue: (deliveries) => add(ask, deliveries),

    async take(now, until, limit, except) {
      const taken = await ask(
        `WITH due AS MATERIALIZED (
           SELECT d.number AS one FROM deliveries AS d JOIN webhooks ON webhooks.id = d.webhook
            WHERE d.next_at <= $1 AND webhooks.off IS NULL AND d.webhook <> ALL ($4::text[])
              AND NOT EXISTS (SELECT 1 FROM deliveries AS older
                               WHERE older.webhook = d.webhook AND older.next_at <= $1 AND older.number < d.number)
            ORDER BY d.number LIMIT $3 FOR UPDATE OF d SKIP LOCKED)
         UPDATE deliveries SET next_at = $2 FROM due WHERE number = due.one RETURNING ${columns}`,
        [now, until, limit, except],
      )
      return taken.map(readDelivery).sort((a, b) => a.number - b.number)
    },

    async settle(number, { isDone, outcome, nextAt }) {
      if (isDone) await ask('DELETE FROM deliveries WHERE number = $1', [number])
      else {
        await ask('UPDATE deliveries SET attempts = attempts + 1, next_at = $2, outcome = $3 WHERE number = $1', [
          number,
          nextAt ?? null,
          outcome,
        ])
      }
    },

    async nextDue() {
      const [next] = await ask(
        'SELECT min(next_at) FROM deliveries JOIN webhooks ON webhooks.id = deliveries.webhook WHERE webhooks.off IS NULL',
      )
      const at = next?.[0]
      return at === null || at === undefined ? undefined : Number(at)
    },

    deliveries: async (webhook, limit) =>
      (
        await ask(`SELECT ${columns} FROM deliveries WHERE webhook = $1 ORDER BY number DESC LIMIT $2`, [
          webhook,
          limit,
        ])
      ).map(readDelivery),
  }
}

/** In one statement, in their order. */
async function add(ask: Ask, deliveries: readonly NewDelivery[]): Promise<void> {
  if (deliveries.length === 0) return
  await ask(
    `INSERT INTO deliveries (webhook, event, type, body, created_at, attempts, next_at)
       SELECT webhook, event, type, body, at, 0, at
         FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::bigint[])
              WITH ORDINALITY AS new (webhook, event, type, body, at, place)
        ORDER BY place`,
    [
      deliveries.map(({ webhook }) => webhook),
      deliveries.map(({ event }) => event),
      deliveries.map(({ type }) => type),
      deliveries.map(({ body }) => body),
      deliveries.map(({ createdAt }) => createdAt),
    ],
  )
}
