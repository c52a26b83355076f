import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type AgreementReport,
  type AgreementRow,
  agreementReport,
  agreementTable,
  alphaOfUnits,
  bootstrapInterval,
  cohenKappa,
  disagreements,
  type Facet,
  type Measure,
  numberOf,
  spanScores,
} from '../src/index.js'
import {
  annotatedBy,
  at,
  distinctMarks,
  inLayer,
  layerMarks,
  marked,
  related,
  text,
  withLayers,
} from './marked-documents.js'

const noSamples = { resamples: 0 } as const
const row = (rows: readonly AgreementRow[] | undefined, facet: Facet, measure: Measure) => {
  const found = rows?.find((one) => one.facet === facet && one.measure === measure)
  if (found === undefined) throw new Error(`There is no row ${facet} ${measure}`)
  return found.figure
}
const value = (rows: readonly AgreementRow[] | undefined, facet: Facet, measure: Measure) =>
  numberOf(row(rows, facet, measure))

const mei = [
  marked('m1', 'mei', ['The river rose by 3 m on Monday'], { types: ['Numerical'], checkWorthiness: 'CFS' }),
  marked('m2', 'mei', ['Nobody was hurt'], {
    types: ['Event'],
    checkWorthiness: 'CFS',
    verdict: { scale: 'core', label: 'supported' },
    attribution: {
      kind: 'indirect',
      source: { ...mentionOf('officials'), id: source() },
      speaker: { name: 'Officials' },
    },
  }),
  marked('m3', 'mei', ['More rain is expected'], { types: ['Position'], checkWorthiness: 'NFS' }),
]
const ann = [
  marked('a1', 'ann', ['river rose by 3 m'], { types: ['Numerical', 'Event'], checkWorthiness: 'CFS' }),
  marked('a2', 'ann', ['Nobody was hurt'], {
    types: ['Event'],
    checkWorthiness: 'UFS',
    verdict: { scale: 'core', label: 'supported' },
    attribution: {
      kind: 'direct',
      source: { ...mentionOf('officials'), id: source() },
      speaker: { name: 'Officials' },
    },
  }),
]

function mentionOf(words: string) {
  const [only] = marked('x', 'x', [words]).mentions
  if (only === undefined) throw new Error('A claim has a mention')
  return only
}
function source() {
  return mentionOf('officials').id
}

