import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { expect, it } from 'vitest'

const built = fileURLToPath(new URL('../apps/editor/dist/', import.meta.url))

/** The scripts that a page waits for: those that its HTML names, the page's own, and all that they import at their start. */
function scriptsOf(page: string): ReadonlySet<string> {
  const assets = readdirSync(`${built}assets`)
  const own = assets.find((file) => file.startsWith(`${page}-`) && file.endsWith('.js'))
  if (own === undefined) throw new Error(`There is no script of the page ${page} in ${assets.join(', ')}`)
  const html = readFileSync(`${built}index.html`, 'utf8')
  const named = [...html.matchAll(/assets\/([^"]+\.js)/g)].map(([, file]) => file ?? '')
  const found = new Set<string>()
  const walk = (file: string) => {
    if (found.has(file)) return
    found.add(file)
    const code = readFileSync(`${built}assets/${file}`, 'utf8')
    for (const [, next] of code.matchAll(/(?:import|from)\s*["']\.\/([^"']+\.js)["']/g)) walk(next ?? '')
  }
  for (const file of [...named, own]) walk(file)
  return found
}

it('the article’s page waits for less than 300 kB of scripts, gzipped', () => {
  expect(existsSync(built), 'build first: npm run build').toBe(true)
  const scripts = scriptsOf('article-page')
  expect(scripts.size).toBeGreaterThan(1)
  const size = [...scripts].reduce((sum, file) => sum + gzipSync(readFileSync(`${built}assets/${file}`)).length, 0)
  expect(size).toBeGreaterThan(100_000)
  expect(size).toBeLessThan(300_000)
})
