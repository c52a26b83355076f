import {
  findQuote,
  isInsidePair,
  placeQuotes,
  type QuoteMatch,
  type QuoteResult,
  quoteFinder,
  quoteThreshold,
} from '@claimspan/core'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { texts } from './arbitrary.js'

const story =
  'Liu Zhu left the company in 2014 to found his own venture. The start-up, which develops smart glasses, was backed by ' +
  'angel investors. Ten years down the line, it has become one of the leading firms in the city. In recent times, its ' +
  'glasses have gained significant attention online and in financial markets. He also noted that this period helped him.'

/** The words of a result, with what it is, so that a table can be read. */
function shown(text: string, result: QuoteResult): string {
  if (result.kind === 'found') return `${result.exact ? 'exact' : 'changed'}: ${text.slice(result.from, result.to)}`
  if (result.kind === 'ambiguous') return `ambiguous: ${result.candidates.map(({ from }) => from).join(', ')}`
  return 'missing'
}

/** A quote of a text with its contexts, as it was marked. */
function marked(text: string, quote: string, context = 32, at = text.indexOf(quote)) {
  const prefix = text.slice(Math.max(0, at - context), at)
  return { quote, prefix, suffix: text.slice(at + quote.length, at + quote.length + context), near: at }
}

const investors = marked(story, 'was backed by angel investors')
const { near: _, ...unhinted } = investors
const added = 'That is what those who worked with him at that time told us when we asked them about it.'
const long = `${'Other words stand before it, and they go on. '.repeat(30)}`

