// Where 10,000 spans are in a shared text of 264,000 characters that was edited 10,000 times, each in a transaction of its
// own: all found in one walk of the text, beside Yjs's own createAbsolutePositionFromRelativePosition, one position at a
// time. Then one key after another: all spans carried along by the event's delta, beside finding all of them again one at a
// time. "random" jumps before each edit, "typing" goes on for 20 edits. Every result is compared with what Yjs says.
import { readFileSync } from 'node:fs'
import { carryAnchors, makeAnchors, resolveAnchors } from '@claimspan/collab'
import * as Y from 'yjs'
import { median, report, seeded } from './report.mjs'

const spans = Number(process.env.BENCH_SPANS ?? 10_000)
const edits = Number(process.env.BENCH_EDITS ?? 10_000)
/** Yjs takes seconds for all spans: it is timed on every tenth, and its time told for all; once all are compared. */
const sampled = Math.max(1, Math.floor(spans / 10))
const runs = Number(process.env.BENCH_RUNS ?? 3)
const walksARun = 5
const keys = Number(process.env.BENCH_KEYS ?? 200)
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

function spansIn(length, seed) {
  const random = seeded(seed)
  return Array.from({ length: spans }, () => {
    const from = between(random, 0, length - 201)
    return [{ from, to: from + between(random, 3, 200) }]
  })
}

/** One edit: some letters in or some characters out. `burst` edits follow each other at one place. */
function editor(text, seed, burst) {
  const random = seeded(seed)
  let at = 0
  let left = 0
  return () => {
    if (left-- <= 0) {
      at = between(random, 0, text.length - 10)
      left = burst - 1
    }
    const isInsert = random() < (burst > 1 ? 0.9 : 0.55)
    if (isInsert) {
      text.insert(at, 'abcdefghij'.slice(0, burst > 1 ? 1 : between(random, 1, 8)))
      at += 1
    } else {
      const length = burst > 1 ? 1 : between(random, 1, 8)
      at = Math.max(0, Math.min(at, text.length - length))
      text.delete(at, length)
    }
  }
}

/** The spans as Yjs finds them, one position at a time. */
function oneAtATime(doc, positions) {
  return positions.map(([start, end]) => {
    const from = Y.createAbsolutePositionFromRelativePosition(start, doc, false)?.index ?? 0
    const to = Y.createAbsolutePositionFromRelativePosition(end, doc, false)?.index ?? 0
    return from < to ? { from, to } : undefined
  })
}

function requireSame(way, found, expected) {
  for (const [at, span] of expected.entries()) {
    const [one] = found[at]
    if (one?.from === span?.from && one?.to === span?.to) continue
    throw new Error(`${way}: span ${at} is ${JSON.stringify(one)}, Yjs finds ${JSON.stringify(span)}`)
  }
}

function timed(run) {
  const began = performance.now()
  const result = run()
  return { ms: performance.now() - began, result }
}

const rows = []
for (const [kind, burst] of [
  ['random', 1],
  ['typing', 20],
]) {
  const doc = new Y.Doc()
  doc.clientID = 1
  const text = doc.getText('article')
  const returns = doc.getMap('returns')
  text.insert(0, drawn(7, size))
  const anchors = makeAnchors(text, spansIn(size, 31), 1)
  const positions = anchors.map(({ spans: [[start, end]] }) => [
    Y.decodeRelativePosition(start),
    Y.decodeRelativePosition(end),
  ])
  const edit = editor(text, 21, burst)
  for (let done = 0; done < edits; done++) edit()

  const walks = []
  const alone = []
  for (let run = 0; run < runs; run++) {
    const sample = positions.filter((_, at) => at % 10 === run % 10).slice(0, sampled)
    alone.push((timed(() => oneAtATime(doc, sample)).ms * spans) / sample.length)
    for (let walk = 0; walk < walksARun; walk++) {
      walks.push(timed(() => resolveAnchors(text, anchors, returns)).ms)
    }
  }
  rows.push({
    what: `${kind}: find all, one at a time with Yjs`,
    'ms median': median(alone),
    'ms most': Math.max(...alone),
    'ratio to ours': median(alone) / median(walks),
  })
  rows.push({ what: `${kind}: find all, one walk`, 'ms median': median(walks), 'ms most': Math.max(...walks) })

  // One key after another. Yjs's delta is asked for first, so that it is nobody's share.
  const delta = []
  let taken = 0
  const first = (event) => {
    const { ms } = timed(() => event.delta)
    delta.push(ms)
    taken = performance.now()
  }
  text.observe(first)
  const carrier = carryAnchors({ text, returns })
  const held = anchors.map((anchor) => carrier.hold(anchor))
  carrier.settle()
  const carried = []
  // Observers are called in the order they came: this one is after the carrier's.
  const last = () => {
    carried.push(performance.now() - taken)
  }
  text.observe(last)
  const settled = []
  for (let key = 0; key < keys; key++) {
    edit()
    settled.push(timed(() => carrier.settle()).ms)
  }
  const ours = carried.map((ms, at) => ms + settled[at])
  const expected = oneAtATime(doc, positions)
  requireSame(
    'carried',
    held.map((anchor) => carrier.spans(anchor)),
    expected,
  )
  requireSame('one walk', resolveAnchors(text, anchors, returns), expected)
  carrier.close()
  rows.push({
    what: `${kind}: a key, all found again one at a time with Yjs`,
    'ms median': median(alone),
    'ratio to ours': median(alone) / median(ours),
  })
  rows.push({
    what: `${kind}: a key, all found again in one walk`,
    'ms median': median(walks),
    'ratio to ours': median(walks) / median(ours),
  })
  rows.push({ what: `${kind}: a key, all carried: our share`, 'ms median': median(ours), 'ms most': Math.max(...ours) })
  rows.push({ what: `${kind}: a key, Yjs's own delta`, 'ms median': median(delta), 'ms most': Math.max(...delta) })
  rows.push({
    what: `${kind}: a key, all carried: the delta and our share`,
    'ms median': median(ours.map((ms, at) => ms + delta[at])),
    'ratio to ours': median(alone) / median(ours.map((ms, at) => ms + delta[at])),
  })
}

report(
  'spans',
  `${spans.toLocaleString('en')} spans after ${edits.toLocaleString('en')} edits, medians of ${runs} runs one at a time (timed on a tenth of the spans), ${runs * walksARun} walks and ${keys} keys. All ways gave equal results`,
  rows,
)
