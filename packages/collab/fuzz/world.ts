import { document, type Span } from '@claimspan/core'
import * as Y from 'yjs'
import { type SharedText, sharedText, writeDocument } from '../src/index.js'
import type { Cut } from './expected.js'
import { isWrong, Judge, waits } from './judge.js'
import { Network } from './network.js'
import type { Operation, Session } from './operation.js'
import { Oracle, type Verdict } from './oracle.js'
import { nameLayers, network, type Person, type Room, roomsFor, start, stop } from './person.js'
import { seeded } from './random.js'
import { changedPlaces, differences, newDoc, see, seenBy, unitsAt, wordAt } from './reading.js'
import type { Seen } from './seen.js'

export interface Outcome {
  /** The first thing that may never be: texts that differ, a lost character, live words unlike reloaded ones, a throw. */
  readonly failure: string | undefined
  /** Spans by verdict, each by its worst on all replicas and on one that reloads. */
  readonly counts: Readonly<Record<Verdict, number>>
  /** Spans that are not right, to be read by people. */
  readonly wrong: readonly string[]
  /** Spans that were not right on some machine after some operation, each with the first such verdict. */
  readonly passing: ReadonlyMap<string, string>
  readonly compared: Judge['compared']
  readonly acts: number
  /** Characters that are there twice because two people undid the same deletion, or moved the same words. */
  readonly twice: number
}

/** Bugs put in on purpose, to see that they are found. */
export interface Fault {
  /** What a person's machine does to an update that it is about to send; `undefined` sends nothing. */
  readonly send?: (update: Uint8Array, room: Room, count: number) => Uint8Array | undefined
  /** How a paragraph is split. */
  readonly split?: (shared: SharedText, at: number, origin: object) => void
  /** How spans are read. */
  readonly resolved?: (shared: SharedText, span: Span) => Span
}

export interface RunOptions {
  readonly fault?: Fault
  /** How many operations go by between two looks at all machines that changed; 1 looks after each. */
  readonly lookEvery?: number
  /** How many go by between two looks that are also at copies that start anew. */
  readonly reloadEvery?: number
}

/**
 * Run a session. At each look the machines that changed since the last are judged: their texts, their characters and where
 * each span is for them; machines that have the same are compared. At the end, when all have met, all are, and one that reloads.
 */
export function run(session: Session, { fault = {}, lookEvery = 1, reloadEvery = 1 }: RunOptions = {}): Outcome {
  const world = new World(session, fault)
  let failure: string | undefined
  let at = 0
  try {
    for (const operation of session.operations) {
      world.step(operation)
      at++
      if (at % lookEvery === 0) failure = world.look(at % reloadEvery === 0)
      if (failure !== undefined) break
    }
    failure ??= world.end()
  } catch (error) {
    failure = `throws ${error instanceof Error ? `${error.message}\n${error.stack}` : String(error)}`
  }
  const outcome = world.outcome(failure)
  world.close()
  return outcome
}

/** Paragraphs at least and their lengths, spans and their lengths, in characters. */
const sizes = {
  article: { paragraphs: 2, least: 300, most: 900, shortest: 10, longest: 150 },
  scrap: { paragraphs: 3, least: 10, most: 60, shortest: 3, longest: 63 },
} as const

class World {
  private readonly people: Person[] = []
  private readonly network = new Network(this.people)
  private readonly oracle = new Oracle()
  private readonly names = new Set<string>()
  private readonly judge: Judge
  private readonly cuts = new Map<number, Cut>()
  private readonly rooms: readonly Room[]
  private readonly looks = new WeakMap<SharedText, { readonly seen: readonly Seen[]; readonly pastes: number }>()
  private readonly watched = new WeakSet<SharedText>()
  private readonly steps = new WeakMap<object, Map<string, Seen>>()
  private counts: Record<Verdict, number> = emptyCounts()
  private wrong: string[] = []
  private acts = 0
  private twice = 0
  private made = 0
  private nextWord = 0
  private sent = 0
  private nextClient = 1