describe('the table of two annotators', () => {
  const relations = [
    related('mei', 'supports', 'm1', 'm2'),
    related('mei', 'attacks', 'm2', 'm3'),
    related('ann', 'supports', 'a2', 'a1'),
  ]
  const report = agreementReport([annotatedBy(['mei', 'ann'], [...mei, ...ann], { relations })], noSamples)
  const [pair] = report.pairs

  const f1 = (value: number, items: number) => ({ value, items, interval: { undefined: 'no sample was drawn' } })

  it('finds claims, their boundaries, types and fields', () => {
    expect(report).toMatchObject({ by: 'layer', kinds: ['independent'], coders: ['ann', 'mei'], documents: 1 })
    expect(pair).toMatchObject({ a: 'ann', b: 'mei', documents: 1 })
    // Two of ann's claims and two of mei's three are aligned.
    expect(value(pair?.rows, 'claim', 'F1')).toBe(4 / 5)
    expect(row(pair?.rows, 'claim', 'F1').items).toBe(5)
    expect(value(pair?.rows, 'boundary', 'F1 exact')).toBe(2 / 5)
    expect(value(pair?.rows, 'boundary', 'F1 partial')).toBe(3 / 5)
    expect(value(pair?.rows, 'boundary', 'mean overlap')).toBeCloseTo((1 + 17 / 31) / 2, 12)
    // Event: strict for m2 and a2; a1 is Event too, m1 is not. Numerical: shared words only.
    expect(value(pair?.rows, 'type', 'F1 strict')).toBe(2 / 6)
    expect(value(pair?.rows, 'type', 'F1 type')).toBe(4 / 6)
    expect(pair?.labels).toEqual([
      expect.objectContaining({ label: 'Event', a: 2, b: 1, strict: f1(2 / 3, 3), type: f1(2 / 3, 3) }),
      expect.objectContaining({ label: 'Numerical', a: 1, b: 1, strict: f1(0, 2), type: f1(1, 2) }),
      expect.objectContaining({ label: 'Position', a: 0, b: 1, strict: f1(0, 1), type: f1(0, 1) }),
    ])
    expect(value(pair?.rows, 'type', 'percent')).toBe(1 / 2)
    expect(value(pair?.rows, 'check-worthiness', 'percent')).toBe(1 / 2)
    expect(row(pair?.rows, 'verdict', 'κ')).toMatchObject({
      items: 1,
      undefined: expect.stringContaining('one and the same'),
    })
    expect(value(pair?.rows, 'source', 'F1 exact')).toBe(1)
    expect(value(pair?.rows, 'attribution', 'percent')).toBe(1 / 2)
    expect(value(pair?.rows, 'speaker', 'percent')).toBe(1)
    expect(row(pair?.rows, 'cue', 'F1 exact')).toMatchObject({ items: 0, undefined: 'no aligned claim has a cue' })
    expect(value(pair?.rows, 'whole claim', 'F1')).toBe(0)
  })

  it('compares relations by their aligned ends: one is turned round, one has an end that ann has not', () => {
    expect(row(pair?.rows, 'relation', 'F1')).toMatchObject({ value: 2 / 3, items: 3 })
    expect(value(pair?.rows, 'relation', 'F1 strict')).toBe(0)
    expect(pair?.matrices.find(({ facet }) => facet === 'relation')).toEqual({
      facet: 'relation',
      labels: ['supports ←', 'supports →'],
      counts: [
        [0, 1],
        [0, 0],
      ],
    })
  })

  it('counts which type met which: both gave Numerical, Event met nothing of the other', () => {
    expect(pair?.matrices.find(({ facet }) => facet === 'type')).toEqual({
      facet: 'type',
      labels: ['(none)', 'Event', 'Numerical'],
      counts: [
        [0, 0, 0],
        [1, 1, 0],
        [0, 0, 1],
      ],
    })
  })

  it('measures words as α does of units', () => {
    const words = [...text.matchAll(/\S+/g)].map((word) =>
      [mei, ann].map((own) =>
        own.some(({ mentions }) =>
          mentions.some(({ spans }) =>
            spans.some(({ from, to }) => from < word.index + word[0].length && word.index < to),
          ),
        ),
      ),
    )
    expect(value(pair?.rows, 'boundary', 'α')).toBeCloseTo(numberOf(alphaOfUnits(words)) ?? 0, 12)
    expect(value(report.rows, 'boundary', 'α')).toBeCloseTo(numberOf(alphaOfUnits(words)) ?? 0, 12)
    expect(value(pair?.rows, 'boundary', 'κ')).toBeCloseTo(
      numberOf(
        cohenKappa(
          words.map(([one]) => one),
          words.map(([, other]) => other),
        ),
      ) ?? 0,
      12,
    )
  })
})

describe('who is compared', () => {
  const claims = [...mei, ...ann, marked('s', 'shared', [at('river')])]
  const base = annotatedBy(['mei', 'ann'], claims)
  const documents = [{ ...base, layers: [...base.layers, ...sharedLayer()] }]
  function sharedLayer() {
    return annotatedBy(['shared'], []).layers.map((one) => ({ ...one, kind: 'shared' as const }))
  }

  it('is the independent layers when there are two, all layers when not, those asked for when asked', () => {
    expect(agreementReport(documents, noSamples).coders).toEqual(['ann', 'mei'])
    expect(agreementReport(documents, { ...noSamples, kinds: ['shared', 'independent'] }).coders).toHaveLength(3)
    const one = { ...base, layers: [...base.layers.slice(0, 1), ...sharedLayer()] }
    expect(agreementReport([one], noSamples).coders).toEqual(['mei', 'shared'])
    expect(agreementReport(documents, { ...noSamples, only: ['mei'] })).toMatchObject({ coders: ['mei'], pairs: [] })
  })

  it('is never the empty shared layer that every document has', () => {
    const empty = annotatedBy(['mei'], mei)
    expect(agreementReport([{ ...empty, layers: [...empty.layers, ...sharedLayer()] }], noSamples).coders).toEqual([
      'mei',
    ])
  })

  it('is annotators within layers, by who made each claim', () => {
    const report = agreementReport([annotatedBy(['mei', 'ann', 'tom'], claims)], { ...noSamples, by: 'annotator' })
    expect(report.coders).toEqual(['ann', 'mei'])
  })

  it('is nobody, in words, when there is nothing or one only', () => {
    for (const none of [[], [annotatedBy(['mei'], mei)]]) {
      const report = agreementReport(none)
      expect(report).toMatchObject({ documents: 0, pairs: [] })
      for (const { figure } of report.rows) expect(figure).toMatchObject({ items: 0, undefined: expect.any(String) })
    }
  })

  it('finds nothing in an empty layer that somebody worked on', () => {
    const report = agreementReport([annotatedBy(['mei', 'ann'], mei)], noSamples)
    expect(value(report.pairs[0]?.rows, 'claim', 'F1')).toBe(0)
    expect(row(report.rows, 'type', 'α')).toMatchObject({ items: 0, undefined: expect.any(String) })
  })
})

