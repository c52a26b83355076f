import type { Span } from '@claimspan/core'
import { writeNativeLine } from '@claimspan/core/native'
import * as Y from 'yjs'
import { type SharedText, sharedText } from '../src/index.js'
import { type CharacterId, textPlaces } from '../src/text-walk.js'
import { type Oracle, type Verdict, verdicts } from './oracle.js'
import type { Person, Room } from './person.js'
import {
  canonical,
  copyOf,
  type Docs,
  type Found,
  firstUnlike,
  foundIn,
  type Planted,
  readAll,
  seenBy,
} from './reading.js'
import { lookAt, type Seen } from './seen.js'

export interface JudgeOptions {
  readonly oracle: Oracle
  readonly see: (text: SharedText) => readonly Seen[]
  readonly planted?: Planted | undefined
}

/** What somebody has: where the claims are for them, and the state that this is of. */
interface Having {
  readonly person: Person
  readonly text: SharedText
  readonly found: Found
  readonly states: readonly Y.Snapshot[]
  line: string | undefined
}

export const isWrong = (verdict: Verdict): boolean =>
  verdicts.indexOf(verdict) > verdicts.indexOf('border') && verdict !== 'ambiguous'

/**
 * Looks at every machine that an operation changed, as soon as it has: at its text, at its claims as its stores carry them,
 * and at the machines that have the same; and at a copy that starts anew.
 */
export class Judge {
  /** Each person's rooms that are not as they were when they were last looked at. */
  private readonly changed = new Map<number, Set<Room>>()
  private readonly havings = new Map<number, Having>()
  private readonly copies = new Map<number, Map<Room, { readonly of: Y.Doc; readonly copy: Y.Doc }>>()
  /** Spans that were not right at some time, each with its first verdict. */
  readonly passing = new Map<string, string>()
  /** How often machines that had the same were compared, and how often one with a reload of it. */
  readonly compared = { replicas: 0, reloads: 0 }

  constructor(
    private readonly people: readonly Person[],
    private readonly options: JudgeOptions,
  ) {}

  /** Hear of what comes to a person's new machine. */
  listen(number: number, docs: Docs): void {
    const rooms = new Set(docs.keys())
    this.changed.set(number, rooms)
    this.copies.delete(number)
    for (const [room, doc] of docs) {
      doc.on('update', () => {
        const still = this.changed.get(number)
        if (still === undefined) this.changed.set(number, new Set([room]))
        else still.add(room)
        this.copies.get(number)?.delete(room)
      })
    }
  }

  /** Look at all that changed; `reloads` says whether also at a copy that starts anew. A sentence on the first thing that may never be. */
  look(reloads: boolean): string | undefined {
    for (const number of [...this.changed.keys()]) {
      const person = this.people[number]
      if (person === undefined) continue
      const isText = this.changed.get(number)?.has('text') === true
      this.changed.delete(number)
      const failure =
        (isText ? this.lookAtText(person) : undefined) ??
        this.lookAtClaims(person) ??
        (reloads ? this.reload(person) : undefined)
      if (failure !== undefined) return failure
    }
    return undefined
  }

  private lookAtText(person: Person): string | undefined {
    const { oracle, see } = this.options
    const { lost, doubled } = oracle.integrity(see(person.text), seenBy(person))
    if (lost.length > 0) return `lost for person ${person.number}: ${lost.join(' ')}`
    return doubled.length > 0 ? `doubled for person ${person.number}: ${doubled.join(' ')}` : undefined
  }

  private lookAtClaims(person: Person): string | undefined {
    const { oracle, see } = this.options
    const { number, text } = person
    const seen = see(text)
    const has = seenBy(person)
    const found = this.found(person)
    const orderOf = orders(text)
    for (const [name, { span }] of found) {
      // Before its own characters have come, a claim has no words.
      if (!oracle.hasCome(name, has)) continue
      const verdict = oracle.judge(name, seen, ...charactersOf(seen, span), orderOf)
      if (isWrong(verdict) && !this.passing.has(name)) this.passing.set(name, `${verdict} for person ${number}`)
    }
    const states = [...person.docs.values()].map(Y.snapshot)
    const having: Having = { person, text, found, states, line: undefined }
    this.havings.set(number, having)
    for (const other of this.havings.values()) {
      if (other === having || !isSame(other.states, states) || [...person.docs.values()].some(waits)) continue
      if (this.changed.has(other.person.number)) continue
      this.compared.replicas++
      const unlike = firstUnlike(found, other.found)
      if (unlike !== undefined) return `diverged: for person ${number} and person ${other.person.number} ${unlike}`
      if (lineOf(having) !== lineOf(other)) {
        return `diverged: person ${number} has another export than person ${other.person.number}`
      }
    }
    return undefined
  }