describe('a quote in a text', () => {
  const table: [
    string,
    string,
    ReturnType<typeof marked> | { quote: string; prefix?: string; suffix?: string; near?: number },
    string,
  ][] = [
    ['stands once', story, { quote: 'smart glasses' }, 'exact: smart glasses'],
    ['is the whole text', 'One.', { quote: 'One.', near: 0 }, 'exact: One.'],
    ['is one letter that stands once', 'abc', { quote: 'b' }, 'exact: b'],
    ['stands at the very start, with a hint', story, marked(story, 'Liu Zhu'), 'exact: Liu Zhu'],
    ['stands at the very end, with a hint', story, marked(story, 'helped him.'), 'exact: helped him.'],
    ['stands twice and nothing tells which', 'a cat, a cat', { quote: 'cat' }, 'ambiguous: 2, 9'],
    ['stands at places that overlap', 'aaa', { quote: 'aa' }, 'ambiguous: 0, 1'],
    ['stands twice and the prefix tells', 'the cat, a cat', { quote: 'cat', prefix: ', a ' }, 'exact: cat'],
    ['stands twice and the hint is on one', 'a cat, a cat', { quote: 'cat', near: 9 }, 'exact: cat'],
    ['stands twice and the hint is between', `cat${' '.repeat(50)}cat`, { quote: 'cat', near: 26 }, 'ambiguous: 0, 53'],
    [
      'stands twice, as far on either side of the hint as that',
      `${long}cat${long}cat`,
      { quote: 'cat', near: long.length + 600 },
      `ambiguous: ${long.length}, ${2 * long.length + 3}`,
    ],
    ['stands twice and the hint is far off', 'a cat, a cat', { quote: 'cat', near: 1e9 }, 'ambiguous: 9, 2'],
    ['has moved behind other words', long + story, investors, 'exact: was backed by angel investors'],
    ['has a hint before the text', long + story, { ...investors, near: -1e12 }, 'exact: was backed by angel investors'],
    ['has a hint behind the text', long + story, { ...investors, near: 1e12 }, 'exact: was backed by angel investors'],
    [
      'has a hint that is no whole number',
      story,
      { ...investors, near: investors.near + 0.3 },
      'exact: was backed by angel investors',
    ],
    [
      'has a prefix and a suffix that lie',
      story,
      { quote: 'angel investors', prefix: 'He also noted that ', suffix: ' this period helped him.' },
      'exact: angel investors',
    ],
    [
      'is gone, and the same words stand twice in other company',
      'A man. He ran. We ran.'.replace('A man.', ''),
      { quote: 'ran', prefix: 'quietly the old dog ', suffix: ' home to its master', near: 5 },
      'ambiguous: 4, 12',
    ],
    [
      'was edited inside',
      story.replace('angel', 'two private'),
      investors,
      'changed: was backed by two private investors',
    ],
    [
      'has words put in',
      story.replace('angel', 'a number of very rich and patient angel'),
      investors,
      'changed: was backed by a number of very rich and patient angel investors',
    ],
    ['has words taken out', story.replace('backed by ', ''), investors, 'changed: was angel investors'],
    [
      'has its first word replaced',
      story.replace('was backed', 'were backed'),
      investors,
      'changed: were backed by angel investors',
    ],
    [
      'has its last word replaced',
      story.replace('angel investors', 'angel funds'),
      investors,
      'changed: was backed by angel funds',
    ],
    [
      'has words typed at both ends',
      story.replace('was backed by angel investors', 'now was backed by angel investors, too'),
      investors,
      'exact: was backed by angel investors',
    ],
    [
      'was edited inside and its text has moved',
      long + story.replace('angel', 'private'),
      investors,
      'changed: was backed by private investors',
    ],
    [
      'was edited inside and has no hint',
      long + story.replace('angel', 'private'),
      unhinted,
      'changed: was backed by private investors',
    ],
    [
      'was edited inside and has no context',
      long + story.replace('angel', 'angle'),
      { quote: 'was backed by angel investors' },
      'changed: was backed by angle investors',
    ],
    [
      'was edited, and an exact copy stands far away',
      `${story.replace('angel', 'private')}${long.repeat(4)}${story}`,
      investors,
      'changed: was backed by private investors',
    ],
    [
      'has other quotation marks, dashes and spaces',
      'She said: “It is – I think – the city’s own”, then left.',
      { quote: '"It is - I think - the\u00a0city\'s own"' },
      'changed: “It is – I think – the city’s own”',
    ],
    ['has lost all its words', story.replace('was backed by angel investors', ''), investors, 'missing'],
    [
      'has lost all its words to others',
      story.replace('was backed by angel investors', 'sold two million pairs'),
      investors,
      'missing',
    ],
    ['was never there', story, { quote: 'a sentence about quite another matter', near: 100 }, 'missing'],
    ['is longer than the text', 'short', { quote: 'a quote that is longer than the text' }, 'missing'],
    ['is looked for in an empty text', '', { quote: 'words', near: 0 }, 'missing'],
    ['is an emoji of several code units', 'We met 👩‍👩‍👧 and 🐈 there', { quote: '👩‍👩‍👧' }, 'exact: 👩‍👩‍👧'],
    ['begins with half of an emoji', 'x🐈y', { quote: '\udc08y' }, 'missing'],
    [
      'has another emoji now',
      'We saw a 🐕 in the garden of the old house',
      { quote: 'We saw a 🐈 in the garden of the old house' },
      'changed: We saw a 🐕 in the garden of the old house',
    ],
    [
      'ends with an emoji that was replaced',
      'In the garden of the old house there was a 🐕 and a tree.',
      { quote: 'the old house there was a 🐈', prefix: 'In the garden of ', suffix: ' and a tree.' },
      'changed: the old house there was a 🐕',
    ],
    ['is Chinese', '阿里巴巴集团的工程师离开公司，创办了自己的企业。', { quote: '离开公司' }, 'exact: 离开公司'],
    [
      'ends with an emoji that was replaced, with no suffix',
      'In the garden there was a 🐕',
      { quote: 'In the garden there was a 🐈' },
      'changed: In the garden there was a 🐕',
    ],
    [
      'begins with an emoji of which half has changed',
      'x🠈 sat on the old stone wall',
      { quote: '🐈 sat on the old stone wall' },
      'changed: 🠈 sat on the old stone wall',
    ],
    [
      'has its first letters replaced',
      story.replace('was backed', 'was funded'),
      marked(story, 'backed by angel investors'),
      'changed: funded by angel investors',
    ],
    [
      'has a whole sentence put in',
      story.replace('his own venture.', `his own venture. ${added}`),
      marked(story, story.slice(0, 90)),
      `changed: ${story.slice(0, 90).replace('his own venture.', `his own venture. ${added}`)}`,
    ],
    [
      'is Chinese and was edited',
      '阿里巴巴集团的一位工程师在二零一四年离开了公司，创办了自己的智能眼镜企业。',
      { quote: '工程师在二零一四年离开公司，创办了自己的', prefix: '阿里巴巴集团的一位', suffix: '智能眼镜企业。' },
      'changed: 工程师在二零一四年离开了公司，创办了自己的',
    ],
    [
      'is Arabic',
      'غادر المهندس الشركة في عام 2014 ليؤسس مشروعه',
      { quote: 'الشركة في عام 2014' },
      'exact: الشركة في عام 2014',
    ],
    ['stands in a text of one letter', 'a'.repeat(5000), { quote: 'aaaa', near: 77 }, 'exact: aaaa'],
  ]
  it.each(table)('%s', (_, text, { quote, ...context }, expected) => {
    expect(shown(text, findQuote(text, quote, context))).toBe(expected)
  })

  it('is at the place that the hint means', () => {
    expect(findQuote('a cat, a cat', 'cat', { near: 9 })).toEqual({
      kind: 'found',
      from: 9,
      to: 12,
      score: 1,
      exact: true,
    })
    expect(findQuote('a'.repeat(5000), 'aaaa', { near: 77 })).toMatchObject({ from: 77, to: 81 })
  })

  it('has a score below 1 when its context lies', () => {
    expect(findQuote(story, 'angel investors', { prefix: 'zzzz', suffix: 'zzzz' })).toMatchObject({ score: 0.75 })
  })

  it('throws when it is empty or its hint is no number', () => {
    expect(() => findQuote(story, '')).toThrow(RangeError)
    expect(() => quoteFinder(story).find('a', { near: Number.NaN })).toThrow(RangeError)
    expect(() => placeQuotes(story, [investors, { quote: '' }])).toThrow(RangeError)
  })
})

