import * as Y from 'yjs'
import { network, type Person, type Room } from './person.js'

interface Message {
  readonly room: Room
  readonly update: Uint8Array
}

const mostRounds = 100

/** Carries updates between all, late, in any order, twice or not at all, and not over links that are cut. */
export class Network {
  private readonly queues = new Map<string, Message[]>()
  private readonly cut = new Set<number>()
  private readonly lossy = new Set<string>()

  constructor(private readonly people: readonly Person[]) {}

  send(from: number, room: Room, update: Uint8Array): void {
    for (const { number } of this.people) if (number !== from) this.queue(from, number).push({ room, update })
  }

  /** Deliver one message to a person, picked by two numbers from 0 to 1. Returns whether there was one. */
  deliver(to: number, link: number, place: number, keep: boolean): boolean {
    const open = this.linksTo(to).filter(({ messages }) => messages.length > 0)
    const found = open[Math.floor(link * open.length)]
    const person = this.people[to]
    if (found === undefined || person === undefined) return false
    // Mostly in order: three in four messages are the oldest.
    const index = place < 0.75 ? 0 : Math.floor((place - 0.75) * 4 * found.messages.length)
    const message = found.messages[index]
    if (message === undefined) return false
    if (!keep) found.messages.splice(index, 1)
    this.apply(person, message)
    return true
  }

  /** Lose one message; only a resync brings it then. */
  drop(to: number, link: number): void {
    const open = this.linksTo(to).filter(({ messages }) => messages.length > 0)
    const found = open[Math.floor(link * open.length)]
    if (found === undefined) return
    found.messages.shift()
    this.lossy.add(found.name)
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
      this.apply(receiver, { room, update: Y.encodeStateAsUpdate(doc, Y.encodeStateVector(other)) })
    }
  }

  /** Everybody gets what was sent to them: links that lost something make it good, the others bring what they still have. */
  settle(): void {
    this.heal()
    // What comes can make Yjs tidy up formats, which is an edit that is sent in turn.
    for (let round = 0; round < mostRounds && this.deliverAll(); round++);
  }

  private deliverAll(): boolean {
    let isSome = false
    for (const person of this.people) {
      for (const { messages } of this.linksTo(person.number)) {
        for (const message of messages.splice(0)) {
          this.apply(person, message)
          isSome = true
        }
      }
    }
    return isSome
  }

  private apply({ docs, log }: Person, { room, update }: Message): void {
    const doc = docs.get(room)
    if (doc === undefined) return
    // As it came: what waits for something that has not come yet is no event of the document.
    log.push({ room, update })
    Y.applyUpdate(doc, update, network)
  }

  private isCut(from: number, to: number): boolean {
    return this.cut.has(from) || this.cut.has(to)
  }

  private linksTo(to: number) {
    return this.people
      .filter(({ number }) => number !== to && !this.isCut(number, to))
      .map(({ number }) => ({ name: linkName(number, to), messages: this.queue(number, to) }))
  }

  private queue(from: number, to: number): Message[] {
    const name = linkName(from, to)
    const known = this.queues.get(name) ?? []
    this.queues.set(name, known)
    return known
  }
}

const linkName = (from: number, to: number) => `${from}>${to}`
