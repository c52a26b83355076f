// Spans found by offset and moved by keystrokes: the span index of @claimspan/core beside flatbush (as one dimension),
// @flatten-js/interval-tree, CodeMirror's RangeSet and a plain array, all on the same spans, each in a process of its own.
// Spans are half-open in a text of 25 units a span: 90 % of 3 to 60 units, 9 % of 60 to 600, 1 % of 600 to 6,000.
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { median, report, seeded } from './report.mjs'

const sizes = (process.env.BENCH_SPANS ?? '10000,100000').split(',').map(Number)
const runs = Number(process.env.BENCH_RUNS ?? 3)
const stabs = 5_000
const windows = 5_000
const windowLength = 200
const inserts = 1_000
const keystrokes = 200

const whole = (random, low, high) => low + Math.floor(random() * (high - low + 1))

function madeSpans(count, seed, length) {
  const random = seeded(seed)
  const from = new Int32Array(count)
  const to = new Int32Array(count)
  for (let at = 0; at < count; at++) {
    const kind = random()
    const size = kind < 0.9 ? whole(random, 3, 60) : kind < 0.99 ? whole(random, 60, 600) : whole(random, 600, 6_000)
    from[at] = whole(random, 0, length - size)
    to[at] = from[at] + size
  }
  return { from, to }
}

/**
 * Each peer: `build(columns)`, `stab` and `window`, which add the ids they find to a sum and return how many they found; and,
 * where the peer can, `insert(id, from, to)`, `remove(id, from, to)` and `type(at)`: one character typed, all spans moved.
 */
const peers = {
  async 'span index'() {
    const { spanIndex } = await import('@claimspan/core')
    let index
    return {
      build: (spans) => (index = spanIndex(spans)),
      bytes: () => index.byteLength,
      stab: (offset, found) => found.all(index.stab(offset)),
      window: (from, to, found) => found.all(index.window(from, to)),
      insert: (_, from, to) => index.insert(from, to),
      remove: (id) => index.remove(id),
      prepare: (at) => at,
      type: (at) => index.edit(at, 0, 1),
    }
  },
  async 'span index, each'() {
    const { spanIndex } = await import('@claimspan/core')
    let index
    return {
      build: (spans) => (index = spanIndex(spans)),
      bytes: () => index.byteLength,
      stab: (offset, found) => index.eachAt(offset, found.one),
      window: (from, to, found) => index.eachIn(from, to, found.one),
    }
  },
  async flatbush() {
    const { default: Flatbush } = await import('flatbush')
    let tree
    return {
      build({ from, to }) {
        tree = new Flatbush(from.length, 16, Int32Array)
        for (let at = 0; at < from.length; at++) tree.add(from[at], 0, to[at] - 1, 0)
        tree.finish()
      },
      bytes: () => tree.data.byteLength,
      stab: (offset, found) => found.all(tree.search(offset, 0, offset, 0)),
      window: (from, to, found) => found.all(tree.search(from, 0, to - 1, 0)),
    }
  },
  async 'flatten-js interval-tree'() {
    const { default: IntervalTree } = await import('@flatten-js/interval-tree')
    let tree
    return {
      build({ from, to }) {
        tree = new IntervalTree()
        for (let at = 0; at < from.length; at++) tree.insert([from[at], to[at] - 1], at)
      },
      stab: (offset, found) => found.all(tree.search([offset, offset])),
      window: (from, to, found) => found.all(tree.search([from, to - 1])),
      insert: (id, from, to) => tree.insert([from, to - 1], id),
      remove: (id, from, to) => tree.remove([from, to - 1], id),
    }
  },
  async 'CodeMirror RangeSet'() {
    const { ChangeSet, RangeSet, RangeValue } = await import('@codemirror/state')
    /** Text typed at either edge stays outside. */
    class Mark extends RangeValue {
      startSide = 1
      endSide = -1
      constructor(id) {
        super()
        this.id = id
      }
    }
    let set
    let length
    return {
      build({ from, to }) {
        length = 25 * from.length
        set = RangeSet.of(
          Array.from(from, (start, at) => new Mark(at).range(start, to[at])),
          true,
        )
      },
      stab(offset, found) {
        set.between(offset, offset, (from, to, mark) => {
          if (from <= offset && offset < to) found.one(mark.id)
        })
      },
      window(begin, end, found) {
        set.between(begin, end, (from, to, mark) => {
          if (from < end && begin < to) found.one(mark.id)
        })
      },
      insert: (id, from, to) => (set = set.update({ add: [new Mark(id).range(from, to)] })),
      remove(id, from, to) {
        set = set.update({ filterFrom: from, filterTo: to, filter: (_, __, mark) => mark.id !== id })
      },
      prepare: (at) => ChangeSet.of({ from: at, insert: 'x' }, length++).desc,
      type: (change) => (set = set.map(change)),
    }
  },
  async 'array of objects, scanned'() {
    let spans
    return {
      build: ({ from, to }) => (spans = Array.from(from, (start, id) => ({ id, from: start, to: to[id] }))),
      stab(offset, found) {
        for (const { id, from, to } of spans) if (from <= offset && offset < to) found.one(id)
      },
      window(begin, end, found) {
        for (const { id, from, to } of spans) if (from < end && begin < to) found.one(id)
      },
      insert: (id, from, to) => spans.push({ id, from, to }),
      remove: (id) =>
        spans.splice(
          spans.findIndex((one) => one.id === id),
          1,
        ),
      prepare: (at) => at,
      type(at) {
        for (const one of spans) {
          if (one.from >= at) one.from += 1
          if (one.to > at) one.to += 1
        }
      },
    }
  },
}

