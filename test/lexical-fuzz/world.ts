import { type SharedText, sharedText, writeDocument } from '@claimspan/collab'
import { document, type Span } from '@claimspan/core'
import * as Y from 'yjs'
import { Oracle, type Verdict, verdicts } from '../../packages/collab/fuzz/oracle.js'
import { nameLayers, network, type Room, roomsFor } from '../../packages/collab/fuzz/person.js'
import { seeded } from '../../packages/collab/fuzz/random.js'
import { canonical, characterAt, copied, type Docs, readSpans } from '../../packages/collab/fuzz/reading.js'
import { textPlaces } from '../../packages/collab/src/text-walk.js'
import { type EditorPerson, freshEditor, startEditor, stopEditor, treeOf } from './person.js'
import { Post } from './post.js'
import type { EditorSession, Pin, Step } from './step.js'
import { Watch } from './watch.js'

export interface Outcome {
  /** The first thing that may never be: an editor unlike its text, texts that differ, a lost character, a throw. */
  readonly failure: string | undefined
  /** Spans by verdict, each by its worst on all replicas and on one that reloads. */
  readonly counts: Readonly<Record<Verdict, number>>
  /** Spans that are not right, to be read by people. */
  readonly wrong: readonly string[]
  /** Characters that are there twice because two people undid the same deletion, or moved the same words. */
  readonly twice: number
  /** How many edits were made, and in how many of them Lexical put a block border otherwise, or did nothing. */
  readonly did: Watch['did']
  /** The operations that were done, pinned. */
  readonly steps: readonly Step[]
}

/** Bugs put in on purpose, to see that they are found. */
export interface Fault {
  /** What a machine does to the `count`th update of the text, or of layers, that anybody sends; `undefined` sends nothing. */
  readonly send?: (update: Uint8Array, room: Room, count: number) => Uint8Array | undefined
  /** What was not sent is never sent again: nobody tells anybody what they miss. */
  readonly sendsOnce?: boolean
  /** How a paragraph is split. */
  readonly split?: (person: EditorPerson, at: number) => void
  /** The end of a span is held from its other side, so that it takes in what is typed after it. */
  readonly endHoldsNext?: boolean
}

export interface RunOptions {
  readonly fault?: Fault
  /** How many operations go by between two looks at a reloaded copy; 1 looks after each. */
  readonly reloadEvery?: number
}

export function run(session: EditorSession, { fault = {}, reloadEvery = 10 }: RunOptions = {}): Outcome {
  const world = new World(session, fault)
  let failure: string | undefined
  const steps: Step[] = []
  try {
    for (const operation of session.operations) {
      const index = operation.index ?? steps.length
      steps.push({ ...operation, index })
      steps[steps.length - 1] = { ...operation, index, pin: world.step(operation, index) }
      failure = world.checkLive(operation.who, steps.length % reloadEvery === 0)
      if (failure !== undefined) break
    }
    failure ??= world.end()
  } catch (error) {
    failure = `throws ${error instanceof Error ? `${error.message}\n${error.stack}` : String(error)}`
  }
  const outcome = { ...world.outcome(failure), steps }
  world.close()
  return outcome
}

class World {
  private readonly people: EditorPerson[] = []
  private readonly post = new Post(this.people)
  private readonly oracle = new Oracle()
  private readonly watch: Watch
  private readonly names = new Set<string>()
  private readonly rooms: readonly Room[]
  /** Machines whose text changed since their editors were looked at. */
  private readonly changed = new Set<number>()
  private readonly nextOfEnd = new Map<string, Y.RelativePosition>()
  private readonly counts = Object.fromEntries(verdicts.map((verdict) => [verdict, 0])) as Record<Verdict, number>
  private readonly wrong: string[] = []
  private twice = 0
  private made = 0
  /** How many updates were made of the text and of layers. */
  private readonly sent = { text: 0, layers: 0 }
  /** The operation that is done, and how many updates it has sent. */
  private now = { index: -1, sent: 0 }
  private nextClient = 1

  constructor(
    private readonly session: EditorSession,
    private readonly fault: Fault,
  ) {
    const random = seeded(session.seed + 5_000_000)
    this.watch = new Watch(this.oracle, fault.split)
    this.rooms = roomsFor(session.people)
    const docs = this.newDocs()
    nameLayers(docs)
    const blocks = Array.from({ length: 3 + random.below(4) }, () => this.watch.words(10 + random.below(50)).join(''))
    writeDocument(sharedText(textOf(docs)), document({ id: 'article', text: blocks.join('\n') }))
    for (let number = 0; number < session.people; number++) {
      const mayEdit = session.people < 3 || number < session.people - 1
      const copies = this.newDocs()
      for (const [room, doc] of copies) {
        const from = docs.get(room)
        if (from !== undefined) Y.applyUpdate(doc, Y.encodeStateAsUpdate(from), network)
      }
      const log = [...copies].map(([room, doc]) => ({ room, update: Y.encodeStateAsUpdate(doc) }))
      this.people.push(this.start({ number, mayEdit, log }, copies))
    }
    this.oracle.started(this.watch.see(this.person(0).text))
    for (let left = 12; left > 0; left--) {
      const at = Array.from({ length: 6 }, () => random.next())
      this.mark(this.person(random.below(session.people)), at)
    }
  }

