// Offsets in UTF-16 made into code points, bytes of UTF-8 and lines, and back: the offset table of @claimspan/core beside the
// ways one writes without it. The text is the seed article with 3 % emoji and marks that combine and 7 % Chinese.
import { readFileSync } from 'node:fs'
import { offsetTable } from '@claimspan/core'
import { median, report, seeded } from './report.mjs'

const lengths = (process.env.BENCH_LENGTHS ?? '26000,260000,2600000,26000000').split(',').map(Number)
const runs = Number(process.env.BENCH_RUNS ?? 5)
const positions = 20_000
/** Beyond this a naive way takes too long to run. */
const longestForNaive = 2_600_000
/** How many positions the naive ways convert: so many that each takes a second or less. */
const naivePositions = (length) => Math.max(10, Math.min(200, Math.round(20_000_000 / length)))

const article = readFileSync(new URL('../seeds/alibaba-ai.txt', import.meta.url), 'utf8')
const emoji = ['👩‍👩‍👧‍👦', '🇫🇷', '👍🏽', 'e\u0301', '🐈']
const chinese = [...'文字事實查核']

function mixed(length, seed) {
  const random = seeded(seed)
  const pick = (from) => from[Math.floor(random() * from.length)]
  const parts = []
  for (let units = 0, at = 0; units < length; ) {
    const kind = random()
    const part = kind < 0.03 ? pick(emoji) : kind < 0.1 ? pick(chinese) : article[at++ % article.length]
    parts.push(part)
    units += part.length
  }
  return parts.join('')
}

function placesIn(text, seed) {
  const random = seeded(seed)
  return Array.from({ length: positions }, () => {
    const at = Math.floor(random() * (text.length + 1))
    const inside = /^[\udc00-\udfff]/.test(text.slice(at, at + 1)) && /[\ud800-\udbff]$/.test(text.slice(at - 1, at))
    return inside ? at + 1 : at
  })
}

/** Microseconds a call: the median of twenty batches. */
function timed(values, convert) {
  const size = Math.ceil(values.length / 20)
  const taken = []
  for (let begin = 0; begin < values.length; begin += size) {
    const batch = values.slice(begin, begin + size)
    const began = performance.now()
    for (const value of batch) convert(value)
    taken.push(((performance.now() - began) / batch.length) * 1000)
  }
  return median(taken)
}

const naive = {
  'code points: [...text.slice(0, at)].length': (text) => (at) => [...text.slice(0, at)].length,
  'code points: a counting loop': (text) => (at) => {
    let count = 0
    for (let unit = 0; unit < at; unit++) {
      const code = text.charCodeAt(unit)
      if (code >= 0xd800 && code <= 0xdbff) unit += 1
      count += 1
    }
    return count
  },
  'bytes: Buffer.byteLength(text.slice(0, at))': (text) => (at) => Buffer.byteLength(text.slice(0, at)),
  'line and column: text.slice(0, at).split("\\n")': (text) => (at) => {
    const lines = text.slice(0, at).split('\n')
    return `${lines.length}:${[...(lines.at(-1) ?? '')].length + 1}`
  },
}

function lineColumn(table, at) {
  const { line, column } = table.lineColumn(at)
  return `${line}:${column}`
}

function requireSame(way, at, found, expected) {
  if (found !== expected) throw new Error(`${way}: offset ${at} is ${found}, counted the naive way it is ${expected}`)
}

function checkSample(text, table, places) {
  const [codePoints, , bytes, lines] = Object.values(naive).map((make) => make(text))
  for (const at of places.slice(0, Math.max(3, Math.min(200, Math.round(20_000_000 / text.length))))) {
    requireSame('code points', at, table.fromUtf16(at, 'code-point'), codePoints(at))
    requireSame('bytes', at, table.fromUtf16(at, 'byte'), bytes(at))
    requireSame('line and column', at, lineColumn(table, at), lines(at))
  }
  for (const unit of ['code-point', 'byte']) {
    for (const at of places) requireSame(`${unit} and back`, at, table.toUtf16(table.fromUtf16(at, unit), unit), at)
  }
}

const rows = new Map()
function note(way, length, figure) {
  const row = rows.get(way) ?? { 'µs a conversion': way }
  row[`${length.toLocaleString('en')} units`] = figure
  rows.set(way, row)
}

for (const length of lengths) {
  const text = mixed(length, 3)
  const places = placesIn(text, 4)

  globalThis.gc?.()
  const before = process.memoryUsage().arrayBuffers
  const began = performance.now()
  const table = offsetTable(text)
  table.lineColumn(0)
  const build = performance.now() - began
  globalThis.gc?.()
  // The table is typed arrays; the heap also grows by the code that is compiled meanwhile.
  const bytes = process.memoryUsage().arrayBuffers - before

  checkSample(text, table, places)
  const codePoints = places.map((at) => table.fromUtf16(at, 'code-point'))
  const utf8 = places.map((at) => table.fromUtf16(at, 'byte'))
  const ways = {
    'table: UTF-16 to code points': () => timed(places, (at) => table.fromUtf16(at, 'code-point')),
    'table: UTF-16 to bytes': () => timed(places, (at) => table.fromUtf16(at, 'byte')),
    'table: code points to UTF-16': () => timed(codePoints, (at) => table.toUtf16(at, 'code-point')),
    'table: bytes to UTF-16': () => timed(utf8, (at) => table.toUtf16(at, 'byte')),
    'table: UTF-16 to line and column': () => timed(places, (at) => table.lineColumn(at)),
  }
  if (length <= longestForNaive) {
    for (const [way, make] of Object.entries(naive)) {
      ways[way] = () => timed(places.slice(0, naivePositions(length)), make(text))
    }
  }
  const taken = Object.fromEntries(Object.keys(ways).map((way) => [way, []]))
  for (let run = 0; run < runs; run++) for (const [way, measure] of Object.entries(ways)) taken[way].push(measure())
  for (const [way, figures] of Object.entries(taken)) note(way, length, median(figures))
  const spread = taken['code points: [...text.slice(0, at)].length']
  if (spread !== undefined) {
    note('× table to code points: the spread', length, median(spread) / median(taken['table: UTF-16 to code points']))
  }
  note('table: ms to build, lines too', length, build)
  note('table: bytes a unit, lines too', length, bytes / text.length)
}

report(
  'units',
  `${positions.toLocaleString('en')} positions, medians of ${runs}; naive ways convert fewer. Values are checked against the naive ways`,
  [...rows.values()],
)
