// Krippendorff's α, nominal: 3 annotators, 5 labels, 10 % missing, beside the npm package krippendorff on the same matrix in
// the same run; the values must be the same. Then the table of agreement of a document with 10,000 claims of each of 3
// annotators, and with 10,000 of all together, when it is made and after one edit.
import { agreementReport, agreementTable, krippendorffAlpha, numberOf } from '@claimspan/agreement'
import { annotator, claim, document, layer, mention } from '@claimspan/core'
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
  const [began, used] = [performance.now(), process.cpuUsage()]
  const value = of()
  const { user, system } = process.cpuUsage(used)
  return { ms: performance.now() - began, cpu: (user + system) / 1000, value }
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
report(
  'agreement-alpha',
  `Krippendorff's α, nominal, 3 annotators: medians of ${runs}. ×: times what it takes here`,
  rows,
)

/** A document that three annotators marked, each up to some characters off, some claims missed, with types and more. */
function marked(claimsOfEach) {
  const random = seeded(91)
  const sentence = 'Exports of the region grew by a tenth in the last quarter, officials said on Monday. '
  const text = sentence.repeat(Math.ceil((claimsOfEach * 60) / sentence.length) + 10)
  const coders = ['ann', 'mei', 'tom']
  const types = ['Event/Property Claim', 'Numerical Claim', 'Position Statement', 'Quote Verification', 'Causal Claim']
  const claims = coders.flatMap((coder) => {
    const own = []
    for (let at = 0; own.length < claimsOfEach; at++) {
      if (random() < 0.02) continue
      const from = Math.floor(at * 58 + random() * 8)
      const to = from + 30 + Math.floor(random() * 60)
      own.push(
        claim({
          id: `${coder}-${at}`,
          layer: coder,
          mentions: [mention(text, [{ from, to }])],
          types: random() < 0.8 ? [types[at % 5]] : [types[Math.floor(random() * 5)]],
          checkWorthiness: ['CFS', 'UFS', 'NFS'][random() < 0.8 ? at % 3 : Math.floor(random() * 3)],
          ...(at % 4 === 0
            ? { attribution: { kind: 'indirect', cue: mention(text, [{ from: to + 1, to: to + 5 }]) } }
            : {}),
          createdBy: coder,
          createdAt: '2026-01-02T03:04:05Z',
        }),
      )
    }
    return own
  })
  const relations = coders.flatMap((coder) =>
    Array.from({ length: Math.floor(claimsOfEach / 4) }, (_, at) => ({
      id: `${coder}-r${at}`,
      type: 'supports',
      from: `${coder}-${at * 4}`,
      to: `${coder}-${at * 4 + 1}`,
      layer: coder,
      createdBy: coder,
    })),
  )
  return {
    document: document({ id: 'd', text }),
    layers: coders.map((id) => layer({ id, kind: 'independent' })),
    annotators: coders.map((id) => annotator(id)),
    claims,
    relations,
    threads: [],
  }
}

/** The same document when one claim has another type. */
function edited(annotated, at) {
  const place = Math.floor(annotated.claims.length / 2) + at
  return {
    ...annotated,
    claims: annotated.claims.map((one, index) => (index === place ? { ...one, types: ['Causal Claim'] } : one)),
  }
}

const tables = [3_333, 10_000].map((claimsOfEach) => {
  let annotated = marked(claimsOfEach)
  const made = Array.from({ length: runs }, () => taken(() => agreementReport([annotated])).ms)
  const table = agreementTable()
  table.put(annotated)
  table.report()
  const after = Array.from({ length: 10 + runs * 4 }, (_, at) => {
    annotated = edited(annotated, at)
    return taken(() => {
      table.put(annotated)
      return table.report()
    })
  }).slice(10)
  if (JSON.stringify(table.report()) !== JSON.stringify(agreementReport([annotated])))
    throw new Error('The table is not what it is when made anew')
  return {
    'claims of each of 3': claimsOfEach,
    'claims of all': annotated.claims.length,
    'table ms': median(made),
    'after one edit ms': median(after.map(({ ms }) => ms)),
    'of the processor ms': median(after.map(({ cpu }) => cpu)),
    'slowest edit ms': Math.max(...after.map(({ ms }) => ms)),
  }
})
report(
  'agreement-table',
  'The table of the whole claim of one document: medians after ten edits; time on the clock, and of the processor where others work on it too',
  tables,
)