  constructor(
    private readonly session: Session,
    private readonly fault: Fault,
  ) {
    const random = seeded(session.seed + 5_000_000)
    const { resolved } = fault
    const planted = resolved && ((_: string, text: SharedText, span: Span) => resolved(text, span))
    this.judge = new Judge(this.people, { oracle: this.oracle, see: (text) => this.see(text), planted })
    this.rooms = roomsFor(session.people)
    const docs = this.newDocs()
    nameLayers(docs)
    const { paragraphs, least, most } = sizes[session.size]
    const blocks = Array.from({ length: paragraphs + random.below(paragraphs + 1) }, () =>
      this.words(least + random.below(most - least)).join(''),
    )
    const first = docs.get('text')
    if (first === undefined) throw new Error('There is a text')
    writeDocument(sharedText(first), document({ id: 'article', text: blocks.join('\n') }))
    for (let number = 0; number < session.people; number++) {
      const mayEdit = session.people < 3 || number < session.people - 1
      const copies = this.newDocs()
      for (const [room, doc] of copies) {
        const from = docs.get(room)
        if (from !== undefined) Y.applyUpdate(doc, Y.encodeStateAsUpdate(from), network)
      }
      this.people.push(this.start({ number, mayEdit, log: [] }, copies))
    }
    for (const { docs: copies, log } of this.people) {
      for (const [room, doc] of copies) log.push({ room, update: Y.encodeStateAsUpdate(doc) })
    }
    const one = this.people[0]
    if (one !== undefined) this.oracle.started(this.see(one.text))
    for (let left = 12; left > 0; left--) {
      const at = Array.from({ length: 6 }, () => random.next())
      this.mark(this.person(random.below(session.people)), at)
    }
  }

  close(): void {
    for (const person of this.people) stop(person)
  }

  step({ act, who, at }: Operation): void {
    const person = this.person(who)
    const [one = 0, two = 0] = at
    const other = Math.floor(one * this.session.people)
    if (act === 'deliver') this.network.deliver(who, one, two, false)
    else if (act === 'duplicate') this.network.deliver(who, one, two, true)
    else if (act === 'drop') this.network.drop(who, one)
    else if (act === 'resync') this.network.resync(other, who)
    else if (act === 'cutOff') this.network.cutOff(who)
    else if (act === 'heal') this.network.heal()
    else if (act === 'restart' || act === 'replay') this.restart(person, act === 'replay')
    else {
      this.acts++
      if (act === 'mark' || !person.mayEdit) this.mark(person, at)
      else this.act(person, act, at)
    }
  }

  /** Look at what changed; `reloads` says whether also at copies that start anew. */
  look(reloads: boolean): string | undefined {
    return this.judge.look(reloads)
  }

  /** Bring all together and judge. */
  end(): string | undefined {
    this.network.settle()
    // What came too early Yjs tries again only when what that waits for comes, and all of it at the next start.
    for (const person of this.people) if ([...person.docs.values()].some(waits)) this.restart(person, false)
    const [one] = this.people
    if (one === undefined) return undefined
    const worst = this.judge.end(this.names)
    if (typeof worst === 'string') return worst
    const { lost, doubled, twice } = this.oracle.integrity(this.see(one.text))
    this.twice = twice
    if (lost.length > 0) return `lost: ${lost.join(' ')}`
    if (doubled.length > 0) return `doubled: ${doubled.join(' ')}`
    for (const [name, { verdict, on }] of worst) {
      this.counts[verdict]++
      if (isWrong(verdict)) this.wrong.push(`${name} is ${verdict} on ${on}`)
    }
    return undefined
  }

  outcome(failure: string | undefined): Outcome {
    const { passing, compared } = this.judge
    const { counts, wrong, acts, twice } = this
    return { failure, counts, wrong, passing, compared, acts, twice }
  }

  private act(person: Person, act: Operation['act'], at: readonly number[]): void {
    const { text, origin } = person
    const seen = this.see(text)
    const place = this.place(seen, at)
    const [, , , , long = 0, more = 0] = at
    const some = (most: number) => Math.min(1 + Math.floor(long * most), seen.length - place)
    if (act === 'char') this.splice(person, place, 0, this.words(1))
    else if (act === 'word') this.splice(person, place, 0, this.words(2 + Math.floor(long * 6)))
    else if (act === 'delete') this.splice(person, place, some(4), [])
    else if (act === 'longDelete') this.splice(person, place, some(30), [])
    else if (act === 'replace')
      this.splice(person, place, some(12), this.words(1 + Math.floor(more * 6)), (more * 10) % 1 < 0.5)
    else if (act === 'retype') this.retype(person, place, some(8), 1 + Math.floor(more * 5))
    else if (act === 'lineBreak') this.splice(person, place, 0, ['\u2028'])
    else if (act === 'split') {
      if (this.fault.split === undefined) this.splice(person, place, 0, ['\n'])
      else {
        this.fault.split(text, unitsAt(seen, place), origin)
        this.oracle.replaced(seen, place, 0, this.see(text).slice(place, place + 1), seenBy(person))
      }
    } else if (act === 'join') {
      const borders = seen.flatMap(({ word }, index) => (word === '\n' ? [index] : []))
      const border = borders[Math.floor(long * borders.length)]
      if (border !== undefined) this.splice(person, border, 1, [])
    } else if (act === 'bold') {
      const length = some(10)
      if (length > 0) this.format(person, seen, place, length, { bold: more < 0.7 ? true : null })
    } else if (act === 'block') {
      const borders = seen.flatMap(({ word }, index) => (word === '\n' ? [index] : []))
      const border = borders[Math.floor(long * borders.length)]
      if (border !== undefined) this.format(person, seen, border, 1, { block: more < 0.5 ? 'heading' : null })
    } else if (act === 'cut') this.cut(person, seen, place, Math.min(3 + Math.floor(long * 60), seen.length - place))
    else if (act === 'paste') this.paste(person, seen, place)
    else if (act === 'undo' || act === 'redo') this.travel(person, act, seen)
  }

