// Export 10,000 documents of 400 to 800 characters with 8 claims each, beside a loop that only parses, stringifies and
// writes the same lines (what JSON costs in Node, with no check and no model).
import { spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { createWriteStream, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import {
  annotator,
  claim,
  defaultScheme,
  document,
  layer,
  mention,
  unannotated,
  writeNativeLine,
  writeScheme,
} from '@claimspan/core'
import { median, report, seeded } from './report.mjs'

const documents = Number(process.env.BENCH_DOCUMENTS ?? 10_000)
const runs = Number(process.env.BENCH_RUNS ?? 3)
const root = fileURLToPath(new URL('..', import.meta.url))
const article = readFileSync(`${root}seeds/alibaba-ai.txt`, 'utf8').replaceAll('\n', ' ')
const folder = mkdtempSync(join(tmpdir(), 'claimspan-bench-'))

function made(number) {
  const random = seeded(1000 + number)
  const pick = (low, high) => low + Math.floor(random() * (high - low + 1))
  const length = pick(400, 800)
  const from = pick(0, article.length - length)
  const text = article.slice(from, from + length)
  const claims = Array.from({ length: 8 }, (_, at) => {
    const start = pick(0, length - 60)
    return claim({
      id: `c${at + 1}`,
      layer: 'shared',
      mentions: [mention(text, [{ from: start, to: start + pick(10, 60) }])],
      types: ['Numerical Claim'],
      checkWorthiness: 'CFS',
      createdBy: 'mei',
      createdAt: '2026-01-02T03:04:05Z',
    })
  })
  return {
    ...unannotated(document({ id: `d${number}`, text, title: `Document ${number}` })),
    layers: [layer({ id: 'shared', kind: 'shared' })],
    annotators: [annotator('mei', 'Mei')],
    claims,
  }
}

async function corpus() {
  const file = createWriteStream(join(folder, 'documents.jsonl'))
  for (let number = 0; number < documents; number++) {
    if (!file.write(`${writeNativeLine(made(number))}\n`)) await once(file, 'drain')
  }
  file.end()
  await once(file, 'close')
  const scheme = createWriteStream(join(folder, 'scheme.json'))
  scheme.end(writeScheme(defaultScheme))
  await once(scheme, 'close')
}

const bare = `
import { createReadStream, createWriteStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { once } from 'node:events'
const out = createWriteStream(process.argv[2], { highWaterMark: 1 << 20 })
for await (const line of createInterface({ input: createReadStream(process.argv[1]) })) {
  if (!out.write(JSON.stringify(JSON.parse(line)) + '\\n')) await once(out, 'drain')
}
out.end(); await once(out, 'close')
`

/** Run Node with these arguments. Returns seconds and the peak of resident memory in MB. */
function timed(args) {
  const memory = join(folder, 'memory')
  const began = performance.now()
  const { status, stderr } = spawnSync(
    process.execPath,
    [`--import=${new URL('./peak-memory.mjs', import.meta.url)}`, ...args],
    {
      encoding: 'utf8',
      env: { ...process.env, BENCH_MEMORY: memory },
    },
  )
  const seconds = (performance.now() - began) / 1000
  if (status !== 0) throw new Error(`${args.join(' ')} ended with ${status}: ${stderr}`)
  return { seconds, megabytes: Number(readFileSync(memory, 'utf8')) / 1024 }
}

try {
  await corpus()
  const input = join(folder, 'documents.jsonl')
  const megabytes = statSync(input).size / 1e6
  const ways = {
    'JSON.parse + JSON.stringify (limit)': () => ['--input-type=module', '-e', bare, input, join(folder, 'bare.jsonl')],
  }
  for (const format of ['native', 'web-annotation', 'brat', 'conll']) {
    ways[`claimspan export --to ${format}`] = () => [
      `${root}apps/cli/dist/main.js`,
      'export',
      folder,
      '--to',
      format,
      '--out',
      join(folder, `out-${format}`),
      '--replace',
    ]
  }
  ways['claimspan export --to native --jobs 2'] = () => [...ways['claimspan export --to native'](), '--jobs', '2']
  const results = Object.fromEntries(Object.keys(ways).map((name) => [name, []]))
  for (let run = 0; run < runs; run++)
    for (const [name, args] of Object.entries(ways)) results[name].push(timed(args()))
  const limit = median(results['JSON.parse + JSON.stringify (limit)'].map(({ seconds }) => seconds))
  report(
    'export',
    `${documents.toLocaleString('en')} documents, ${megabytes.toFixed(1)} MB in the native form, median of ${runs}`,
    Object.entries(results).map(([way, taken]) => {
      const seconds = median(taken.map((one) => one.seconds))
      return {
        way,
        seconds,
        'documents/s': documents / seconds,
        'MB/s in': megabytes / seconds,
        'times the limit': seconds / limit,
        'peak MB': median(taken.map((one) => one.megabytes)),
      }
    }),
  )
} finally {
  rmSync(folder, { recursive: true, force: true })
}
