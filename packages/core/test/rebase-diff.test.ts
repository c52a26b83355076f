import {
  annotator,
  claim,
  diffText,
  document,
  hasLoneSurrogate,
  layer,
  mapSpan,
  mention,
  rebase,
  type Span,
  type TextEdit,
} from '@claimspan/core'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { editMap } from '../src/rebase/map-through.js'
import { texts } from './arbitrary.js'

function applied(before: string, edits: readonly TextEdit[]): string {
  return [...edits]
    .reverse()
    .reduce((text, { at, deleted, inserted }) => text.slice(0, at) + inserted + text.slice(at + deleted), before)
}

const pairs = fc.oneof(
  fc.tuple(texts(), texts()),
  // Much alike: pieces in common, some twice, some in another order.
  fc.array(texts({ maxLength: 6 }), { minLength: 1, maxLength: 8 }).chain((pieces) => {
    const some = fc.array(fc.constantFrom(...pieces), { maxLength: 12 }).map((all) => all.join(''))
    return fc.tuple(some, some)
  }),
)

describe('the differences of two texts', () => {
  it('make the one of the other, are apart and in order, and cut no character', () => {
    fc.assert(
      fc.property(pairs, ([before, after]) => {
        const edits = diffText(before, after)
        expect(applied(before, edits)).toBe(after)
        let end = -1
        for (const { at, deleted, inserted } of edits) {
          expect(at).toBeGreaterThan(end)
          expect(deleted + inserted.length).toBeGreaterThan(0)
          end = at + deleted
          for (const place of [at, end]) expect(hasLoneSurrogate(before.slice(0, place))).toBe(false)
          expect(hasLoneSurrogate(inserted)).toBe(false)
        }
      }),
      { numRuns: 1000 },
    )
  })

  it.each([
    ['nothing', 'The cat.', 'The cat.', []],
    ['a word put in', 'The cat.', 'The old cat.', [[4, '', 'old ']]],
    [
      'a letter corrected',
      'a govermnent',
      'a government',
      [
        [7, 'm', ''],
        [9, '', 'm'],
      ],
    ],
    ['a sentence written anew is one', 'So a cat sat. Yes.', 'So my dogs ran. Yes.', [[3, 'a cat sat', 'my dogs ran']]],
    [
      'a word that stands between two written anew is the same',
      'Ana saw Basel twice',
      'Jon met Basel once',
      [
        [0, 'Ana saw', 'Jon met'],
        [14, 'twice', 'once'],
      ],
    ],
    ['a line put in', 'One.\nTwo.', 'One.\nAnd.\nTwo.', [[5, '', 'And.\n']]],
    ['flags are whole', '🇫🇷', '🇫🇮', [[0, '🇫🇷', '🇫🇮']]],
    ['everything', 'abc', '', [[0, 'abc', '']]],
  ] as const)('%s', (_, before, after, wanted) => {
    expect(
      diffText(before, after).map(({ at, deleted, inserted }) => [at, before.slice(at, at + deleted), inserted]),
    ).toEqual(wanted)
  })

  it('of long texts are as few as were made, also where a text repeats itself', () => {
    const sentences = Array.from(
      { length: 40 },
      (_, at) => `Sentence number ${at} says what there is to say about ${at * at}.`,
    )
    const article = sentences.join(' ')
    const before = Array.from({ length: 60 }, () => article).join('\n')
    const words = before.split(/(?<=\s)/)
    const after = words.map((word, at) => (at % 23 === 7 ? `zz${at} ` : word)).join('')
    const edits = diffText(before, after)
    expect(applied(before, edits)).toBe(after)
    const changed = words.filter((_, at) => at % 23 === 7).length
    expect(edits.length).toBeGreaterThan(changed * 0.95)
    expect(edits.length).toBeLessThan(changed * 1.05)
  })
})