/** All figures by name. */
const figures = (rows: readonly AgreementRow[]) =>
  Object.fromEntries(
    rows.map(({ facet, measure, figure: { interval: _, ...figure } }) => [`${facet} ${measure}`, rounded(figure)]),
  )
const rounded = (figure: object) =>
  'value' in figure && typeof figure.value === 'number' ? { ...figure, value: Number(figure.value.toFixed(9)) } : figure

describe('how much claims must overlap to be the same', () => {
  const document = annotatedBy(['mei', 'ann'], [...mei, ...ann])

  it('is any shared character, or as much as is asked for; what else overlaps still counts as partial', () => {
    // The first claims overlap by 17 of 31 characters, the second are the same.
    const found = (overlap?: number) => {
      const report = agreementReport([document], { ...noSamples, ...(overlap === undefined ? {} : { overlap }) })
      const rows = report.pairs[0]?.rows
      return [report.overlap, value(rows, 'claim', 'F1'), value(rows, 'boundary', 'F1 partial')]
    }
    expect(found()).toEqual([0, 4 / 5, 3 / 5])
    expect(found(0.5)).toEqual([0.5, 4 / 5, 3 / 5])
    expect(found(0.6)).toEqual([0.6, 2 / 5, 3 / 5])
    expect(found(1)).toEqual([1, 2 / 5, 3 / 5])
    expect(() => found(2)).toThrow('An overlap is a number from 0 to 1: got 2')
  })

  it('makes the others missed ones', () => {
    const kinds = disagreements([document], { overlap: 0.6 }).map(({ kind }) => kind)
    expect(kinds.filter((kind) => kind === 'missed')).toHaveLength(3)
    expect(kinds).not.toContain('boundary')
  })
})

