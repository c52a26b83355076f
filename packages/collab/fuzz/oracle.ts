import type { CharacterId } from '../src/text-walk.js'

/**
 * One character where one person sees it. `word` is the character, which is its own identity, since each is used once;
 * `key` also says which paste brought it to where it is, if one did.
 */
export interface Seen {
  readonly word: string
  readonly id: CharacterId
  /** Its identity, also of a line's end: all of these are the same character. */
  readonly name: string
  readonly key: string
}

/** What a span has to hold, known by the characters alone. */
interface Expected {
  readonly name: string
  /** Characters that belong, by key, where they were when they came to belong. */
  readonly members: Set<string>
  /** Characters that may be in or out. */
  readonly either: Set<string>
  readonly first: string
  readonly last: string
  readonly ends: readonly [first: CharacterId, last: CharacterId]
  /** Whether who marked the span had not got a character that somebody had put there by then. */
  readonly isUnseen: (id: CharacterId) => boolean
  /** Whether some of its words stood there twice, as when a paste has come and the cut has not. */
  readonly isDoubled: boolean
  /** The first character of each paste that the span went along with. */
  readonly moves: CharacterId[]
  /** Where it went along with words: those, by key, and what was left where they had been, which is no part of its place there. */
  readonly along: Set<string>
  readonly left: Set<string>
  /** Characters that were gone for who marked the span. */
  readonly gone: ReadonlySet<string>
  /** What was typed beside such a character by somebody who had it still: whether it is within is for the text to say. */
  readonly loose: Set<string>
}

/** Whether a character had come to somebody when they did something. */
export type HasSeen = (id: CharacterId) => boolean

export type Verdict = 'exact' | 'border' | 'near' | 'partial' | 'lost' | 'wrong' | 'ambiguous'
export const verdicts: readonly Verdict[] = ['exact', 'border', 'near', 'partial', 'lost', 'wrong', 'ambiguous']

/** Words that were cut. */
export interface Cut {
  readonly words: readonly string[]
  readonly keys: readonly string[]
  /** What else was there. */
  readonly beside: readonly string[]
}

/** Knows where each span belongs, from what people did alone: it knows nothing of anchors, records or resolution. */
export class Oracle {
  private readonly spans = new Map<string, Expected>()
  /** Which paste brought a character, by the identity it has there; none for characters where they were typed. */
  private readonly pastes = new Map<string, number>()
  /** The identity of a character after each paste of it. */
  private readonly moves = new Map<string, CharacterId[]>()
  private readonly seen = new Map<number, (Seen | undefined)[]>()
  private pasted = 0
  private readonly pastings: Pasting[] = []
  /** Grows when what {@link see} says of a character may be another thing. */
  pastesSeen = 0
  private readonly typed = new Set<string>()
  /** Every character that somebody typed, pasted or brought back, where that put it. */
  private readonly put = new Map<string, CharacterId>()
  private readonly removed = new Set<string>()
  /** The identity of each character where it was typed, and what it was typed over. */
  private readonly ids = new Map<string, CharacterId>()
  private readonly over = new Map<string, readonly Seen[]>()
  /** Characters that two people moved or brought back without knowing of each other. */
  private readonly torn = new Set<string>()

  /** What stood beside a character that somebody took out, when it was. */
  private readonly beside = new Map<
    string,
    { readonly left: Seen | undefined; readonly right: Seen | undefined; readonly added: readonly Seen[] }[]
  >()
  private readonly history: {
    readonly deleted: readonly Seen[]
    readonly left: Seen | undefined
    readonly right: Seen | undefined
    readonly added: readonly Seen[]
  }[] = []

