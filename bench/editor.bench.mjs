// The editor with a 264 kB article and 10,000 claims, in a real Chromium, from the server as it is shipped; beside it the
// ways of others to paint the same spans over the same text, and a default Lexical editor with the same highlights.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'
import { chromium } from 'playwright-core'
import { chromiumFlags, findChromium } from '../scripts/find-chromium.mjs'
import { clocks } from './in-page.mjs'
import { largeArticle, root, writeLargeCorpus } from './large-article.mjs'
import { median, report } from './report.mjs'

const runs = Number(process.env.BENCH_RUNS ?? 3)
const claims = Number(process.env.BENCH_CLAIMS ?? 10_000)
const only = process.env.BENCH_ONLY
const folder = mkdtempSync(join(tmpdir(), 'claimspan-bench-'))
const article = largeArticle(claims)
writeLargeCorpus(folder, article)

const p95 = (numbers) => [...numbers].sort((a, b) => a - b)[Math.ceil(numbers.length * 0.95) - 1]

const server = spawn(
  process.execPath,
  [`${root}apps/cli/dist/main.js`, 'serve', folder, '--port', '0', '--data', join(folder, 'data')],
  { stdio: ['ignore', 'pipe', 'inherit'] },
)
const browser = await chromium.launch({ executablePath: await findChromium(), args: chromiumFlags })
const peers = await peersPage()
try {
  const address = await addressOf(server)
  const rows = []
  if (only !== 'peers') rows.push(...(await ours(address)))
  if (only !== 'ours') rows.push(...(await others(`http://127.0.0.1:${peers.address().port}/`)))
  report(
    'editor',
    `${article.text.length.toLocaleString('en')} code units, ${claims.toLocaleString('en')} claims, Chromium ${browser.version()}, medians of ${runs} unless p95 is said`,
    rows,
  )
} finally {
  await browser.close()
  peers.close()
  server.kill('SIGTERM')
  await Promise.race([once(server, 'exit'), new Promise((resolve) => setTimeout(resolve, 5000))])
  rmSync(folder, { recursive: true, force: true })
}

async function addressOf({ stdout }) {
  for await (const line of createInterface({ input: stdout })) {
    const address = /http:\/\/\S+/.exec(line)?.[0]
    if (address !== undefined) return address
  }
  throw new Error('The server did not start')
}

async function newPage(name = 'Ada') {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } })
  const guest = JSON.stringify({ id: `guest-${name.toLowerCase().padEnd(12, '0')}`, name, color: 2 })
  await context.addInitScript((kept) => localStorage.setItem('claimspan.guest', kept), guest)
  await context.addInitScript(() => localStorage.setItem('claimspan.tour', 'seen'))
  await context.addInitScript(clocks)
  return context.newPage()
}

/** What the shipped editor takes. */
async function ours(address) {
  const taken = { painted: [], interactive: [], fps: [] }
  const url = new URL('/d/long', address).href
  for (let run = 0; run < runs; run++) {
    const page = await newPage()
    await page.goto(url)
    await page.waitForSelector('.article-text > *')
    taken.painted.push(await page.evaluate(() => window.whenPainted('claim-', () => true)))
    taken.interactive.push(await page.evaluate((since) => window.interactive(since), taken.painted.at(-1)))
    taken.fps.push(await page.evaluate(scrollRate, '.article-scroller'))
    await page.context().close()
  }
  const ada = await newPage('Ada')
  await ada.goto(url)
  await ada.waitForSelector('.save-badge[data-state=saved]')
  await ada.evaluate(() => window.interactive(performance.now()))
  const ben = await newPage('Ben')
  await ben.goto(url)
  await ben.waitForSelector('.save-badge[data-state=saved]')
  await ben.evaluate(() => window.interactive(performance.now()))
  const { own, remote } = await claimTimes(ada, ben)
  await ben.context().close()
  await ada.keyboard.press('Escape')
  await ada.keyboard.press('Escape')
  await ada.getByRole('radio', { name: 'Edit text' }).click()
  const keys = await typingTimes(ada, '.article-text')
  await ada.context().close()
  return [
    { what: 'claimspan: open, claims in the window painted (cold)', ms: median(taken.painted) },
    { what: 'claimspan: open to interactive (cold)', ms: median(taken.interactive) },
    { what: 'claimspan: scrolling, frames/s', 'frames/s': median(taken.fps) },
    { what: 'claimspan: key to painted claim, p95', ms: p95(own), median: median(own) },
    { what: 'claimspan: remote claim to paint, p95', ms: p95(remote), median: median(remote) },
    { what: 'claimspan: key to frame in text mode, median', ms: median(keys), p95: p95(keys) },
    { what: 'claimspan: JavaScript of the article page, gzipped kB', kB: scriptSize() },
  ]
}

