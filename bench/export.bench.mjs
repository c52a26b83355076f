// Export documents of 400 to 800 characters with 20 claims each, all different, beside a loop that only parses, stringifies
// and writes the same lines (what JSON costs in Node, with no check and no model), beside hyparquet-writer, which is given
// whole tables, and beside DuckDB. BENCH_DOCUMENTS=100000 is a corpus of 850 MB; in memory, processor seconds are told.
// Last, 10,000 small documents and 200,000 (BENCH_FLAT=1000000: so many) are exported, to show that memory does not grow.
import { spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { createWriteStream, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
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

/** A corpus of so many documents in a folder; `line` makes one. */
async function corpus(folder, documents, line) {
  mkdirSync(folder, { recursive: true })
  const file = createWriteStream(join(folder, 'documents.jsonl'))
  for (let number = 0; number < documents; number++) {
    if (!file.write(`${line(number)}\n`)) await once(file, 'drain')
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

/** JSON.stringify alone to a file, and our line, of documents in memory. */
const inMemory = `
import { openSync, readFileSync, writeSync, closeSync } from 'node:fs'
const [input, output, how] = process.argv.slice(1)
const { readNativeLine, writeNativeLine } = await import('${pathToFileURL(`${root}packages/core/dist/index.js`)}')
const lines = readFileSync(input, 'utf8').trimEnd().split('\\n')
const write = how === 'bare' ? JSON.stringify : (one) => writeNativeLine(one)
const documents = lines.slice(0, 10_000).map((line) => (how === 'bare' ? JSON.parse(line) : readNativeLine(line).annotated))
let length = 0
for (const one of documents.slice(0, 1000)) length += write(one).length
const out = openSync(output, 'w')
const began = process.cpuUsage()
for (let at = 0; at < documents.length; at += 100) {
  let text = ''
  for (const one of documents.slice(at, at + 100)) text += write(one) + '\\n'
  writeSync(out, text)
}
const { user, system } = process.cpuUsage(began)
closeSync(out)
process.stdout.write(String((user + system) / 1e6))
`

/** hyparquet-writer as it comes, given the same three tables whole (the corpus has no relations); lists and JSON are text. */
const parquetPeer = `
import { readFileSync } from 'node:fs'
const { parquetWriteFile } = await import('${pathToFileURL(`${root}node_modules/hyparquet-writer/src/node.js`)}')
const [input, output] = process.argv.slice(1)
const documents = readFileSync(input, 'utf8').trimEnd().split('\\n').map((line) => JSON.parse(line))
const write = (name, columns, rows) => parquetWriteFile({
  filename: output + '.' + name,
  columnData: columns.map((column, at) => ({
    name: column, type: /^(?:version|start|end)$/.test(column) ? 'INT32' : 'STRING', data: rows.map((row) => row[at]),
  })),
})
const json = JSON.stringify
write('documents', ['id', 'version', 'title', 'text', 'unit', 'blocks', 'metadata', 'layers', 'annotators', 'threads'],
  documents.map((one) => [one.id, one.version, one.title, one.text, one.offsetUnit, json(one.blocks), json(one.metadata), json(one.layers), json(one.annotators), json(one.threads)]))
write('claims', ['document', 'id', 'layer', 'types', 'worth', 'evidence', 'tags', 'status', 'origin', 'by', 'at'],
  documents.flatMap((one) => one.claims.map((of) => [one.id, of.id, of.layer, json(of.types), of.checkWorthiness, json(of.evidence), json(of.tags), of.status, json(of.origin), of.createdBy, of.createdAt])))
write('mentions', ['document', 'claim', 'role', 'id', 'start', 'end', 'quote', 'prefix', 'suffix', 'version'],
  documents.flatMap((one) => one.claims.flatMap((of) => of.mentions.map((mention) => [one.id, of.id, 'claim', 'm1', mention.spans[0].from, mention.spans[0].to, mention.quote, mention.prefix, mention.suffix, one.version]))))
`

/** DuckDB's COPY of the mentions from the JSONL, on two threads. */
const duckDb = `
import { DuckDBInstance } from '@duckdb/node-api'
const [input, output] = process.argv.slice(1)
const connection = await (await DuckDBInstance.create(':memory:', { threads: '2' })).connect()
await connection.run("copy (select id, text from read_json('" + input + "')) to '" + output + ".documents' (format parquet)")
await connection.run("copy (select document, claim.id as claim, unnest(claim.mentions) as mention from (select id as document, unnest(claims) as claim from read_json('" + input + "'))) to '" + output + ".mentions' (format parquet)")
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

/** The peak of memory with 10,000 small documents, and with `most`. */
async function flat(most) {
  const fewest = 10_000
  const one = made(0)
  const small = (number) =>
    writeNativeLine({
      ...one,
      document: document({ id: `d${number}`, text: article.slice(0, 300), title: `${number}` }),
      claims: [],
    })
  const rows = []
  for (const count of [fewest, most]) {
    const from = join(folder, `small-${count}`)
    await corpus(from, count, small)
    for (const [format, ...more] of [['native'], ['native', '--jobs', '2'], ['parquet']]) {
      const args = ['export', from, '--to', format, '--out', join(folder, 'out-small'), '--replace', ...more]
      const { seconds, megabytes } = timed([`${root}apps/cli/dist/main.js`, ...args])
      rows.push({ way: [format, ...more].join(' '), documents: count, seconds, 'peak MB': megabytes })
    }
    rmSync(from, { recursive: true, force: true })
  }
  const before = ({ way }) => rows.find((row) => row.way === way)['peak MB']
  report(
    'export-memory',
    'memory of an export, by the number of documents',
    rows.map((row) => ({ ...row, 'of the smaller': row['peak MB'] / before(row) })),
  )
}

try {
  await corpus(folder, documents, (number) => writeNativeLine(made(number)))
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
  const script = (source, name) => () => [
    '--input-type=module',
    '--max-old-space-size=16384',
    '-e',
    source,
    input,
    join(folder, name),
  ]
  ways['hyparquet-writer, the same tables whole'] = script(parquetPeer, 'hyparquet')
  ways['DuckDB COPY from the JSONL, two threads'] = script(duckDb, 'duckdb')
  const results = Object.fromEntries(Object.keys(ways).map((name) => [name, []]))
  for (let run = 0; run < runs; run++)
    for (const [name, args] of Object.entries(ways)) results[name].push(timed(args()))
  // In memory: processor seconds of writing alone.
  const writing = Object.fromEntries(['bare', 'native'].map((how) => [how, []]))
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
    `${Math.min(documents, 10_000).toLocaleString('en')} documents in memory to a file, median of ${runs}`,
    [
      ['JSON.stringify (limit)', 'bare'],
      ['writeNativeLine', 'native'],
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
  await flat(Number(process.env.BENCH_FLAT ?? 200_000))
} finally {
  rmSync(folder, { recursive: true, force: true })
}
