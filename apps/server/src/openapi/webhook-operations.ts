import { eventTypes, pingType } from '../webhooks.js'
import { count, instant, listOf, type Operation, object, oneOf, ref, type Schema, text } from './operation.js'

const secret: Schema = { ...text, description: 'The key that events are signed with. It is shown this once.' }

/** Components that the routes of webhooks are described with. */
export const webhookSchemas: Readonly<Record<string, Schema>> = {
  EventType: oneOf(eventTypes),
  Webhook: object({
    id: text,
    url: text,
    events: { ...listOf(ref('EventType')), description: 'Empty: all.' },
    by: ref('Id'),
    createdAt: instant,
    isOn: { type: 'boolean' },
    'off?': { ...text, description: 'Why nothing is sent there.' },
    'secret?': secret,
  }),
  WebhookDelivery: object({
    event: text,
    type: text,
    createdAt: instant,
    attempts: count,
    'nextAt?': { ...instant, description: 'When it is tried next; absent when it was given up.' },
    'outcome?': { ...text, description: 'What the last attempt came to: a status, or a word such as timeout.' },
  }),
  WebhookEvent: object(
    {
      id: { ...text, description: 'The same at every attempt, also in the header webhook-id.' },
      type: oneOf([...eventTypes, pingType]),
      timestamp: instant,
      data: {
        type: 'object',
        properties: {
          document: ref('Id'),
          seq: {
            ...count,
            description: 'The newest update of the log that it tells of: later events have a higher one.',
          },
          version: count,
          layer: ref('Id'),
          claim: ref('Id'),
          fields: listOf(text),
          by: { ...listOf(text), description: 'Who wrote there meanwhile.' },
        },
      },
    },
    'What is sent. It holds ids and names of fields, no word of an article: ask for the rest.',
  ),
}

const webhook = ref('Webhook')

/** Who is told of events. */
export const webhookOperations: readonly Operation[] = [
  {
    id: 'listWebhooks',
    method: 'GET',
    path: '/api/webhooks',
    tag: 'Webhooks',
    summary: 'The webhooks, the oldest first',
    act: 'manage webhooks',
    answers: { 200: { description: 'Without their keys.', json: listOf(webhook) } },
  },
  {
    id: 'createWebhook',
    method: 'POST',
    path: '/api/webhooks',
    tag: 'Webhooks',
    summary: 'Tell an address of events from now on',
    act: 'manage webhooks',
    body: { json: object({ url: text, 'events?': listOf(ref('EventType')) }) },
    answers: { 201: { description: 'With its key, this once.', json: webhook } },
    problems: [409, 422],
  },
  {
    id: 'changeWebhook',
    method: 'PATCH',
    path: '/api/webhooks/:id',
    tag: 'Webhooks',
    summary: 'Change a webhook, turn it off or on, or give it a new key',
    act: 'manage webhooks',
    body: {
      json: object({
        'url?': text,
        'events?': listOf(ref('EventType')),
        'isOn?': { type: 'boolean' },
        'newSecret?': { type: 'boolean' },
      }),
    },
    answers: { 200: { description: 'As it is now; with its key when that is new.', json: webhook } },
    problems: [404, 422],
  },
  {
    id: 'deleteWebhook',
    method: 'DELETE',
    path: '/api/webhooks/:id',
    tag: 'Webhooks',
    summary: 'Remove a webhook with all that was still to be sent there',
    act: 'manage webhooks',
    answers: { 204: { description: 'Removed.' } },
    problems: [404],
  },
  {
    id: 'pingWebhook',
    method: 'POST',
    path: '/api/webhooks/:id/ping',
    tag: 'Webhooks',
    summary: 'Send a ping there',
    act: 'manage webhooks',
    answers: { 202: { description: 'It will be sent.', json: object({ event: text }) } },
    problems: [404],
  },
  {
    id: 'listDeliveries',
    method: 'GET',
    path: '/api/webhooks/:id/deliveries',
    tag: 'Webhooks',
    summary: 'What waits to be sent there, and what was given up',
    act: 'manage webhooks',
    answers: { 200: { description: 'The newest 100.', json: listOf(ref('WebhookDelivery')) } },
    problems: [404],
  },
]
