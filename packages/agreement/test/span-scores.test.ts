import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type LabelledSpans, type MatchScheme, numberOf, spanScores, tokenScores } from '../src/index.js'

const mark = (label: string, ...spans: readonly (readonly [number, number])[]): LabelledSpans => ({
  label,
  spans: spans.map(([from, to]) => ({ from, to })),
})
const schemes: readonly MatchScheme[] = ['strict', 'exact', 'partial', 'type']
const micro = (a: readonly LabelledSpans[], b: readonly LabelledSpans[]) => spanScores([{ a, b }]).micro
const f1 = (a: readonly LabelledSpans[], b: readonly LabelledSpans[]) =>
  schemes.map((scheme) => numberOf(micro(a, b)[scheme].f1))

/** Marks of one annotator: some nested, overlapping or discontinuous, some equal. */
const marks = fc.array(
  fc
    .tuple(fc.constantFrom('X', 'Y'), fc.array(fc.integer({ min: 0, max: 12 }), { minLength: 2, maxLength: 4 }))
    .map(([label, ends]) => {
      const sorted = [...new Set(ends)].sort((a, b) => a - b)
      return mark(
        label,
        ...sorted.flatMap((from, at) => {
          const to = sorted[at + 1]
          return at % 2 === 0 && to !== undefined ? [[from, to] as const] : []
        }),
      )
    }),
  { maxLength: 4 },
)
const charactersOf = ({ spans }: LabelledSpans) =>
  spans.flatMap(({ from, to }) => Array.from({ length: to - from }, (_, at) => from + at))

describe('the six cases of SemEval-2013 task 9.1', () => {
  const gold = [mark('drug', [0, 10])]
  it.each([
    ['same words, same type', [mark('drug', [0, 10])], [1, 1, 1, 1]],
    ['same words, another type', [mark('brand', [0, 10])], [0, 1, 1, 0]],
    ['some of the words, same type', [mark('drug', [4, 10])], [0, 0, 0.5, 1]],
    ['some of the words, another type', [mark('brand', [0, 12])], [0, 0, 0.5, 0]],
    ['other words only', [mark('drug', [10, 12])], [0, 0, 0, 0]],
    ['nothing', [], [0, 0, 0, 0]],
  ])('%s', (_case, system, expected) => {
    expect(f1(gold, system)).toEqual(expected)
  })

  it('are counted as correct, incorrect, partial, missed and spurious', () => {
    const a = [mark('drug', [0, 5]), mark('drug', [10, 15]), mark('brand', [20, 25]), mark('drug', [30, 35])]
    const b = [mark('drug', [0, 5]), mark('brand', [10, 15]), mark('brand', [21, 26]), mark('drug', [50, 55])]
    const counts = (correct: number, incorrect: number, partial: number) => ({
      correct,
      incorrect,
      partial,
      missed: 1,
      spurious: 1,
    })
    expect(micro(a, b)).toMatchObject({
      strict: counts(1, 2, 0),
      exact: counts(2, 1, 0),
      partial: counts(2, 0, 1),
      type: counts(2, 1, 0),
    })
    expect(micro(a, b).partial.precision).toEqual({ value: 2.5 / 4 })
  })
})

