import { randomUUID } from 'node:crypto'
import {
  createdEvent,
  type DocumentEvent,
  deletedEvent,
  eventsBetween,
  marksOf,
  stateAt,
  stateNow,
  type ToldState,
} from './document-events.js'
import type { LogReader, UpdateLog } from './update-log.js'
import type { Marks, NewDelivery, Webhook, WebhookEvent, WebhookStore } from './webhooks.js'

/** How long a document has to be left alone before it is told of, and how long it waits at most, in milliseconds. */
const pauses = { quiet: 1000, atMost: 5000 }

type Pauses = typeof pauses

/** States kept so that the log is not read from its beginning each time. */
const statesKept = 40

/** Watches documents and puts what happened to them into the store, to be sent. */
export interface EventTeller {
  /** Something of this document was stored here. */
  changed(document: string): void
  /** Something of this document was read that may have been stored elsewhere: where nobody else tells of it, it is told here. */
  heard(document: string): void
  /** Where there is no webhook yet, tell from now on; called before one is made. */
  begin(): Promise<void>
  /** Look at all documents: what was stored before the process ended is told of. */
  catchUp(): Promise<void>
  close(): void
}

/**
 * What is told comes from the log: the store notes up to where each document has been told of, in one transaction with what
 * is to be sent, so that nothing is left out when the process ends in between, and nothing is told twice. So it is with several
 * servers on one log: each tells of what it stored and, later, of what others did not tell of; of two one is first.
 */
export function eventTeller(
  log: LogReader & Pick<UpdateLog, 'catchUp'>,
  store: WebhookStore,
  edges: {
    readonly wake: () => void
    readonly warn: (line: string) => void
    readonly now?: () => number
    readonly pauses?: Readonly<Pauses>
  },
): EventTeller {
  const { wake, warn, now = Date.now, pauses: wait = pauses } = edges
  const states = new Map<string, { readonly marks: Marks; readonly state: ToldState }>()
  const waiting = new Map<string, { readonly since: number; readonly timer: NodeJS.Timeout }>()
  /** Documents of which could not be told. */
  const failing = new Set<string>()
  let last: Promise<void> = Promise.resolve()
  let closed = false

  function keep(id: string, marks: Marks, state: ToldState): void {
    states.delete(id)
    states.set(id, { marks, state })
    for (const [oldest] of states) {
      if (states.size <= statesKept) break
      states.delete(oldest)
    }
  }

  async function tell(id: string): Promise<void> {
    const all = await store.webhooks()
    if (all.length === 0) return
    const webhooks = all.filter(({ off }) => off === undefined)
    const told = await store.toldOf(id)
    // Another server may have told of what this one had not read.
    await log.catchUp()
    const document = log.document(id)
    if (document === undefined) return
    if (document.deletedAt !== undefined) {
      states.delete(id)
      if (told !== undefined) await store.tell(id, told, undefined, deliveriesOf([deletedEvent(id)], webhooks, now()))
      wake()
      return
    }
    const marks = marksOf(log, document)
    // When the log could not be read to where another server has told of it, that one was first.
    if (told !== undefined && (isSame(told, marks) || isPast(told, marks))) return
    if (webhooks.length === 0) {
      states.delete(id)
      await store.tell(id, told, marks, [])
      return
    }
    const state = stateNow(log, document)
    if (state === undefined) return
    const cached = states.get(id)
    const before =
      told === undefined
        ? undefined
        : cached !== undefined && isSame(cached.marks, told)
          ? cached.state
          : stateAt(log, document, told)
    const events =
      told === undefined || before === undefined
        ? [createdEvent(log, document, state)]
        : eventsBetween(log, document, { marks: told, state: before }, { marks, state })
    if (await store.tell(id, told, marks, deliveriesOf(events, webhooks, now()))) keep(id, marks, state)
    if (events.length > 0) wake()
  }

  /** One document after the other. */
  function inOrder(id: string): Promise<void> {
    last = last.then(async () => {
      if (closed) return
      try {
        await tell(id)
        failing.delete(id)
      } catch (error) {
        if (closed) return
        // Nothing was noted: it is tried again until it is told of.
        if (!failing.has(id)) warn(`Webhooks wait for ${id}: ${error instanceof Error ? error.message : String(error)}`)
        failing.add(id)
        plan(id, wait.atMost)
      }
    })
    return last
  }

  /** Tell after a pause; what was planned before is not done besides. */
  function plan(id: string, pause: number): void {
    const before = waiting.get(id)
    if (before !== undefined) clearTimeout(before.timer)
    const timer = setTimeout(() => {
      waiting.delete(id)
      void inOrder(id)
    }, pause)
    timer.unref()
    waiting.set(id, { since: before?.since ?? now(), timer })
  }

  return {
    changed(id) {
      if (closed) return
      const since = waiting.get(id)?.since ?? now()
      plan(id, Math.max(0, Math.min(wait.quiet, since + wait.atMost - now())))
    },

    heard(id) {
      if (!closed && !waiting.has(id)) plan(id, wait.atMost)
    },

    async begin() {
      if ((await store.webhooks()).length > 0) return
      await log.catchUp()
      await store.tellFrom(new Map(log.documents().map((document) => [document.id, marksOf(log, document)])))
    },

    async catchUp() {
      if ((await store.webhooks()).length === 0) return
      const ids = new Set([...(await store.told()), ...log.documents().map(({ id }) => id)])
      await Promise.all([...ids].map(inOrder))
    },

    close() {
      closed = true
      for (const { timer } of waiting.values()) clearTimeout(timer)
    },
  }
}

/** Each event to each webhook that wants it, under one id. */
export function deliveriesOf(
  events: readonly (DocumentEvent | Pick<WebhookEvent, 'type' | 'data'>)[],
  webhooks: readonly Webhook[],
  now: number,
): readonly NewDelivery[] {
  return events.flatMap(({ type, data }) => {
    const event: WebhookEvent = { id: `evt_${randomUUID()}`, type, timestamp: new Date(now).toISOString(), data }
    const body = JSON.stringify(event)
    return webhooks
      .filter(({ events: wanted }) => wanted.length === 0 || wanted.some((one) => one === type) || type === 'ping')
      .map(({ id }) => ({ webhook: id, event: event.id, type, body, createdAt: now }))
  })
}

const isSame = (one: Marks, other: Marks): boolean => {
  const rooms = Object.keys(one)
  return rooms.length === Object.keys(other).length && rooms.every((room) => one[room] === other[room])
}

/** Whether the one has something that the other has not come to. */
const isPast = (one: Marks, other: Marks): boolean =>
  Object.entries(one).some(([room, seq]) => seq > (other[room] ?? -1))
