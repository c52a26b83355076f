import type * as Y from 'yjs'
import { type ReturnRecord, returnedWords, returnKey, storeReturn } from './returned-words.js'
import type { SharedText } from './shared-text.js'
import {
  type CharacterId,
  changesOf,
  characterPlaces,
  follows,
  type PlacedChange,
  type Run,
  redoneIn,
  runsBetween,
} from './text-walk.js'

/** What is put on the clipboard beside the words, so that whoever pastes them can say which words they are. */
export interface CopiedWords {
  readonly document: string
  readonly runs: readonly Run[]
}

/**
 * Says, in the text's own document, which words of this client's edits are old words that came back: those that an undo
 * or redo restored, those that a paste moved, those that were typed over others. Everybody's spans follow what it says,
 * also in layers that this client may not write or see.
 */
export interface ReturnRecorder {
  /** The words from `from` to `to`, to be put on the clipboard. */
  copied(from: number, to: number): CopiedWords
  /** The next insertion of this client is a paste of these words. */
  pasting(words: CopiedWords): void
  close(): void
}

/** The Yjs origin of the records, so that nobody undoes them or takes them for edits. */
export const recorderOrigin = { name: 'claimspan-returns' }

/**
 * Record what comes back through the edits made with `origin`, and through the undo and redo of `history`. Where the
 * shared text has no place for records (`returns`), nothing is recorded.
 */
export function recordReturns(
  shared: SharedText,
  edits: { readonly origin: unknown; readonly history?: Y.UndoManager },
): ReturnRecorder {
  const { doc, text, returns } = shared
  let pasted: CopiedWords | undefined
  let typing: Typing | undefined
  let told = false

  const write = (records: readonly ReturnRecord[]) => {
    if (records.length === 0 || returns === undefined) return
    doc.transact(() => {
      for (const record of records) returns.set(returnKey(record.now), storeReturn(record))
    }, recorderOrigin)
  }
  const onText = () => {
    told = true
  }
  const onEnd = (transaction: Y.Transaction) => {
    const changed = told
    told = false
    if (!changed) return
    if (edits.history !== undefined && transaction.origin === edits.history) {
      typing = undefined
      write(
        redoneIn(text, transaction).map(({ old, now }) => ({
          kind: 'restored',
          old: [old],
          now: { ...now, length: old.length },
        })),
      )
      return
    }
    if (transaction.origin !== edits.origin) return
    const changes = changesOf(text, transaction)
    if (pasted !== undefined && changes.some(({ inserted }) => inserted.length > 0)) {
      const words = pasted
      pasted = undefined
      typing = undefined
      write(movedBy(shared, words, changes))
      return
    }
    const [change] = changes
    if (changes.length !== 1 || change === undefined) {
      typing = undefined
      write(changes.flatMap(replacedBy))
      return
    }
    typing = typedOn(typing, change)
    if (typing?.record !== undefined) write([typing.record])
  }

  text.observe(onText)
  doc.on('afterTransaction', onEnd)
  return {
    copied: (from, to) => ({ document: String(shared.meta.get('id') ?? ''), runs: runsBetween(text, from, to) }),
    pasting(words) {
      pasted = words
    },
    close() {
      text.unobserve(onText)
      doc.off('afterTransaction', onEnd)
    },
  }
}

/** What one person is typing over: the words taken out last, and the record of what has been typed in their place. */
interface Typing {
  readonly gone: readonly Run[]
  readonly record?: ReturnRecord
}

/**
 * The typing after one more change at one place. Words taken out in one go or one after another from the same place, and
 * then words typed there, are a retyping; it goes on while what is typed follows on.
 */
function typedOn(typing: Typing | undefined, change: PlacedChange): Typing | undefined {
  const { deleted, inserted, before } = change
  const [now] = inserted
  if (inserted.length > 1) return undefined
  if (now === undefined) {
    if (typing === undefined || typing.record !== undefined) return { gone: deleted }
    // Backspace after backspace: what was taken out before stands beside what is taken out now.
    return { gone: typing.gone.every((run) => within(run, before)) ? joined(deleted, typing.gone) : deleted }
  }
  if (deleted.length > 0) {
    const gone =
      typing?.record === undefined && typing?.gone.every((run) => within(run, before))
        ? joined(deleted, typing.gone)
        : deleted
    return { gone, record: { kind: 'retyped', old: gone, now } }
  }
  if (typing === undefined) return undefined
  if (typing.record === undefined) {
    if (!typing.gone.every((run) => within(run, before))) return undefined
    return { gone: typing.gone, record: { kind: 'retyped', old: typing.gone, now } }
  }
  return undefined
}

/** Runs of two neighbouring deletions in the order they had: a later one stands before (backspace) or after (delete). */
function joined(later: readonly Run[], earlier: readonly Run[]): readonly Run[] {
  const last = later[later.length - 1]
  const first = earlier[0]
  if (last !== undefined && first !== undefined && follows(last, first)) {
    return [...later.slice(0, -1), { ...last, length: last.length + first.length }, ...earlier.slice(1)]
  }
  const end = earlier[earlier.length - 1]
  const next = later[0]
  if (end !== undefined && next !== undefined && follows(end, next)) {
    return [...earlier.slice(0, -1), { ...end, length: end.length + next.length }, ...later.slice(1)]
  }
  return [...later, ...earlier]
}

function within(run: Run, runs: readonly Run[]): boolean {
  return runs.some(
    ({ client, clock, length }) =>
      client === run.client && clock <= run.clock && run.clock + run.length <= clock + length,
  )
}

function replacedBy({ deleted, inserted }: PlacedChange): readonly ReturnRecord[] {
  const [now] = inserted
  return deleted.length === 0 || now === undefined || inserted.length > 1
    ? []
    : [{ kind: 'retyped', old: deleted, now }]
}

/** The records of a paste: each run that is gone from the text came back as its part of what was pasted. */
function movedBy(
  shared: SharedText,
  { document, runs }: CopiedWords,
  changes: readonly PlacedChange[],
): readonly ReturnRecord[] {
  if (document !== shared.meta.get('id')) return []
  const [now, ...more] = changes.flatMap(({ inserted }) => inserted)
  const total = runs.reduce((sum, { length }) => sum + length, 0)
  if (now === undefined || more.length > 0 || now.length !== total) return []
  const returned = returnedWords(shared.returns)
  const ends = runs.flatMap((run) => [run, { ...run, clock: run.clock + run.length - 1 }])
  const places = characterPlaces(shared.text, ends)
  let before = 0
  return runs.flatMap((run, at): ReturnRecord[] => {
    const part = { client: now.client, clock: now.clock + before, length: run.length }
    before += run.length
    const gone = places[2 * at]?.deleted === true && places[2 * at + 1]?.deleted === true
    return gone && !isBack(shared, returned, run) ? [{ kind: 'moved', old: [run], now: part }] : []
  })
}

/** Whether a run was pasted before and is still there: a second paste is a copy. */
function isBack(shared: SharedText, returned: ReturnType<typeof returnedWords>, run: CharacterId): boolean {
  const now = ['restored', 'moved'].flatMap((kind) => returned.of(kind as 'moved', run).map((found) => found.now))
  return characterPlaces(shared.text, now).some((place) => place?.deleted === false)
}