/** Words that do not repeat, so that every passage of some length is its own. */
const prose = fc
  .array(fc.stringMatching(/^[a-zà-ü]{2,9}$/), { minLength: 60, maxLength: 200 })
  .map((words) => words.map((word, at) => (at % 11 === 10 ? `${word} 🐈.` : `${word}${(at * 7919) % 97}`)).join(' '))

const passage = (text: string) =>
  fc
    .record({
      from: fc.nat(text.length - 1),
      length: fc.integer({ min: 1, max: 80 }),
      context: fc.constantFrom(0, 8, 32),
    })
    .map(({ from, length, context }) => ({ from, to: Math.min(text.length, from + length), context }))
    .filter(({ from, to }) => !isInsidePair(text, from) && !isInsidePair(text, to))

const matchesOf = (result: QuoteResult): readonly QuoteMatch[] =>
  result.kind === 'found' ? [result] : result.kind === 'ambiguous' ? result.candidates : []

const hints = fc.option(fc.integer({ min: -500, max: 5000 }), { nil: undefined })
const contexts = fc.record({ prefix: texts({ maxLength: 8 }), suffix: texts({ maxLength: 8 }), near: hints })

describe('laws of the quote finder', () => {
  it('a quote that stands once is found to the unit, or offered, unless what is much nearer to the hint is nearly as good', () => {
    fc.assert(
      fc.property(
        texts({ minLength: 1, maxLength: 200 }).chain((text) => fc.tuple(fc.constant(text), passage(text), contexts)),
        ([text, { from, to }, { near, ...context }]) => {
          const quote = text.slice(from, to)
          fc.pre(text.indexOf(quote) === from && text.indexOf(quote, from + 1) === -1)
          const result = findQuote(text, quote, near === undefined ? context : { ...context, near })
          const places = matchesOf(result)
          if (places.some((match) => match.from === from && match.to === to && match.exact)) return
          const [taken] = places
          expect([result.kind, taken?.exact]).toEqual(['found', false])
          expect(near).toBeDefined()
          expect(Math.abs((taken?.from ?? Number.POSITIVE_INFINITY) - (near ?? 0))).toBeLessThan(
            Math.abs(from - (near ?? 0)),
          )
        },
      ),
      { numRuns: 500 },
    )
  })

  it('a match lies in the text, cuts no surrogate pair, is exact only if it is, and reaches the threshold', () => {
    fc.assert(
      fc.property(
        texts({ maxLength: 120 }),
        texts({ minLength: 1, maxLength: 40 }).filter((quote) => quote !== ''),
        contexts,
        (text, quote, { near, ...context }) => {
          const whole = context.prefix.length + quote.length + context.suffix.length
          for (const match of matchesOf(findQuote(text, quote, near === undefined ? context : { ...context, near }))) {
            expect(match.from).toBeGreaterThanOrEqual(0)
            expect(match.to).toBeLessThanOrEqual(text.length)
            expect(match.from).toBeLessThan(match.to)
            expect(isInsidePair(text, match.from) || isInsidePair(text, match.to)).toBe(false)
            expect(match.exact).toBe(text.slice(match.from, match.to) === quote)
            expect(match.score).toBeGreaterThanOrEqual(match.exact ? 0.75 : quoteThreshold(whole))
            expect(match.score).toBeLessThanOrEqual(1)
          }
        },
      ),
      { numRuns: 1000 },
    )
  })

  it('one edit elsewhere moves a quote with its text', () => {
    fc.assert(
      fc.property(
        prose.chain((text) => fc.tuple(fc.constant(text), passage(text), fc.nat(text.length), fc.nat(200), prose)),
        ([text, { from, to, context }, at, deleted, words]) => {
          fc.pre(to - from >= 12 && (at + deleted < from - 40 || at > to + 40))
          fc.pre(!isInsidePair(text, at) && !isInsidePair(text, at + deleted))
          const edited = text.slice(0, at) + words + text.slice(at + deleted)
          const quote = text.slice(from, to)
          fc.pre(edited.indexOf(quote) === edited.lastIndexOf(quote))
          const shift = at > to ? 0 : words.length - deleted
          const result = findQuote(edited, quote, marked(text, quote, context, from))
          expect(result).toMatchObject({ kind: 'found', from: from + shift, to: to + shift, exact: true })
        },
      ),
      { numRuns: 100 },
    )
  })

  it('a few edits inside a long quote keep its ends', () => {
    fc.assert(
      fc.property(
        prose.chain((text) =>
          fc.tuple(fc.constant(text), fc.nat(text.length - 160), fc.array(fc.nat(99), { maxLength: 3 })),
        ),
        ([text, start, places]) => {
          const from = isInsidePair(text, start) ? start + 1 : start
          const to = isInsidePair(text, from + 120) ? from + 121 : from + 120
          const cuts = [...new Set(places.map((place) => from + 10 + place))].sort((a, b) => b - a)
          fc.pre(cuts.every((cut) => !isInsidePair(text, cut)))
          const edited = cuts.reduce((words, cut) => `${words.slice(0, cut)}#${words.slice(cut)}`, text)
          const result = findQuote(edited, text.slice(from, to), marked(text, text.slice(from, to), 32, from))
          expect(result).toMatchObject({ kind: 'found', from, to: to + cuts.length, exact: cuts.length === 0 })
        },
      ),
      { numRuns: 100 },
    )
  })

  it('what was asked before does not change an answer', () => {
    fc.assert(
      fc.property(
        prose.chain((text) =>
          fc.tuple(fc.constant(text), fc.array(passage(text), { minLength: 1, maxLength: 6 }), fc.nat(300)),
        ),
        ([text, passages, deleted]) => {
          const edited = text.slice(deleted)
          const queries = passages.map(({ from, to, context }) => marked(text, text.slice(from, to), context, from))
          const finder = quoteFinder(edited)
          const first = queries.map((query) => finder.find(query.quote, query))
          const again = [...queries].reverse().map((query) => finder.find(query.quote, query))
          expect(again.reverse()).toEqual(first)
          expect(queries.map((query) => findQuote(edited, query.quote, query))).toEqual(first)
          expect(finder.placeAll(queries)).toEqual(placeQuotes(edited, queries))
        },
      ),
      { numRuns: 60 },
    )
  })
})

