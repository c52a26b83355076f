import type { CharacterId } from '../src/text-walk.js'
import { type Cut, type Expected, follow, leftIn, type Pasting, rangeIn } from './expected.js'
import { isWord, lookAt, nameOf, Register, type Seen } from './seen.js'

/** Whether a character had come to somebody when they did something, whenever it is asked. */
export type HasSeen = (id: CharacterId) => boolean

export type Verdict = 'exact' | 'border' | 'near' | 'partial' | 'lost' | 'wrong' | 'ambiguous'
export const verdicts: readonly Verdict[] = ['exact', 'border', 'near', 'partial', 'lost', 'wrong', 'ambiguous']

/** What stood beside characters that somebody took out, when they were, and what was put there instead. */
interface Beside {
  readonly left: Seen | undefined
  readonly right: Seen | undefined
  readonly added: readonly Seen[]
}

/** Knows where each span belongs, from what people did alone: it knows nothing of anchors, records or resolution. */
export class Oracle {
  private readonly spans = new Map<string, Expected>()
  private readonly names = new Register()
  private readonly keys = new Register()
  /** The name in each key. */
  private readonly nameIn: number[] = []
  /** Which paste brought a character, by the identity it has there; none for characters where they were typed. */
  private readonly pastes = new Map<string, number>()
  /** The identity of a character after each paste of it. */
  private readonly moves = new Map<string, CharacterId[]>()
  private readonly seen = new Map<number, (Seen | undefined)[]>()
  private pasted = 0
  private readonly pastings: Pasting[] = []
  /** Grows when what {@link see} says of a character may be another thing. */
  pastesSeen = 0
  /** Words that somebody typed, with the identity of each where it was typed. */
  private readonly typed = new Map<number, Seen>()
  /** Every character that somebody typed, pasted or brought back, where that put it: as the how-manieth. */
  private readonly put = new Map<string, number>()
  private puts = 0
  private readonly removed = new Set<number>()
  /** What each character was typed over. */
  private readonly over = new Map<number, readonly Seen[]>()
  /** Characters that two people moved or brought back without knowing of each other. */
  private readonly torn = new Set<number>()
  private readonly beside = new Map<number, Beside[]>()
  private lastRemoved: {
    readonly text: readonly Seen[]
    readonly of: number
    readonly places: readonly (readonly [key: number, at: number])[]
  } = { text: [], of: 0, places: [] }
  private readonly history: (Beside & { readonly deleted: readonly Seen[] })[] = []

  /** The same object for the same character, until a paste is told of it. */
  see(word: string, client: number, clock: number): Seen {
    let of = this.seen.get(client)
    if (of === undefined) {
      of = []
      this.seen.set(client, of)
    }
    const before = of[clock]
    if (before !== undefined) return before
    const id = { client, clock }
    // A line's end is not its own identity: its id is.
    const name = this.names.number(isWord({ word }) ? word : `${word}${nameOf(id)}`)
    const seen = { word, id, name, key: this.keyOf(name, this.pastes.get(nameOf(id)) ?? 0) }
    of[clock] = seen
    return seen
  }

  private keyOf(name: number, paste: number): number {
    const key = this.keys.number(`${name}@${paste}`)
    this.nameIn[key] = name
    return key
  }

  private putAt(id: CharacterId): void {
    const name = nameOf(id)
    if (!this.put.has(name)) this.put.set(name, this.puts++)
  }

  private pasteOf(id: CharacterId, paste: number): void {
    this.pastes.set(nameOf(id), paste)
    this.putAt(id)
    this.pastesSeen++
    const of = this.seen.get(id.client)
    if (of !== undefined) of[id.clock] = undefined
  }

  started(text: readonly Seen[]): void {
    for (const seen of text) if (isWord(seen)) this.typed.set(seen.name, seen)
  }

  marked(name: string, words: readonly Seen[], text: readonly Seen[], hasSeen: HasSeen): void {
    const [start, end] = [words[0], words[words.length - 1]]
    if (start === undefined || end === undefined) throw new Error('A span has words')
    const [first, last] = [start.key, end.key]
    const look = lookAt(text)
    const putBefore = this.puts
    const gone = new Set<number>()
    for (const [of, { id }] of this.typed) if (!look.hasName(of) && hasSeen(id)) gone.add(of)
    const span: Expected = {
      name,
      members: new Map(words.map(({ key, name: of }) => [key, of])),
      either: new Set(),
      first,
      last,
      ends: [start.id, end.id],
      isUnseen: (id) => !hasSeen(id) && (this.put.get(nameOf(id)) ?? putBefore) < putBefore,
      moves: [],
      along: new Set(),
      left: new Set(),
      isDoubled: words.some(({ name: of }) => look.isTwice(of)),
      gone,
      loose: new Set(),
    }
    // What somebody typed over or between these words, without having seen that they are marked, may belong or not.
    const holds = this.holder(span)
    for (const { deleted, left, right, added } of this.history) {
      const isWithin =
        deleted.length > 0
          ? deleted.every(holds)
          : (holds(left) && (left?.key !== last || this.isRemoved(last))) ||
            (holds(right) && (right?.key !== first || this.isRemoved(first))) ||
            (holds(left) && this.isRemoved(last)) ||
            (holds(right) && this.isRemoved(first))
      if (!isWithin) continue
      // Between two words of the span it stands within, whoever has seen it.
      const isBetween = deleted.length === 0 && [left, right].every((seen) => seen && span.members.has(seen.key))
      for (const { key, name, id } of added) {
        if (span.members.has(key)) continue
        if (isBetween && !hasSeen(id)) span.members.set(key, name)
        else span.either.add(name)
      }
    }
    // Words that somebody else had moved by then, which who marked the span had not seen.
    for (const pasting of this.pastings) follow(span, pasting)
    this.spans.set(name, span)
  }