/** Forty claims made by key in one page, and when each is painted there and in the other's page. */
async function claimTimes(ada, ben) {
  const own = []
  const remote = []
  const places = await ada.evaluate(() => {
    const view = document.querySelector('.article-scroller').getBoundingClientRect()
    const blocks = [...document.querySelectorAll('.article-text > *')]
    return blocks.flatMap((block, at) => {
      const { top, bottom } = block.getBoundingClientRect()
      return top > view.top + 150 && bottom < view.bottom - 50 && block.textContent.length > 60 ? [at] : []
    })
  })
  for (let turn = 0; turn < Number(process.env.BENCH_KEYS ?? 40) + 2; turn++) {
    const at = places[turn % places.length]
    const from = 3 + turn
    await ada.locator('.article-text').focus()
    await ada.evaluate(
      ([block, start]) => {
        const walk = document.createTreeWalker(
          document.querySelectorAll('.article-text > *')[block],
          NodeFilter.SHOW_TEXT,
        )
        const node = walk.nextNode()
        getSelection().setBaseAndExtent(node, start, node, start + 9)
      },
      [at, from],
    )
    await ada.waitForSelector('.selection-bar')
    const watch = (page) =>
      page.evaluate(
        async ([block, start]) => {
          const element = document.querySelectorAll('.article-text > *')[block]
          const here = (range) =>
            Math.abs(range.startOffset - start) < 3 &&
            Math.abs(range.endOffset - start - 9) < 3 &&
            element.contains(range.startContainer)
          window.before = new Set(
            [...CSS.highlights].flatMap(([name, ranges]) =>
              name.startsWith('claim-') ? [...ranges].filter(here) : [],
            ),
          )
          window.seen = window.whenPainted('claim-', (range) => !window.before.has(range) && here(range))
        },
        [at, from],
      )
    await Promise.all([watch(ada), watch(ben)])
    await ada.evaluate(() => {
      window.addEventListener('keydown', ({ timeStamp }) => (window.pressed = timeStamp), { capture: true, once: true })
    })
    await ada.keyboard.press('1')
    const seen = (page) => page.evaluate(async () => (await window.seen) + performance.timeOrigin)
    const [mine, theirs] = await Promise.all([seen(ada), seen(ben)])
    const pressed = await ada.evaluate(() => window.pressed + performance.timeOrigin)
    // The first two are where code is compiled.
    if (turn < 2) continue
    own.push(mine - pressed)
    remote.push(theirs - pressed)
  }
  return { own, remote }
}

/** Thirty letters typed into a paragraph in the middle of the text, each to the frame that follows it. */
async function typingTimes(page, selector) {
  await page.locator(selector).focus()
  await page.evaluate((article) => {
    const blocks = [...document.querySelectorAll(`${article} > *`)]
    const block = blocks.slice(530).find(({ textContent }) => textContent.length >= 100)
    block.scrollIntoView({ block: 'center' })
    const node = document.createTreeWalker(block, NodeFilter.SHOW_TEXT).nextNode()
    getSelection().setBaseAndExtent(node, 20, node, 20)
  }, selector)
  await page.waitForTimeout(800)
  for (let key = 0; key < 30; key++) {
    if (key === 3) await page.evaluate(() => (window.timingKeys = true))
    await page.keyboard.press('x')
    await page.waitForTimeout(120)
  }
  return page.evaluate(() => window.keyTimes)
}

/** What others take for the same text and spans. */
async function others(url) {
  const rows = []
  const timed = {}
  const ways = [
    'claimspan painter',
    'live ranges on <p> (the limit)',
    'recogito CSS_HIGHLIGHTS',
    'recogito SPANS',
    '<mark> elements',
    'default Lexical, live ranges',
  ]
  for (const way of ways) {
    const times = []
    const rates = []
    for (let run = 0; run < runs; run++) {
      const page = await newPage()
      await page.goto(url)
      times.push(
        await page.evaluate(
          ([name, text, spans]) => window.firstPaint(name, text, spans),
          [way, article.text, article.spans],
        ),
      )
      rates.push(await page.evaluate(scrollRate, '#text'))
      if (way === 'default Lexical, live ranges' && run === 0) timed.lexical = await typingTimes(page, '#text')
      await page.context().close()
    }
    timed[way] = median(times)
    rows.push({ what: `${way}: first paint`, ms: median(times), 'frames/s': median(rates) })
  }
  for (const row of rows.slice(1)) row['times claimspan'] = row.ms / timed['claimspan painter']
  rows.push({
    what: 'default Lexical, live ranges: key to frame, median',
    ms: median(timed.lexical),
    p95: p95(timed.lexical),
  })
  return rows
}

/** Frames a second while a box is scrolled 120 times by 150 px; runs in the page. */
async function scrollRate(selector) {
  const box = document.querySelector(selector)
  await new Promise(requestAnimationFrame)
  const began = performance.now()
  for (let step = 0; step < 120; step++) {
    box.scrollTop += 150
    await new Promise(requestAnimationFrame)
  }
  return 120_000 / (performance.now() - began)
}

/** Gzipped size in kB of every script that the article's page loads. */
function scriptSize() {
  const assets = `${root}apps/editor/dist/assets/`
  const sizes = readdirSync(assets).flatMap((file) =>
    file.endsWith('.js') ? [gzipSync(readFileSync(assets + file)).length] : [],
  )
  return sizes.reduce((sum, size) => sum + size, 0) / 1000
}

async function peersPage() {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL('./painting-page.mjs', import.meta.url))],
    bundle: true,
    write: false,
    format: 'iife',
    minify: true,
    // Lexical's is not among the root's own dependencies: the page is bundled as one of packages/lexical.
    nodePaths: [`${root}node_modules`],
  })
  const style = `::highlight(claim-1){background:#cfe3fb}::highlight(claim-2){background:#fbe6c0}::highlight(claim-3){background:#e3d6f5}
    ::highlight(claim-4){background:#d3ecce}::highlight(claim-5){background:#f8d3dc} #text{height:100vh;overflow-y:auto;margin:0 auto;max-width:66ch}
    .skipping>p{content-visibility:auto;contain-intrinsic-size:auto 100px} mark{background:#cfe3fb}`
  return createServer((request, response) => {
    if (request.url === '/page.js') response.setHeader('content-type', 'text/javascript').end(outputFiles[0].contents)
    else {
      response
        .setHeader('content-type', 'text/html')
        .end(
          `<!doctype html><meta charset="utf-8"><style>${style}</style><div id="text"></div><script src="/page.js"></script>`,
        )
    }
  }).listen(0, '127.0.0.1')
}