describe('quotes placed together', () => {
  const wordsOf = (count: number, seed: number) =>
    Array.from({ length: count }, (_, at) => {
      let state = (at + 1) * 2654435761 + seed
      const letters = Array.from({ length: 3 + (at % 7) }, () => {
        state = (Math.imul(state, 1664525) + 1013904223) >>> 0
        return String.fromCharCode(97 + ((state >>> 16) % 26))
      })
      return letters.join('')
    }).join(' ')
  /** Words that do not repeat, so that only a copy of the page is like it. */
  const page = wordsOf(340, 1)
  const inserted = wordsOf(250, 2)
  const every = (text: string, step: number, length = 40) =>
    Array.from({ length: Math.floor((text.length - length) / step) }, (_, at) =>
      marked(text, text.slice(at * step, at * step + length), 32, at * step),
    )
  const places = (results: readonly QuoteResult[]) =>
    results.map((result) => (result.kind === 'found' ? result.from : result.kind))

  it.each([2, 3, 8, 25])('stay where they are in a text of %i equal pages', (copies) => {
    const text = page.repeat(copies)
    const quotes = every(text, 700)
    expect(places(placeQuotes(text, quotes))).toEqual(quotes.map(({ near }) => near))
  })

  it.each([2, 3, 8])('shift with the words put before %i equal pages, where one alone cannot be told', (copies) => {
    const text = inserted + page.repeat(copies)
    const quotes = every(page.repeat(copies), 300)
    expect(places(placeQuotes(text, quotes))).toEqual(quotes.map(({ near }) => near + inserted.length))
    const [quote] = quotes.slice(-1)
    const alone = quote === undefined ? undefined : findQuote(text, quote.quote, { near: quote.near })
    expect(alone?.kind).toBe('ambiguous')
  })

  it('shift by steps, where words were put in and taken out', () => {
    const old = page.repeat(6)
    const [put, cutFrom, cutTo] = [page.length * 2, page.length * 4 + 500, page.length * 4 + 1100]
    const text = old.slice(0, put) + inserted + old.slice(put, cutFrom) + old.slice(cutTo)
    const quotes = every(old, 150).filter(({ near }) => near + 80 < cutFrom || near - 40 > cutTo)
    const moved = (near: number) => near + (near >= put ? inserted.length : 0) - (near >= cutTo ? cutTo - cutFrom : 0)
    expect(places(placeQuotes(text, quotes))).toEqual(quotes.map(({ near }) => moved(near)))
  })

  it('do not go back to where others are, when more is put in than a page', () => {
    const old = page.repeat(20)
    const put = page.length * 9 + 1700
    const cutFrom = page.length * 15 + 300
    const more = wordsOf(500, 3)
    const text = old.slice(0, put) + more + old.slice(put, cutFrom) + old.slice(cutFrom + 800)
    const quotes = every(old, 220).filter(({ near }) => near + 80 < put || near - 40 > put)
    const kept = quotes.filter(({ near }) => near + 80 < cutFrom || near - 40 > cutFrom + 800)
    const moved = (near: number) => near + (near >= put ? more.length : 0) - (near >= cutFrom ? 800 : 0)
    const results = placeQuotes(text, quotes)
    expect(places(kept.map((quote) => results[quotes.indexOf(quote)] ?? { kind: 'missing' }))).toEqual(
      kept.map(({ near }) => moved(near)),
    )
  })

  it('find one that was moved to another place, when its words stand once', () => {
    const quotes = every(page, 100, 60)
    const cut = page.slice(1000, 1060)
    const text = `${page.slice(0, 1000)}${page.slice(1060)} ${cut}`
    const results = placeQuotes(text, quotes)
    expect(results[10]).toMatchObject({ kind: 'found', from: text.length - 60, exact: true })
    expect(results[5]).toMatchObject({ kind: 'found', from: 500 })
    expect(results[15]).toMatchObject({ kind: 'found', from: 1440 })
  })

  it('offer the copies when nothing tells which of them is meant', () => {
    const quotes = every(page, 700).map((quote) => ({ ...quote, near: quote.near + Math.round(page.length / 2) }))
    for (const result of placeQuotes(page.repeat(2), quotes.slice(1, 3))) expect(result.kind).toBe('ambiguous')
  })

  it('answer in the order asked, also for quotes that are gone, twice the same or without a hint', () => {
    const [first, second] = [marked(page, page.slice(800, 840)), marked(page, page.slice(90, 130))]
    const gone = { quote: 'a sentence about quite another matter', near: 400 }
    const free = { quote: page.slice(1500, 1540) }
    const text = `Some words. ${page}`
    expect(places(placeQuotes(text, [first, gone, second, free, first]))).toEqual([812, 'missing', 102, 1512, 812])
    expect(placeQuotes(text, [])).toEqual([])
  })
})
