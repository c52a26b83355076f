/** What a request can get wrong. The kind is for programs, the message is a sentence for people. */
export type HttpProblemKind =
  | 'account-closed'
  | 'account-exists'
  | 'bad-account'
  | 'bad-id'
  | 'bad-invitation'
  | 'bad-json'
  | 'bad-layer'
  | 'bad-request'
  | 'bad-target'
  | 'bad-text'
  | 'bad-url'
  | 'claim-exists'
  | 'document-deleted'
  | 'document-exists'
  | 'empty-document'
  | 'foreign-host'
  | 'foreign-origin'
  | 'last-owner'
  | 'layer-exists'
  | 'method-not-allowed'
  | 'no-account'
  | 'not-allowed'
  | 'not-curated'
  | 'not-found'
  | 'not-proposed'
  | 'not-saved'
  | 'not-text'
  | 'not-utf-8'
  | 'pruned'
  | 'provider-failed'
  | 'relation-exists'
  | 'room-full'
  | 'same-text'
  | 'scheme-moved'
  | 'server-error'
  | 'sign-in-refused'
  | 'signed-out'
  | 'too-large'
  | 'too-many-requests'
  | 'too-many-webhooks'
  | 'unknown-account'
  | 'unknown-claim'
  | 'unknown-document'
  | 'unknown-file'
  | 'unknown-format'
  | 'unknown-formulas'
  | 'unknown-invitation'
  | 'unknown-layer'
  | 'unknown-project'
  | 'unknown-relation'
  | 'unknown-thread'
  | 'unknown-unit'
  | 'unknown-version'
  | 'unknown-webhook'
  | 'unsound-claim'
  | 'unsound-document'
  | 'unsound-edit'
  | 'unsound-relation'
  | 'unsound-scheme'
  | 'unsound-thread'
  | 'unsupported-media-type'
  | 'weak-password'
  | 'wrong-password'

/** Thrown by a route; answered as `{error, message}` with the status, and `problems` when there is a list of them. */
export class HttpProblem extends Error {
  override readonly name = 'HttpProblem'
  constructor(
    readonly status: number,
    readonly kind: HttpProblemKind,
    message: string,
    readonly problems?: readonly unknown[],
  ) {
    super(message)
  }

  /** The body of the answer. */
  get body(): { error: HttpProblemKind; message: string; problems?: readonly unknown[] } {
    return {
      error: this.kind,
      message: this.message,
      ...(this.problems === undefined ? {} : { problems: this.problems }),
    }
  }
}
