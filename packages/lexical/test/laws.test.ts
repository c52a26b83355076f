import fc from 'fast-check'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { changeBetween } from '../src/change.js'
import { type Attributes, type Delta, type DeltaStep, mapOffset, transform } from '../src/delta.js'
import { diffText } from '../src/diff.js'
import { applyDelta as applyTo, type Line, line } from '../src/line.js'
import { chipJson } from './chip.js'
import { objects } from './notation.js'

const applyDelta = (lines: readonly Line[], delta: Delta) => applyTo(lines, delta, objects)

const words = fc.string({
  unit: fc.constantFrom('a', 'b', ' ', '\n', '\u2028', '\uFFFC', '字', '\u{1F600}', '\u{1F601}'),
  maxLength: 12,
})
const [a, b] = ['https://a.example/', 'https://b.example/']
const attributes = fc.constantFrom<Attributes>(
  {},
  { bold: true },
  { italic: true },
  { bold: true, italic: true },
  { link: a },
  { link: b, bold: true },
  { object: chipJson('x') },
  { object: chipJson('y'), link: a },
)
const change = fc.record({
  bold: fc.constantFrom(true, null, undefined),
  italic: fc.constantFrom(true, null, undefined),
  link: fc.constantFrom(a, b, null, undefined, undefined),
  object: fc.constantFrom(chipJson('x'), chipJson('y'), null, undefined, undefined),
  block: fc.constantFrom('quote', 'heading', null, undefined),
})

/** A change that fits a text of a length. */
const deltaFor = (length: number): fc.Arbitrary<Delta> =>
  fc
    .array(
      fc.tuple(fc.constantFrom('retain', 'format', 'delete', 'insert'), fc.nat({ max: 6 }), words, attributes, change),
    )
    .map((steps) => {
      let left = length
      return steps.flatMap(([kind, size, text, style, set]): DeltaStep[] => {
        if (kind === 'insert') return text === '' ? [] : [{ insert: text, attributes: style }]
        const units = Math.min(size, left)
        left -= units
        if (units === 0) return []
        if (kind === 'delete') return [{ delete: units }]
        const wanted = Object.entries(set).filter(([, value]) => value !== undefined)
        if (kind === 'retain' || wanted.length === 0) return [{ retain: units }]
        return [{ retain: units, attributes: Object.fromEntries(wanted) }]
      })
    })

const article = fc.array(fc.tuple(words, attributes), { maxLength: 5 }).map((runs) =>
  applyDelta(
    [line('paragraph', [])],
    runs.map(([insert, style]) => ({ insert, attributes: style })),
  ),
)

const lengthOf = (lines: readonly Line[]) => lines.reduce((sum, { length }) => sum + length + 1, -1)
const reading = (lines: readonly Line[]) => lines.map(({ kind, runs }) => ({ kind, runs }))

test('the differences of two texts make one into the other and split no character', () => {
  fc.assert(
    fc.property(words, words, words, words, fc.option(fc.nat({ max: 30 })), (start, old, now, end, caret) => {
      const [before, after] = [start + old + end, start + now + end]
      const found = diffText(before, after, caret === null ? null : Math.min(caret, after.length))
      let [made, at] = ['', 0]
      for (const { at: place, deleted, inserted } of found) {
        expect(place).toBeGreaterThanOrEqual(at)
        for (const border of [place, place + deleted]) {
          expect(
            /[\uD800-\uDBFF]$/.test(before.slice(0, border)) && /^[\uDC00-\uDFFF]/.test(before.slice(border)),
          ).toBe(false)
        }
        expect(inserted).not.toMatch(/\p{Surrogate}/u)
        made += before.slice(at, place) + inserted
        at = place + deleted
      }
      expect(made + before.slice(at)).toBe(after)
    }),
    { numRuns: 2_000 },
  )
})

test('two changes of one text lead to one text in either order (TP1)', () => {
  const cases = article.chain((lines) =>
    fc.tuple(fc.constant(lines), deltaFor(lengthOf(lines)), deltaFor(lengthOf(lines))),
  )
  fc.assert(
    fc.property(cases, ([lines, mine, theirs]) => {
      const one = applyDelta(applyDelta(lines, theirs), transform(mine, theirs, true))
      const two = applyDelta(applyDelta(lines, mine), transform(theirs, mine, false))
      expect(reading(one)).toEqual(reading(two))
    }),
    { numRuns: 3_000 },
  )
})

test('the change between two articles makes one into the other, with any lines in common', () => {
  const cases = article.chain((lines) => {
    const keyed = lines.map((of, at) => ({ ...of, key: String(at) }))
    return fc.tuple(fc.constant(keyed), deltaFor(lengthOf(lines)), fc.array(fc.nat({ max: 5 }), { maxLength: 3 }))
  })
  fc.assert(
    fc.property(cases, fc.option(fc.nat({ max: 20 })), ([before, delta, moved], caret) => {
      const changed = [...applyDelta(before, delta)]
      for (const at of moved) changed.push(...changed.splice(at % changed.length, 1))
      const made = applyDelta(before, changeBetween(before, changed, caret))
      // What the first line is hangs on no character.
      expect(reading(made).map((of, at) => (at === 0 ? of.runs : of))).toEqual(
        reading(changed).map((of, at) => (at === 0 ? of.runs : of)),
      )
    }),
    { numRuns: 3_000 },
  )
})

test('lines change as the shared text does', () => {
  // Yjs makes U+FFFD of a pair that a change splits; this binding makes no such change.
  const whole = article.filter((lines) =>
    lines.every(({ runs }) => runs.every(({ text }) => text.length === [...text].length)),
  )
  const cases = whole.chain((lines) => fc.tuple(fc.constant(lines), deltaFor(lengthOf(lines))))
  fc.assert(
    fc.property(cases, ([lines, delta]) => {
      const text = new Y.Doc().getText()
      text.applyDelta([...changeBetween([line('paragraph', [])], lines, null), { retain: 0 }])
      const read = () => applyDelta([line('paragraph', [])], text.toDelta())
      expect(reading(read())).toEqual(reading(lines))
      let told: Delta = []
      text.observe((event) => {
        told = event.delta as Delta
      })
      text.applyDelta([...delta, { retain: 0 }])
      expect(reading(applyDelta(lines, told))).toEqual(reading(read()))
    }),
    { numRuns: 2_000 },
  )
})

test.each([
  { name: 'before', offset: 2, delta: [{ retain: 3 }, { insert: 'x' }], stays: 2, moves: 2 },
  { name: 'at', offset: 3, delta: [{ retain: 3 }, { insert: 'x' }], stays: 3, moves: 4 },
  { name: 'after', offset: 4, delta: [{ retain: 3 }, { insert: 'x' }], stays: 5, moves: 5 },
  { name: 'inside a deletion of', offset: 4, delta: [{ retain: 3 }, { delete: 5 }], stays: 3, moves: 3 },
  { name: 'at the end of a deletion of', offset: 8, delta: [{ retain: 3 }, { delete: 5 }], stays: 3, moves: 3 },
])('an offset $name a change', ({ offset, delta, stays, moves }) => {
  expect(mapOffset(offset, delta, true)).toBe(stays)
  expect(mapOffset(offset, delta, false)).toBe(moves)
})
