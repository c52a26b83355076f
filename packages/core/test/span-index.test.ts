import { compareSpans, type Edit, mapSpan, type Span, type SpanIndex, spanIndex } from '@claimspan/core'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

/** The spans of a text marked `[cat]`: each bracket that opens begins the next one; nested and `<…>` that overlap too. */
function marked(text: string): Span[] {
  const spans: { from: number; to: number }[] = []
  const open: Record<string, number[]> = { ']': [], '>': [] }
  let at = 0
  for (const character of text) {
    const closer = { '[': ']', '<': '>' }[character]
    if (closer !== undefined) {
      open[closer]?.push(spans.length)
      spans.push({ from: at, to: at })
    } else if (character in open) {
      const opened = spans[open[character]?.pop() ?? -1]
      if (opened === undefined) throw new Error(`${text} closes what it does not open`)
      opened.to = at
    } else at += 1
  }
  return spans
}

/** The law: an array of spans, each moved by `mapSpan`, looked at one by one. */
function naiveIndex(spans: readonly Span[]) {
  let entries = spans.map((span, id) => ({ id, span }))
  let nextId = spans.length
  const inOrder = () => entries.sort((a, b) => compareSpans(a.span, b.span) || a.id - b.id)
  return {
    entries: () => inOrder(),
    window: (from: number, to: number) =>
      inOrder()
        .filter(({ span }) => from < to && span.from < to && from < span.to)
        .map(({ id }) => id),
    insert(from: number, to: number) {
      entries.push({ id: nextId, span: { from, to } })
      return nextId++
    },
    remove(id: number) {
      const before = entries.length
      entries = entries.filter((entry) => entry.id !== id)
      return entries.length < before
    },
    edit(edit: Edit) {
      const mapped = inOrder().map(({ id, span }) => ({ id, span: mapSpan(span, edit) }))
      entries = mapped.flatMap(({ id, span }) => (span === undefined ? [] : [{ id, span }]))
      return mapped.filter(({ span }) => span === undefined).map(({ id }) => id)
    },
  }
}

function expectSame(index: SpanIndex, naive: ReturnType<typeof naiveIndex>): void {
  const found: { readonly id: number; readonly span: Span }[] = []
  index.eachIn(0, Number.POSITIVE_INFINITY, (id, from, to) => found.push({ id, span: { from, to } }))
  expect(found).toEqual(naive.entries())
  expect(index.size).toBe(found.length)
  for (const { id, span } of found) expect(index.get(id)).toEqual(span)
}

type Step =
  | { readonly kind: 'insert' | 'window'; readonly at: number; readonly length: number }
  | { readonly kind: 'remove' | 'stab'; readonly at: number }
  | ({ readonly kind: 'edit' } & Edit)

/** Do a step on both and compare what they answer. */
function take(step: Step, index: SpanIndex, naive: ReturnType<typeof naiveIndex>): void {
  switch (step.kind) {
    case 'insert': {
      const id = naive.insert(step.at, step.at + step.length + 1)
      expect(index.insert(step.at, step.at + step.length + 1)).toBe(id)
      expect(index.get(id)).toEqual({ from: step.at, to: step.at + step.length + 1 })
      break
    }
    case 'remove': {
      const entries = naive.entries()
      const id = entries[step.at % Math.max(entries.length, 1)]?.id ?? 0
      expect(index.remove(id)).toBe(naive.remove(id))
      expect(index.get(id)).toBe(undefined)
      expect(index.remove(id)).toBe(false)
      break
    }
    case 'edit':
      expect(index.edit(step.at, step.deleted, step.inserted)).toEqual(naive.edit(step))
      break
    case 'stab':
      expect(index.stab(step.at)).toEqual(naive.window(step.at, step.at + 1))
      break
    case 'window':
      expect(index.window(step.at, step.at + step.length)).toEqual(naive.window(step.at, step.at + step.length))
      break
  }
}

/** Steps in a text of about `length`; one edit in four deletes much. */
function steps(length: number): fc.Arbitrary<Step> {
  const at = fc.nat(length)
  const little = fc.nat(4)
  const much = fc.nat(Math.ceil(length / 3))
  return fc.oneof(
    { weight: 3, arbitrary: fc.record({ kind: fc.constant('insert' as const), at, length: fc.oneof(little, much) }) },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('remove' as const), at: fc.nat() }) },
    { weight: 3, arbitrary: fc.record({ kind: fc.constant('edit' as const), at, deleted: little, inserted: little }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('edit' as const), at, deleted: much, inserted: much }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('stab' as const), at }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('window' as const), at, length: fc.oneof(little, much) }) },
  )
}

const spansIn = (length: number, constraints: fc.ArrayConstraints) =>
  fc.array(
    fc
      .tuple(fc.nat(length), fc.oneof({ weight: 4, arbitrary: fc.nat(8) }, { weight: 1, arbitrary: fc.nat(length) }))
      .map(([from, more]) => ({ from, to: from + more + 1 })),
    constraints,
  )

