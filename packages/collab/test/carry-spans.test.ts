import { mapSpan, type Span } from '@claimspan/core'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { carrySpans } from '../src/carry-spans.js'
import { type CopiedWords, recordReturns, type SharedText, sharedText } from '../src/index.js'
import { type HeldSpan, madeOver, resolveSpans } from '../src/resolve-spans.js'
import { returnedWords } from '../src/returned-words.js'
import { textChanges } from '../src/text-changes.js'
import { characterIds } from '../src/text-walk.js'

const acts = ['type', 'type', 'delete', 'replace', 'twice', 'format', 'cut', 'paste', 'undo', 'redo', 'mark'] as const
const flows = ['deliver', 'deliver', 'deliver', 'late', 'meet'] as const

/** One step of a session; `at` and `long` are taken modulo what there is. */
interface Step {
  readonly act: (typeof acts)[number] | (typeof flows)[number]
  readonly who: number
  readonly at: number
  readonly long: number
  readonly look: boolean
}

const step: fc.Arbitrary<Step> = fc.record({
  act: fc.constantFrom(...acts, ...flows),
  who: fc.nat(2),
  at: fc.nat(60),
  long: fc.nat(9),
  look: fc.boolean(),
})
const sessions = fc.array(step, { minLength: 10, maxLength: 80 })

/** What follows spans in these tests. */
interface Follower {
  hold(span: HeldSpan): void
  spans(): readonly (Span | undefined)[]
}

function carried(shared: Pick<SharedText, 'text' | 'returns'>): Follower {
  const carrier = carrySpans(shared)
  const slots: number[] = []
  return {
    hold: (span) => void slots.push(carrier.hold(span)),
    spans() {
      carrier.settle()
      return slots.map((slot) => carrier.span(slot))
    },
  }
}

class Person {
  readonly shared: SharedText
  readonly origin = {}
  readonly history: Y.UndoManager
  readonly recorder: ReturnType<typeof recordReturns>
  readonly follower: Follower
  readonly inbox: Uint8Array[] = []
  clipboard: { readonly words: string; readonly copied: CopiedWords } | undefined
  next = 0

  constructor(number: number, follow: (shared: SharedText) => Follower) {
    const doc = new Y.Doc()
    doc.clientID = number + 1
    this.shared = sharedText(doc)
    this.history = new Y.UndoManager(this.shared.text, { trackedOrigins: new Set([this.origin]), captureTimeout: 0 })
    this.recorder = recordReturns(this.shared, { origin: this.origin, history: this.history })
    this.follower = follow(this.shared)
  }

  edit(change: (text: Y.Text) => void): void {
    this.shared.doc.transact(() => change(this.shared.text), this.origin)
  }

  words(long: number): string {
    return Array.from({ length: 1 + (long % 4) }, () => ' abcdefgh \n'[this.next++ % 11]).join('')
  }
}

/** Run a session; after a step that looks, everybody's spans must be where a fresh resolution finds them. */
function mismatch(steps: readonly Step[], follow: (shared: SharedText) => Follower): string | undefined {
  const people = [0, 1, 2].map((number) => new Person(number, follow))
  const held: HeldSpan[] = []
  for (const person of people) {
    person.shared.doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin !== 'remote') for (const other of people) if (other !== person) other.inbox.push(update)
    })
  }
  const [first] = people
  if (first === undefined) throw new Error('There are three people')
  first.shared.meta.set('id', 'article')
  first.shared.text.insert(0, 'The quick brown fox\njumps over the lazy dog.')
  for (const person of people) for (const update of person.inbox.splice(0)) receive(person, update)
  for (const [from, to] of [
    [0, 3],
    [4, 19],
    [10, 25],
    [20, 44],
  ]) {
    hold(people, held, first, from ?? 0, to ?? 0)
  }
  for (const [number, one] of steps.entries()) {
    perform(people, held, one)
    if (!one.look) continue
    for (const [who, { shared, follower }] of people.entries()) {
      const fresh = resolveSpans(shared.text, held, returnedWords(shared.returns))
      const found = JSON.stringify(follower.spans())
      if (found !== JSON.stringify(fresh)) {
        return `step ${number}, person ${who}: ${found} is not ${JSON.stringify(fresh)}`
      }
    }
  }
  return undefined
}

