// Find quotes of 20 to 200 characters, with 32 of context on each side and their old offset as a hint, in 264,000
// characters that were edited since. U20: the seed article's words drawn at random, so that a quote stands once. R20: the
// article twenty times, so that only the hint tells copies apart. With 0, 3,000 or 20,000 characters put in front, the
// hint is off by as much. Right: the match and the words' true place share 80 % of their union; exact: both ends are true.
// Tuned on seed 11; measured on others. Peers run in turn on fewer quotes of the same.
import { readFileSync } from 'node:fs'
import { quoteFinder } from '@claimspan/core'
import approximate from 'approx-string-match'
import { median, report, seeded } from './report.mjs'

const seeds = (process.env.BENCH_SEEDS ?? '6001,6002,6003').split(',').map(Number)
const count = Number(process.env.BENCH_QUOTES ?? 200)
const peerCount = Number(process.env.BENCH_PEER_QUOTES ?? 40)
const size = 263_980

const article = readFileSync(new URL('../seeds/alibaba-ai.txt', import.meta.url), 'utf8')
const between = (random, low, high) => low + Math.floor(random() * (high - low + 1))

/** So many characters of the article's words, drawn at random. */
function drawn(seed, length) {
  const random = seeded(seed)
  const words = article.split(/\s+/).filter(Boolean)
  let text = ''
  while (text.length < length) text += `${words[between(random, 0, words.length - 1)]} `
  return text.slice(0, length)
}

/** Replace (half of the times), insert or delete 1 to 8 characters here and there; `edits` are sorted and do not touch. */
function edited(text, rate, seed) {
  const random = seeded(seed)
  const letters = 'abcdefghijklmnopqrstuvwxyz '
  const planned = Array.from({ length: Math.round((text.length * rate) / 4.5) }, () => {
    const at = between(random, 0, text.length - 9)
    const kind = random()
    const length = between(random, 1, 8)
    const put = kind < 0.5 ? between(random, 1, 8) : kind < 0.75 ? length : 0
    const inserted = Array.from({ length: put }, () => letters[between(random, 0, 26)]).join('')
    return { at, deleted: kind >= 0.5 && kind < 0.75 ? 0 : length, inserted }
  }).sort((a, b) => a.at - b.at)
  const edits = []
  let end = -1
  for (const edit of planned) {
    if (edit.at <= end) continue
    edits.push(edit)
    end = edit.at + edit.deleted
  }
  let result = ''
  let last = 0
  for (const { at, deleted, inserted } of edits) {
    result += text.slice(last, at) + inserted
    last = at + deleted
  }
  return { text: result + text.slice(last), edits }
}

/**
 * The oracle: where an offset is after the edits. What touches it or goes across it leaves a start to its right and an end
 * to its left; what begins at a start or ends at an end replaces the quote's own words.
 */
function mapped(edits, offset, isStart) {
  let shift = 0
  for (const { at, deleted, inserted } of edits) {
    if (at > offset) break
    if (offset > at + deleted || (deleted > 0 && offset === at + deleted)) shift += inserted.length - deleted
    else if (deleted > 0 && offset === at) return at + shift
    else return isStart ? at + shift + inserted.length : at + shift
  }
  return offset + shift
}

function quotesOf(text, number, seed) {
  const random = seeded(seed)
  return Array.from({ length: number }, () => {
    const length = between(random, 20, 200)
    const near = between(random, 0, text.length - length)
    const to = near + length
    const prefix = text.slice(Math.max(0, near - 32), near)
    return { near, to, quote: text.slice(near, to), prefix, suffix: text.slice(to, to + 32) }
  })
}

/** The nearest of the best matches of approx-string-match with up to half of the quote's length in errors. */
function nearestApproximate(text, { quote, near }) {
  const matches = approximate(text, quote, Math.floor(quote.length / 2))
  const [best] = matches.sort((a, b) => Math.abs(a.start - near) - Math.abs(b.start - near))
  return best && { kind: 'found', from: best.start, to: best.end }
}

/** Hypothesis's published approach, written anew: exact places or else approximate ones; quote 50, contexts 20, place 2. */
function matchQuote(text, { quote, prefix, suffix, near }) {
  const places = []
  for (let at = text.indexOf(quote); at !== -1; at = text.indexOf(quote, at + 1)) {
    places.push({ start: at, end: at + quote.length, errors: 0 })
  }
  if (places.length === 0) places.push(...approximate(text, quote, Math.min(256, Math.floor(quote.length / 2))))
  const likeness = (part, wanted) => {
    if (wanted === '') return 1
    const [best] = part === '' ? [] : approximate(part, wanted, wanted.length)
    return best === undefined ? 0 : 1 - best.errors / wanted.length
  }
  let found
  for (const { start, end, errors } of places) {
    const score =
      50 * (1 - errors / quote.length) +
      20 * likeness(text.slice(Math.max(0, start - prefix.length), start), prefix) +
      20 * likeness(text.slice(end, end + suffix.length), suffix) +
      2 * (1 - Math.abs(start - near) / text.length)
    if (found === undefined || score > found.score) found = { kind: 'found', from: start, to: end, score }
  }
  return found
}

