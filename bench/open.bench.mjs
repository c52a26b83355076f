// Open the seed article ×20 (264 kB) with 1,000 claims in a real Chromium: from the click on its address until the words
// of the claims in the window are painted, with sync, storage and the claims panel. The peer, @recogito/text-annotator, shows the same
// text with the same spans in a page of its own, with no server, no sync and no panel.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import {
  annotator,
  blocksOf,
  claim,
  defaultScheme,
  document,
  layer,
  mention,
  unannotated,
  writeNativeLine,
  writeScheme,
} from '@claimspan/core'
import { build } from 'esbuild'
import { chromium } from 'playwright-core'
import { chromiumFlags, findChromium } from '../scripts/find-chromium.mjs'
import { median, report, seeded } from './report.mjs'

const runs = Number(process.env.BENCH_RUNS ?? 5)
const claims = Number(process.env.BENCH_CLAIMS ?? 1_000)
const root = fileURLToPath(new URL('..', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'claimspan-bench-'))
const article = readFileSync(`${root}seeds/alibaba-ai.txt`, 'utf8')
const text = Array.from({ length: 20 }, () => article).join('\n')
const random = seeded(81)
const spans = Array.from({ length: claims }, () => {
  const from = Math.floor(random() * (text.length - 300))
  return { from, to: from + 3 + Math.floor(random() * 198) }
}).sort((a, b) => a.from - b.from)

const types = defaultScheme.claimTypes.map(({ label }) => label)
writeFileSync(join(folder, 'scheme.json'), writeScheme(defaultScheme))
writeFileSync(
  join(folder, 'documents.jsonl'),
  `${writeNativeLine({
    ...unannotated(document({ id: 'long', text, title: 'The seed, twenty times', blocks: blocksOf(text) })),
    layers: [layer({ id: 'shared', kind: 'shared' })],
    annotators: [annotator('mei', 'Mei')],
    claims: spans.map((span, index) =>
      claim({
        id: `c${index + 1}`,
        layer: 'shared',
        mentions: [mention(text, [span])],
        types: [types[index % types.length]],
        createdBy: 'mei',
        createdAt: '2026-01-02T03:04:05Z',
      }),
    ),
  })}\n`,
)

/** Resolves in the page when as many ranges are painted as asked for, or as many elements are there, after one more frame. */
const painted = (page, wanted, selector) =>
  page.evaluate(
    ([count, elements]) =>
      new Promise((resolve) => {
        const look = () => {
          const ranges = [...CSS.highlights.values()].reduce((sum, highlight) => sum + highlight.size, 0)
          const there = elements === undefined ? ranges : window.document.querySelectorAll(elements).length
          if (there >= count) requestAnimationFrame(() => setTimeout(() => resolve(performance.now()), 0))
          else requestAnimationFrame(look)
        }
        look()
      }),
    [wanted, selector],
  )

const server = spawn(
  process.execPath,
  [`${root}apps/cli/dist/main.js`, 'serve', folder, '--port', '0', '--data', join(folder, 'data')],
  { stdio: ['ignore', 'pipe', 'inherit'] },
)
const browser = await chromium.launch({ executablePath: await findChromium(), args: chromiumFlags })
let peer
try {
  let address
  for await (const line of createInterface({ input: server.stdout })) {
    address = /http:\/\/\S+/.exec(line)?.[0]
    if (address !== undefined) break
  }
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL('./recogito-page.mjs', import.meta.url))],
    bundle: true,
    write: false,
    format: 'iife',
    minify: true,
  })
  peer = createServer((request, response) => {
    if (request.url === '/page.js') response.setHeader('content-type', 'text/javascript').end(outputFiles[0].contents)
    else
      response
        .setHeader('content-type', 'text/html')
        .end('<!doctype html><main id="text"></main><script src="/page.js"></script>')
  }).listen(0, '127.0.0.1')
  await once(peer, 'listening')

  const ways = {
    'claimspan: open from the server': async (page) => {
      await page.goto(new URL('/d/long', address).href)
      return painted(page, 1)
    },
    'claimspan: open again in the same browser': async (page) => {
      await page.goto(new URL('/d/long', address).href)
      await painted(page, 1)
      await page.goto(new URL('/d/long', address).href)
      return painted(page, 1)
    },
    'recogito CSS_HIGHLIGHTS: local page': async (page) => {
      await page.goto(`http://127.0.0.1:${peer.address().port}/`)
      const began = await page.evaluate(() => performance.now())
      await page.evaluate(([words, made]) => window.openPeer(words, made, 'CSS_HIGHLIGHTS'), [text, spans])
      return (await painted(page, 1)) - began
    },
  }
  const taken = Object.fromEntries(Object.keys(ways).map((name) => [name, []]))
  for (let run = 0; run < runs; run++) {
    for (const [name, way] of Object.entries(ways)) {
      const context = await browser.newContext({ viewport: { width: 1280, height: 800 } })
      await context.addInitScript(() => localStorage.setItem('claimspan.tour', 'seen'))
      taken[name].push(await way(await context.newPage()))
      await context.close()
    }
  }
  const ours = median(taken['claimspan: open from the server'])
  report(
    'open',
    `${text.length.toLocaleString('en')} code units, ${claims.toLocaleString('en')} claims, Chromium ${browser.version()}, median of ${runs}`,
    Object.entries(taken).map(([way, times]) => ({
      way,
      'until painted ms': median(times),
      'times claimspan': median(times) / ours,
    })),
  )
} finally {
  await browser.close()
  peer?.close()
  server.kill('SIGTERM')
  await Promise.race([once(server, 'exit'), new Promise((resolve) => setTimeout(resolve, 5000))])
  rmSync(folder, { recursive: true, force: true })
}
