import type { FastifyInstance } from 'fastify'
import { type AllowedTargets, targetFault } from './allowed-target.js'
import { HttpProblem } from './http-problem.js'
import { jsonBody, stringField } from './json-body.js'
import { newSecret } from './secret.js'
import { newWebhookSecret } from './sign-webhook.js'
import { deliveriesOf, type EventTeller } from './tell-events.js'
import { type EventType, eventTypes, isEventType, pingType, type Webhook, type WebhookStore } from './webhooks.js'
import type { WhoAsks } from './who-asks.js'

/** What the routes of webhooks work on. */
export interface WebhooksServed {
  readonly store: WebhookStore
  readonly teller: Pick<EventTeller, 'begin' | 'catchUp'>
  readonly wake: () => void
  readonly allowed: AllowedTargets
}

const mostWebhooks = 50
const shownDeliveries = 100

type One = { Params: { id: string } }

/** The routes that say who is told of events. */
export function webhooksApi(
  app: FastifyInstance,
  { store, teller, wake, allowed }: WebhooksServed,
  who: WhoAsks,
): void {
  const known = async (id: string): Promise<Webhook> => {
    const found = (await store.webhooks()).find((one) => one.id === id)
    if (found !== undefined) return found
    throw new HttpProblem(404, 'unknown-webhook', `There is no webhook ${JSON.stringify(id.slice(0, 140))}.`)
  }
  const sound = (url: string): string => {
    const fault = targetFault(url, allowed)
    if (fault !== undefined) throw new HttpProblem(422, 'bad-target', fault)
    return url
  }

  app.get('/api/webhooks', async (request) => {
    who.mayThey(request, 'manage webhooks')
    return (await store.webhooks()).map(shown)
  })

  app.post('/api/webhooks', async (request, reply) => {
    const asks = who.mayThey(request, 'manage webhooks')
    const body = jsonBody(request)
    const url = sound(stringField(body, 'url'))
    if ((await store.webhooks()).length >= mostWebhooks) {
      throw new HttpProblem(409, 'too-many-webhooks', `There are ${mostWebhooks} webhooks, as many as there can be.`)
    }
    const made: Webhook = {
      id: `hook-${newSecret()
        .replaceAll(/[^A-Za-z0-9]/g, '')
        .slice(0, 12)}`,
      url,
      events: eventsIn(body.events),
      secret: newWebhookSecret(),
      by: asks.id,
      createdAt: new Date().toISOString(),
    }
    await teller.begin()
    await store.addWebhook(made)
    reply.code(201).header('location', `/api/webhooks/${made.id}`)
    return { ...shown(made), secret: made.secret }
  })

  app.patch<One>('/api/webhooks/:id', async (request) => {
    who.mayThey(request, 'manage webhooks')
    const { id } = await known(request.params.id)
    const body = jsonBody(request)
    const { url, events, isOn, newSecret: isRenewed } = body
    for (const [name, value] of [
      ['isOn', isOn],
      ['newSecret', isRenewed],
    ] as const) {
      if (value !== undefined && typeof value !== 'boolean') throw bad(`The field "${name}" has to be true or false.`)
    }
    const secret = isRenewed === true ? newWebhookSecret() : undefined
    await store.changeWebhook(id, {
      ...(url === undefined ? {} : { url: sound(stringField(body, 'url')) }),
      ...(events === undefined ? {} : { events: eventsIn(events) }),
      ...(isOn === undefined ? {} : { off: isOn ? null : 'An owner turned it off.' }),
      ...(secret === undefined ? {} : { secret }),
    })
    if (isOn === true) await teller.begin()
    wake()
    return { ...shown(await known(id)), ...(secret === undefined ? {} : { secret }) }
  })

  app.delete<One>('/api/webhooks/:id', async (request, reply) => {
    who.mayThey(request, 'manage webhooks')
    await store.removeWebhook((await known(request.params.id)).id)
    return reply.code(204).send()
  })

  app.post<One>('/api/webhooks/:id/ping', async (request, reply) => {
    who.mayThey(request, 'manage webhooks')
    const webhook = await known(request.params.id)
    const deliveries = deliveriesOf([{ type: pingType, data: { webhook: webhook.id } }], [webhook], Date.now())
    await store.enqueue(deliveries)
    wake()
    reply.code(202)
    return { event: deliveries[0]?.event }
  })

  app.get<One>('/api/webhooks/:id/deliveries', async (request) => {
    who.mayThey(request, 'manage webhooks')
    const { id } = await known(request.params.id)
    const deliveries = await store.deliveries(id, shownDeliveries)
    return deliveries.map(({ event, type, createdAt, attempts, nextAt, outcome }) => ({
      event,
      type,
      createdAt: new Date(createdAt).toISOString(),
      attempts,
      ...(nextAt === undefined ? {} : { nextAt: new Date(nextAt).toISOString() }),
      ...(outcome === undefined ? {} : { outcome }),
    }))
  })
}

/** A webhook as it is listed: its key is shown once, when it is made. */
const shown = ({ id, url, events, by, createdAt, off }: Webhook) => ({
  id,
  url,
  events,
  by,
  createdAt,
  isOn: off === undefined,
  ...(off === undefined ? {} : { off }),
})

function eventsIn(value: unknown): readonly EventType[] {
  if (value === undefined) return []
  const list: readonly unknown[] = Array.isArray(value) ? value : [value]
  const wrong = list.find((one) => !isEventType(one))
  if (Array.isArray(value) && wrong === undefined) return [...new Set(list.filter(isEventType))]
  throw bad(`The field "events" has to be a list of ${eventTypes.join(', ')}; left out or empty it means all.`)
}

const bad = (sentence: string) => new HttpProblem(400, 'bad-request', sentence)
