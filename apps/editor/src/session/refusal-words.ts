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
