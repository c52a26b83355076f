// npm run fuzz -- --minutes N: random people with fresh seeds, on the flat text and in editors by turns, until the time is
// over or the first failure, which is printed shrunk. CLAIMSPAN_SEED (the first seed), CLAIMSPAN_SEEDS (how many; one when
// only the first is given) and CLAIMSPAN_ACTS (how long a session is) narrow it down.
import { mkdirSync, rmSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { build } from 'esbuild'
import { root } from './build.mjs'

const { values } = parseArgs({ options: { minutes: { type: 'string', default: '1' }, only: { type: 'string' } } })
const minutes = Number(values.minutes)
if (!(minutes > 0)) {
  console.error(`--minutes takes a number of minutes, such as 10: got ${JSON.stringify(values.minutes)}`)
  process.exit(2)
}
if (values.only !== undefined && values.only !== 'text' && values.only !== 'editors') {
  console.error(`--only takes "text" or "editors": got ${JSON.stringify(values.only)}`)
  process.exit(2)
}

// Within the repository, so that the bundle finds the packages it leaves out.
const folder = `${root}node_modules/.cache/claimspan-fuzz`
mkdirSync(folder, { recursive: true })
const outfile = `${folder}/${process.pid}.mjs`
await build({
  entryPoints: [`${root}test/lexical-fuzz/fuzz.ts`],
  bundle: true,
  platform: 'node',
  format: 'esm',
  tsconfig: `${root}tsconfig.json`,
  external: ['yjs', 'lexical', '@lexical/*'],
  sourcemap: 'inline',
  logLevel: 'warning',
  outfile,
})
try {
  const { fuzz } = await import(outfile)
  const named = process.env.CLAIMSPAN_SEED
  const isRight = fuzz({
    until: Date.now() + minutes * 60_000,
    only: values.only,
    first: named === undefined ? Date.now() % 1_000_000_000 : Number(named),
    seeds: Number(process.env.CLAIMSPAN_SEEDS ?? (named === undefined ? Number.POSITIVE_INFINITY : 1)),
    acts: process.env.CLAIMSPAN_ACTS === undefined ? undefined : Number(process.env.CLAIMSPAN_ACTS),
    print: console.log,
  })
  process.exitCode = isRight ? 0 : 1
} finally {
  rmSync(outfile, { force: true })
}