  /** The same object for the same character, until a paste is told of it. */
  see(word: string, client: number, clock: number): Seen {
    const of = this.seen.get(client) ?? []
    this.seen.set(client, of)
    const before = of[clock]
    if (before !== undefined) return before
    const id = { client, clock }
    // A line's end is not its own identity: its id is.
    const name = isWord({ word }) ? word : `${word}${nameOf(id)}`
    const seen = { word, id, name, key: `${name}@${this.pastes.get(nameOf(id)) ?? 0}` }
    of[clock] = seen
    return seen
  }

  private pasteOf(id: CharacterId, paste: number): void {
    this.pastes.set(nameOf(id), paste)
    this.put.set(nameOf(id), id)
    this.pastesSeen++
    const of = this.seen.get(id.client)
    if (of !== undefined) of[id.clock] = undefined
  }

  started(text: readonly Seen[]): void {
    for (const { word, id } of text) {
      this.typed.add(word)
      this.ids.set(word, id)
    }
  }

  marked(name: string, words: readonly Seen[], text: readonly Seen[], hasSeen: HasSeen): void {
    const keys = words.map(({ key }) => key)
    const [first, last] = [words[0]?.key ?? '', words[words.length - 1]?.key ?? '']
    const [start, end] = [words[0], words[words.length - 1]]
    if (start === undefined || end === undefined) throw new Error('A span has words')
    const here = new Set(text.map(({ word }) => word))
    const unseen = new Set([...this.put.values()].filter((id) => !hasSeen(id)).map(nameOf))
    const isNew = (word: string) => {
      const id = this.ids.get(word)
      return id !== undefined && !hasSeen(id)
    }
    const span: Expected = {
      name,
      members: new Set(keys),
      either: new Set(),
      first,
      last,
      ends: [start.id, end.id],
      isUnseen: (id) => unseen.has(nameOf(id)),
      moves: [],
      along: new Set(),
      left: new Set(),
      isDoubled: words.some(({ name: of }) => (namesOf(text).get(of)?.length ?? 0) > 1),
      gone: new Set([...this.typed].filter((word) => !here.has(word) && !isNew(word))),
      loose: new Set(),
    }
    // What somebody typed over or between these words, without having seen that they are marked, may belong or not.
    const holds = this.holder(span)
    for (const { deleted, left, right, added } of this.history) {
      const isWithin =
        deleted.length > 0
          ? deleted.every(holds)
          : (holds(left) && (left?.key !== last || this.removed.has(wordOf(last)))) ||
            (holds(right) && (right?.key !== first || this.removed.has(wordOf(first)))) ||
            (holds(left) && this.removed.has(wordOf(last))) ||
            (holds(right) && this.removed.has(wordOf(first)))
      if (!isWithin) continue
      // Between two words of the span it stands within, whoever has seen it.
      const isBetween = deleted.length === 0 && [left, right].every((seen) => seen && span.members.has(seen.key))
      for (const { key, name, id } of added) {
        if (span.members.has(key)) continue
        if (isBetween && !hasSeen(id)) span.members.add(key)
        else span.either.add(name)
      }
    }
    // Words that somebody else had moved by then, which who marked the span had not seen.
    for (const pasting of this.pastings) follow(span, pasting)
    this.spans.set(name, span)
  }

  /** Whether a character belongs to a span or may, or stood among what does when somebody took it out. */
  private holder(span: Expected): (seen: Seen | undefined) => boolean {
    const known = new Map<string, boolean>()
    const holds = (seen: Seen | undefined): boolean => {
      if (seen === undefined) return false
      if (span.members.has(seen.key) || span.either.has(seen.name)) return true
      const beside = this.beside.get(seen.key)
      if (beside === undefined) return false
      const before = known.get(seen.key)
      if (before !== undefined) return before
      known.set(seen.key, false)
      const isHeld = beside.some(
        ({ left, right, added }) => [left, added.at(-1)].some(holds) && [right, added[0]].some(holds),
      )
      known.set(seen.key, isHeld)
      return isHeld
    }
    return holds
  }