  /** Replace characters as one edit, in the order a text editor's delta has or the other. */
  private splice(person: Person, at: number, deleted: number, words: readonly string[], insertsFirst = false): void {
    const seen = this.see(person.text)
    const from = unitsAt(seen, at)
    const length = unitsAt(seen, at + deleted) - from
    const insert = words.join('')
    const { doc, text } = person.text
    this.remember(person, seen, () =>
      doc.transact(() => {
        if (insertsFirst && insert !== '') text.insert(from, insert)
        if (length > 0) text.delete(from + (insertsFirst ? insert.length : 0), length)
        if (!insertsFirst && insert !== '') text.insert(from, insert)
      }, person.origin),
    )
    this.oracle.replaced(seen, at, deleted, this.see(person.text).slice(at, at + words.length), seenBy(person))
  }

  /** Take words out with the backspace key, then type others, a character at a time. */
  private retype(person: Person, at: number, deleted: number, typed: number): void {
    for (let left = deleted; left > 0; left--) this.splice(person, at + left - 1, 1, [])
    for (let done = 0; done < typed; done++) this.splice(person, at + done, 0, this.words(1))
  }

  private format(person: Person, seen: readonly Seen[], at: number, length: number, attributes: object): void {
    const from = unitsAt(seen, at)
    const { doc, text } = person.text
    this.remember(person, seen, () =>
      doc.transact(() => text.format(from, unitsAt(seen, at + length) - from, attributes), person.origin),
    )
  }

  private cut(person: Person, seen: readonly Seen[], at: number, length: number): void {
    if (length <= 0) return
    const [from, to] = [unitsAt(seen, at), unitsAt(seen, at + length)]
    const words = seen.slice(at, at + length).map(({ word }) => word)
    person.clipboard = { words: words.join(''), copied: person.recorder.copied(from, to) }
    this.cuts.set(person.number, this.oracle.cut(seen, at, length))
    const { doc, text } = person.text
    this.remember(person, seen, () => doc.transact(() => text.delete(from, to - from), person.origin))
  }

  /** Paste what was cut, when none of it is there: else it would be a copy, and characters no longer their own identity. */
  private paste(person: Person, seen: readonly Seen[], at: number): void {
    const { clipboard } = person
    const cut = this.cuts.get(person.number)
    if (clipboard === undefined || cut === undefined) return
    const there = new Set(seen.map(({ word }) => word))
    if (cut.words.some((word) => word !== '\n' && word !== '\u2028' && there.has(word))) return
    const from = unitsAt(seen, at)
    const { doc, text } = person.text

    person.recorder.pasting(clipboard.copied)
    this.remember(person, seen, () => {
      doc.transact(() => text.insert(from, clipboard.words), person.origin)
      const ids = see(this.oracle, person.text)
        .map(({ id }) => id)
        .slice(at, at + cut.words.length)
      this.oracle.pastedAt(seen, at, cut, ids, seenBy(person))
    })
  }

  private travel(person: Person, act: 'undo' | 'redo', seen: readonly Seen[]): void {
    const stack = act === 'undo' ? person.history.undoStack : person.history.redoStack
    const item = stack[stack.length - 1]
    const step = item && this.steps.get(item)
    person.history[act]()
    const other = act === 'undo' ? person.history.redoStack : person.history.undoStack
    const made = other[other.length - 1]
    if (step !== undefined && made !== undefined) this.steps.set(made, step)
    this.noteGone(seen, person)
    for (const { word, id } of differences(seen, this.see(person.text)).came) {
      this.oracle.restored(word, step?.get(word)?.id, id)
    }
    const after = this.see(person.text)
    for (const { at, deleted, from, to } of changedPlaces(seen, after)) {
      this.oracle.putBack(seen, at, deleted, after.slice(from, to))
    }
  }

