import { check } from '@claimspan/core'
import { expect } from 'vitest'
import type { Format, ReadableFile } from '../src/index.js'

/** Numbers from 0 to 1 that are the same for the same seed (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

const intruders = [
  '',
  '"',
  "'",
  '<',
  '>',
  '&',
  '&#0;',
  '&x;',
  '<!DOCTYPE a>',
  ']]>',
  '\t',
  '\n',
  '\r',
  '\0',
  '\ud800',
  '😀',
  '0',
  '-1',
  '99999999999999999999',
  '1e309',
  'null',
  '[',
  ']',
  '{',
  '}',
  ',',
  '__proto__',
  '_',
  '*',
  '|',
  '\\',
  'B-',
  'I-X',
]

/** A file with one to four things wrong in it: a piece cut out, doubled, moved or overwritten, a number changed. */
export function mutated(text: string, seed: number): string {
  const random = seeded(seed)
  const upTo = (limit: number): number => Math.floor(random() * limit)
  let made = text
  for (let left = 1 + upTo(4); left > 0; left--) {
    const at = upTo(made.length + 1)
    const end = Math.min(made.length, at + 1 + upTo(random() < 0.8 ? 12 : 400))
    const intruder = intruders[upTo(intruders.length)] ?? ''
    switch (upTo(6)) {
      case 0:
        made = made.slice(0, at) + made.slice(end)
        break
      case 1:
        made = made.slice(0, end) + made.slice(at)
        break
      case 2:
        made = made.slice(0, at) + intruder + made.slice(at)
        break
      case 3:
        made = made.slice(0, at) + intruder + made.slice(end)
        break
      case 4: {
        const numbers = [...made.matchAll(/\d+/g)]
        const number = numbers[upTo(numbers.length)]
        if (number === undefined) break
        const other = String(upTo(3) === 0 ? upTo(1000) : Number(number[0]) + 1 - upTo(3))
        made = made.slice(0, number.index) + other + made.slice(number.index + number[0].length)
        break
      }
      default: {
        const lines = made.split('\n')
        const [from, to] = [upTo(lines.length), upTo(lines.length)]
        lines.splice(to, 0, ...lines.splice(from, 1))
        made = lines.join('\n')
      }
    }
  }
  return made
}

/**
 * The law of every reader: whatever stands in the files, it ends, throws nothing, says what is wrong and where, and gives sound
 * documents only; a file with a problem gives none.
 */
export function expectLawfulReading(format: Format, files: readonly ReadableFile[], count: number): void {
  let refused = 0
  for (let seed = 1; seed <= count; seed++) {
    const which = seed % files.length
    const wrong = files.map(({ path, text }, at) => ({ path, text: at === which ? mutated(text, seed) : text }))
    const where = `seed ${seed} of mutated ${files[which]?.path}`
    const { documents, problems } = format.read?.documents(wrong, {}) ?? { documents: [], problems: [] }
    for (const document of documents) expect(check(document), where).toEqual([])
    for (const problem of problems) {
      expect(problem.sentence.length, where).toBeGreaterThan(10)
      expect(
        files.map(({ path }) => path),
        where,
      ).toContain(problem.file)
      for (const place of [problem.line, problem.column]) {
        if (place !== undefined) expect(place, where).toBeGreaterThanOrEqual(1)
      }
    }
    if (problems.length > 0) refused += 1
    if (files.length === 1 && problems.length > 0) expect(documents, where).toEqual([])
  }
  expect(refused, 'the mutations are strong enough to be noticed').toBeGreaterThan(count / 10)
}