describe('laws of the table', () => {
  it('is the same with annotators renamed so that they change places', () => {
    fc.assert(
      fc.property(distinctMarks('a'), distinctMarks('b'), (a, b) => {
        const there = agreementReport([withLayers({ a, b })], noSamples)
        const back = agreementReport([withLayers({ a: inLayer(b, 'a'), b: inLayer(a, 'b') })], noSamples)
        expect(figures(back.pairs[0]?.rows ?? [])).toEqual(figures(there.pairs[0]?.rows ?? []))
        expect(figures(back.rows)).toEqual(figures(there.rows))
      }),
    )
  })

  it('of three annotators is the same with their names changed round', () => {
    fc.assert(
      fc.property(distinctMarks('a'), distinctMarks('b'), distinctMarks('c'), (a, b, c) => {
        const there = agreementReport([withLayers({ a, b, c })], noSamples)
        const layers = { a: inLayer(c, 'a'), b: inLayer(a, 'b'), c: inLayer(b, 'c') }
        expect(figures(agreementReport([withLayers(layers)], noSamples).rows)).toEqual(figures(there.rows))
      }),
    )
  })

  it('is 1 in every figure there is, when all marked and said the same', () => {
    fc.assert(
      fc.property(layerMarks('a'), (a) => {
        const report = agreementReport([withLayers({ a, b: inLayer(a, 'b'), c: inLayer(a, 'c') })], noSamples)
        for (const rows of [report.rows, ...report.pairs.map((pair) => pair.rows)]) {
          for (const { facet, measure, figure } of rows) {
            if ('value' in figure)
              expect([facet, measure, Number(figure.value.toFixed(9))]).toEqual([facet, measure, 1])
          }
        }
      }),
    )
  })

  it('does not care what labels are called', () => {
    const names: Readonly<Record<string, string>> = { Event: 'zzz', Numerical: 'Event', Position: 'a' }
    fc.assert(
      fc.property(distinctMarks('a'), distinctMarks('b'), (a, b) => {
        const renamed = (marks: typeof a) => ({
          ...marks,
          claims: marks.claims.map((claim) => ({ ...claim, types: claim.types.map((type) => names[type] ?? type) })),
        })
        const report = agreementReport([withLayers({ a, b })], noSamples)
        const other = agreementReport([withLayers({ a: renamed(a), b: renamed(b) })], noSamples)
        expect(figures(other.pairs[0]?.rows ?? [])).toEqual(figures(report.pairs[0]?.rows ?? []))
        expect(figures(other.rows)).toEqual(figures(report.rows))
      }),
    )
  })

  it('has the scores of spans that spanScores has, over documents', () => {
    const documents = fc.array(fc.tuple(layerMarks('a'), layerMarks('b')), { minLength: 1, maxLength: 3 })
    fc.assert(
      fc.property(documents, (all) => {
        const rows = agreementReport(
          all.map(([a, b], index) => withLayers({ a, b }, `d${index}`)),
          noSamples,
        ).pairs[0]?.rows
        const spansOf = (byType: boolean) =>
          spanScores(
            all.map(([a, b]) => {
              const marks = ({ claims }: typeof a) =>
                claims.flatMap(({ mentions, types }) =>
                  (byType ? (types.length === 0 ? ['(none)'] : types) : ['claim']).map((label) => ({
                    spans: mentions.flatMap(({ spans }) => spans),
                    label,
                  })),
                )
              return { a: marks(a), b: marks(b) }
            }),
          )
        const [claims, types] = [spansOf(false), spansOf(true)]
        expect(value(rows, 'boundary', 'F1 exact')).toEqual(numberOf(claims.micro.exact.f1))
        expect(value(rows, 'boundary', 'F1 partial')).toEqual(numberOf(claims.micro.partial.f1))
        expect(value(rows, 'type', 'F1 strict')).toEqual(numberOf(types.micro.strict.f1))
        expect(value(rows, 'type', 'F1 type')).toEqual(numberOf(types.micro.type.f1))
        const macro = numberOf(types.macro.strict.f1)
        if (macro === undefined) expect(value(rows, 'type', 'F1 strict macro')).toBeUndefined()
        else expect(value(rows, 'type', 'F1 strict macro')).toBeCloseTo(macro, 9)
      }),
    )
  })

  it('of two coders, all together are as the pair is', () => {
    fc.assert(
      fc.property(layerMarks('a'), layerMarks('b'), (a, b) => {
        const { rows, pairs } = agreementReport([withLayers({ a, b })], noSamples)
        const [all, pair] = [figures(rows), figures(pairs[0]?.rows ?? [])]
        for (const [name, figure] of Object.entries(all)) {
          // Without a value there may be other words for why: α says units where κ says items.
          if (!('value' in figure) || !('value' in (pair[name] ?? {}))) continue
          expect([name, figure]).toEqual([name, pair[name]])
        }
      }),
    )
  })
})

describe('a table that lives', () => {
  it('is after every edit what a table made anew is', () => {
    const edits = fc.array(fc.tuple(fc.constantFrom('d1', 'd2'), fc.constantFrom('a', 'b', 'c'), layerMarks('x')), {
      maxLength: 5,
    })
    fc.assert(
      fc.property(edits, (all) => {
        const table = agreementTable(noSamples)
        const empty = { claims: [], relations: [] }
        const marks = new Map(
          ['d1', 'd2'].map((id) => [
            id,
            { a: empty, b: empty, c: empty } as Record<string, typeof empty | ReturnType<typeof inLayer>>,
          ]),
        )
        for (const [id, coder, made] of all) {
          marks.set(id, { ...marks.get(id), [coder]: inLayer(made, coder) })
          const documents = [...marks].map(([id, layers]) => withLayers(layers, id))
          for (const document of documents) table.put(document)
          expect(table.report()).toEqual(agreementReport(documents, noSamples))
          expect(table.disagreements()).toEqual(disagreements(documents))
        }
      }),
      { numRuns: 40 },
    )
  })

  it('forgets a document that is removed', () => {
    const table = agreementTable(noSamples)
    const document = annotatedBy(['mei', 'ann'], [...mei, ...ann])
    table.put(document)
    table.remove(document.document.id)
    expect(table.report()).toEqual(agreementReport([], noSamples))
  })
})

