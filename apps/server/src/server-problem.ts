/** What can be wrong in the world when a server starts or a data folder is opened. */
export type ServerProblemKind =
  | 'data-folder-not-writable'
  | 'data-folder-in-use'
  | 'not-a-data-folder'
  | 'newer-data-folder'
  | 'damaged-data-folder'
  | 'port-in-use'
  | 'address-not-available'
  | 'bad-article'
  | 'owner-needed'
  | 'bad-openid-settings'
  | 'backup-exists'
  | 'not-a-backup'
  | 'damaged-backup'
  | 'data-folder-taken'
  | 'no-database'
  | 'nothing-to-prune'
  | 'pruned'

/** Thrown with a sentence that says what is wrong and what to do. */
export class ServerProblem extends Error {
  override readonly name = 'ServerProblem'
  constructor(
    readonly kind: ServerProblemKind,
    message: string,
  ) {
    super(message)
  }
}
