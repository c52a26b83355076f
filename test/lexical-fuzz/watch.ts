import type { SharedText } from '@claimspan/collab'
import type { Cut } from '../../packages/collab/fuzz/expected.js'
import type { Oracle } from '../../packages/collab/fuzz/oracle.js'
import { changedPlaces, characterAt, see, seenBy, unitsAt, wordAt } from '../../packages/collab/fuzz/reading.js'
import { isWord, nameOf, type Seen } from '../../packages/collab/fuzz/seen.js'
import { hand, kindAt } from './hand.js'
import type { EditorPerson } from './person.js'
import type { Pin } from './step.js'

/** What an edit is meant to do: from one character to another, what was there gives way to these words. */
interface Wanted {
  readonly at: number
  readonly deleted: number
  readonly words: readonly string[]
}

type Clip = ReturnType<typeof hand.copy>

/** Lets people edit through their editors, and tells the oracle what they did; throws when an edit did something else. */
export class Watch {
  /** What people did, and what of it Lexical did in a way of its own (it may leave a block border out, or trip). */
  readonly did = { edits: 0, otherwise: 0 }
  private readonly steps = new WeakMap<object, Map<string, Seen>>()
  private readonly cuts = new Map<number, { readonly cut: Cut; readonly clip: Clip }>()
  private nextWord = 0
  /** What the operation was in the session that it was made for, and what it is now. */
  private given: Pin = {}
  private taken: Pin = {}

  constructor(
    private readonly oracle: Oracle,
    private readonly split: (person: EditorPerson, at: number) => void = hand.enter,
  ) {}

  words(count: number): string[] {
    return Array.from({ length: count }, () => wordAt(this.nextWord++))
  }

  see(text: SharedText): readonly Seen[] {
    return see(this.oracle, text)
  }

  /** Begin an operation, as it was before if that is known. */
  begin(given: Pin = {}): void {
    this.given = given
    if (given.word !== undefined) this.nextWord = given.word
    this.taken = { word: this.nextWord }
  }

  /** What the operation that is over turned out to be. */
  get pin(): Pin {
    return this.taken
  }

  act(person: EditorPerson, act: string, at: readonly number[]): void {
    const seen = this.see(person.text)
    const place = this.place(seen, at)
    const [, , edge = 0, off = 0, long = 0, more = 0] = at
    const some = (most: number) => Math.min(1 + Math.floor(long * most), seen.length - place)
    const border = () => {
      const borders = seen.flatMap(({ word }, index) => (word === '\n' ? [index] : []))
      const pinned = this.pinned(seen)
      if (pinned !== undefined) return borders.find((index) => index >= pinned)
      const found = borders[Math.floor(long * borders.length)]
      if (found !== undefined) this.take(seen, found)
      return found
    }
    if (act === 'char') this.type(person, place, 0, this.words(1))
    else if (act === 'word') this.type(person, place, 0, this.words(2 + Math.floor(long * 6)))
    else if (act === 'delete') this.type(person, place, some(4), [], off < 0.5)
    else if (act === 'longDelete') this.type(person, place, some(30), [], off < 0.5)
    else if (act === 'replace') this.type(person, place, some(12), this.words(1 + Math.floor(more * 6)), off < 0.5)
    else if (act === 'retype') {
      const [deleted, typed] = [some(8), 1 + Math.floor(more * 5)]
      for (let left = deleted; left > 0; left--) this.type(person, place + left - 1, 1, [])
      for (let done = 0; done < typed; done++) this.type(person, place + done, 0, this.words(1))
    } else if (act === 'lineBreak')
      this.edit(person, { at: place, deleted: 0, words: ['\u2028'] }, (unit) => hand.lineBreak(person, unit))
    else if (act === 'split')
      this.edit(person, { at: place, deleted: 0, words: ['\n'] }, (unit) => this.split(person, unit))
    else if (act === 'join') {
      const found = border()
      if (found !== undefined)
        this.edit(person, { at: found, deleted: 1, words: [] }, (_, end) => hand.backspace(person, end))
    } else if (act === 'bold') {
      const wanted = { at: place, deleted: 0, words: [] }
      const end = unitsAt(seen, place + some(10))
      this.edit(person, wanted, (unit) => hand.format(person, unit, end, more < 0.6 ? 'bold' : 'italic'))
    } else if (act === 'block') {
      this.edit(person, { at: place, deleted: 0, words: [] }, (unit) => hand.block(person, unit, kindAt(edge)))
    } else if (act === 'cut') this.cut(person, place, Math.min(3 + Math.floor(long * 60), seen.length - place))
    else if (act === 'paste') this.paste(person, place)
    else if (act === 'undo' || act === 'redo') this.travel(person, act)
  }