  /** Where a span's visible words stand in a text; `undefined` when none is there. */
  rangeOf(name: string, text: readonly Seen[]): readonly [from: number, to: number] | undefined {
    const span = this.spans.get(name)
    return span && rangeIn(span, text)
  }

  names(): readonly string[] {
    return [...this.spans.keys()]
  }

  /** Somebody replaced `deleted` characters at `at` by others. */
  replaced(before: readonly Seen[], at: number, deleted: number, added: readonly Seen[], hasSeen: HasSeen): void {
    for (const { word, id } of added) {
      this.typed.add(word)
      this.put.set(nameOf(id), id)
    }
    const taken = before.slice(at, at + deleted)
    this.deleted(taken)
    const [left, right] = [before[at - 1], before[at + deleted]]
    for (const seen of added) {
      this.ids.set(seen.name, seen.id)
      this.over.set(seen.name, taken)
    }
    if (added.length > 0) this.history.push({ deleted: taken, left, right, added })
    for (const span of added.length === 0 ? [] : this.spans.values()) {
      const place = this.placeFor(span, before, at, deleted, hasSeen)
      for (const { key, name } of added) {
        if (place === 'in') span.members.add(key)
        else if (place === 'either') span.either.add(name)
        else if ([left, right, ...taken].some((seen) => seen && span.gone.has(seen.word))) span.loose.add(name)
      }
    }
    for (const { key } of taken) this.beside.set(key, [...(this.beside.get(key) ?? []), { left, right, added }])
  }

  /** As {@link placeIn}: but what is put among words that somebody else was moving stays where it is, or goes along. */
  private placeFor(span: Expected, text: readonly Seen[], at: number, deleted: number, hasSeen: HasSeen) {
    const place = this.placeIn(span, text, at, deleted)
    if (place !== 'in') return place
    const names = namesOf(text)
    const isMoving =
      !span.moves.every(hasSeen) || [...span.members].some((key) => (names.get(wordOf(key))?.length ?? 0) > 1)
    return isMoving ? 'either' : place
  }

