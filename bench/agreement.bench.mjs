// Krippendorff's α, nominal: 3 annotators, 5 labels, 10 % missing, beside the npm package krippendorff on the same matrix in
// the same run. The values must be the same.
import { krippendorffAlpha, numberOf } from '@claimspan/agreement'
import { alpha } from 'krippendorff'
import { median, report, seeded } from './report.mjs'

const runs = Number(process.env.BENCH_RUNS ?? 5)
const sizes = (process.env.BENCH_ITEMS ?? '1000,10000,100000,1000000').split(',').map(Number)

function matrix(items) {
  const random = seeded(51)
  return Array.from({ length: 3 }, () =>
    Array.from({ length: items }, () => (random() < 0.1 ? undefined : Math.floor(random() * 5))),
  )
}

function taken(of) {
  const began = performance.now()
  const value = of()
  return { ms: performance.now() - began, value }
}

// Both have run before they are measured.
for (let run = 0; run < 5; run++) for (const of of [krippendorffAlpha, alpha]) of(matrix(5_000))

const rows = sizes.map((items) => {
  const values = matrix(items)
  const [ours, peer] = [[], []]
  for (let run = 0; run < runs; run++) {
    ours.push(taken(() => numberOf(krippendorffAlpha(values))))
    if (items <= 100_000) peer.push(taken(() => alpha(values)))
  }
  const [mine] = ours
  const [theirs] = peer
  if (theirs !== undefined && !(Math.abs(theirs.value - mine.value) < 1e-9)) {
    throw new Error(`α of ${items} items is ${mine.value} here and ${theirs.value} there`)
  }
  const [here, there] = [
    median(ours.map(({ ms }) => ms)),
    peer.length === 0 ? undefined : median(peer.map(({ ms }) => ms)),
  ]
  return {
    items,
    'α ms': here,
    'ns/item': (here / items) * 1e6,
    'krippendorff ms': there,
    'krippendorff ×': there === undefined ? undefined : there / here,
  }
})
report('agreement', `Krippendorff's α, nominal, 3 annotators: medians of ${runs}. ×: times what it takes here`, rows)