/** Thousands of spans from one seed, so that a failure shrinks by its steps alone. */
const manySpans = fc.integer().map((seed) => {
  let state = seed
  const next = (below: number) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
  return Array.from({ length: 3500 + next(1500) }, () => {
    const from = next(9000)
    return { from, to: from + 1 + next(next(20) === 0 ? 9000 : 12) }
  })
})

describe('a span index at random', () => {
  it.each([
    {
      what: 'few spans that begin and end together',
      length: 12,
      spans: spansIn(12, { maxLength: 20 }),
      most: 40,
      numRuns: 600,
    },
    {
      what: 'spans enough for several leaves',
      length: 120,
      spans: spansIn(120, { maxLength: 400 }),
      most: 80,
      numRuns: 120,
    },
    { what: 'so many that leaves are grouped', length: 9000, spans: manySpans, most: 40, numRuns: 12 },
  ])('answers as an array of spans does: $what', ({ length, spans, most, numRuns }) => {
    fc.assert(
      fc.property(spans, fc.array(steps(length), { maxLength: most }), (given, taken) => {
        const index = spanIndex(given)
        const naive = naiveIndex(given)
        for (const step of taken) take(step, index, naive)
        expectSame(index, naive)
      }),
      { numRuns, interruptAfterTimeLimit: 30_000 },
    )
  })

  it('grows from nothing and shrinks to nothing, in any order', () => {
    const order = fc.constantFrom('ascending', 'descending', 'as they come')
    fc.assert(
      fc.property(
        spansIn(500, { minLength: 200, maxLength: 600 }),
        order,
        fc.infiniteStream(fc.nat()),
        (spans, by, picks) => {
          const sorted = by === 'as they come' ? spans : [...spans].sort(compareSpans)
          const given = by === 'descending' ? sorted.reverse() : sorted
          const index = spanIndex()
          const naive = naiveIndex([])
          for (const { from, to } of given) expect(index.insert(from, to)).toBe(naive.insert(from, to))
          expectSame(index, naive)
          for (const pick of picks) {
            if (index.size === 0) break
            take({ kind: 'remove', at: pick }, index, naive)
            if (index.size % 50 === 0) expectSame(index, naive)
          }
          expect(index.insert(3, 4)).toBe(given.length)
          expect(index.window(0, 10)).toEqual([given.length])
        },
      ),
      { numRuns: 20, interruptAfterTimeLimit: 30_000 },
    )
  })

  it('is the same made of objects, of columns, and put in one by one', () => {
    fc.assert(
      fc.property(spansIn(3_000_000, { maxLength: 300 }), (spans) => {
        const naive = naiveIndex(spans)
        const from = spans.map((span) => span.from)
        const to = Int32Array.from(spans, (span) => span.to)
        const oneByOne = spanIndex([])
        for (const span of spans) oneByOne.insert(span.from, span.to)
        for (const index of [spanIndex(spans), spanIndex(new Set(spans)), spanIndex({ from, to }), oneByOne]) {
          expectSame(index, naive)
        }
      }),
      { numRuns: 60 },
    )
  })
})

describe('what is found', () => {
  const text = '[[The] <cat] sat> on [it]'
  const index = spanIndex(marked(text))

  it.each([
    [-1, []],
    [0, [0, 1]],
    [2, [0, 1]],
    [3, [0]],
    [4, [0, 2]],
    [6, [0, 2]],
    [7, [2]],
    [10, [2]],
    [11, []],
    [15, [3]],
    [16, [3]],
    [17, []],
    [Number.NaN, []],
  ])('at %d', (offset, ids) => {
    expect(index.stab(offset)).toEqual(ids)
  })

  it.each([
    [0, 17, [0, 1, 2, 3]],
    [3, 4, [0]],
    [7, 15, [2]],
    [11, 15, []],
    [11, 16, [3]],
    [5, 5, []],
    [6, 2, []],
    [-5, 1, [0, 1]],
    [0, Number.POSITIVE_INFINITY, [0, 1, 2, 3]],
    [Number.NaN, 5, []],
  ])('in the window from %d to %d', (from, to, ids) => {
    expect(index.window(from, to)).toEqual(ids)
  })

  it('comes in the order of the text: by start, then the longer first, then by id', () => {
    const spans = [
      { from: 2, to: 4 },
      { from: 0, to: 3 },
      { from: 0, to: 5 },
      { from: 0, to: 3 },
    ]
    expect(spanIndex(spans).window(0, 9)).toEqual([2, 1, 3, 0])
  })

  it('is told with its offsets', () => {
    const found: unknown[] = []
    index.eachAt(4, (...one) => found.push(one))
    expect(found).toEqual([
      [0, 0, 7],
      [2, 4, 11],
    ])
  })
})