  close(): void {
    for (const person of this.people) stopEditor(person)
  }

  /** Do one operation, as it was before if it is pinned; returns what it is to be pinned by. */
  step({ act, who, at, pin }: Step, index: number): Pin {
    const person = this.person(who)
    const [one = 0, two = 0] = at
    const other = Math.floor(one * this.session.people)
    const message = () => pin?.message ?? this.post.pick(who, one, this.fault.sendsOnce ? 0 : two)
    this.now = { index, sent: 0 }
    if (act === 'deliver' || act === 'duplicate' || act === 'drop') {
      const name = message()
      if (act !== 'drop') this.post.deliver(who, name, act === 'duplicate')
      else if (!this.fault.sendsOnce) this.post.drop(who, name)
      return name === undefined ? {} : { message: name }
    }
    this.watch.begin(pin)
    if (pin?.claim !== undefined) this.made = pin.claim
    const claim = this.made
    if (act === 'cutOff') this.post.cutOff(who)
    else if (act === 'heal') this.post.heal()
    else if (act === 'resync') this.fault.sendsOnce || this.post.resync(other, who)
    else if (act === 'restart' || act === 'replay') this.restart(person, act === 'replay')
    else {
      if (act === 'mark' || !person.mayEdit) this.mark(person, at)
      else this.watch.act(person, act, at)
      return { ...this.watch.pin, claim }
    }
    return {}
  }

  /** Whether editors show their texts; and, now and then, whether a person sees what one would see who reloads. */
  checkLive(who: number, reloads: boolean): string | undefined {
    for (const number of this.changed) {
      const difference = this.person(number).binding.check()
      if (difference !== null) return `the editor of person ${number}: ${difference}`
    }
    this.changed.clear()
    if (!reloads) return undefined
    const person = this.person(who)
    const live = readSpans(person.text, person.docs)
    const copies = copied(person.docs)
    const again = sharedText(textOf(copies))
    if (again.text.toString() !== person.text.text.toString()) {
      // Yjs tries updates that came too early again only when what they wait for comes, and all at once on a reload.
      const isWaiting = person.text.doc.store.pendingStructs !== null
      return isWaiting ? undefined : `live is not reloaded: the text of person ${who}`
    }
    const fresh = readSpans(again, copies)
    for (const [name, { span, quote }] of live) {
      const now = fresh.get(name)
      if (JSON.stringify(now?.span) !== JSON.stringify(span) || now?.quote !== quote) {
        return `live is not reloaded: ${name} of person ${who} is ${JSON.stringify(span)}, reloaded ${JSON.stringify(now?.span)}`
      }
    }
    return undefined
  }

  /** Bring all together and judge. */
  end(): string | undefined {
    if (this.fault.sendsOnce) this.post.drain()
    else this.post.settle()
    // What came too early Yjs tries again only when what that waits for comes, and all of it at the next start.
    for (const person of this.people) {
      const stores = [...person.docs.values()].map(({ store }) => store)
      if (stores.some((store) => store.pendingStructs !== null || store.pendingDs !== null)) this.restart(person, false)
    }
    const unlike = this.checkLive(0, true)
    if (unlike !== undefined) return unlike
    const one = this.person(0)
    const copies: { readonly name: string; readonly text: SharedText; readonly docs: Docs }[] = this.people.map(
      ({ number, text, docs }) => ({ name: `person ${number}`, text, docs }),
    )
    const docs = copied(one.docs)
    const reloaded = sharedText(textOf(docs))
    copies.push({ name: 'a reload', text: reloaded, docs })
    const lines = copies.map((copy) => canonical(copy.text, copy.docs))
    const different = lines.findIndex((line) => line !== lines[0])
    if (different >= 0) return `diverged: ${copies[different]?.name} has another export than person 0`
    for (const copy of copies) {
      const stores = [...copy.docs.values()].map(({ store }) => store)
      if (stores.some(({ pendingStructs, pendingDs }) => pendingStructs !== null || pendingDs !== null)) {
        return `diverged: ${copy.name} waits for updates that never come`
      }
    }
    const { tree, difference } = freshEditor(reloaded)
    if (difference !== null) return `a fresh editor: ${difference}`
    const odd = this.people.find(({ editor }) => treeOf(editor) !== tree)
    if (odd !== undefined) return `the editor of person ${odd.number} is ${treeOf(odd.editor)}, a fresh one ${tree}`
    const { lost, doubled, twice } = this.oracle.integrity(this.watch.see(one.text))
    this.twice = twice
    if (lost.length > 0) return `lost: ${lost.join(' ')}`
    if (doubled.length > 0) return `doubled: ${doubled.join(' ')}`
    return this.judge(copies)
  }

