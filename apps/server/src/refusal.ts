/**
 * Why a room is refused or a connection ends. The editor gets `reason` as it is: a fixed word, never a sentence with
 * names in it. Thrown inside the sync engine's hooks, which show an `Error` on the console and a refusal not.
 */
export class Refusal {
  constructor(
    readonly code: number,
    readonly reason: RefusalReason,
  ) {}
}

export type RefusalReason =
  | 'unknown-document'
  | 'document-deleted'
  | 'could-not-load'
  | 'not-saved'
  | 'malformed-update'
  | 'foreign-items'
  | 'out-of-step'
  | 'forbidden-write'
  | 'too-large'
  | 'room-full'
  | 'too-many-requests'
  | 'signed-out'
  | 'not-allowed'
  | 'read-only'
  | 'reconnect'
  | 'server-stopping'
  | 'binary-frames-only'
