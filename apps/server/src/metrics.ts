import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'

/** What the server counts, for Prometheus. No label has a name, an id or a word of anybody. */
export interface Metrics {
  readonly contentType: string
  text(): Promise<string>
  /** An update was stored: how long that took, in seconds, and its size in bytes. */
  stored(seconds: number, bytes: number): void
  /** An update could not be stored. */
  notStored(): void
  /** An update or a connection was refused. */
  refused(reason: string): void
  /** A request was answered. */
  answered(method: string, status: number, seconds: number): void
}

/** What is asked for at the time of looking. */
export interface Levels {
  readonly rooms: () => number
  readonly sockets: () => number
}

export function metrics(levels: Levels): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const registers = [registry]
  const stored = new Histogram({
    name: 'claimspan_update_store_seconds',
    help: 'Time until an update was on disk.',
    buckets: [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 1, 5],
    registers,
  })
  const bytes = new Counter({ name: 'claimspan_update_bytes_total', help: 'Bytes of stored updates.', registers })
  const failed = new Counter({
    name: 'claimspan_updates_not_stored_total',
    help: 'Updates that could not be stored.',
    registers,
  })
  const refused = new Counter({
    name: 'claimspan_refusals_total',
    help: 'Updates and connections that were refused.',
    labelNames: ['reason'],
    registers,
  })
  const answered = new Histogram({
    name: 'claimspan_http_request_seconds',
    help: 'Time until a request was answered.',
    labelNames: ['method', 'status'],
    buckets: [0.005, 0.02, 0.1, 0.5, 2, 10],
    registers,
  })
  for (const [name, help, level] of [
    ['claimspan_rooms', 'Rooms that are open.', levels.rooms],
    ['claimspan_sockets', 'Sockets that are open.', levels.sockets],
  ] as const) {
    new Gauge({
      name,
      help,
      registers,
      collect() {
        this.set(level())
      },
    })
  }
  return {
    contentType: registry.contentType,
    text: () => registry.metrics(),
    stored(seconds, size) {
      stored.observe(seconds)
      bytes.inc(size)
    },
    notStored: () => failed.inc(),
    refused: (reason) => refused.inc({ reason }),
    answered: (method, status, seconds) => answered.observe({ method, status: String(status) }, seconds),
  }
}
