import { parseRoom } from '@claimspan/collab'
import { postWebhook } from './post-webhook.js'
import { retryAfter, webhookSender } from './send-webhooks.js'
import { type EventTeller, eventTeller } from './tell-events.js'
import type { UpdateLog } from './update-log.js'
import type { WebhookStore } from './webhooks.js'
import type { WebhooksServed } from './webhooks-api.js'

/** Webhooks at work: told of what is in the log, sent, and listed. */
export interface ServedWebhooks extends WebhooksServed {
  readonly teller: EventTeller
  /** Tell of what was stored while nobody told, and send what is due. */
  begin(): Promise<void>
  close(): Promise<void>
}

export function serveWebhooks(
  log: UpdateLog,
  store: WebhookStore,
  options: { readonly webhookHosts?: readonly string[]; readonly webhookRetries?: readonly number[] },
  warn: (line: string) => void,
): ServedWebhooks {
  const allowed = { hosts: options.webhookHosts ?? [] }
  const sender = webhookSender(store, {
    post: (url, body, headers) => postWebhook(url, body, headers, allowed),
    warn,
    retryAfter: options.webhookRetries ?? retryAfter,
  })
  const teller = eventTeller(log, store, { wake: sender.wake, warn })
  log.follow(({ updates, deleted }) => {
    const changed = updates.flatMap(({ room }) => parseRoom(room)?.document ?? [])
    for (const id of new Set([...changed, ...deleted.map(({ id }) => id)])) teller.heard(id)
  })
  return {
    store,
    teller,
    allowed,
    wake: sender.wake,
    async begin() {
      await teller.catchUp()
      sender.wake()
    },
    async close() {
      teller.close()
      await sender.close()
    },
  }
}
