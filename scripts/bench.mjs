// npm run bench [name…]: build, then run the benchmarks in turn. Each prints a table and writes bench/results/<name>.json.
import { spawnSync } from 'node:child_process'
import { mkdirSync, readdirSync } from 'node:fs'
import { root, turbo } from './build.mjs'

const wanted = process.argv.slice(2)
const all = readdirSync(`${root}bench`)
  .filter((file) => file.endsWith('.bench.mjs'))
  .map((file) => file.replace('.bench.mjs', ''))
const unknown = wanted.filter((name) => !all.includes(name))
if (unknown.length > 0) {
  console.error(`There is no benchmark ${unknown.join(', ')}; there are ${all.join(', ')}`)
  process.exit(2)
}
const code = turbo('build', { quiet: true })
if (code !== 0) process.exit(code)

mkdirSync(`${root}bench/results`, { recursive: true })
let failed = 0
for (const name of wanted.length > 0 ? wanted : all) {
  console.log(`\n${name}`)
  const { status } = spawnSync(process.execPath, ['--expose-gc', `${root}bench/${name}.bench.mjs`], {
    cwd: root,
    stdio: 'inherit',
  })
  if (status !== 0) failed += 1
}
process.exit(failed === 0 ? 0 : 1)
