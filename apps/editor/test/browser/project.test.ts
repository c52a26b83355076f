import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { unzipSync } from 'fflate'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createArticle, eventually, mark, open, saved } from './acts.js'
import { expectAccessible } from './axe.js'
import { type Stage, seedId, startStage } from './stage.js'

let stage: Stage
let mei: Page
beforeAll(async () => {
  stage = await startStage()
  await createArticle(stage.url, 'dam', 'Of the dam\nThe dam leaks 40 litres a day. It was built in 1931.')
  await createArticle(stage.url, 'news', 'In the news\nEvery day the dam leaks 40 litres. Nobody knows why.')
  mei = await stage.person('Mei')
})
afterAll(async () => {
  await stage.stop()
})

const fixtures = fileURLToPath(new URL('../../../../fixtures/formats/', import.meta.url))
const titles = (page: Page) => page.locator('.row-title').allTextContents()

/** Drop files of this machine onto the page of articles, as the browser does when somebody drags them from a folder. */
async function drop(page: Page, files: readonly string[]): Promise<void> {
  const box = await page.locator('.import-drop').boundingBox()
  const browser = await page.context().newCDPSession(page)
  const at = { x: (box?.x ?? 0) + 20, y: (box?.y ?? 0) + 20 }
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    const data = { items: [], files: [...files], dragOperationsMask: 1 }
    await browser.send('Input.dispatchDragEvent', { type, ...at, data })
  }
  await browser.detach()
}

describe('the work on an article', () => {
  it('gets a status and a person by keyboard alone, which somebody else sees when they look again', async () => {
    const bo = await stage.person('Bo')
    await Promise.all([mei.goto('/'), bo.goto('/')])
    await mei.getByRole('button', { name: /people of “Of the dam”: New, nobody/ }).focus()
    await mei.keyboard.press('Enter')
    const dialog = mei.getByRole('dialog', { name: 'Status and people' })
    await dialog.waitFor()
    await dialog.getByRole('radio', { name: /New/ }).focus()
    await mei.keyboard.press('ArrowDown')
    await mei.keyboard.press('ArrowDown')
    await eventually(async () => expect(await dialog.getByRole('radio', { name: /Done/ }).isChecked()).toBe(true))
    await mei.keyboard.press('Tab')
    await mei.keyboard.press('Space')
    await eventually(async () =>
      expect(await dialog.getByRole('checkbox', { name: 'Mei (me)' }).isChecked()).toBe(true),
    )
    await expectAccessible(mei, 'status and people')
    await mei.keyboard.press('Escape')
    await mei.getByRole('button', { name: /people of “Of the dam”: Done, Mei/ }).waitFor()
    await bo.evaluate(() => window.dispatchEvent(new Event('focus')))
    await bo.getByRole('button', { name: /people of “Of the dam”: Done, Mei/ }).waitFor()
    // In the article too.
    await open(bo, 'news')
    await bo.getByRole('button', { name: 'Article', exact: true }).click()
    await bo.getByRole('menuitem', { name: /Status and people/ }).click()
    await bo.getByRole('checkbox', { name: 'Bo (me)' }).focus()
    await bo.keyboard.press('Space')
    await eventually(async () => {
      const said = await (await fetch(`${stage.url}/api/documents/news/workflow`)).json()
      expect(said).toMatchObject({ status: 'new', assignees: [{ name: 'Bo' }] })
    })
    await bo.context().close()
  })

  it('is what the list is filtered and sorted by; a view with nothing in it says how to see all', async () => {
    await mei.evaluate(() => window.dispatchEvent(new Event('focus')))
    await mei.getByRole('button', { name: /people of “In the news”: New, Bo/ }).waitFor()
    const choose = async (from: RegExp, option: string) => {
      await mei.locator('.list-bar').getByRole('button', { name: from }).click()
      await mei.getByRole('option', { name: option, exact: true }).click()
    }
    await choose(/Anybody/, 'Mine')
    expect(await titles(mei)).toEqual(['Of the dam'])
    expect(await mei.locator('.list-progress').innerText()).toBe('1 of 1 done or curated')
    await choose(/Mine/, 'Bo')
    expect(await titles(mei)).toEqual(['In the news'])
    await mei.getByRole('radio', { name: /Curated 0/ }).click()
    await mei.getByText('No article is of this status').waitFor()
    await mei.getByRole('button', { name: 'Show all articles' }).click()
    await choose(/Sort by/, 'Sort by: Title')
    expect(await titles(mei)).toEqual([
      "How Alibaba Is Becoming China's AI Leader and a Crucible for Entrepreneurs",
      'In the news',
      'Of the dam',
    ])
    await choose(/Sort by/, 'Sort by: Person')
    expect((await titles(mei)).slice(0, 2)).toEqual(['In the news', 'Of the dam'])
    await expectAccessible(mei, 'the articles')
    await mei.emulateMedia({ colorScheme: 'dark' })
    await expectAccessible(mei, 'the articles in the dark')
    await mei.emulateMedia({ colorScheme: 'light' })
  })
})

