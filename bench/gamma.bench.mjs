// The best alignment of γ (Mathet, Widlöcher and Métivier 2015), exactly: one of a corpus and ten of the same at random, as
// γ needs them. Units of 2 to 30 characters, gaps of up to 10; each annotator misses 8 %, is off by up to 30 % of a unit's
// length at each end, and labels 15 % at random (4 labels). Crowded: the same units on a third of the text, so that three
// and more lie over each other. The peer is the way of pygamma-agreement written anew: list every set of units with no more
// disorder than Δ∅ an annotator, and let an integer program choose (HiGHS 1.15 as WebAssembly; one alignment of the corpus,
// one at random). pygamma-agreement itself is not on npm: measured apart (44587ef, HiGHS, two cores) it took 33 s for one
// and ten alignments of 3 annotators with 200 units each, 4.6 s for 100, 0.92 s for 50, on continua of its own.
import { alignUnits, combinedDissimilarity, continuum } from '@claimspan/agreement'
import loadHighs from 'highs'
import { median, report, seeded } from './report.mjs'

const highs = await loadHighs()
const apart = { '3 50': 0.92, '3 100': 4.6, '3 200': 33, '2 100': 0.26, '2 200': 0.45, '2 400': 1.4 }
const labels = ['A', 'B', 'C', 'D']
const from = (random, low, high) => low + Math.floor(random() * (high - low + 1))

function marked(annotators, count, spread, seed) {
  const random = seeded(seed)
  const units = []
  let at = 0
  for (let unit = 0; unit < count; unit++) {
    const begin = Math.round(at + from(random, 0, 10) * spread)
    const length = from(random, 2, 30)
    units.push({ from: begin, to: begin + length, label: labels[from(random, 0, 3)] })
    at = begin + length * spread
  }
  const length = Math.ceil(at) + 60
  const off = (size) => Math.round((random() - 0.5) * 0.6 * size)
  const rows = Array.from({ length: annotators }, () =>
    units.flatMap((unit) => {
      if (random() < 0.08) return []
      const size = unit.to - unit.from
      const begin = Math.max(0, unit.from + off(size))
      const end = Math.min(length, Math.max(begin + 1, unit.to + off(size)))
      return [{ from: begin, to: end, label: random() < 0.15 ? labels[from(random, 0, 3)] : unit.label }]
    }),
  )
  return continuum({ from: 0, to: length }, rows)
}

function atRandom({ to: length, units }, seed) {
  const random = seeded(seed)
  const rows = units.map((each) => {
    const on = Math.floor(random() * length)
    return each.map((unit) => {
      const size = unit.to - unit.from
      const begin = Math.min((unit.from + on) % length, length - size)
      return { ...unit, from: begin, to: begin + size }
    })
  })
  return continuum({ from: 0, to: length }, rows)
}

/** The least disorder by an integer program over all sets of units that cost at most Δ∅ an annotator. */
function byProgram({ units }) {
  const annotators = units.length
  const pairs = (annotators * (annotators - 1)) / 2
  const numbers = new Map(units.flat().map((unit, at) => [unit, at]))
  const rows = Array.from({ length: numbers.size }, () => [])
  const costs = []
  const chosen = []
  const visit = (annotator, sum) => {
    if (annotator === annotators) {
      const cost = sum / pairs
      if (cost > annotators || chosen.every((unit) => unit === undefined)) return
      for (const unit of chosen) if (unit !== undefined) rows[numbers.get(unit)].push(costs.length)
      costs.push(cost)
      return
    }
    for (const unit of [undefined, ...units[annotator]]) {
      let more = sum
      for (const other of chosen) {
        more += unit === undefined || other === undefined ? 1 : combinedDissimilarity(unit, other)
      }
      chosen.push(unit)
      visit(annotator + 1, more)
      chosen.pop()
    }
  }
  visit(0, 0)
  const model = [
    'Minimize',
    ` obj: ${costs.map((cost, at) => `${cost} x${at}`).join(' + ')}`,
    'Subject To',
    ...rows.map((sets, at) => ` u${at}: ${sets.map((set) => `x${set}`).join(' + ')} = 1`),
    'Binary',
    ` ${costs.map((_, at) => `x${at}`).join(' ')}`,
    'End',
  ].join('\n')
  const { ObjectiveValue } = highs.solve(model, { mip_rel_gap: 0, mip_abs_gap: 0 })
  return (ObjectiveValue * annotators) / numbers.size
}

/** Processor time, not time on the clock, so that a busy machine does not count; nothing here runs in parallel. */
const timed = (work) => {
  const began = process.cpuUsage()
  const result = work()
  const { user, system } = process.cpuUsage(began)
  return { seconds: (user + system) / 1e6, result }
}

for (const annotators of [2, 3, 4]) {
  for (const seed of [1, 2, 3, 4, 5]) alignUnits(atRandom(marked(annotators, 100, 1, seed), seed))
}

const rows = []
let before
for (const [annotators, sizes, programUpTo] of [
  [2, [100, 200, 400, 800], 100],
  [3, [25, 50, 100, 200, 400, 800], 50],
  [4, [50, 100], 0],
]) {
  for (const [name, spread] of [
    ['text', 1],
    ['crowded', 1 / 3],
  ]) {
    before = undefined
    for (const count of sizes) {
      const real = marked(annotators, count, spread, 61)
      const continua = [real, ...Array.from({ length: 10 }, (_, at) => atRandom(real, 100 + at))]
      alignUnits(real)
      const runs = Array.from({ length: 3 }, () => timed(() => continua.map((each) => alignUnits(each))))
      const seconds = median(runs.map((run) => run.seconds))
      const aligned = runs[0].result
      const row = {
        annotators,
        units: count,
        placed: name,
        'ms, 1 + 10': seconds * 1000,
        'times, twice the units': before === undefined ? undefined : seconds / before,
        'proved best': aligned.filter(({ proof }) => proof.kind === 'best').length,
        disorder: aligned[0].disorder,
      }
      before = seconds
      if (count <= programUpTo) {
        const program = continua.slice(0, 2).map((each) => timed(() => byProgram(each)))
        const own = continua.slice(0, 2).map((each) => timed(() => alignUnits(each)))
        const sum = (all) => all.reduce((total, each) => total + each.seconds, 0)
        row['integer program, ms each'] = sum(program) * 500
        row['times faster'] = sum(program) / sum(own)
        row['disorder differs by'] = Math.max(
          ...program.map(({ result }, at) => Math.abs(result - own[at].result.disorder)),
        ).toExponential(0)
      }
      if (spread === 1 && apart[`${annotators} ${count}`] !== undefined) {
        row['pygamma, measured apart, s'] = apart[`${annotators} ${count}`]
        row['times faster than that'] = apart[`${annotators} ${count}`] / seconds
      }
      rows.push(row)
    }
  }
}

report('gamma', 'best alignments, one of a corpus and ten at random: processor time, medians of 3 runs', rows)