  /** Whether what replaces `deleted` characters at `at` belongs to a span, in the eyes of who does it. */
  private placeIn(span: Expected, text: readonly Seen[], at: number, deleted: number): 'in' | 'out' | 'either' {
    const range = rangeIn(span, text, leftIn(span, text))
    const [from, to] = range ?? [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
    const end = at + deleted
    const isEither = this.holder(span)
    const isMember = (seen: Seen | undefined) =>
      seen !== undefined && span.members.has(seen.key) && !span.either.has(seen.name)
    if (deleted === 0 && from < at && at < to) {
      // Among words that came between those of the span by chance.
      return isMember(text[at - 1]) && isMember(text[at]) ? 'in' : 'either'
    }
    // Where the span's own first or last character is gone or not here yet, its edge is not where it was.
    if (deleted > 0 && from <= at && end <= to && !(at === from && end === to)) {
      const isUnseen = (key: string | undefined, edge: string) => key !== edge && !this.removed.has(wordOf(edge))
      const isOpen =
        (at === from && isUnseen(text[from]?.key, span.first)) || (end === to && isUnseen(text[to - 1]?.key, span.last))
      const isPlain = isMember(text[at]) && isMember(text[end - 1])
      return isOpen || !isPlain ? 'either' : 'in'
    }
    let [first, last] = this.heldIn(span, text, isEither)
    // What was typed over words of the span stands where its end was.
    const isOver = (seen: Seen | undefined) => seen !== undefined && (this.over.get(seen.name) ?? []).some(isEither)
    while (first > 0 && isOver(text[first - 1])) first--
    while (last >= 0 && isOver(text[last + 1])) last++
    if (first < 0 || end < first || at > last + 1) return 'out'
    const isTornStart = text[first]?.key !== span.first
    const isTornEnd = text[last]?.key !== span.last
    if (at <= first && end > last) return isTornStart || isTornEnd ? 'either' : 'out'
    if (deleted === 0 ? at <= first : at < first) return isTornStart ? 'either' : 'out'
    if (deleted === 0 ? at > last : end > last + 1) return isTornEnd ? 'either' : 'out'
    return 'either'
  }

  /** The places of the first and the last character of a text that a span holds; -1 for none. */
  private heldIn(
    span: Expected,
    text: readonly Seen[],
    isHeld: (seen: Seen | undefined) => boolean,
  ): [first: number, last: number] {
    let [first, last] = [text.length, -1]
    const keys = keysOf(text)
    const left = leftIn(span, text)
    const note = (at: number | undefined) => {
      if (at === undefined) return
      first = Math.min(first, at)
      last = Math.max(last, at)
    }
    for (const key of span.members) if (!left.has(key)) note(keys.get(key))
    const names = span.either.size === 0 ? undefined : namesOf(text)
    for (const name of span.either)
      for (const at of names?.get(name) ?? []) if (!left.has(text[at]?.key ?? '')) note(at)
    for (const key of this.beside.keys()) {
      const at = keys.get(key)
      if (at !== undefined && (at < first || at > last) && !left.has(key) && isHeld(text[at])) note(at)
    }
    return last < 0 ? [-1, -1] : [first, last]
  }

  deleted(words: readonly Seen[]): void {
    for (const { word } of words) this.removed.add(word)
  }

  cut(before: readonly Seen[], at: number, length: number): Cut {
    const cut = before.slice(at, at + length)
    const keys = new Set(cut.map(({ key }) => key))
    this.deleted(cut)
    const beside = before.filter(({ key }) => !keys.has(key)).map(({ key }) => key)
    return { words: cut.map(({ word }) => word), keys: [...keys], beside }
  }

  /** Words that were cut came back at another place, with these identities. `before` is the text without them. */
  pastedAt(before: readonly Seen[], at: number, cut: Cut, ids: readonly CharacterId[], hasSeen: HasSeen): void {
    const paste = ++this.pasted
    cut.words.forEach((word, index) => {
      const id = ids[index]
      if (id === undefined) return
      this.pasteOf(id, paste)
      // Somebody else moved it too, and who pastes it here has not heard of that.
      const others = this.moves.get(word) ?? []
      if (!others.every(hasSeen)) this.torn.add(word)
      this.moves.set(word, [...others, id])
    })
    const pastedKeys = cut.words.filter((word) => isWord({ word })).map((word) => `${word}@${paste}`)
    const along = new Set<string>()
    const pasting = { cut, paste, first: ids[0] }
    for (const span of this.spans.values()) if (follow(span, pasting)) along.add(span.name)
    this.pastings.push(pasting)
    // What is pasted into the words of another span belongs to it, as typed words do.
    for (const span of this.spans.values()) {
      if (along.has(span.name)) continue
      const place = this.placeFor(span, before, at, 0, hasSeen)
      for (const key of pastedKeys) {
        if (place === 'in') span.members.add(key)
        else if (place === 'either') span.either.add(wordOf(key))
        else if ([before[at - 1], before[at]].some((seen) => seen && span.gone.has(seen.word))) {
          span.loose.add(wordOf(key))
        }
      }
    }
  }

  /** Characters came back by an undo or redo, from where the paste `of` had put them. */
  restored(word: string, was: CharacterId | undefined, id: CharacterId): void {
    const paste = was && this.pastes.get(nameOf(was))
    if (paste !== undefined) this.pasteOf(id, paste)
    this.put.set(nameOf(id), id)
    this.removed.add(word)
  }

  /** An undo or redo put these words where those were: they may belong where they were put. */
  putBack(before: readonly Seen[], at: number, deleted: number, added: readonly Seen[]): void {
    const words = added.filter(isWord)
    for (const span of words.length === 0 ? [] : this.spans.values()) {
      if (this.placeIn(span, before, at, deleted) === 'out') continue
      for (const { key, name } of words) if (!span.members.has(key)) span.either.add(name)
    }
  }

  /** Judge where a span was found in a text. */
  judge(
    name: string,
    text: readonly Seen[],
    from: number,
    to: number,
    orderOf: (id: CharacterId) => number | undefined,
  ): Verdict {
    const span = this.spans.get(name)
    if (span === undefined) throw new Error(`No span ${name}`)
    const got = text.slice(from, to).filter(isWord)
    if (span.isDoubled) return 'ambiguous'
    const [keys, names] = [keysOf(text), namesOf(text)]
    const isTorn = (name: string) => this.torn.has(name) || (names.get(name)?.length ?? 0) > 1
    for (const key of span.members) if (isTorn(wordOf(key))) return 'ambiguous'
    const belongs = (seen: Seen) => span.members.has(seen.key) && !span.either.has(seen.name)
    const [low = 0, high = 0] = span.ends.map(orderOf)
    // What was typed between the ends, or over words between them, when nobody there had seen the span yet.
    const isBetween = ({ name: of, id }: Seen, depth = 0): boolean => {
      const orders = [orderOf(id), orderOf(this.ids.get(of) ?? id)]
      if (orders.some((order) => order !== undefined && low <= order && order <= high)) return true
      return depth < 9 && (this.over.get(of) ?? []).some((seen) => isBetween(seen, depth + 1))
    }
    const may = (seen: Seen) =>
      span.members.has(seen.key) ||
      span.either.has(seen.name) ||
      (([span.gone, span.loose].some((words) => words.has(seen.word)) || span.isUnseen(seen.id)) && isBetween(seen))
    const wanted = [...span.members].flatMap((key) => {
      const seen = text[keys.get(key) ?? -1]
      return seen !== undefined && isWord(seen) && belongs(seen) ? [seen] : []
    })
    const found = new Set(got.map(({ word }) => word))
    const missing = wanted.filter(({ word }) => !found.has(word)).length
    const foreign = got.filter((seen) => !may(seen)).length
    // A line's end has no identity of its own: whoever put it there may have put it within the span.
    const [first, last] = [text[from], to > from ? text[to - 1] : undefined]
    const areEndsRight =
      first === undefined || last === undefined || ((!isWord(first) || may(first)) && (!isWord(last) || may(last)))
    if (missing === 0 && areEndsRight) return foreign === 0 && got.every(belongs) ? 'exact' : 'border'
    if (got.length === 0) return 'lost'
    const common = wanted.length - missing
    if (common === 0) return got.some(may) && wanted.length === 0 ? 'partial' : 'wrong'
    return common / (wanted.length + foreign) >= 0.9 ? 'near' : 'partial'
  }

  /** What is wrong with a text that all have: characters that nobody took out and are gone, or that are there twice. */
  integrity(text: readonly Seen[]): {
    readonly lost: readonly string[]
    readonly doubled: readonly string[]
    readonly twice: number
  } {
    const counts = new Map<string, number>()
    for (const { word } of text.filter(isWord)) counts.set(word, (counts.get(word) ?? 0) + 1)
    const lost = [...this.typed].filter((word) => isWord({ word }) && !this.removed.has(word) && !counts.has(word))
    const all = [...counts].filter(([, count]) => count > 1).map(([word]) => word)
    // What was taken out can be brought back by two people, each for themselves: that is Yjs's own.
    const doubled = all.filter((word) => !this.removed.has(word))
    const unknown = [...counts.keys()].filter((word) => !this.typed.has(word))
    return { lost, doubled: [...doubled, ...unknown], twice: all.length - doubled.length }
  }
}

interface Pasting {
  readonly cut: Cut
  readonly paste: number
  readonly first: CharacterId | undefined
}

/**
 * Whether a span goes along with words that are pasted, since nine tenths of it were cut: then what was left may go or not.
 * Where that hangs on characters that may be in or out, it may be at either place.
 */
function follow(span: Expected, { cut, paste, first }: Pasting): boolean {
  const [some, left] = [cut.keys, cut.beside].map((keys) => {
    const sure = keys.filter((key) => span.members.has(key) && !span.either.has(wordOf(key)))
    const most = keys.filter((key) => span.members.has(key) || span.either.has(wordOf(key)))
    // In UTF-16 code units, as all lengths of a text.
    return { most, least: units(sure), longest: units(most) }
  })
  if (some === undefined || left === undefined || some.least === 0 || some.longest < 9 * left.least) return false
  const isSure = some.least >= 9 * left.longest
  for (const key of span.members) span.either.add(wordOf(key))
  const moved = some.most.filter((key) => span.members.has(key))
  if (isSure) {
    const went = new Set(moved)
    for (const key of [...span.members, ...cut.beside]) if (!went.has(key)) span.left.add(key)
    for (const key of moved) span.left.delete(key)
    span.along.clear()
    for (const key of moved) span.along.add(`${key.slice(0, key.lastIndexOf('@'))}@${paste}`)
  }
  if (isSure) for (const key of moved) span.either.delete(wordOf(key))
  for (const key of moved) span.members.add(`${key.slice(0, key.lastIndexOf('@'))}@${paste}`)
  if (first !== undefined) span.moves.push(first)
  return true
}

const units = (keys: readonly string[]) =>
  keys.reduce((sum, key) => sum + (isWord({ word: key[0] ?? '' }) ? wordOf(key).length : 1), 0)

type Index = ReadonlyMap<string, number>

const byKey = new WeakMap<readonly Seen[], Index>()
const byName = new WeakMap<readonly Seen[], ReadonlyMap<string, readonly number[]>>()

function kept<Of extends object>(cache: WeakMap<readonly Seen[], Of>, text: readonly Seen[], make: () => Of): Of {
  const before = cache.get(text)
  if (before !== undefined) return before
  const made = make()
  cache.set(text, made)
  return made
}

/** The place of each character of a text by its key. */
const keysOf = (text: readonly Seen[]): Index =>
  kept(byKey, text, () => {
    const keys = new Map<string, number>()
    text.forEach(({ key }, at) => {
      keys.set(key, at)
    })
    return keys
  })

/** The places of each character of a text by its name. */
const namesOf = (text: readonly Seen[]): ReadonlyMap<string, readonly number[]> =>
  kept(byName, text, () => {
    const names = new Map<string, number[]>()
    text.forEach(({ name }, at) => {
      const of = names.get(name)
      if (of === undefined) names.set(name, [at])
      else of.push(at)
    })
    return names
  })

const nothing: ReadonlySet<string> = new Set()

/** What is no part of a span's place in a text, since it went along with other words of its and these are there. */
function leftIn({ along, left }: Expected, text: readonly Seen[]): ReadonlySet<string> {
  if (left.size === 0) return nothing
  const keys = keysOf(text)
  for (const key of along) if (keys.has(key)) return left
  return nothing
}

function rangeIn(
  { members }: Expected,
  text: readonly Seen[],
  left = nothing,
): readonly [from: number, to: number] | undefined {
  const keys = keysOf(text)
  let from = Number.POSITIVE_INFINITY
  let to = -1
  for (const key of members) {
    const at = left.has(key) ? undefined : keys.get(key)
    if (at === undefined) continue
    from = Math.min(from, at)
    to = Math.max(to, at + 1)
  }
  return to < 0 ? undefined : [from, to]
}

/** A character of its own identity: line ends and block borders are not. */
export const isWord = ({ word }: { readonly word: string }) => word !== '\n' && word !== '\u2028'
const wordOf = (key: string) => key.slice(0, key.lastIndexOf('@'))
export const nameOf = ({ client, clock }: CharacterId) => `${client}:${clock}`
