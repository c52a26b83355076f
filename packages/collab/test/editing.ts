import { expect } from 'vitest'
import * as Y from 'yjs'
import { type ReturnRecorder, recordReturns } from '../src/index.js'
import { meet, type Person, people, reloaded, wordsOf } from './people.js'

export const article = 'The quick brown fox jumps over the lazy dog.'

/** An editor of one person: its edits, what it takes back, what it pastes. */
export function editor({ text }: Person) {
  const origin = { name: 'editor' }
  const history = new Y.UndoManager(text.text, { trackedOrigins: new Set([origin]), captureTimeout: 0 })
  const recorder: ReturnRecorder = recordReturns(text, { origin, history })
  const edit = (change: () => void) => text.doc.transact(change, origin)
  return {
    history,
    remove: (at: number, length: number) => edit(() => text.text.delete(at, length)),
    insert: (at: number, words: string) => edit(() => text.text.insert(at, words)),
    /** As editors do that put the new words before the old ones. */
    replace: (at: number, length: number, words: string) =>
      edit(() => {
        text.text.insert(at, words)
        text.text.delete(at + words.length, length)
      }),
    format: (at: number, length: number, attributes: object) => edit(() => text.text.format(at, length, attributes)),
    cut(at: number, length: number) {
      const [copied, words] = [recorder.copied(at, at + length), text.text.toString().slice(at, at + length)]
      edit(() => text.text.delete(at, length))
      return (to: number, pasted = words) => {
        recorder.pasting(copied)
        edit(() => text.text.insert(to, pasted))
      }
    },
  }
}

/** Mark the first place where these words stand. */
export function mark(person: Person, words: string): void {
  const from = person.store.text().indexOf(words)
  person.store.add({ mentions: [[{ from, to: from + words.length }]], createdBy: 'mei' })
}

/** Two people on one article, who meet only when told to. */
export function two() {
  const [mei, tom] = people(article, 'mei', 'tom')
  if (mei === undefined || tom === undefined) throw new Error('There are two')
  return { mei, tom, both: [mei, tom] }
}

/** What both hold after they meet, and one who reloads: the same. */
export function together(both: readonly Person[]): readonly string[] {
  meet(both)
  const [first] = both
  if (first === undefined) throw new Error('There is one')
  const seen = [...both, reloaded(first)].map(wordsOf)
  for (const words of seen) expect(words).toEqual(seen[0])
  return seen[0] ?? []
}
