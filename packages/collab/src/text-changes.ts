/** One change of a transaction, in UTF-16 code units; `at` is the offset before the transaction. */
export interface TextChange {
  readonly at: number
  readonly deleted: number
  readonly inserted: number
}

/** A part of the delta of a Yjs text event. */
interface DeltaPart {
  readonly insert?: unknown
  readonly delete?: number
  readonly retain?: number
}

/** What a delta takes out and puts in, in the order of the text; formats are left out. `undefined` for what no text has. */
export function textChanges(delta: readonly DeltaPart[]): readonly TextChange[] | undefined {
  const changes: TextChange[] = []
  let at = 0
  for (const part of delta) {
    if (part.insert !== undefined) {
      changes.push({ at, deleted: 0, inserted: typeof part.insert === 'string' ? part.insert.length : 1 })
    } else if (part.delete !== undefined) {
      changes.push({ at, deleted: part.delete, inserted: 0 })
      at += part.delete
    } else if (part.retain !== undefined) at += part.retain
    else return undefined
  }
  return changes
}
