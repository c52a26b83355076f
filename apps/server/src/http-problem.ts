/** What a request can get wrong. The kind is for programs, the message is a sentence for people. */
export type HttpProblemKind =
  | 'bad-id'
  | 'bad-json'
  | 'bad-request'
  | 'bad-text'
  | 'bad-url'
  | 'document-deleted'
  | 'document-exists'
  | 'empty-document'
  | 'foreign-host'
  | 'foreign-origin'
  | 'method-not-allowed'
  | 'not-found'
  | 'not-saved'
  | 'not-text'
  | 'not-utf-8'
  | 'same-text'
  | 'server-error'
  | 'too-large'
  | 'unknown-document'
  | 'unknown-file'
  | 'unknown-format'
  | 'unknown-layer'
  | 'unknown-project'
  | 'unknown-unit'
  | 'unknown-version'
  | 'unsound-document'
  | 'unsupported-media-type'

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
