// @vitest-environment happy-dom
import { type CheckWorthiness, defaultScheme, memoryClaimStore } from '@claimspan/core'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { progressOf } from '../../src/articles/progress.js'
import type { ShownClaim } from '../../src/claims/shown-claim.js'
import { choose, countsIn, filterClaims, isFiltering, noFilter } from '../../src/seeing/claim-filter.js'
import { laneCount, laneOf, lanesOf } from '../../src/seeing/lanes.js'
import { marginLayout, tagHeight } from '../../src/seeing/margin-layout.js'
import { compareEn } from '../../src/words/compare-en.js'
import { dialogsEn } from '../../src/words/dialogs-en.js'
import { directionOf } from '../../src/words/direction.js'
import { en as everywhere } from '../../src/words/en.js'
import { formEn } from '../../src/words/form-en.js'
import { keysEn } from '../../src/words/keys-en.js'
import { peopleEn } from '../../src/words/people-en.js'
import { projectEn } from '../../src/words/project-en.js'
import { sameEn } from '../../src/words/same-en.js'
import { schemeEn } from '../../src/words/scheme-en.js'
import { tourEn } from '../../src/words/tour-en.js'
import '../../src/words/learn-project.js'
import { say, speak } from '../../src/words/words.js'
import { zh } from '../../src/words/zh.js'

const text = 'x'.repeat(200)
const types = defaultScheme.claimTypes.map(({ label }) => label)

const shownOf = (
  spans: readonly (readonly [number, number])[],
  more: (at: number) => {
    types?: readonly string[]
    createdBy?: string
    note?: string
    worth?: CheckWorthiness
  } = () => ({}),
): readonly ShownClaim[] => {
  let count = 0
  const edges = { now: () => '2026-01-02T03:04:05Z', newId: () => `c${++count}` }
  const store = memoryClaimStore(text, { layer: 'shared', edges } as Parameters<typeof memoryClaimStore>[1])
  spans.forEach(([from, to], at) => {
    const { types: labels = [types[0] ?? ''], createdBy = 'mei', note, worth } = more(at)
    store.add({
      mentions: [[{ from, to }]],
      types: labels,
      createdBy,
      fields: {
        ...(note === undefined ? {} : { note }),
        ...(worth === undefined ? {} : { checkWorthiness: worth }),
      },
    })
  })
  return store.claims().map((claim) => ({ claim, layer: 'shared', writable: true }))
}

const span = fc
  .tuple(fc.nat(190), fc.integer({ min: 1, max: 9 }))
  .map(([from, length]) => [from, from + length] as const)

describe('lanes', () => {
  it('keep claims that overlap apart as far as there are lanes', () => {
    fc.assert(
      fc.property(fc.array(span, { maxLength: 30 }), (spans) => {
        const claims = shownOf(spans)
        const lanes = lanesOf(claims)
        for (const a of claims) {
          for (const b of claims) {
            const [x, y] = [a.claim.mentions[0]?.spans[0], b.claim.mentions[0]?.spans[0]]
            if (a === b || x === undefined || y === undefined || x.from >= y.to || y.from >= x.to) continue
            const shared = laneOf(lanes, a) === laneOf(lanes, b)
            if (shared) expect(laneOf(lanes, a)).toBe(laneCount - 1)
          }
        }
      }),
    )
  })

  it('are nearer to the words for the inner claim, and stay when another claim is made', () => {
    const nested = shownOf([
      [10, 60],
      [20, 30],
    ])
    const lanes = lanesOf(nested)
    expect(nested.map((shown) => laneOf(lanes, shown))).toEqual([1, 0])
    const more = shownOf([
      [10, 60],
      [20, 30],
      [22, 26],
    ])
    const after = lanesOf(more, lanes)
    const byLength = new Map(more.map((shown) => [shown.claim.id, laneOf(after, shown)]))
    expect(byLength.get(nested[0]?.claim.id as never)).toBe(1)
    expect(byLength.get(nested[1]?.claim.id as never)).toBe(0)
    expect(lanesOf(more, after)).toBe(after)
  })
})

