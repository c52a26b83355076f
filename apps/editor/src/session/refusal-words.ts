import { say } from '../words/words.js'

interface RefusalWords {
  /** Follows "Not saved: ". */
  readonly sentence: string
  /** Whether asking again cannot mend it. */
  readonly final: boolean
}

/** The server's reasons, and whether each is final. */
const known = {
  'unknown-document': true,
  'document-deleted': true,
  'malformed-update': true,
  'forbidden-write': true,
  'too-large': true,
  'room-full': true,
  'not-allowed': true,
  'signed-out': false,
  'too-many-requests': false,
  'not-saved': false,
  'could-not-load': false,
} as const

const isKnown = (reason: string): reason is keyof typeof known => Object.hasOwn(known, reason)

/** What a reason that the server gives for closing a room means; `undefined` for a reason that is no refusal. */
export function refusalWords(reason: string | undefined): RefusalWords | undefined {
  if (reason === undefined || !isKnown(reason)) return undefined
  return { sentence: say(`refused.${reason}`), final: known[reason] }
}

/** For a change that the server answered with a plain no. */
export const plainRefusal = (): string => say('refused.plain')

/** Reasons for which a room that is opened anew, with what was not saved carried over, is taken where the old one was not. */
export const isOutOfStep = (reason: string | undefined): boolean =>
  reason === 'foreign-items' || reason === 'out-of-step'

/** For changes that could not be carried over to a room opened anew. */
export const strandedWords = (): string => say('refused.stranded')