/** Counts what is found; the sum of the ids tells whether the same was found. */
function counter() {
  const found = {
    count: 0,
    sum: 0,
    one(id) {
      found.count += 1
      found.sum += id
    },
    all(ids) {
      found.count += ids.length
      for (let at = 0; at < ids.length; at++) found.sum += ids[at]
    },
  }
  return found
}

/** Measure one peer, in this process. */
async function measured(name, count) {
  const peer = await peers[name]()
  const length = 25 * count
  const spans = madeSpans(count, 42, length)
  const more = madeSpans(inserts, 77, length)
  const taken = { found: [] }

  globalThis.gc?.()
  const before = process.memoryUsage()
  taken.build = timed(1, () => peer.build(spans)) / 1000
  globalThis.gc?.()
  const after = process.memoryUsage()
  const heap = after.heapUsed + after.arrayBuffers - before.heapUsed - before.arrayBuffers
  taken.bytes = (peer.bytes?.() ?? heap) / count

  const random = seeded(9)
  const offsets = Array.from({ length: stabs }, () => whole(random, 0, length - 1))
  const begins = Array.from({ length: windows }, () => whole(random, 0, length - windowLength))
  function queries() {
    const [inStabs, inWindows] = [counter(), counter()]
    const stab = timed(stabs, (at) => peer.stab(offsets[at], inStabs))
    const window = timed(windows, (at) => peer.window(begins[at], begins[at] + windowLength, inWindows))
    taken.found.push(inStabs.count, inStabs.sum, inWindows.count, inWindows.sum)
    return { stab, window }
  }
  queries()
  Object.assign(taken, queries())
  if (peer.type !== undefined) {
    const typed = seeded(55)
    const changes = Array.from({ length: keystrokes }, (_, at) => peer.prepare(whole(typed, 0, length + at)))
    taken.remap = timed(keystrokes, (at) => peer.type(changes[at]))
    queries()
  }
  if (peer.insert !== undefined) {
    taken.insert = timed(inserts, (at) => peer.insert(count + at, more.from[at], more.to[at]))
    if (peer.type !== undefined) queries()
    taken.remove = timed(inserts, (at) => peer.remove(count + at, more.from[at], more.to[at]))
    if (peer.type !== undefined) queries()
  }
  return taken
}

/** Microseconds a call: the median of twenty batches, so that a moment when the machine does something else does not count. */
function timed(calls, call) {
  const batch = Math.ceil(calls / 20)
  const taken = []
  for (let begin = 0; begin < calls; begin += batch) {
    const end = Math.min(begin + batch, calls)
    const began = performance.now()
    for (let at = begin; at < end; at++) call(at)
    taken.push(((performance.now() - began) / (end - begin)) * 1000)
  }
  return median(taken)
}

function apart(name, count) {
  const args = ['--expose-gc', fileURLToPath(import.meta.url), name, String(count)]
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' })
  if (status !== 0) throw new Error(`${name} with ${count} spans ended with ${status}: ${stderr}`)
  return JSON.parse(stdout)
}

/** Every peer must find the same spans, as far as it goes. */
function requireSame(name, found, expected) {
  const differs = found.findIndex((value, at) => value !== expected[at])
  if (differs >= 0) throw new Error(`${name} finds ${found[differs]} where the span index has ${expected[differs]}`)
}

function compare() {
  const rows = []
  for (const count of sizes) {
    const wanted = Object.keys(peers).filter((name) => count <= 100_000 || /index|flatbush/.test(name))
    const results = Object.fromEntries(wanted.map((name) => [name, []]))
    for (let run = 0; run < runs; run++) for (const name of wanted) results[name].push(apart(name, count))
    const expected = results['span index'][0].found
    const figure = (name, what) => {
      const values = results[name].map((one) => one[what])
      return values[0] === undefined ? undefined : median(values)
    }
    for (const name of wanted) {
      for (const { found } of results[name]) requireSame(name, found, expected)
      const ratio = (what) => figure(name, what) / figure('span index', what)
      rows.push({
        way: name,
        spans: count,
        'build ms': figure(name, 'build'),
        'bytes/span': figure(name, 'bytes'),
        'stab µs': figure(name, 'stab'),
        'window µs': figure(name, 'window'),
        'insert µs': figure(name, 'insert'),
        'remove µs': figure(name, 'remove'),
        'keystroke µs': figure(name, 'remap'),
        'build ×': ratio('build'),
        'stab ×': ratio('stab'),
        'window ×': ratio('window'),
        'keystroke ×': figure(name, 'remap') === undefined ? undefined : ratio('remap'),
      })
    }
    const perStab = (expected[0] / stabs).toFixed(1)
    const perWindow = (expected[2] / windows).toFixed(1)
    console.log(
      `${count.toLocaleString('en')} spans: ${perStab} found by a stab, ${perWindow} in a window of ${windowLength}`,
    )
  }
  report(
    'span-index',
    `Medians of ${runs} processes. ×: times what the span index takes. A keystroke moves all spans; a build is the first of its process`,
    rows,
  )
}

const [name, count] = process.argv.slice(2)
if (name === undefined) compare()
else process.stdout.write(JSON.stringify(await measured(name, Number(count))))
