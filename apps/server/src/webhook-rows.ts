import { type Delivery, isEventType, type Marks, type Webhook } from './webhooks.js'

/** Rooms in one order, so that equal marks are equal strings. */
export const writtenMarks = (marks: Marks): string => JSON.stringify(Object.fromEntries(Object.entries(marks).sort()))

export const readMarks = (marks: unknown): Marks => JSON.parse(String(marks)) as Marks

/** From id, url, events, secret, made_by, created_at and off. */
export function readWebhook([id, url, events, secret, by, createdAt, off]: readonly unknown[]): Webhook {
  return {
    id: String(id),
    url: String(url),
    events: (JSON.parse(String(events)) as unknown[]).filter(isEventType),
    secret: String(secret),
    by: String(by),
    createdAt: String(createdAt),
    ...(off === null ? {} : { off: String(off) }),
  }
}

/** From number, webhook, event, type, body, created_at, attempts, next_at and outcome. */
export function readDelivery([
  number,
  webhook,
  event,
  type,
  body,
  at,
  attempts,
  nextAt,
  outcome,
]: readonly unknown[]): Delivery {
  return {
    number: Number(number),
    webhook: String(webhook),
    event: String(event),
    type: String(type),
    body: String(body),
    createdAt: Number(at),
    attempts: Number(attempts),
    ...(nextAt === null ? {} : { nextAt: Number(nextAt) }),
    ...(outcome === null ? {} : { outcome: String(outcome) }),
  }
}