  /** Whether a character belongs to a span or may, or stood among what does when somebody took it out. */
  private holder(span: Expected): (seen: Seen | undefined) => boolean {
    let known: Map<number, boolean> | undefined
    const holds = (seen: Seen | undefined): boolean => {
      if (seen === undefined) return false
      if (span.members.has(seen.key) || (span.either.size > 0 && span.either.has(seen.name))) return true
      const beside = this.beside.get(seen.key)
      if (beside === undefined) return false
      known ??= new Map()
      const before = known.get(seen.key)
      if (before !== undefined) return before
      known.set(seen.key, false)
      const isHeld = beside.some(
        ({ left, right, added }) => (holds(left) || holds(added.at(-1))) && (holds(right) || holds(added[0])),
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

  spanNames(): readonly string[] {
    return [...this.spans.keys()]
  }

  /** Somebody replaced `deleted` characters at `at` by others. */
  replaced(before: readonly Seen[], at: number, deleted: number, added: readonly Seen[], hasSeen: HasSeen): void {
    const taken = before.slice(at, at + deleted)
    for (const seen of added) {
      if (isWord(seen)) this.typed.set(seen.name, seen)
      this.putAt(seen.id)
      this.over.set(seen.name, taken)
    }
    this.deleted(taken)
    const [left, right] = [before[at - 1], before[at + deleted]]
    if (added.length > 0) this.history.push({ deleted: taken, left, right, added })
    for (const span of added.length === 0 ? [] : this.spans.values()) {
      const place = this.placeFor(span, before, at, deleted, hasSeen)
      for (const { key, name } of added) {
        if (place === 'in') span.members.set(key, name)
        else if (place === 'either') span.either.add(name)
        else if (span.gone.size > 0 && [left, right, ...taken].some((seen) => seen && span.gone.has(seen.name))) {
          span.loose.add(name)
        }
      }
    }
    for (const { key } of taken) this.beside.set(key, [...(this.beside.get(key) ?? []), { left, right, added }])
  }

  /** As {@link placeIn}: but what is put among words that somebody else was moving stays where it is, or goes along. */
  private placeFor(span: Expected, text: readonly Seen[], at: number, deleted: number, hasSeen: HasSeen) {
    const place = this.placeIn(span, text, at, deleted)
    if (place !== 'in') return place
    const look = lookAt(text)
    const isMoving = !span.moves.every(hasSeen) || some(span.members.values(), (name) => look.isTwice(name))
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
      const isUnseen = (key: number | undefined, edge: number) => key !== edge && !this.isRemoved(edge)
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
    const look = lookAt(text)
    const left = leftIn(span, text)
    const isLeft = (key: number) => left.size > 0 && left.has(key)
    const note = (at: number) => {
      if (at < 0) return
      if (at < first) first = at
      if (at > last) last = at
    }
    for (const key of span.members.keys()) if (!isLeft(key)) note(look.at(key))
    for (const name of span.either) {
      for (const at of look.placesOf(name)) if (!isLeft(text[at]?.key ?? -1)) note(at)
    }
    for (const [key, at] of this.onceRemoved(text)) {
      if ((at < first || at > last) && !isLeft(key) && isHeld(text[at])) note(at)
    }
    return last < 0 ? [-1, -1] : [first, last]
  }

  /** The characters of a text that somebody once took out, in the order in which that was done. */
  private onceRemoved(text: readonly Seen[]): readonly (readonly [key: number, at: number])[] {
    if (this.lastRemoved.text !== text || this.lastRemoved.of !== this.beside.size) {
      const look = lookAt(text)
      const places: (readonly [number, number])[] = []
      for (const key of this.beside.keys()) {
        const at = look.at(key)
        if (at >= 0) places.push([key, at])
      }
      this.lastRemoved = { text, of: this.beside.size, places }
    }
    return this.lastRemoved.places
  }

  deleted(words: readonly Seen[]): void {
    for (const seen of words) if (isWord(seen)) this.removed.add(seen.name)
  }

  private isRemoved(key: number): boolean {
    return this.removed.has(this.nameIn[key] ?? -1)
  }

  cut(before: readonly Seen[], at: number, length: number): Cut {
    const cut = before.slice(at, at + length)
    const keys = new Set(cut.map(({ key }) => key))
    this.deleted(cut)
    const beside = before.filter(({ key }) => !keys.has(key))
    return {
      words: cut.map(({ word }) => word),
      keys: [...new Map(cut.map((seen) => [seen.key, seen])).values()],
      beside,
    }
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
      if (!others.every(hasSeen) && isWord({ word })) this.torn.add(this.names.number(word))
      this.moves.set(word, [...others, id])
    })
    const pasted = cut.words
      .filter((word) => isWord({ word }))
      .map((word) => {
        const name = this.names.number(word)
        return { name, key: this.keyOf(name, paste) }
      })
    const along = new Set<string>()
    const pasting = { cut, first: ids[0], keyOf: (name: number) => this.keyOf(name, paste) }
    for (const span of this.spans.values()) if (follow(span, pasting)) along.add(span.name)
    this.pastings.push(pasting)
    // What is pasted into the words of another span belongs to it, as typed words do.
    for (const span of this.spans.values()) {
      if (along.has(span.name)) continue
      const place = this.placeFor(span, before, at, 0, hasSeen)
      for (const { key, name } of pasted) {
        if (place === 'in') span.members.set(key, name)
        else if (place === 'either') span.either.add(name)
        else if ([before[at - 1], before[at]].some((seen) => seen && span.gone.has(seen.name))) {
          span.loose.add(name)
        }
      }
    }
  }

  /** Characters came back by an undo or redo, from where the paste `of` had put them. */
  restored(word: string, was: CharacterId | undefined, id: CharacterId): void {
    const paste = was && this.pastes.get(nameOf(was))
    if (paste !== undefined) this.pasteOf(id, paste)
    this.putAt(id)
    if (isWord({ word })) this.removed.add(this.names.number(word))
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
    if (span.isDoubled) return 'ambiguous'
    const { members, either } = span
    const look = lookAt(text)
    let [wanted, common] = [0, 0]
    for (const [key, of] of members) {
      if (look.isTwice(of) || (this.torn.size > 0 && this.torn.has(of))) return 'ambiguous'
      const at = look.at(key)
      const seen = text[at]
      if (seen === undefined || !isWord(seen) || (either.size > 0 && either.has(of))) continue
      wanted++
      if (from <= at && at < to) common++
    }
    const belongs = (seen: Seen) => members.has(seen.key) && !(either.size > 0 && either.has(seen.name))
    const [low = 0, high = 0] = span.ends.map(orderOf)
    // What was typed between the ends, or over words between them, when nobody there had seen the span yet.
    const isBetween = ({ name: of, id }: Seen, depth = 0): boolean => {
      const orders = [orderOf(id), orderOf(this.typed.get(of)?.id ?? id)]
      if (orders.some((order) => order !== undefined && low <= order && order <= high)) return true
      return depth < 9 && (this.over.get(of) ?? []).some((seen) => isBetween(seen, depth + 1))
    }
    const may = (seen: Seen) =>
      members.has(seen.key) ||
      either.has(seen.name) ||
      ((span.gone.has(seen.name) || span.loose.has(seen.name) || span.isUnseen(seen.id)) && isBetween(seen))
    let [isExact, isEmpty] = [true, true]
    for (let at = from; at < to; at++) {
      const seen = text[at]
      if (seen === undefined || !isWord(seen)) continue
      isEmpty = false
      if (!belongs(seen)) isExact = false
    }
    // A line's end has no identity of its own: whoever put it there may have put it within the span.
    const [first, last] = [text[from], to > from ? text[to - 1] : undefined]
    const areEndsRight =
      first === undefined || last === undefined || ((!isWord(first) || may(first)) && (!isWord(last) || may(last)))
    if (common === wanted && areEndsRight) {
      if (isExact) return 'exact'
      return 'border'
    }
    if (isEmpty) return 'lost'
    const got = text.slice(from, to).filter(isWord)
    if (common === 0) return got.some(may) && wanted === 0 ? 'partial' : 'wrong'
    return common / (wanted + got.filter((seen) => !may(seen)).length) >= 0.9 ? 'near' : 'partial'
  }

  /**
   * What is wrong with the text that somebody has: characters that came to them, that nobody took out and that are gone, or
   * that are there twice.
   */
  integrity(
    text: readonly Seen[],
    hasSeen: HasSeen = () => true,
  ): {
    readonly lost: readonly string[]
    readonly doubled: readonly string[]
    readonly twice: number
  } {
    const look = lookAt(text)
    const lost: string[] = []
    for (const [name, { word, id }] of this.typed) {
      if (!look.hasName(name) && !this.removed.has(name) && hasSeen(id)) lost.push(word)
    }
    const doubled = new Set<string>()
    const twice = new Set<string>()
    for (const seen of text) {
      if (!isWord(seen)) continue
      if (!this.typed.has(seen.name)) doubled.add(seen.word)
      else if (look.isTwice(seen.name)) {
        // What was taken out can be brought back by two people, each for themselves: that is Yjs's own.
        if (this.removed.has(seen.name)) twice.add(seen.word)
        else doubled.add(seen.word)
      }
    }
    return { lost, doubled: [...doubled], twice: twice.size }
  }
}

function some<One>(all: Iterable<One>, test: (one: One) => boolean): boolean {
  for (const one of all) if (test(one)) return true
  return false
}