describe('the same claim in two articles', () => {
  it('is suggested, linked and found, shown in both, and exported', async () => {
    await open(mei, 'news')
    await mark(mei, 'the dam leaks 40 litres', '2')
    await saved(mei)
    await open(mei, 'dam')
    await mark(mei, 'The dam leaks 40 litres', '2')
    await saved(mei)
    const here = mei.getByRole('group', { name: 'The same claim in other articles' })
    await here.getByText('1 claim elsewhere says nearly the same').focus()
    await mei.keyboard.press('Enter')
    await here.getByRole('button', { name: /Link as the same: “the dam leaks 40 litres” in In the news/ }).focus()
    await mei.keyboard.press('Enter')
    await here.getByRole('link', { name: /In the news/ }).waitFor()
    const address = await here.getByRole('link', { name: /In the news/ }).getAttribute('href')
    await expectAccessible(mei, 'a claim that is linked')
    await eventually(async () => {
      const { claims } = (await (await fetch(`${stage.url}/api/documents/dam`)).json()) as {
        claims: { proposition?: string }[]
      }
      expect(claims[0]?.proposition).toMatch(/^news\//)
    })
    // The address leads to the other claim, which shows the first.
    await mei.goto(address ?? '')
    await mei.locator('.claim[data-selected=true]').waitFor()
    await here.getByRole('link', { name: /Of the dam/ }).waitFor()
    await here.getByText('Linked from there.').waitFor()
    expect(new URL(mei.url()).hash).toBe('')
    // And it is taken away where it was made; then another way to find it.
    await mei.goto((await here.getByRole('link', { name: /Of the dam/ }).getAttribute('href')) ?? '')
    await here.getByRole('button', { name: 'Take my link away' }).click()
    await here.getByText('None is linked.').waitFor()
    await here.getByRole('button', { name: 'Find one …' }).click()
    await mei.getByRole('textbox', { name: 'Words of the claim' }).fill('leaks 40')
    await mei
      .getByRole('dialog')
      .getByRole('button', { name: /Link as the same/ })
      .click()
    await here.getByRole('link', { name: /In the news/ }).waitFor()
  })
})

describe('import and export', () => {
  const formats = readdirSync(fixtures, { withFileTypes: true })
    .filter((one) => one.isDirectory())
    .map(({ name }) => name)

  it('takes every format that is written, dropped as files', async () => {
    await mei.goto('/')
    const known = (await (await fetch(`${stage.url}/api/formats`)).json()) as { name: string; reads: boolean }[]
    const status = mei.locator('.import [role=status]')
    const asked: string[] = []
    for (const format of formats) {
      const { reads } = known.find(({ name }) => name === format) ?? {}
      // NIF is written only; as text it would be an article of its triples.
      if (format === 'nif') continue
      // The ids are those of their formats: an article of this id is there once.
      const files = readdirSync(`${fixtures}${format}`).map((name) => {
        const path = join(stage.dataFolder, name.replace(/example|corpus/, format))
        writeFileSync(path, readFileSync(`${fixtures}${format}/${name}`, 'utf8').replaceAll('example', format))
        return path
      })
      const [answer] = await Promise.all([mei.waitForResponse(/\/api\/import/), drop(mei, files)])
      asked.push(format)
      expect(answer.status(), format).toBe(reads === true ? 201 : 422)
      const outcome = reads === true ? /^\d+ articles? made\.\s*$/ : /none of the formats that can be read/
      await eventually(async () =>
        expect(`${format}: ${await status.innerText()}`).toMatch(new RegExp(outcome.source.replace('^', ': '))),
      )
      if (reads === true) await eventually(async () => expect((await titles(mei)).length).toBeGreaterThan(asked.length))
    }
    expect(asked.length).toBeGreaterThan(18)
    // What cannot be read is refused, which the browser writes down.
    const refusals = stage.troubles.splice(0).filter((line) => !line.includes('422'))
    expect(refusals).toEqual([])
  })

  it('exports what is listed in every format, each in one zip', async () => {
    await mei.getByRole('searchbox').fill('Of the dam')
    await eventually(async () => expect(await titles(mei)).toEqual(['Of the dam']))
    const known = (await (await fetch(`${stage.url}/api/formats`)).json()) as { title: string; writes: boolean }[]
    const written = known.filter(({ writes }) => writes)
    expect(written.length).toBeGreaterThan(20)
    await mei.getByRole('button', { name: 'Export' }).click()
    for (const { title } of written) {
      const item = mei.getByRole('menuitem', { name: title, exact: true })
      const answer = await mei.request.get((await item.getAttribute('href')) ?? '')
      expect(answer.status(), title).toBe(200)
      expect(Object.keys(unzipSync(new Uint8Array(await answer.body()))).length, title).toBeGreaterThan(0)
    }
    const [download] = await Promise.all([
      mei.waitForEvent('download'),
      mei.getByRole('menuitem', { name: 'Claimspan JSONL', exact: true }).click(),
    ])
    const lines = new TextDecoder().decode(unzipSync(readFileSync(await download.path()))['documents.jsonl'])
    expect(
      lines
        .trim()
        .split('\n')
        .map((line) => (JSON.parse(line) as { id: string }).id),
    ).toEqual(['dam'])
  })

  it('finds words in texts and claims, and says what to do when there are none', async () => {
    await mei.getByRole('searchbox').fill('leaks 40')
    await eventually(async () => expect(await mei.locator('.search-hit').count()).toBeGreaterThan(2))
    await mei.getByRole('searchbox').fill('xyzzy')
    await mei.getByText('Nothing in texts or claims').waitFor()
  })
})

it('has no trouble on any page', () => {
  expect(stage.troubles).toEqual([])
  expect(seedId).toBe('alibaba-ai')
})