const ours = { alone: 'claimspan, one at a time', together: 'claimspan, placed together' }
const peers = {
  'match-quote': "Hypothesis's match-quote, re-implemented",
  approx: 'approx-string-match 2.0.0, nearest',
}
const ways = {
  alone: (text, quotes) => {
    const finder = quoteFinder(text)
    return quotes.map((query) => finder.find(query.quote, query))
  },
  together: (text, quotes) => quoteFinder(text).placeAll(quotes),
  'match-quote': (text, quotes) => quotes.map((query) => matchQuote(text, query)),
  approx: (text, quotes) => quotes.map((query) => nearestApproximate(text, query)),
}

const repeats = 3

/** Milliseconds a quote (the median of some turns), and how many of the results are right, exact, offered or missing. */
function measured(way, { text, quotes, edits, shift }) {
  let results
  const times = Array.from({ length: way in ours ? repeats : 1 }, () => {
    const began = performance.now()
    results = ways[way](text, quotes)
    return (performance.now() - began) / quotes.length
  })
  const tally = { right: 0, exact: 0, offered: 0, missing: 0 }
  quotes.forEach((quote, at) => {
    const result = results[at]
    if (result === undefined || result.kind === 'missing') tally.missing += 1
    else if (result.kind === 'ambiguous') tally.offered += 1
    else {
      const from = mapped(edits, quote.near, true) + shift
      const to = mapped(edits, quote.to, false) + shift
      const shared = Math.min(to, result.to) - Math.max(from, result.from)
      if (shared / (Math.max(to, result.to) - Math.min(from, result.from)) >= 0.8) tally.right += 1
      if (from === result.from && to === result.to) tally.exact += 1
    }
  })
  return { ms: median(times), quotes: quotes.length, ...tally }
}

function caseOf(base, rate, shift, seed, number) {
  const { text, edits } = edited(base, rate, seed + 100 + rate * 100)
  const whole = Buffer.from(drawn(seed + 1, shift) + text, 'utf16le').toString('utf16le')
  return { text: whole, edits, shift, quotes: quotesOf(base, number, seed) }
}

const texts = { U20: drawn(7, size), R20: article.repeat(20) }
for (const base of Object.values(texts)) {
  for (const way of Object.keys(ways)) measured(way, caseOf(base, 0.1, 3000, 11, way in ours ? 60 : 8))
}

const rows = []
for (const [name, base] of Object.entries(texts)) {
  for (const rate of [0, 0.02, 0.1]) {
    for (const shift of [0, 3000, 20_000]) {
      const taken = Object.fromEntries(Object.keys(ways).map((way) => [way, []]))
      for (const seed of seeds) {
        const full = caseOf(base, rate, shift, seed, count)
        const few = { ...full, quotes: full.quotes.slice(0, peerCount) }
        taken.alone.push(measured('alone', full))
        taken.together.push(measured('together', full))
        taken['match-quote'].push(measured('match-quote', few))
        if (shift === 0 && seed === seeds[0]) taken.approx.push(measured('approx', few))
      }
      const ms = (way) => median(taken[way].map((one) => one.ms))
      const percent = (way, what) => {
        const sum = (key) => taken[way].reduce((total, one) => total + one[key], 0)
        return (100 * sum(what)) / sum('quotes')
      }
      for (const way of Object.keys(ways)) {
        if (taken[way].length === 0) continue
        rows.push({
          text: name,
          edits: `${rate * 100} %`,
          inserted: shift,
          way: ours[way] ?? peers[way],
          'µs/quote': ms(way) * 1000,
          'times faster than match-quote': ms('match-quote') / ms(way),
          'right %': percent(way, 'right'),
          'exact ends %': percent(way, 'exact'),
          'offered %': percent(way, 'offered'),
          'missing %': percent(way, 'missing'),
        })
      }
    }
  }
}

report(
  'quotes',
  `${count} quotes a seed with their index, seeds ${seeds.join(', ')}: medians of µs, means of the rest; peers ${peerCount} quotes a seed`,
  rows,
)
