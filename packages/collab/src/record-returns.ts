import type * as Y from 'yjs'
import { type CopiedWords, commonWords } from './copied-words.js'
import {
  type Beside,
  characterIn,
  lastOf,
  lengthOf,
  type ReturnedWords,
  type ReturnRecord,
  returnedWords,
  sliceRuns,
  storeReturn,
  storeTypedOn,
} from './returned-words.js'
import { besideOf, type Retyping, type RetypingStep, retype } from './retyping.js'
import type { SharedText } from './shared-text.js'
import {
  type CharacterId,
  changesOf,
  isAmongGone,
  type PlacedChange,
  type Run,
  redoneIn,
  runsBetween,
  type TextPlaces,
  textPlaces,
} from './text-walk.js'

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
  let retyping: Retyping | undefined
  let told = false

  const write = (stored: readonly (readonly [key: string, value: unknown])[]) => {
    if (stored.length === 0 || returns === undefined) return
    doc.transact(() => {
      for (const [key, value] of stored) returns.set(key, value)
    }, recorderOrigin)
  }
  const onText = () => {
    told = true
  }
  const onEnd = (transaction: Y.Transaction) => {
    const changed = told
    told = false
    if (!changed || returns === undefined) return
    if (edits.history !== undefined && transaction.origin === edits.history) {
      retyping = undefined
      write(redoneIn(text, transaction).map(restoredAs))
      return
    }
    if (transaction.origin !== edits.origin) return
    // What is only typed somewhere comes back from nowhere: no need to look where.
    const isTyping = pasted === undefined && retyping === undefined && transaction.deleteSet.clients.size === 0
    if (isTyping && !isAmongGone(text, transaction)) return
    const changes = changesOf(text, transaction)
    const moved = pasted === undefined || changes.every(({ inserted }) => inserted.length === 0) ? undefined : pasted
    if (moved !== undefined) pasted = undefined
    const [change] = changes
    const step: RetypingStep | undefined =
      changes.length === 1 && change !== undefined ? retype(retyping, change) : undefined
    // What is pasted is typed over the words that it replaces, but it is not typing that goes on.
    retyping = moved === undefined ? step?.retyping : undefined
    const records = step === undefined ? changes.flatMap(typedOver) : step.record === undefined ? [] : [step.record]
    const { more } = step ?? {}
    write([
      ...(moved === undefined ? [] : movedBy(shared, moved, changes)).map(storeReturn),
      ...records.map(storeReturn),
      ...(records.length > 0 || more !== undefined ? [] : changes.flatMap(typedAmong).map(storeReturn)),
      ...(more === undefined ? [] : more.runs.map((run) => storeTypedOn(run, more.first))),
    ])
  }

  text.observe(onText)
  doc.on('afterTransaction', onEnd)
  return {
    copied: (from, to) => ({
      document: String(shared.meta.get('id') ?? ''),
      runs: runsBetween(text, from, to),
      words: text.toString().slice(from, to),
      beside: besideCut(text, from, to),
    }),
    pasting(words) {
      pasted = words
    },
    close() {
      text.unobserve(onText)
      doc.off('afterTransaction', onEnd)
    },
  }
}

const restoredAs = ({ old, now }: { readonly old: Run; readonly now: CharacterId }) =>
  storeReturn({ kind: 'restored', old: [old], now: [{ ...now, length: old.length }] })

function typedOver(change: PlacedChange): readonly ReturnRecord[] {
  const { deleted, inserted } = change
  if (deleted.length === 0 || inserted.length === 0) return []
  return [{ kind: 'retyped', old: deleted, now: inserted, beside: besideOf(change) }]
}

/** What was typed among words that were gone before: whose it is, what stands there says. */
function typedAmong(change: PlacedChange): readonly ReturnRecord[] {
  const { deleted, inserted, gone } = change
  if (deleted.length > 0 || inserted.length === 0 || gone.length === 0) return []
  return [{ kind: 'retyped', old: [], now: inserted, beside: besideOf(change) }]
}

/** A ninth of what is cut, and one more: who has all of that left beside the cut has too much left to go along. */
function besideCut(text: Y.Text, from: number, to: number, length = to - from): Beside {
  const reach = Math.floor(length / 9) + 1
  return { before: runsBetween(text, Math.max(0, from - reach), from), after: runsBetween(text, to, to + reach) }
}

/** The records of a paste: the words that are gone from the text came back as their part of what was pasted. */
function movedBy(shared: SharedText, words: CopiedWords, changes: readonly PlacedChange[]): readonly ReturnRecord[] {
  if (words.document !== shared.meta.get('id')) return []
  const { runs, now } = cameAlong(words, changes)
  const places = textPlaces(shared.text)
  const returned = returnedWords(shared.returns)
  const isGone = (run: Run) =>
    [run, { ...run, clock: run.clock + run.length - 1 }].every((end) => !isThere(places, returned, end))
  const records: { old: Run[]; from: number; to: number }[] = []
  let at = 0
  for (const run of runs) {
    const last = records[records.length - 1]
    const to = at + run.length
    if (isGone(run)) {
      if (last?.to === at) {
        last.old.push(run)
        last.to = to
      } else records.push({ old: [run], from: at, to })
    }
    at = to
  }
  return records.map(({ old, from, to }) => ({
    kind: 'moved',
    old,
    now: sliceRuns(now, from, to),
    beside: words.beside ?? besideNow(shared.text, places, old),
  }))
}

/** The copied characters that are among those that were pasted, and which these are: as many. */
function cameAlong(
  { runs, words }: CopiedWords,
  changes: readonly PlacedChange[],
): { readonly runs: readonly Run[]; readonly now: readonly Run[] } {
  const now = changes.flatMap(({ inserted }) => inserted)
  if (words === undefined) return lengthOf(now) === lengthOf(runs) ? { runs, now } : { runs: [], now: [] }
  const common = commonWords(words, changes.map(({ insertedWords }) => insertedWords).join(''))
  return {
    runs: common.flatMap(({ from, length }) => sliceRuns(runs, from, from + length)),
    now: common.flatMap(({ at, length }) => sliceRuns(now, at, at + length)),
  }
}

/** What stands now where these words were cut out. */
function besideNow(text: Y.Text, places: TextPlaces, old: readonly Run[]): Beside {
  const first = characterIn(old, 0)
  const last = lastOf(old)
  const from = first && places.place(first)?.offset
  const to = last && places.place(last)?.offset
  if (from === undefined || to === undefined || from > to) return { before: [], after: [] }
  return besideCut(text, from, to, lengthOf(old))
}

/** Whether a character is in the text, as itself, restored or pasted before: then a paste is a copy of it. */
function isThere(places: TextPlaces, returned: ReturnedWords, id: CharacterId): boolean {
  const seen = new Set<string>()
  const open = [id]
  for (let here = open.pop(); here !== undefined && seen.size < 1000; here = open.pop()) {
    if (places.place(here)?.deleted !== true) return true
    const name = `${here.client}:${here.clock}`
    if (seen.has(name)) continue
    seen.add(name)
    for (const kind of ['restored', 'moved'] as const) {
      for (const { record, at } of returned.from(kind, here)) {
        const now = characterIn(record.now, at)
        if (now !== undefined && places.place(now) !== undefined) open.push(now)
      }
    }
  }
  return false
}
