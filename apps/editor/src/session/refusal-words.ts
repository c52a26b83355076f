interface RefusalWords {
  /** Follows "Not saved: ". */
  readonly sentence: string
  /** Whether asking again cannot mend it. */
  readonly final: boolean
}

const known: Readonly<Record<string, RefusalWords>> = {
  'unknown-document': { sentence: 'the server does not have this article. Copy what you need.', final: true },
  'document-deleted': { sentence: 'somebody deleted this article. Copy what you need.', final: true },
  'malformed-update': {
    sentence: 'the server could not read a change. Copy what you need and reload the page.',
    final: true,
  },
  'forbidden-write': {
    sentence: 'you may not change this. Copy what you need and reload the page.',
    final: true,
  },
  'too-large': {
    sentence: 'a change is larger than the server takes at once. Copy what you need and reload the page.',
    final: true,
  },
  'room-full': {
    sentence: 'the article has reached the largest size that the server keeps. Copy what you need.',
    final: true,
  },
  'not-allowed': { sentence: 'you may not see this. Ask an owner of the project.', final: true },
  'signed-out': {
    sentence: 'you are signed out. Sign in again in another tab; your changes are kept in this one.',
    final: false,
  },
  'too-many-requests': {
    sentence: 'this page sends more than the server takes. It waits and sends again.',
    final: false,
  },
  'not-saved': {
    sentence: 'the server cannot write to its disk. Your changes are kept in this tab and sent again.',
    final: false,
  },
  'could-not-load': { sentence: 'the server cannot read this article from its disk. It is asked again.', final: false },
}

/** What a reason that the server gives for closing a room means; `undefined` for a reason that is no refusal. */
export function refusalWords(reason: string | undefined): RefusalWords | undefined {
  return reason === undefined ? undefined : known[reason]
}

/** For a change that the server answered with a plain no. */
export const plainRefusal = 'the server did not accept a change. Copy what you need and reload the page.'

/** Reasons for which a room that is opened anew, with what was not saved carried over, is taken where the old one was not. */
export const isOutOfStep = (reason: string | undefined): boolean =>
  reason === 'foreign-items' || reason === 'out-of-step'

/** For changes that could not be carried over to a room opened anew. */
export const strandedWords =
  'the server has lost what your changes were made on. Copy what you need and reload the page.'
