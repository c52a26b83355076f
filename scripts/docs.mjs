// Write the pages under docs/ that are made from tables in the code.
import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const root = new URL('../', import.meta.url)
const main = fileURLToPath(new URL('apps/cli/dist/main.js', root))
const page = execFileSync(process.execPath, [main, 'formats', '--markdown'], { encoding: 'utf8' })
writeFileSync(new URL('docs/formats.md', root), page)

const description = execFileSync(process.execPath, [main, 'serve', '--openapi'], { encoding: 'utf8' })
writeFileSync(new URL('docs/openapi.json', root), description)