const receive = (person: Person, update: Uint8Array) => Y.applyUpdate(person.shared.doc, update, 'remote')

function hold(people: readonly Person[], held: HeldSpan[], { shared }: Person, from: number, to: number): void {
  const [start, end] = characterIds(shared.text, [from, to - 1])
  if (start === undefined || end === undefined) return
  const [over] = madeOver(shared.text, [{ start, end }], returnedWords(shared.returns))
  const span = { start, end, known: new Set(over?.known), gone: over?.gone ?? [] }
  held.push(span)
  for (const { follower } of people) follower.hold(span)
}

function perform(people: readonly Person[], held: HeldSpan[], { act, who, at, long }: Step): void {
  const person = people[who]
  if (person === undefined) return
  const { shared, inbox } = person
  const { length } = shared.text
  const from = at % (length + 1)
  const some = Math.min(long + 1, length - from)
  if (act === 'type') person.edit((text) => text.insert(from, person.words(long)))
  else if (act === 'delete') person.edit((text) => text.delete(from, some))
  else if (act === 'replace') {
    person.edit((text) => {
      text.delete(from, some)
      text.insert(from, person.words(long))
    })
  } else if (act === 'twice') {
    person.edit((text) => {
      text.insert(from, person.words(long))
      const other = (at * 7) % (text.length + 1)
      text.delete(other, Math.min(2, text.length - other))
      text.insert((at * 3) % (text.length + 1), 'x')
    })
  } else if (act === 'format') {
    if (some > 0) person.edit((text) => text.format(from, some, { bold: long % 2 === 0 ? true : null }))
  } else if (act === 'cut') {
    const wide = Math.min(long * 4 + 1, length - from)
    if (wide <= 0) return
    person.clipboard = {
      words: shared.text.toString().slice(from, from + wide),
      copied: person.recorder.copied(from, from + wide),
    }
    person.edit((text) => text.delete(from, wide))
  } else if (act === 'paste') {
    const { clipboard } = person
    if (clipboard === undefined) return
    person.recorder.pasting(clipboard.copied)
    person.edit((text) => text.insert(from, clipboard.words))
  } else if (act === 'undo' || act === 'redo') person.history[act]()
  else if (act === 'mark') {
    if (some > 1) hold(people, held, person, from, from + some)
  } else if (act === 'meet') {
    for (const other of people) for (const update of other.inbox.splice(0)) receive(other, update)
  } else {
    const [update] = inbox.splice(act === 'late' ? at % Math.max(1, inbox.length) : 0, 1)
    if (update !== undefined) receive(person, update)
  }
}

/** How many of these seeds show that a follower is wrong. */
const found = (follow: (shared: SharedText) => Follower): number =>
  fc.sample(sessions, { numRuns: 60, seed: 7 }).filter((steps) => mismatch(steps, follow) !== undefined).length

describe('spans that are carried along', () => {
  it('are where a fresh resolution finds them, whoever edits, undoes, moves and merges', () => {
    fc.assert(
      fc.property(sessions, (steps) => {
        expect(mismatch(steps, carried)).toBeUndefined()
      }),
      { numRuns: Number(process.env.CLAIMSPAN_RUNS ?? 300) },
    )
  })

  it('are found wrong when records of words that came back are not heard', () => {
    expect(found(({ text }) => carried({ text }))).toBeGreaterThan(5)
  })

  it('are found wrong when only the offsets follow the edits', () => {
    const offsetsOnly = ({ text, returns }: SharedText): Follower => {
      const spans: (Span | undefined)[] = []
      text.observe((event) => {
        for (const change of [...(textChanges(event.delta) ?? [])].reverse()) {
          for (const [at, span] of spans.entries()) spans[at] = span && mapSpan(span, change)
        }
      })
      return {
        hold: (span) => void spans.push(resolveSpans(text, [span], returnedWords(returns))[0]),
        spans: () => spans,
      }
    }
    expect(found(offsetsOnly)).toBeGreaterThan(5)
  })
})