describe('a span through all differences at once', () => {
  it('is where it is through one after the other', () => {
    fc.assert(
      fc.property(pairs, fc.nat(), fc.nat(), ([before, after], start, length) => {
        const from = start % Math.max(1, before.length)
        const of = { from, to: Math.min(before.length, from + 1 + (length % 12)) }
        if (of.to <= of.from) return
        const edits = diffText(before, after)
        const one = [...edits]
          .reverse()
          .reduce<Span | undefined>(
            (span, edit) => span && mapSpan(span, { ...edit, inserted: edit.inserted.length }),
            of,
          )
        expect(editMap(edits, before.length).span(of)).toEqual(one)
      }),
      { numRuns: 1000 },
    )
  })
})

/** Words of the old text are of these letters, new ones of others: what survives is then beyond doubt. */
const word = (letters: string, number: number): string =>
  [...(number + 40).toString(6)].map((digit) => letters[Number(digit)] ?? '').join('')

const knownEdits = fc.array(
  fc.record({
    kind: fc.constantFrom('insert', 'delete', 'replace'),
    gap: fc.integer({ min: 2, max: 7 }),
    words: fc.integer({ min: 1, max: 3 }),
  }),
  { minLength: 1, maxLength: 12 },
)

describe('a text after known edits', () => {
  it('has every mention where those edits put it, spaces at its ends aside', () => {
    fc.assert(
      fc.property(
        knownEdits,
        fc.array(fc.tuple(fc.nat(), fc.nat(5)), { minLength: 1, maxLength: 12 }),
        (plan, marks) => {
          const words: string[] = Array.from({ length: 120 }, (_, at) => word('abcdef', at * 7))
          const starts: number[] = []
          let text = ''
          for (const [at, each] of words.entries()) {
            starts.push(text.length)
            text += each + (at % 10 === 9 ? '\n' : ' ')
          }
          const edits: TextEdit[] = []
          let next = 0
          let fresh = 0
          for (const { kind, gap, words: count } of plan) {
            const first = next + gap
            next = first + count
            const [at, end] = [starts[first] ?? 0, starts[next] ?? 0]
            const inserted =
              kind === 'delete' ? '' : `${Array.from({ length: count }, () => word('uvwxyz', fresh++)).join(' ')} `
            if (kind === 'insert') edits.push({ at, deleted: 0, inserted })
            else if (kind === 'delete') edits.push({ at, deleted: end - at, inserted })
            else edits.push({ at, deleted: end - 1 - at, inserted: inserted.slice(0, -1) })
          }
          const mentions = marks.map(([first, more]) => {
            const from = first % 110
            const last = from + more
            return mention(text, [{ from: starts[from] ?? 0, to: (starts[last] ?? 0) + (words[last] ?? '').length }])
          })
          const now = applied(text, edits)
          const old = {
            document: document({ id: 'd', text }),
            layers: [layer({ id: 'shared', kind: 'shared' })],
            annotators: [annotator('mei')],
            claims: mentions.map((one, at) =>
              claim({
                id: `c${at}`,
                layer: 'shared',
                mentions: [one],
                createdBy: 'mei',
                createdAt: '2026-01-02T03:04:05Z',
              }),
            ),
            relations: [],
            threads: [],
          }
          const { report } = rebase(old, now)
          report.mentions.forEach(({ before, after, state }) => {
            const expected = [...edits]
              .reverse()
              .reduce<Span | undefined>(
                (span, edit) => span && mapSpan(span, { ...edit, inserted: edit.inserted.length }),
                before.spans[0],
              )
            const trimmed = (of: Span | undefined) => {
              if (of === undefined) return undefined
              const whole = now.slice(of.from, of.to)
              if (whole.trim() === '') return undefined
              const from = of.from + whole.length - whole.trimStart().length
              return { from, to: from + whole.trim().length }
            }
            expect(trimmed(after.spans[0])).toEqual(trimmed(expected))
            const kept = expected !== undefined && now.slice(expected.from, expected.to) === before.quote
            if (kept) expect(state).toBe('whole')
            else expect(state).not.toBe('whole')
          })
        },
      ),
      { numRuns: 300 },
    )
  })
})