  /** Select words and mark them: returns the span that the editor says is selected. */
  mark(person: EditorPerson, at: readonly number[], store: (span: { from: number; to: number }) => string): void {
    const seen = this.see(person.text)
    const [, , , , long = 0, more = 0] = at
    const from = this.place(seen, at)
    const to = Math.min(seen.length, from + 3 + Math.floor(long * long * 60))
    const ends = [unitsAt(seen, from), unitsAt(seen, to)]
    const [anchor = 0, focus = 0] = more < 0.5 ? ends : ends.reverse()
    const span = hand.selected(person, anchor, focus)
    if (span === null) return
    const words = seen.slice(characterAt(seen, span.from), characterAt(seen, span.to))
    if (words.length < 2) return
    if (words.length > to - from || words.length < to - from - 3 * countBorders(seen.slice(from, to))) {
      throw new Error(`The selection from ${ends} is said to be ${span.from} to ${span.to}`)
    }
    const name = store(span)
    this.oracle.marked(name, words, seen, seenBy(person))
  }

  forget(person: EditorPerson): void {
    this.cuts.delete(person.number)
  }

  private type(person: EditorPerson, at: number, deleted: number, words: readonly string[], isBackward = false): void {
    if (deleted === 0 && words.length === 0) return
    this.edit(person, { at, deleted, words }, (from, to) => {
      const [anchor, focus] = isBackward ? [to, from] : [from, to]
      if (words.length > 0) hand.type(person, anchor, focus, words.join(''))
      else hand.remove(person, anchor, focus)
    })
  }

  private cut(person: EditorPerson, at: number, length: number): void {
    if (length <= 0) return
    const wanted = { at, deleted: length, words: [] }
    const seen = this.see(person.text)
    const [from, to] = [unitsAt(seen, at), unitsAt(seen, at + length)]
    const clip = hand.copy(person, from, to)
    const words = seen.slice(at, at + length).map(({ word }) => word)
    person.clipboard = { words: words.join(''), copied: person.recorder.copied(from, to) }
    const cut = this.oracle.cut(seen, at, length)
    this.cuts.set(person.number, { cut, clip })
    this.edit(person, wanted, () => hand.remove(person, from, to), false)
  }

  /** Paste what was cut, when none of it is there: else it would be a copy, and characters no longer their own identity. */
  private paste(person: EditorPerson, at: number): void {
    const { clipboard } = person
    const kept = this.cuts.get(person.number)
    if (clipboard === undefined || kept === undefined) return
    const seen = this.see(person.text)
    const there = new Set(seen.map(({ word }) => word))
    if (kept.cut.words.some((word) => isWord({ word }) && there.has(word))) return
    const wanted = { at, deleted: 0, words: kept.cut.words }
    person.recorder.pasting(clipboard.copied)
    const added = this.edit(person, wanted, (unit) => hand.paste(person, unit, kept.clip), false)
    const came = [...added]
    // A block border may have stayed behind: what came is known by its words.
    const ids = kept.cut.words.map((word) => {
      const index = came.findIndex((seen) => seen.word === word)
      return index < 0 ? undefined : came.splice(index, 1)[0]?.id
    })
    const missing = { client: -1, clock: -1 }
    this.oracle.pastedAt(
      seen,
      at,
      kept.cut,
      ids.map((id) => id ?? missing),
      seenBy(person),
    )
  }

  /** Undo and redo touch what this person did, and nothing else. */
  private travel(person: EditorPerson, act: 'undo' | 'redo'): void {
    const seen = this.see(person.text)
    const stack = act === 'undo' ? person.history.undoStack : person.history.redoStack
    const item = stack[stack.length - 1]
    const step = item && this.steps.get(item)
    hand.travel(person, act)
    const other = act === 'undo' ? person.history.redoStack : person.history.undoStack
    const made = other[other.length - 1]
    if (step !== undefined && made !== undefined) this.steps.set(made, step)
    const after = this.see(person.text)
    const { came, gone } = difference(seen, after)
    this.oracle.deleted(gone)
    const foreign = gone.find(({ id }) => id.client !== person.text.doc.clientID)
    if (foreign !== undefined) throw new Error(`${act} takes out ${foreign.word}, which somebody else put there`)
    for (const { word, id } of came) this.oracle.restored(word, step?.get(word)?.id, id)
    const now = this.see(person.text)
    for (const { at, deleted, from, to } of changedPlaces(seen, now)) {
      this.oracle.putBack(seen, at, deleted, now.slice(from, to))
    }
  }