describe('scores of spans', () => {
  const everything = [1, 1, 1, 1]

  it('stay 1 when both add a nested, an overlapping, an equal or a discontinuous mark, in whatever order', () => {
    const plain = [mark('X', [0, 20])]
    for (const more of [
      mark('Y', [5, 9]),
      mark('X', [5, 9]),
      mark('Y', [10, 30]),
      mark('Y', [0, 20]),
      mark('X', [0, 3], [8, 12]),
    ]) {
      expect(f1([...plain, more], [more, ...plain])).toEqual(everything)
    }
  })

  it('of marks that differ by one space are partial, not nothing', () => {
    expect(f1([mark('X', [0, 20])], [mark('X', [0, 21])])).toEqual([0, 0, 0.5, 1])
  })

  it('take spans that touch, or come in another order, for the same words', () => {
    expect(f1([mark('X', [0, 5], [5, 9])], [mark('X', [0, 9])])).toEqual(everything)
    expect(f1([mark('X', [7, 9], [0, 5])], [mark('X', [0, 5], [7, 9])])).toEqual(everything)
  })

  it('do not count marks whose words are gone, and are undefined, in words, where there is none', () => {
    expect(f1([mark('X', [0, 5]), mark('X')], [mark('X', [0, 5])])).toEqual(everything)
    const { micro: none, macro } = spanScores([{ a: [mark('X')], b: [] }])
    expect(none.strict).toMatchObject({
      precision: { undefined: 'B has no mark' },
      recall: { undefined: 'A has no mark' },
      f1: { undefined: 'neither has a mark' },
    })
    expect(macro.strict.f1).toHaveProperty('undefined')
    expect(micro([], [mark('X', [0, 5])]).exact.f1).toEqual({ value: 0 })
  })

  it('of each label and their mean', () => {
    const a = [mark('X', [0, 5]), mark('X', [10, 15]), mark('Y', [20, 25])]
    const b = [mark('X', [0, 5]), mark('X', [11, 15]), mark('X', [20, 25])]
    const { byLabel, macro } = spanScores([{ a, b }])
    expect(byLabel.X?.strict.f1).toEqual({ value: 2 / 5 })
    expect(byLabel.X?.type.f1).toEqual({ value: 4 / 5 })
    expect(byLabel.Y?.strict).toMatchObject({ missed: 1, f1: { value: 0 } })
    expect(macro.strict.f1).toEqual({ value: 1 / 5 })
    // Y has no precision, since B never gave it: the mean is that of X alone.
    expect(macro.strict.precision).toEqual({ value: 1 / 3 })
  })

  it('add up over documents, where marks of different documents are never paired', () => {
    const one = { a: [mark('X', [0, 5])], b: [] }
    const other = { a: [], b: [mark('X', [0, 5])] }
    expect(spanScores([one, other]).micro.exact).toMatchObject({ correct: 0, missed: 1, spurious: 1 })
  })

  it('are the best that any pairing has, found one by one', () => {
    const worth: Readonly<Record<MatchScheme, (a: LabelledSpans, b: LabelledSpans) => number>> = {
      strict: (a, b) => (same(a, b) && a.label === b.label ? 1 : 0),
      exact: (a, b) => (same(a, b) ? 1 : 0),
      partial: (a, b) => (same(a, b) ? 1 : 0.5),
      type: (a, b) => (a.label === b.label ? 1 : 0),
    }
    const same = (a: LabelledSpans, b: LabelledSpans) => String(charactersOf(a)) === String(charactersOf(b))
    const touch = (a: LabelledSpans, b: LabelledSpans) => charactersOf(a).some((at) => charactersOf(b).includes(at))
    function best(a: readonly LabelledSpans[], b: readonly LabelledSpans[], scheme: MatchScheme): number {
      const [first, ...rest] = a
      if (first === undefined) return 0
      const choices = b.map((other, at) =>
        touch(first, other) ? worth[scheme](first, other) + best(rest, b.toSpliced(at, 1), scheme) : 0,
      )
      return Math.max(best(rest, b, scheme), ...choices)
    }
    fc.assert(
      fc.property(marks, marks, (a, b) => {
        const [withWords, others] = [a, b].map((all) => all.filter(({ spans }) => spans.length > 0))
        const scores = micro(a, b)
        for (const scheme of schemes) {
          const { correct, incorrect, partial, missed, spurious } = scores[scheme]
          expect([scheme, correct + partial / 2]).toEqual([scheme, best(withWords ?? [], others ?? [], scheme)])
          expect(correct + incorrect + partial + missed).toBe(withWords?.length)
          expect(correct + incorrect + partial + spurious).toBe(others?.length)
        }
      }),
      { numRuns: 400 },
    )
  })

  it('are the same with annotators changed over, in any order, and under other names of labels', () => {
    const renamed = (all: readonly LabelledSpans[]) =>
      all.map((one) => ({ ...one, label: one.label === 'X' ? 'Q' : 'X' }))
    fc.assert(
      fc.property(marks, marks, (a, b) => {
        const scores = f1(a, b)
        expect(f1(b, a)).toEqual(scores)
        expect(f1([...a].reverse(), [...b].reverse())).toEqual(scores)
        expect(f1(renamed(a), renamed(b))).toEqual(scores)
        if (a.some(({ spans }) => spans.length > 0)) expect(f1(a, a)).toEqual(everything)
      }),
    )
  })
})

describe('scores of tokens', () => {
  const text = 'one two three four'
  it('count words with a label, once however many marks cover them', () => {
    const a = [mark('X', [0, 7]), mark('X', [4, 7])]
    const b = [mark('X', [5, 13]), mark('Y', [14, 18])]
    const { micro: all, byLabel } = tokenScores([{ text, a, b }])
    expect(byLabel.X).toMatchObject({ correct: 1, missed: 1, spurious: 1, f1: { value: 0.5 } })
    expect(all).toMatchObject({
      correct: 1,
      missed: 1,
      spurious: 2,
      precision: { value: 1 / 3 },
      recall: { value: 0.5 },
    })
  })

  it('take single characters where words are not spaced, and the tokens that they are given', () => {
    const [a, b] = [[mark('X', [0, 2])], [mark('X', [1, 4])]]
    expect(tokenScores([{ text: '貓坐著。', a, b }]).micro).toMatchObject({ correct: 1, missed: 1, spurious: 2 })
    const tokens = [{ from: 0, to: 4 }]
    expect(tokenScores([{ text: '貓坐著。', tokens, a, b }]).micro.f1).toEqual({ value: 1 })
  })
})