describe('the filter', () => {
  const claims = shownOf(
    [
      [0, 5],
      [10, 15],
      [20, 25],
    ],
    (at) =>
      at === 0
        ? { types: [types[0] ?? '', types[1] ?? ''], worth: 'CFS' }
        : at === 1
          ? { createdBy: 'jonas', note: 'Ask the Mayor' }
          : { types: [] },
  )

  it('lets through what has one of the values of each facet, and all the words in whatever case', () => {
    const numerical = choose(noFilter, 'type', types[1] ?? '', true)
    expect(filterClaims(claims, numerical)).toEqual([claims[0]])
    expect(filterClaims(claims, choose(numerical, 'author', 'jonas', true))).toEqual([])
    expect(filterClaims(claims, { ...noFilter, words: ' mayor  ASK ' })).toEqual([claims[1]])
    expect(filterClaims(claims, choose(noFilter, 'type', '', true))).toEqual([claims[2]])
    expect(filterClaims(claims, choose(noFilter, 'worth', 'none', true))).toEqual([claims[1], claims[2]])
  })

  it('is the list itself when nothing is asked for', () => {
    expect(filterClaims(claims, noFilter)).toBe(claims)
    expect(filterClaims(claims, choose(choose(noFilter, 'state', 'draft', true), 'state', 'draft', false))).toBe(claims)
    expect(isFiltering({ ...noFilter, words: '  ' })).toBe(false)
  })

  it('counts what each value would show, with the other facets as they are', () => {
    const jonas = choose(noFilter, 'author', 'jonas', true)
    expect(Object.fromEntries(countsIn(claims, jonas, 'author'))).toEqual({ mei: 2, jonas: 1 })
    expect(Object.fromEntries(countsIn(claims, jonas, 'type'))).toEqual({ [types[0] ?? '']: 1 })
  })
})

describe('the margin', () => {
  it('has no two bars over each other, unless there are more than columns, and no two tags', () => {
    const extent = fc.tuple(fc.nat(500), fc.integer({ min: 10, max: 90 }))
    fc.assert(
      fc.property(fc.array(extent, { maxLength: 25 }), (pairs) => {
        const extents = pairs.map(([top, height], at) => ({ key: String(at), top, bottom: top + height }))
        const { bars, tags, columns } = marginLayout(extents, 5)
        expect(bars).toHaveLength(extents.length)
        expect(columns).toBeLessThanOrEqual(5)
        for (const a of bars) {
          for (const b of bars) {
            const apart = a.bottom <= b.top || b.bottom <= a.top || a.column !== b.column
            if (a !== b && !apart) expect(a.column).toBe(4)
          }
        }
        for (let at = 1; at < tags.length; at++) {
          expect((tags[at]?.top ?? 0) - (tags[at - 1]?.top ?? 0)).toBeGreaterThanOrEqual(tagHeight)
        }
      }),
    )
  })
})

describe('progress', () => {
  const layer = (claims: number, statuses: Record<string, number>, counts: Record<string, number> = {}) => ({
    id: 'shared',
    kind: 'shared',
    claims,
    statuses,
    types: counts,
  })

  it.each([
    { layers: [layer(0, {})], all: 0, settled: 0 },
    { layers: [layer(3, { draft: 1, accepted: 1, rejected: 1 })], all: 3, settled: 2 },
    { layers: [layer(1, { accepted: 1 }), layer(1, { rejected: 1 })], all: 2, settled: 2 },
  ])('of $layers is $settled of $all', ({ layers, all, settled }) => {
    expect(progressOf({ layers })).toMatchObject({ all, settled })
  })

  it('has the most frequent type first', () => {
    const { types: counted } = progressOf({ layers: [layer(3, {}, { a: 1, b: 2 })] })
    expect([...counted]).toEqual([
      ['b', 2],
      ['a', 1],
    ])
  })
})

const en = {
  ...everywhere,
  ...compareEn,
  ...dialogsEn,
  ...formEn,
  ...keysEn,
  ...peopleEn,
  ...projectEn,
  ...sameEn,
  ...schemeEn,
  ...tourEn,
}

describe('words', () => {
  it('are there in every language, with the same things to fill in', () => {
    expect(Object.keys(zh).sort()).toEqual(Object.keys(en).sort())
    const holes = (message: unknown) =>
      [...String(typeof message === 'function' ? message({ count: 2 }) : message).matchAll(/\{\w+\}/g)]
        .map(String)
        .sort()
    for (const key of Object.keys(en) as (keyof typeof en)[]) expect(holes(zh[key]), key).toEqual(holes(en[key]))
  })

  it('are filled in, counted, and changed with the language', async () => {
    expect(say('claims.some', { shown: 12_345, all: 2 })).toBe('12,345 of 2')
    expect([1, 2].map((count) => say('articles.characters', { count }))).toEqual(['1 character', '2 characters'])
    await speak('zh')
    expect(say('claims.title')).toBe('主张')
    expect(document.documentElement.lang).toBe('zh')
    await speak('en')
    expect(say('claims.title')).toBe('Claims')
  })

  it.each([
    ['ar', 'rtl'],
    ['he', 'rtl'],
    ['ur-PK', 'rtl'],
    ['az-Arab', 'rtl'],
    ['zh', 'ltr'],
    ['en', 'ltr'],
    [undefined, 'auto'],
    ['not a tag', 'auto'],
  ])('of %s are written %s', (language, direction) => {
    expect(directionOf(language)).toBe(direction)
  })
})