  /** Make a change, and remember with its undo step which characters went and came. */
  private remember(person: Person, seen: readonly Seen[], change: () => void): void {
    const size = person.history.undoStack.length
    change()
    this.noteGone(seen, person)
    const item = person.history.undoStack[size]
    const { gone, came } = differences(seen, this.see(person.text))
    const step = new Map([...gone, ...came].map((one) => [one.word, one]))
    if (item !== undefined) this.steps.set(item, step)
  }

  private noteGone(before: readonly Seen[], person: Person): void {
    this.oracle.deleted(differences(before, this.see(person.text)).gone)
  }

  private mark(person: Person, at: readonly number[]): void {
    const seen = this.see(person.text)
    const [, , , , long = 0, more = 0] = at
    const from = this.place(seen, at)
    const { shortest, longest } = sizes[this.session.size]
    const to = Math.min(seen.length, from + shortest + Math.floor(long * long * (longest - shortest)))
    const words = seen.slice(from, to)
    if (words.length < 2 || words[0]?.word === '\n' || words[words.length - 1]?.word === '\n') return
    const room: Room = !person.mayEdit || more < 0.3 ? `own-${person.number}` : 'shared'
    const layer = person.layers.get(room)
    if (layer === undefined) return
    const span = { from: unitsAt(seen, from), to: unitsAt(seen, to) }
    const { id } = layer.store.add({ mentions: [[span]], createdBy: `p${person.number}` })
    this.names.add(id)
    this.oracle.marked(id, words, seen, seenBy(person))
  }

  /** Where an edit is: two of five within two characters of the border of a span, the others anywhere. */
  private place(seen: readonly Seen[], [near = 0, which = 0, edge = 0, off = 0]: readonly number[]): number {
    const names = this.oracle.spanNames()
    const name = near < 0.4 ? names[Math.floor(which * names.length)] : undefined
    const range = name === undefined ? undefined : this.oracle.rangeOf(name, seen)
    const at =
      range === undefined ? Math.floor(which * (seen.length + 1)) : range[edge < 0.5 ? 0 : 1] + Math.floor(off * 5) - 2
    return Math.max(0, Math.min(seen.length, at))
  }

  private restart(person: Person, fromLog: boolean): void {
    const docs = this.newDocs()
    for (const [room, doc] of docs) {
      const old = person.docs.get(room)
      if (old === undefined) continue
      if (fromLog) for (const { room: of, update } of person.log) if (of === room) Y.applyUpdate(doc, update, network)
      if (!fromLog) Y.applyUpdate(doc, Y.encodeStateAsUpdate(old), network)
    }
    stop(person)
    this.start(person, docs)
  }

  private start(person: Parameters<typeof start>[0], docs: ReadonlyMap<Room, Y.Doc>): Person {
    this.judge.listen(person.number, docs)
    return start(person, docs, {
      newId: () => `c${++this.made}`,
      onUpdate: (room, update) => {
        const sent = this.fault.send === undefined ? update : this.fault.send(update, room, this.sent++)
        if (sent !== undefined) this.network.send(person.number, room, sent)
      },
    })
  }

  private newDocs(): ReadonlyMap<Room, Y.Doc> {
    return new Map(
      this.rooms.map((room) => {
        const doc = newDoc()
        doc.clientID = this.nextClient++
        return [room, doc]
      }),
    )
  }

  private person(number: number): Person {
    const person = this.people[number % this.people.length]
    if (person === undefined) throw new Error(`No person ${number}`)
    return person
  }

  /** New characters, each used once: Han, Hangul, Yi and private ones, one in ten of them a surrogate pair. */
  private words(count: number): string[] {
    return Array.from({ length: count }, () => wordAt(this.nextWord++))
  }

  private see(shared: SharedText): readonly Seen[] {
    const before = this.looks.get(shared)
    if (before !== undefined && before.pastes === this.oracle.pastesSeen) return before.seen
    const seen = see(this.oracle, shared)
    if (!this.watched.has(shared)) shared.text.observe(() => this.looks.delete(shared))
    this.watched.add(shared)
    this.looks.set(shared, { seen, pastes: this.oracle.pastesSeen })
    return seen
  }
}

const emptyCounts = (): Record<Verdict, number> => ({
  exact: 0,
  border: 0,
  near: 0,
  partial: 0,
  lost: 0,
  wrong: 0,
  ambiguous: 0,
})