  /** Whether what a person sees is what one would see who reloads. */
  reload(person: Person): string | undefined {
    const { number, docs } = person
    const copies = this.copiesOf(person)
    const doc = copies.get('text')
    if (doc === undefined) return undefined
    const again = sharedText(doc)
    if (again.text.toString() !== person.text.text.toString()) {
      // Yjs tries updates that came too early again only when what they wait for comes, and all at once on a reload.
      return [...docs.values()].some(waits) ? undefined : `live is not reloaded: the text of person ${number}`
    }
    this.compared.reloads++
    const fresh = foundIn(readAll(again, copies).claims, again, this.options.planted)
    const unlike = firstUnlike(this.havings.get(number)?.found ?? this.found(person), fresh)
    return unlike === undefined ? undefined : `live is not reloaded: for person ${number} ${unlike}`
  }

  /** The worst verdict of each span, on all machines and on a reload of the first; or what may never be. */
  end(names: Iterable<string>): string | ReadonlyMap<string, { readonly verdict: Verdict; readonly on: string }> {
    const { oracle, see, planted } = this.options
    const [one] = this.people
    if (one === undefined) throw new Error('Nobody is there')
    const machines: { name: string; text: SharedText; docs: Docs; found: Found; line: string }[] = this.people.map(
      (person) => ({
        name: `person ${person.number}`,
        text: person.text,
        docs: person.docs,
        found: this.found(person),
        line: canonical(person.text, person.docs),
      }),
    )
    const copies = new Map([...one.docs].map(([room, doc]) => [room, copyOf(doc)]))
    const again = sharedText(copies.get('text') ?? new Y.Doc())
    const annotated = readAll(again, copies)
    const found = foundIn(annotated.claims, again, planted)
    machines.push({ name: 'a reload', text: again, docs: copies, found, line: writeNativeLine(annotated) })
    for (const machine of machines) {
      if (machine.line !== machines[0]?.line) return `diverged: ${machine.name} has another export than person 0`
      if ([...machine.docs.values()].some(waits)) return `diverged: ${machine.name} waits for updates that never come`
      const unlike = firstUnlike(machine.found, found)
      if (unlike !== undefined) return `live is not reloaded: for ${machine.name} ${unlike}`
    }
    const worst = new Map<string, { verdict: Verdict; on: string }>()
    for (const { name: on, text, found: spans } of machines) {
      const seen = see(text)
      const orderOf = orders(text)
      for (const [name, { span }] of spans) {
        const [from, to] = charactersOf(seen, span)
        const verdict = oracle.judge(name, seen, from, to, orderOf)
        const before = worst.get(name)
        if (before === undefined || verdicts.indexOf(verdict) > verdicts.indexOf(before.verdict)) {
          worst.set(name, { verdict, on: `${on}: ${span === undefined ? 'nowhere' : `${from}–${to}`}` })
        }
      }
    }
    for (const name of names) if (!worst.has(name)) return `lost: the claim of span ${name}`
    return worst
  }

  /** Where the claims are on somebody's screen. */
  private found({ layers, text }: Person): Found {
    const claims = [...layers.values()].flatMap(({ store }) => store.claims())
    return foundIn(claims, text, this.options.planted)
  }

  private copiesOf({ number, docs }: Person): Docs {
    const known = this.copies.get(number) ?? new Map<Room, { of: Y.Doc; copy: Y.Doc }>()
    this.copies.set(number, known)
    return new Map(
      [...docs].map(([room, doc]) => {
        const before = known.get(room)
        const copy = before?.of === doc ? before.copy : copyOf(doc)
        known.set(room, { of: doc, copy })
        return [room, copy]
      }),
    )
  }
}

/** Whether something came that waits for what has not come yet. */
export const waits = ({ store }: Y.Doc): boolean => store.pendingStructs !== null || store.pendingDs !== null

const isSame = (one: readonly Y.Snapshot[], other: readonly Y.Snapshot[]): boolean =>
  one.every(({ sv }, at) => isSameVector(sv, other[at]?.sv)) &&
  one.every((state, at) => Y.equalSnapshots(state, other[at] ?? Y.emptySnapshot))

const isSameVector = (one: ReadonlyMap<number, number>, other: ReadonlyMap<number, number> | undefined): boolean => {
  if (one.size !== other?.size) return false
  for (const [client, clock] of one) if (other.get(client) !== clock) return false
  return true
}

function lineOf(having: Having): string {
  having.line ??= canonical(having.text, having.person.docs)
  return having.line
}

/** The order of characters in a text, which is walked when that is first asked. */
function orders({ text }: SharedText): (id: CharacterId) => number | undefined {
  let places: ReturnType<typeof textPlaces> | undefined
  return (id) => {
    places ??= textPlaces(text)
    return places.place(id)?.order
  }
}

/** From which character to which a span goes; a planted mistake may end it within one, which then counts. */
function charactersOf(seen: readonly Seen[], span: Span | undefined): [from: number, to: number] {
  if (span === undefined) return [0, 0]
  const look = lookAt(seen)
  return [look.characterFrom(span.from), look.characterFrom(span.to)]
}