  /**
   * Make an edit of the text that a person sees, and tell the oracle of it, unless it is to be told otherwise. Returns the
   * characters that came.
   */
  private edit(
    person: EditorPerson,
    wanted: Wanted,
    change: (from: number, to: number) => void,
    tells = true,
  ): readonly Seen[] {
    const seen = this.see(person.text)
    const size = person.history.undoStack.length
    change(unitsAt(seen, wanted.at), unitsAt(seen, wanted.at + wanted.deleted))
    this.did.edits++
    const after = this.see(person.text)
    const { came, gone } = difference(seen, after)
    const item = person.history.undoStack[size]
    if (item !== undefined) this.steps.set(item, new Map([...gone, ...came].map((one) => [one.word, one])))
    this.judgeEdit(seen, after, wanted, gone)
    for (const { at, deleted, from, to } of tells ? changedPlaces(seen, after) : []) {
      this.oracle.replaced(seen, at, deleted, after.slice(from, to), seenBy(person))
    }
    this.oracle.deleted(gone)
    return came
  }

  /** Whether exactly the words went and came that were meant to; block borders may differ, for Lexical has its own ways. */
  private judgeEdit(
    seen: readonly Seen[],
    after: readonly Seen[],
    { at, deleted, words }: Wanted,
    gone: readonly Seen[],
  ): void {
    const wanted = [...seen.slice(0, at), ...words.map((word) => ({ word })), ...seen.slice(at + deleted)]
    const taken = new Set(seen.slice(at, at + deleted).map(({ word }) => word))
    const stray = gone.find((one) => isWord(one) && !taken.has(one.word))
    if (stray !== undefined) {
      const isBack = after.some(({ word }) => word === stray.word)
      throw new Error(
        isBack ? `${stray.word} was taken out and put in again by an edit elsewhere` : `${stray.word} went unasked`,
      )
    }
    const [is, was, meant] = [after, seen, wanted].map((text) =>
      text
        .filter(isWord)
        .map(({ word }) => word)
        .join(''),
    )
    if (is !== meant && is !== was) throw new Error(`An edit made ${was} into ${is}, not ${meant}`)
    if (after.map(({ word }) => word).join('') !== wanted.map(({ word }) => word).join('')) this.did.otherwise++
  }

  /** Where an edit is: two of five within two characters of the border of a span, the others anywhere. */
  private place(seen: readonly Seen[], [near = 0, which = 0, edge = 0, off = 0]: readonly number[]): number {
    const names = this.oracle.spanNames()
    const name = near < 0.4 ? names[Math.floor(which * names.length)] : undefined
    const range = name === undefined ? undefined : this.oracle.rangeOf(name, seen)
    const at =
      range === undefined ? Math.floor(which * (seen.length + 1)) : range[edge < 0.5 ? 0 : 1] + Math.floor(off * 5) - 2
    return this.take(seen, this.pinned(seen) ?? Math.max(0, Math.min(seen.length, at)))
  }

  /** Where the operation was before, in this text; `undefined` when it is not known, or no such place is left. */
  private pinned(seen: readonly Seen[]): number | undefined {
    const { left, off = 0 } = this.given
    if (left === undefined) return undefined
    const at = left === '' ? 0 : seen.findIndex(({ word }) => word === left) + 1
    return at === 0 && left !== '' ? undefined : Math.min(seen.length, at + off)
  }

  private take(seen: readonly Seen[], at: number): number {
    let left = at - 1
    for (let one = seen[left]; one !== undefined && !isWord(one); one = seen[left]) left--
    this.taken = { ...this.taken, left: seen[left]?.word ?? '', off: at - 1 - left }
    return at
  }
}

function difference(before: readonly Seen[], after: readonly Seen[]) {
  const [old, now] = [before, after].map((all) => new Set(all.map(({ id }) => nameOf(id))))
  return {
    gone: before.filter(({ id }) => now?.has(nameOf(id)) === false),
    came: after.filter(({ id }) => old?.has(nameOf(id)) === false),
  }
}

const countBorders = (seen: readonly Seen[]) => seen.filter(({ word }) => word === '\n').length