describe('intervals', () => {
  const documents = Array.from({ length: 12 }, (_, index) =>
    annotatedBy(['mei', 'ann'], index % 3 === 0 ? mei : [...mei, ...ann], { id: `d${index}` }),
  )

  it('are drawn from documents: those of the table are those of figures computed sample by sample', () => {
    const options = { resamples: 50, seed: 3 }
    const report: AgreementReport = agreementReport(documents, options)
    const plain = bootstrapInterval(
      documents,
      (sample) => row(agreementReport(sample, noSamples).pairs[0]?.rows, 'claim', 'F1'),
      options,
    )
    const { interval } = row(report.pairs[0]?.rows, 'claim', 'F1')
    expect(interval).toMatchObject({ level: 0.95, resamples: 50 })
    if ('undefined' in interval || 'undefined' in plain) throw new Error('There is an interval')
    expect([interval.low, interval.high]).toEqual([expect.closeTo(plain.low, 9), expect.closeTo(plain.high, 9)])
    expect(interval.low).toBeLessThan(interval.high)
  })

  it('are there for each type, of the same samples', () => {
    const options = { resamples: 50, seed: 3 }
    const [pair] = agreementReport(documents, options).pairs
    const label = pair?.labels[0]
    if (label === undefined) throw new Error('There is a type')
    const plain = bootstrapInterval(
      documents,
      (sample) => {
        const own = agreementReport(sample, noSamples).pairs[0]?.labels.find((one) => one.label === label.label)
        return own?.type ?? { undefined: 'nobody has it' }
      },
      options,
    )
    const { interval } = label.type
    if ('undefined' in interval || 'undefined' in plain) throw new Error('There is an interval')
    expect([interval.low, interval.high]).toEqual([expect.closeTo(plain.low, 9), expect.closeTo(plain.high, 9)])
  })

  it('are the same for the same seed, hold the figure, and are narrower at a lower level', () => {
    const once = agreementReport(documents, { resamples: 200 })
    expect(agreementReport(documents, { resamples: 200 })).toEqual(once)
    const figure = row(once.rows, 'claim', 'F1')
    const narrow = row(agreementReport(documents, { resamples: 200, level: 0.5 }).rows, 'claim', 'F1').interval
    if (!('value' in figure) || 'undefined' in figure.interval || 'undefined' in narrow) throw new Error('They exist')
    expect(figure.interval.low).toBeLessThanOrEqual(figure.value)
    expect(figure.interval.high).toBeGreaterThanOrEqual(figure.value)
    expect(narrow.high - narrow.low).toBeLessThan(figure.interval.high - figure.interval.low)
  })

  it('hold the mean of a normal sample about as often as they say', () => {
    let hit = 0
    for (let seed = 0; seed < 100; seed++) {
      const sample = Array.from(
        { length: 40 },
        (_, at) => (Math.sin(seed * 97.13 + at * at * 12.9898) * 43758.5453) % 1,
      )
      const mean = (of: readonly number[]) => ({ value: of.reduce((sum, one) => sum + one, 0) / of.length })
      const interval = bootstrapInterval(sample, mean, { resamples: 200, seed })
      if (!('undefined' in interval) && interval.low <= 0 && 0 <= interval.high) hit += 1
    }
    expect(hit).toBeGreaterThan(80)
    expect(hit).toBeLessThan(100)
  })

  it('say in words why there is none', () => {
    const one = agreementReport(documents.slice(1, 2)).rows[0]?.figure.interval
    expect(one).toEqual({ undefined: 'an interval is drawn from documents, and takes two of them or more' })
    const { interval } = row(agreementReport(documents, { resamples: 40 }).rows, 'cue', 'F1 exact')
    expect(interval).toEqual({ undefined: 'the figure does not exist in 40 of 40 samples' })
    expect(() => agreementReport(documents, { resamples: 0.5 })).toThrow('whole number from 0: got 0.5')
    expect(() => agreementReport(documents, { level: 1 })).toThrow('between 0 and 1: got 1')
  })
})