describe('an edit', () => {
  it.each([
    ['typed before', 'The [cat] sat', { at: 0, deleted: 0, inserted: 2 }, { from: 6, to: 9 }],
    ['typed at the start stays outside', 'The [cat] sat', { at: 4, deleted: 0, inserted: 2 }, { from: 6, to: 9 }],
    ['typed inside belongs', 'The [cat] sat', { at: 5, deleted: 0, inserted: 2 }, { from: 4, to: 9 }],
    ['typed at the end stays outside', 'The [cat] sat', { at: 7, deleted: 0, inserted: 2 }, { from: 4, to: 7 }],
    ['a deletion over the start', 'The [cat] sat', { at: 2, deleted: 3, inserted: 0 }, { from: 2, to: 4 }],
    ['a deletion over the end', 'The [cat] sat', { at: 6, deleted: 3, inserted: 0 }, { from: 4, to: 6 }],
    ['a replacement inside belongs', 'The [cat] sat', { at: 5, deleted: 1, inserted: 5 }, { from: 4, to: 11 }],
    ['a replacement behind', 'The [cat] sat', { at: 8, deleted: 1, inserted: 5 }, { from: 4, to: 7 }],
  ])('%s', (_, text, { at, deleted, inserted }, expected) => {
    const index = spanIndex(marked(text))
    expect(index.edit(at, deleted, inserted)).toEqual([])
    expect(index.get(0)).toEqual(expected)
  })

  it('tells the spans whose characters are all gone, in the order of the text', () => {
    const index = spanIndex(marked('a [b [c]] <d> [e]'))
    expect(index.edit(2, 5, 5)).toEqual([0, 1, 2])
    expect(index.size).toBe(1)
    expect([0, 1, 2, 3].map((id) => index.get(id))).toEqual([undefined, undefined, undefined, { from: 8, to: 9 }])
  })

  it('puts spans that come to begin and end together in the order of their ids', () => {
    const index = spanIndex([
      { from: 4, to: 8 },
      { from: 2, to: 8 },
      { from: 3, to: 8 },
    ])
    index.edit(1, 4, 0)
    expect(index.get(0)).toEqual({ from: 1, to: 4 })
    expect(index.window(0, 9)).toEqual([0, 1, 2])
  })
})

describe('a caller’s mistake', () => {
  it.each([
    [-1, 2],
    [2, 2],
    [3, 2],
    [0.5, 2],
    [0, Number.NaN],
    [0, 2 ** 30 + 1],
  ])('is a span from %d to %d', (from, to) => {
    expect(() => spanIndex([{ from, to }])).toThrow(RangeError)
    expect(() => spanIndex({ from: [from], to: [to] })).toThrow(RangeError)
    const index = spanIndex()
    expect(() => index.insert(from, to)).toThrow(RangeError)
    expect(index.insert(0, 1)).toBe(0)
  })

  it('is columns of two lengths', () => {
    expect(() => spanIndex({ from: [1, 2], to: [3] })).toThrow(RangeError)
  })

  it.each([
    [-1, 0, 0],
    [0, -1, 0],
    [0, 0, 0.5],
    [0, 0, 2 ** 30],
  ])('is an edit at %d of %d by %d, which changes nothing', (at, deleted, inserted) => {
    const index = spanIndex([{ from: 4, to: 7 }])
    expect(() => index.edit(at, deleted, inserted)).toThrow(RangeError)
    expect(index.get(0)).toEqual({ from: 4, to: 7 })
  })

  it('is not an id that never was: it has no span', () => {
    const index = spanIndex([{ from: 4, to: 7 }])
    index.insert(1, 2)
    for (const id of [-1, 2, 3, 0.5, Number.NaN]) {
      expect(index.get(id)).toBe(undefined)
      expect(index.remove(id)).toBe(false)
    }
  })
})

describe('memory', () => {
  it('is at most 32 bytes a span, also after many were put in', () => {
    const spans = Array.from({ length: 10_000 }, (_, at) => ({
      from: (at * 7919) % 250_000,
      to: ((at * 7919) % 250_000) + 20,
    }))
    const built = spanIndex(spans)
    expect(built.byteLength / built.size).toBeLessThanOrEqual(24)
    const ascending = spanIndex()
    const scattered = spanIndex()
    for (let at = 0; at < 10_000; at++) ascending.insert(at * 25, at * 25 + 20)
    for (const { from, to } of spans) scattered.insert(from, to)
    for (const index of [ascending, scattered]) expect(index.byteLength / index.size).toBeLessThanOrEqual(32)
  })
  it('is used again: of a span that is gone only its id goes on taking 4 bytes', () => {
    const index = spanIndex()
    for (let round = 0; round < 20; round++) {
      for (let at = 0; at < 5000; at++) index.insert(at * 25, at * 25 + 20)
      if (round % 2 === 0) for (const id of index.window(0, 125_000)) index.remove(id)
      else expect(index.edit(0, 125_000, 0)).toHaveLength(5000)
    }
    expect(index.size).toBe(0)
    expect(index.byteLength).toBeLessThan(100_000 * 4 * 1.2 + 5000 * 28)
  })
})