  outcome(failure: string | undefined): Omit<Outcome, 'steps'> {
    return { failure, counts: this.counts, wrong: this.wrong, twice: this.twice, did: this.watch.did }
  }

  /** Judge each span on all machines: the worst counts. */
  private judge(copies: readonly { name: string; text: SharedText; docs: Docs }[]): string | undefined {
    const worst = new Map<string, { verdict: Verdict; on: string }>()
    for (const copy of copies) {
      const seen = this.watch.see(copy.text)
      const places = textPlaces(copy.text.text)
      for (const [name, { span: read }] of readSpans(copy.text, copy.docs)) {
        const span = this.fault.endHoldsNext && read !== undefined ? this.withNext(name, copy.text, read) : read
        const [from, to] = span === undefined ? [0, 0] : [characterAt(seen, span.from), characterAt(seen, span.to)]
        const verdict = this.oracle.judge(name, seen, from, to, (id) => places.place(id)?.order)
        const before = worst.get(name)
        if (before === undefined || verdicts.indexOf(verdict) > verdicts.indexOf(before.verdict)) {
          worst.set(name, { verdict, on: `${copy.name}: ${span === undefined ? 'nowhere' : `${from}–${to}`}` })
        }
      }
    }
    for (const name of this.names) if (!worst.has(name)) return `lost: the claim of span ${name}`
    for (const [name, { verdict, on }] of worst) {
      this.counts[verdict]++
      if (verdicts.indexOf(verdict) > 1 && verdict !== 'ambiguous') this.wrong.push(`${name} is ${verdict} on ${on}`)
    }
    return undefined
  }

  private mark(person: EditorPerson, at: readonly number[]): void {
    const [, , , , , more = 0] = at
    const room: Room = !person.mayEdit || more < 0.3 ? `own-${person.number}` : 'shared'
    const layer = person.layers.get(room)
    if (layer === undefined) return
    this.watch.mark(person, at, (span) => {
      const { id } = layer.store.add({ mentions: [[span]], createdBy: `p${person.number}` })
      this.names.add(id)
      if (this.fault.endHoldsNext) {
        this.nextOfEnd.set(id, Y.createRelativePositionFromTypeIndex(person.text.text, span.to, 0))
      }
      return id
    })
  }

  private withNext(name: string, { doc }: SharedText, { from, to }: Span): Span {
    const next = this.nextOfEnd.get(name)
    const end = next && Y.createAbsolutePositionFromRelativePosition(next, doc, false)
    return { from, to: Math.max(end?.index ?? to, from + 1) }
  }

  private restart(person: EditorPerson, fromLog: boolean): void {
    const docs = this.newDocs()
    for (const [room, doc] of docs) {
      const old = person.docs.get(room)
      if (old === undefined) continue
      if (fromLog) for (const { room: of, update } of person.log) if (of === room) Y.applyUpdate(doc, update, network)
      if (!fromLog) Y.applyUpdate(doc, Y.encodeStateAsUpdate(old), network)
    }
    stopEditor(person)
    this.start(person, docs)
  }

  private start(person: Parameters<typeof startEditor>[0], docs: Docs): EditorPerson {
    this.changed.add(person.number)
    textOf(docs).on('update', () => this.changed.add(person.number))
    return startEditor(person, docs, {
      newId: () => `c${++this.made}`,
      onUpdate: (room, update) => {
        const sent =
          this.fault.send === undefined
            ? update
            : this.fault.send(update, room, this.sent[room === 'text' ? 'text' : 'layers']++)
        const name = `${this.now.index}.${this.now.sent++}`
        if (sent !== undefined) this.post.send(person.number, { name, room, update: sent })
      },
    })
  }

  private newDocs(): Docs {
    return new Map(
      this.rooms.map((room) => {
        const doc = new Y.Doc()
        doc.clientID = this.nextClient++
        return [room, doc]
      }),
    )
  }

  private person(number: number): EditorPerson {
    const person = this.people[number % this.people.length]
    if (person === undefined) throw new Error(`No person ${number}`)
    return person
  }
}

function textOf(docs: Docs): Y.Doc {
  const doc = docs.get('text')
  if (doc === undefined) throw new Error('There is a text')
  return doc
}
