import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type DiffPart, wordDiff } from '../../src/claims/word-diff.js'

/** `The [-old-][+new+] bridge`: taken out and put in. */
const notation = (parts: readonly DiffPart[]) =>
  parts.map(({ kind, text }) => ({ same: text, out: `[-${text}-]`, in: `[+${text}+]` })[kind]).join('')

describe('the difference of two texts by the word', () => {
  it.each([
    ['the bridge', 'the bridge', 'the bridge'],
    ['12 million euros', '15 million euros', '[-12-][+15+] million euros'],
    ['cost 12 million euros', 'cost at least 12 million euros', 'cost [+at least +]12 million euros'],
    ['cost at least 12 million', 'cost 12 million', 'cost [-at least -]12 million'],
    ['rose by nine percent', 'fell to eight percent', '[-rose by nine-][+fell to eight+] percent'],
    ['a bridge', 'a bridge.', 'a bridge[+.+]'],
    ['', 'new', '[+new+]'],
    ['old', '', '[-old-]'],
    ['one.\nTwo', 'one. Two', 'one.[-\n-][+ +]Two'],
    ['the mayor said so', 'so said the mayor', '[+so said +]the mayor[- said so-]'],
    ['ein Haus 👩‍👩‍👧 hier', 'ein Haus 👩‍👩‍👦 hier', 'ein Haus [-👩‍👩‍👧-][+👩‍👩‍👦+] hier'],
    ['naïve cafe', 'naïve café', 'naïve [-cafe-][+café+]'],
    ['قال العمدة ذلك', 'قال الوزير ذلك', 'قال [-العمدة-][+الوزير+] ذلك'],
  ])('%j → %j', (before, after, expected) => {
    expect(notation(wordDiff(before, after))).toBe(expected)
  })

  const words = fc.array(fc.constantFrom('the', 'bridge', ' ', ' ', '\n', ', ', '12', '👩‍👩‍👧', '桥', 'e\u0301'), {
    maxLength: 40,
  })
  const text = fc.oneof(
    words.map((all) => all.join('')),
    fc.string({ unit: 'grapheme', maxLength: 30 }),
  )

  it('gives back both texts, each kind once in a run, and what is out before what is in', () => {
    fc.assert(
      fc.property(text, text, (before, after) => {
        const parts = wordDiff(before, after)
        const side = (other: DiffPart['kind']) =>
          parts
            .filter(({ kind }) => kind !== other)
            .map((part) => part.text)
            .join('')
        expect(side('in')).toBe(before)
        expect(side('out')).toBe(after)
        for (const [at, part] of parts.entries()) {
          expect(part.text).not.toBe('')
          expect(part.kind).not.toBe(parts[at + 1]?.kind)
          expect(part.kind === 'in' && parts[at + 1]?.kind === 'out').toBe(false)
        }
      }),
    )
  })

  it('of a text with itself is nothing', () => {
    fc.assert(
      fc.property(text, (same) => {
        expect(wordDiff(same, same)).toEqual(same === '' ? [] : [{ kind: 'same', text: same }])
      }),
    )
  })

  it('shows the middle of very long texts as replaced', () => {
    const long = (word: string) => Array.from({ length: 3000 }, (_, at) => `${word}${at}`).join(' ')
    const parts = wordDiff(`Start ${long('a')} end`, `Start ${long('b')} end`)
    expect(parts.map(({ kind }) => kind)).toEqual(['same', 'out', 'in', 'same'])
  })
})
