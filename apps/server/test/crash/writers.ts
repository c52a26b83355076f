import type { HocuspocusProvider } from '@hocuspocus/provider'
import { guestToken, type Person, person } from '../served.js'

/** What one writer wrote into one room, and how many of it, from the first on, the editor has shown as saved. */
export interface Journal {
  readonly room: string
  readonly written: string[]
  saved: number
  /** How often it has shown that all is saved. */
  savedTimes: number
}

export interface Writer {
  readonly someone: Person
  readonly journals: readonly Journal[]
  readonly providers: readonly HocuspocusProvider[]
  start(): void
  stop(): void
}

/** At most so many milliseconds between two marks of one writer. */
const pace = 25

/** A writer in the text and in the shared layer of `article`. Keeps its own journal of what it was told is saved. */
export function writer(url: string, name: string, next: () => number): Writer {
  const someone = person(url, guestToken(name))
  const rooms = [
    writesText(someone.join('text/article'), `${name}.t`, next),
    writesLayer(someone.join('layer/article/shared'), `${name}.l`, next),
  ]
  let writing: NodeJS.Timeout | undefined
  function write() {
    rooms[next() < 0.5 ? 0 : 1]?.write()
    writing = setTimeout(write, next() * pace)
  }
  return {
    someone,
    journals: rooms.map(({ journal }) => journal),
    providers: rooms.map(({ provider }) => provider),
    start: write,
    stop: () => clearTimeout(writing),
  }
}

function writesText(provider: HocuspocusProvider, name: string, next: () => number) {
  const text = provider.document.getText('article')
  return writes(provider, name, next, (mark) => text.insert(text.length, mark))
}

function writesLayer(provider: HocuspocusProvider, name: string, next: () => number) {
  const marks = provider.document.getMap('annotators')
  return writes(provider, name, next, (mark) => marks.set(mark, true))
}

/**
 * Writes in runs of 1 to 12 marks, the next when the last has been saved: however slow the machine, some is saved and
 * some is on its way. Without a connection it writes on, up to 20 marks that are not saved.
 */
function writes(provider: HocuspocusProvider, name: string, next: () => number, put: (mark: string) => void) {
  const journal: Journal = { room: provider.configuration.name, written: [], saved: 0, savedTimes: 0 }
  provider.on('unsyncedChanges', ({ number }: { number: number }) => {
    if (number !== 0) return
    journal.saved = journal.written.length
    journal.savedTimes += 1
  })
  let left = 0
  return {
    provider,
    journal,
    write() {
      if (left === 0 && provider.unsyncedChanges === 0) left = 1 + Math.floor(next() * 12)
      const offline = isClosed(provider.configuration.websocketProvider) && provider.unsyncedChanges < 20
      if (left === 0 && !offline) return
      left = Math.max(0, left - 1)
      // Noted first: a change is on its way before `put` returns.
      const mark = `[${name}.${journal.written.length}]`
      journal.written.push(mark)
      put(mark)
    },
  }
}

export const isClosed = ({ status }: Person['socket']) => String(status) === 'disconnected'
