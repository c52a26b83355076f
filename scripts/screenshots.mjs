// npm run screenshots: build, start a server with the seed article, let two people mark claims in it, and keep pictures of
// the editor (light, dark, narrow, the list) in docs/screenshots for the README.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { chromium } from 'playwright-core'
import { root, turbo } from './build.mjs'
import { chromiumFlags, findChromium } from './find-chromium.mjs'

const code = turbo('build', { quiet: true })
if (code !== 0) process.exit(code)
const folder = `${root}docs/screenshots`
mkdirSync(folder, { recursive: true })
const data = mkdtempSync(join(tmpdir(), 'claimspan-screenshots-'))
const server = spawn(process.execPath, [`${root}apps/cli/dist/main.js`, 'serve', '--port', '0', '--data', data], {
  stdio: ['ignore', 'pipe', 'inherit'],
})
const browser = await chromium.launch({ executablePath: await findChromium(), args: chromiumFlags })

/** Somebody at the article, named and coloured, in a window of that size. */
async function person(address, name, color, options) {
  const context = await browser.newContext({ baseURL: address, deviceScaleFactor: 2, ...options })
  await context.addInitScript(
    (guest) => localStorage.setItem('claimspan.guest', guest),
    JSON.stringify({ id: `guest-${name.toLowerCase().padEnd(12, '0')}`, name, color }),
  )
  await context.addInitScript(() => localStorage.setItem('claimspan.tour', 'seen'))
  const page = await context.newPage()
  await page.goto('/d/alibaba-ai')
  await page.waitForSelector('.save-badge[data-state=saved]')
  return page
}

/** Select the first place of these words. */
async function select(page, words) {
  await page.locator('.article-text').focus()
  await page.evaluate((wanted) => {
    const walk = document.createTreeWalker(document.querySelector('.article-text'), NodeFilter.SHOW_TEXT)
    for (let node = walk.nextNode(); node !== null; node = walk.nextNode()) {
      const at = node.textContent.indexOf(wanted)
      if (at < 0) continue
      getSelection().setBaseAndExtent(node, at, node, at + wanted.length)
      return
    }
    throw new Error(`The article does not have the words ${wanted}`)
  }, words)
  await page.waitForSelector('.selection-bar')
}

async function mark(page, words, key) {
  await select(page, words)
  await page.keyboard.press(key)
  await page.waitForSelector('.claim[data-selected=true][data-layer=shared]', { state: 'attached' })
}

try {
  let address
  for await (const line of createInterface({ input: server.stdout })) {
    address = /http:\/\/\S+/.exec(line)?.[0]
    if (address !== undefined) break
  }
  const wide = { viewport: { width: 1360, height: 860 } }
  const ada = await person(address, 'Ada', 2, { ...wide, colorScheme: 'light' })
  const ben = await person(address, 'Ben', 5, { ...wide, colorScheme: 'dark' })
  const cleo = await person(address, 'Cleo', 7, { viewport: { width: 390, height: 844 }, colorScheme: 'light' })
  await mark(ben, 'eighty-five AI startups were established by ex-Alibaba staff members', '2')
  await mark(ada, 'he spent four years as an engineer at Alibaba', '1')
  await mark(ada, 'this period helped him gain insights into marketing, operations, and finance', '5')
  await select(ben, 'Zhu and his startup')
  await ada.waitForTimeout(1500)
  const shot = async (page, name) => {
    await page.evaluate(() => document.fonts.ready)
    await page.screenshot({ path: `${folder}/${name}.png`, scale: 'device' })
    console.log(`docs/screenshots/${name}.png`)
  }
  await shot(ada, 'light')
  await shot(ben, 'dark')
  await shot(cleo, 'narrow')
  await ada.goto('/')
  await ada.getByRole('heading', { name: 'Articles' }).waitFor()
  await shot(ada, 'articles')
} finally {
  await browser.close()
  server.kill('SIGTERM')
  await Promise.race([once(server, 'exit'), new Promise((resolve) => setTimeout(resolve, 5000))])
  rmSync(data, { recursive: true, force: true })
}
