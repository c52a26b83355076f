import type { LoggedChange, LoggedDocument, LogReader } from './update-log.js'

/**
 * What stands in the log in the place of an update whose content was pruned: the update that holds nothing, which no
 * client's update is. Who wrote it and when is kept beside it.
 */
export const prunedUpdate: Uint8Array = new Uint8Array([0, 0])

export const isPruned = ({ size }: Pick<LoggedChange, 'size'>): boolean => size === prunedUpdate.length

/** The first update of a document whose content is still there: what it was before is gone. 0 when nothing is. */
export function prunedUntil(log: LogReader, { rooms }: LoggedDocument): number {
  let until = 0
  for (const room of rooms) for (const row of log.changes(room)) if (isPruned(row)) until = Math.max(until, row.seq)
  return until
}

/** Whether what the document was at this moment has been pruned. */
export function isPrunedAt(log: LogReader, document: LoggedDocument, { seq }: { readonly seq: number }): boolean {
  return seq > 0 && seq < prunedUntil(log, document)
}

export const prunedSentence = (log: LogReader, document: LoggedDocument): string =>
  `What the document "${document.id}" was before update ${prunedUntil(log, document)} has been pruned. Who changed it, and when, is in its history.`
