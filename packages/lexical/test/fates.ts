import type { Line } from '../src/line.js'
import type { Run } from '../src/run.js'
import type { Random } from './seeded.js'

/** Each character is used once in a session, so that it is its own identity: loss and doubling can be seen. */
export class Fates {
  private next = 0
  private readonly inserted = new Set<string>()
  private readonly deleted = new Set<string>()

  constructor(private readonly random: Random) {}

  /** New characters, one in ten of them a surrogate pair. */
  words(length: number): string {
    return Array.from({ length }, () => {
      const number = this.next++
      return String.fromCodePoint((this.random.chance(0.1) ? 0x20000 : 0x4e00) + number)
    }).join('')
  }

  /** What one person's edit did to the text in front of them. */
  note(before: string, after: string): void {
    const [old, now] = [new Set(before), new Set(after)]
    for (const character of now) if (!old.has(character)) this.inserted.add(character)
    for (const character of old) if (!now.has(character)) this.deleted.add(character)
  }

  /** Throws unless the text has every character that nobody deleted, once, and no other. */
  check(text: string): void {
    const counts = new Map<string, number>()
    for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1)
    for (const character of this.inserted) {
      if (isCommon(character)) continue
      const expected = this.deleted.has(character) ? 0 : 1
      const count = counts.get(character) ?? 0
      if (count !== expected) throw new Error(`${character} is there ${count} times, not ${expected}, in ${text}`)
    }
    if (/\p{Surrogate}|\uFFFD/u.test(text)) throw new Error('Half a surrogate pair is left')
  }
}

/** Characters that are in a text many times. */
export const isCommon = (character: string): boolean => /[\n\u2028\t\uFFFC]/.test(character)

/** A text in which an object is the character that it is labelled with. */
export const identities = (lines: readonly Line[]): string =>
  lines.map(({ runs }) => runs.map((run) => (run.object === null ? run.text : labels(run))).join('')).join('\n')

const labels = ({ text, object }: Run): string => {
  const { label } = JSON.parse(object ?? '{}')
  return String.fromCodePoint(String(label).codePointAt(0) ?? 0).repeat(text.length)
}
