// Export documents of 400 to 800 characters with 20 claims each, all different, beside a loop that only parses, stringifies
// and writes the same lines (what JSON costs in Node, with no check and no model), and beside hyparquet-writer, which is
// given whole tables. BENCH_DOCUMENTS=100000 is the corpus of the figures in the issue; seconds are of the processor too, as
// a shared machine makes the clock useless.
import { spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { createWriteStream, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
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
  const claims = Array.from({ length: 20 }, (_, at) => {
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

/** Peers that hold all documents in memory: JSON.stringify alone to a file, our line, hyparquet-writer's whole tables. */
const inMemory = `
import { openSync, readFileSync, writeSync, closeSync } from 'node:fs'
const [input, output, how] = process.argv.slice(1)
const { readNativeLine, writeNativeLine } = await import('${pathToFileURL(`${root}packages/core/dist/index.js`)}')
const lines = readFileSync(input, 'utf8').trimEnd().split('\\n')
const out = openSync(output, 'w')
let began
if (how === 'parquet') {
  const { parquetWriteFile } = await import('${pathToFileURL(`${root}node_modules/hyparquet-writer/src/node.js`)}')
  began = process.cpuUsage()
  const documents = lines.map((line) => JSON.parse(line))
  const rows = documents.flatMap((one) => one.claims.flatMap((claim) => claim.mentions.map((mention) => [one.id, claim.id, mention.spans[0].from, mention.spans[0].to, mention.quote, mention.prefix, mention.suffix])))
  const column = (name, at, type) => ({ name, type, data: rows.map((row) => row[at]) })
  parquetWriteFile({ filename: output + '.documents', columnData: [{ name: 'id', type: 'STRING', data: documents.map(({ id }) => id) }, { name: 'text', type: 'STRING', data: documents.map(({ text }) => text) }] })
  parquetWriteFile({ filename: output + '.mentions', columnData: [column('document', 0, 'STRING'), column('claim', 1, 'STRING'), column('start', 2, 'INT32'), column('end', 3, 'INT32'), column('quote', 4, 'STRING'), column('prefix', 5, 'STRING'), column('suffix', 6, 'STRING')] })
} else {
  const write = how === 'bare' ? JSON.stringify : (one) => writeNativeLine(one)
  const documents = lines.map((line) => (how === 'bare' ? JSON.parse(line) : readNativeLine(line).annotated))
  began = process.cpuUsage()
  for (const one of documents) writeSync(out, write(one) + '\\n')
}
closeSync(out)
const { user, system } = process.cpuUsage(began)
process.stdout.write(String((user + system) / 1e6))
`

/** Run Node with these arguments. Returns seconds and the peak of resident memory in MB. */
function timed(args) {
  const memory = join(folder, 'memory')
  const began = performance.now()
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [`--import=${new URL('./peak-memory.mjs', import.meta.url)}`, ...args],
    {
      encoding: 'utf8',
      env: { ...process.env, BENCH_MEMORY: memory },
    },
  )
  const seconds = (performance.now() - began) / 1000
  if (status !== 0) throw new Error(`${args.join(' ')} ended with ${status}: ${stderr}`)
  return { seconds, printed: stdout, megabytes: Number(readFileSync(memory, 'utf8')) / 1024 }
}

try {
  await corpus()
  const input = join(folder, 'documents.jsonl')
  const megabytes = statSync(input).size / 1e6
  const ways = {
    'JSON.parse + JSON.stringify (limit)': () => ['--input-type=module', '-e', bare, input, join(folder, 'bare.jsonl')],
  }
  for (const format of ['native', 'web-annotation', 'brat', 'conll', 'parquet']) {
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
  // In memory: processor seconds of writing alone.
  const writing = Object.fromEntries(['bare', 'native', 'parquet'].map((how) => [how, []]))
  for (let run = 0; run < runs; run++) {
    for (const how of Object.keys(writing)) {
      const args = [
        '--input-type=module',
        '--max-old-space-size=8192',
        '-e',
        inMemory,
        input,
        join(folder, `memory-${how}`),
        how,
      ]
      writing[how].push(timed(args))
    }
  }
  const processor = (how) => median(writing[how].map(({ printed }) => Number(printed)))
  report(
    'export-in-memory',
    `${documents.toLocaleString('en')} documents in memory to a file, median of ${runs}`,
    [
      ['JSON.stringify (limit)', 'bare'],
      ['writeNativeLine', 'native'],
      ['hyparquet-writer, whole tables, with JSON.parse', 'parquet'],
    ].map(([way, how]) => ({
      way,
      'processor s': processor(how),
      'of the limit’s speed': processor('bare') / processor(how),
      'peak MB': median(writing[how].map((one) => one.megabytes)),
    })),
  )
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
