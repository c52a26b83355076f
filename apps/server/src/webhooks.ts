/** What can happen to documents, layers and claims that somebody may want to be told of. */
export const eventTypes = [
  'document.created',
  'document.changed',
  'document.versioned',
  'document.deleted',
  'layer.created',
  'claim.created',
  'claim.changed',
  'claim.removed',
] as const
export type EventType = (typeof eventTypes)[number]

/** Also sent, when somebody asks for it. */
export const pingType = 'ping'

export const isEventType = (value: unknown): value is EventType => eventTypes.some((type) => type === value)

/** An address that is told of events. */
export interface Webhook {
  readonly id: string
  readonly url: string
  /** Empty: of all. */
  readonly events: readonly EventType[]
  /** `whsec_` and the key in base64, as Standard Webhooks 1.0 writes it. */
  readonly secret: string
  /** The account that made it. */
  readonly by: string
  /** ISO 8601, UTC. */
  readonly createdAt: string
  /** Why nothing is sent there now; absent while it is on. */
  readonly off?: string
}

/** Something that happened. Holds ids, kinds and names of fields, and no word of an article. */
export interface WebhookEvent {
  readonly id: string
  readonly type: EventType | typeof pingType
  /** ISO 8601, UTC. */
  readonly timestamp: string
  readonly data: Readonly<Record<string, unknown>>
}

/** One event on its way to one webhook. */
export interface Delivery {
  readonly number: number
  readonly webhook: string
  /** Id of the event: the same at each attempt. */
  readonly event: string
  readonly type: string
  /** The body as it is sent: the same at each attempt. */
  readonly body: string
  /** Milliseconds since 1970. */
  readonly createdAt: number
  readonly attempts: number
  /** When it is tried next, in milliseconds since 1970; absent when it never will be. */
  readonly nextAt?: number
  /** What the last attempt came to: a status, or a word such as `timeout`. */
  readonly outcome?: string
}

/** Up to where a document has been told of: the last update of each of its rooms. */
export type Marks = Readonly<Record<string, number>>

/**
 * Webhooks and what is to be sent to them, kept on disk. Each call is all or nothing; every implementation keeps the
 * contract in `test/webhook-contract.ts`.
 */
export interface WebhookStore {
  /** The oldest first. */
  webhooks(): Promise<readonly Webhook[]>
  addWebhook(webhook: Webhook): Promise<void>
  /** Change what is given; `off: null` turns it on. Resolves with false when there is none. */
  changeWebhook(
    id: string,
    change: {
      readonly url?: string
      readonly events?: readonly EventType[]
      readonly secret?: string
      readonly off?: string | null
    },
  ): Promise<boolean>
  /** Remove a webhook with what was to be sent there. Resolves with false when there is none. */
  removeWebhook(id: string): Promise<boolean>
  /** The documents that have been told of. */
  told(): Promise<readonly string[]>
  /** Up to where a document has been told of. */
  toldOf(document: string): Promise<Marks | undefined>
  /**
   * Note up to where a document has now been told of (`undefined`: it is gone), and what is to be sent of it. `before` is
   * what was noted until now: when it is not, somebody else has told of it, nothing changes and it resolves with false.
   */
  tell(
    document: string,
    before: Marks | undefined,
    now: Marks | undefined,
    events: readonly NewDelivery[],
  ): Promise<boolean>
  /** Note up to where all documents have been told of, in place of what was noted before. */
  tellFrom(marks: ReadonlyMap<string, Marks>): Promise<void>
  /** To be sent whatever was told: for `ping`. */
  enqueue(deliveries: readonly NewDelivery[]): Promise<void>
  /**
   * The deliveries that are due, the oldest first, one a webhook, and none of the webhooks in `except`; nobody else gets
   * them before `until`.
   */
  take(now: number, until: number, limit: number, except: readonly string[]): Promise<readonly Delivery[]>
  /** What an attempt came to. `nextAt` when it is to be tried again; without it, it is kept if it failed. */
  settle(
    number: number,
    result: { readonly isDone: boolean; readonly outcome: string; readonly nextAt?: number },
  ): Promise<void>
  /** When the next delivery is due. */
  nextDue(): Promise<number | undefined>
  /** The newest deliveries of a webhook that are waiting or were given up. */
  deliveries(webhook: string, limit: number): Promise<readonly Delivery[]>
}

export type NewDelivery = Pick<Delivery, 'webhook' | 'event' | 'type' | 'body' | 'createdAt'>
