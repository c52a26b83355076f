import * as Y from 'yjs'
import { network, type Person, type Room } from '../../packages/collab/fuzz/person.js'

const mostRounds = 100

interface Message {
  readonly name: string
  readonly room: Room
  readonly update: Uint8Array
}

/**
 * Carries updates between all as the network of the flat text's fuzzer does: late, in any order, twice or not at all, and
 * not over links that are cut. Its messages have names, so that the same one can be delivered in a session that was cut
 * down.
 */
export class Post {
  private readonly queues = new Map<string, Message[]>()
  private readonly cut = new Set<number>()
  private readonly lossy = new Set<string>()

  constructor(private readonly people: readonly Person[]) {}

  send(from: number, message: Message): void {
    for (const { number } of this.people) if (number !== from) this.queue(from, number).push(message)
  }

  /**
   * The name of a message that waits for a person, picked by two numbers from 0 to 1: mostly the oldest of a link.
   * `undefined` when none waits.
   */
  pick(to: number, link: number, place: number): string | undefined {
    const open = this.linksTo(to).filter(({ messages }) => messages.length > 0)
    const found = open[Math.floor(link * open.length)]
    if (found === undefined) return undefined
    const at = place < 0.75 ? 0 : Math.floor((place - 0.75) * 4 * found.messages.length)
    return found.messages[at]?.name
  }

  /** Deliver the message of this name, if it waits for the person and its link is not cut; `keep` for a second time. */
  deliver(to: number, name: string | undefined, keep = false): void {
    const message = this.take(to, name, keep)?.message
    const person = this.people[to]
    if (message !== undefined && person !== undefined) apply(person, message)
  }

  /** Lose a message; only a resync brings it then. */
  drop(to: number, name: string | undefined): void {
    const taken = this.take(to, name, false)
    if (taken !== undefined) this.lossy.add(taken.link)
  }

  cutOff(who: number): void {
    this.cut.add(who)
  }

  heal(): void {
    this.cut.clear()
    for (const name of [...this.lossy]) {
      const [from, to] = name.split('>').map(Number)
      if (from !== undefined && to !== undefined) this.resync(from, to)
    }
  }

  /** What one has and the other has not, in one message, as after a reconnection. */
  resync(from: number, to: number): void {
    const [sender, receiver] = [this.people[from], this.people[to]]
    if (sender === undefined || receiver === undefined || from === to || this.isCut(from, to)) return
    this.queue(from, to).length = 0
    this.lossy.delete(linkName(from, to))
    for (const [room, doc] of sender.docs) {
      const other = receiver.docs.get(room)
      if (other === undefined) continue
      apply(receiver, { name: '', room, update: Y.encodeStateAsUpdate(doc, Y.encodeStateVector(other)) })
    }
  }

  /** Everybody gets everything. */
  settle(): void {
    this.cut.clear()
    for (let round = 0; round < 2; round++) {
      for (const { number: from } of this.people) for (const { number: to } of this.people) this.resync(from, to)
    }
  }

  /** What was sent arrives, in order, and what it leads to in turn; nobody asks for more. */
  drain(): void {
    this.cut.clear()
    for (let round = 0; round < mostRounds && this.deliverAll(); round++);
  }

  private deliverAll(): boolean {
    let isSome = false
    for (const person of this.people) {
      for (const { messages } of this.linksTo(person.number)) {
        for (const one of messages.splice(0)) {
          apply(person, one)
          isSome = true
        }
      }
    }
    return isSome
  }

  private take(to: number, name: string | undefined, keep: boolean) {
    for (const { link, messages } of name === undefined ? [] : this.linksTo(to)) {
      const at = messages.findIndex((one) => one.name === name)
      const message = messages[at]
      if (message === undefined) continue
      if (!keep) messages.splice(at, 1)
      return { link, message }
    }
    return undefined
  }

  private isCut(from: number, to: number): boolean {
    return this.cut.has(from) || this.cut.has(to)
  }

  private linksTo(to: number) {
    return this.people
      .filter(({ number }) => number !== to && !this.isCut(number, to))
      .map(({ number }) => ({ link: linkName(number, to), messages: this.queue(number, to) }))
  }

  private queue(from: number, to: number): Message[] {
    const name = linkName(from, to)
    const known = this.queues.get(name) ?? []
    this.queues.set(name, known)
    return known
  }
}

function apply({ docs, log }: Person, { room, update }: Message): void {
  const doc = docs.get(room)
  if (doc === undefined) return
  log.push({ room, update })
  Y.applyUpdate(doc, update, network)
}

const linkName = (from: number, to: number) => `${from}>${to}`
