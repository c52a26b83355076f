import type { Posted } from './post-webhook.js'
import { signatureHeaders } from './sign-webhook.js'
import type { Delivery, WebhookStore } from './webhooks.js'

const second = 1000
const minute = 60 * second
const hour = 60 * minute

/** How long after each failed attempt the next one is; after the last it is given up, three days after the first. */
export const retryAfter: readonly number[] = [
  5 * second,
  30 * second,
  2 * minute,
  10 * minute,
  hour,
  3 * hour,
  6 * hour,
  12 * hour,
  24 * hour,
  24 * hour,
]

/** Nobody else sends what this process has taken within this time, which is longer than an attempt may take. */
const leaseFor = 20 * second
const atOnce = 8

/** What another server put into the store and did not come to send is found within this time. */
const lookEach = 10 * second
const patienceAtTheEnd = 2 * second

export interface WebhookSender {
  /** There may be something to send. */
  wake(): void
  /** Send nothing more; resolves when what is on its way has been answered, or after two seconds. */
  close(): Promise<void>
}

/**
 * Sends what the store has to send: at least once, each webhook one at a time, again and again with longer pauses until it is
 * answered with 2xx. A webhook that answers 410 is turned off.
 */
export function webhookSender(
  store: WebhookStore,
  edges: {
    readonly post: (url: string, body: string, headers: Readonly<Record<string, string>>) => Promise<Posted>
    readonly warn: (line: string) => void
    readonly now?: () => number
    readonly retryAfter?: readonly number[]
    readonly lookEach?: number
  },
): WebhookSender {
  const { post, warn, now = Date.now, retryAfter: pauses = retryAfter, lookEach: atMost = lookEach } = edges
  const busy = new Map<string, Promise<void>>()
  let timer: NodeJS.Timeout | undefined
  let closed = false

  async function send(delivery: Delivery): Promise<void> {
    const { number, webhook: id, event, body, attempts } = delivery
    const webhook = (await store.webhooks()).find((one) => one.id === id)
    if (webhook === undefined) return
    const seconds = Math.floor(now() / second)
    const posted = await post(webhook.url, body, signatureHeaders(webhook.secret, event, seconds, body))
    const outcome = 'status' in posted ? String(posted.status) : posted.trouble
    if ('status' in posted && posted.status >= 200 && posted.status < 300) {
      await store.settle(number, { isDone: true, outcome })
      return
    }
    const pause = pauses[attempts]
    // A little sooner or later, so that what failed together is not tried together.
    const nextAt = pause === undefined ? undefined : now() + Math.round(pause * (0.9 + Math.random() * 0.2))
    await store.settle(number, { isDone: false, outcome, ...(nextAt === undefined ? {} : { nextAt }) })
    if (outcome === '410') {
      await store.changeWebhook(id, { off: 'Its receiver answered 410 Gone.' })
      warn(`The webhook ${id} was turned off: its receiver answered 410 Gone`)
    } else if (nextAt === undefined) warn(`The event ${event} could not be sent to the webhook ${id}: ${outcome}`)
  }

  let looking = false
  let again = false

  /** One look at a time: what comes meanwhile is looked for after it. */
  async function look(): Promise<void> {
    if (looking) {
      again = true
      return
    }
    looking = true
    clearTimeout(timer)
    let next: number | undefined
    try {
      do {
        again = false
        if (closed) return
        const taken = await store.take(now(), now() + leaseFor, atOnce - busy.size, [...busy.keys()])
        for (const delivery of taken) begin(delivery)
        next = await store.nextDue()
      } while (again)
    } catch (error) {
      // The store cannot be written, say: what is in it is sent when it can.
      if (!closed) warn(`Webhooks wait: ${sentenceOf(error)}`)
      next = now() + 5 * second
    } finally {
      looking = false
    }
    if (closed) return
    clearTimeout(timer)
    // What is due behind a webhook that is busy is looked for when that is done.
    const soonest = busy.size > 0 ? second : 20
    const pause = next === undefined ? atMost : Math.min(Math.max(next - now(), soonest), atMost)
    timer = setTimeout(() => void look(), pause)
    timer.unref()
  }

  function begin(delivery: Delivery): void {
    const sending = send(delivery)
      .catch((error: unknown) => {
        if (!closed) warn(`An event could not be sent: ${sentenceOf(error)}`)
      })
      .finally(() => {
        busy.delete(delivery.webhook)
        void look()
      })
    busy.set(delivery.webhook, sending)
  }

  return {
    wake: () => void look(),
    async close() {
      closed = true
      clearTimeout(timer)
      // What is not answered soon is sent again by the next process.
      let patience: NodeJS.Timeout | undefined
      const enough = new Promise<void>((resolve) => {
        patience = setTimeout(resolve, patienceAtTheEnd)
      })
      await Promise.race([Promise.all(busy.values()), enough])
      clearTimeout(patience)
    },
  }
}

const sentenceOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))
