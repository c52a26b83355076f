import pino from 'pino'

/** Where the server tells its operator what happened. Nothing told has a secret, or a word of an article, in it. */
export interface OperatorLog {
  /** A sentence about something that somebody should know. */
  say(line: string): void
  /** A request was answered. The address is told without what may follow its "?". */
  request(facts: {
    readonly method: string
    readonly path: string
    readonly status: number
    readonly ms: number
    readonly user?: string
  }): void
}

/** Plain lines; requests are not told of. */
export const lineLog = (tell: (line: string) => void): OperatorLog => ({ say: tell, request: () => undefined })

/** One JSON object a line, as log collectors like it. */
export function jsonLog(write: (line: string) => void): OperatorLog {
  const logger = pino({ base: undefined, timestamp: pino.stdTimeFunctions.isoTime }, { write })
  return {
    say: (line) => logger.info(line),
    request: (facts) => logger.info(facts, 'request'),
  }
}
