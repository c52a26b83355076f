import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { eventually, mark, open, select } from './acts.js'
import { type Stage, seedId, startStage } from './stage.js'

let stage: Stage
beforeAll(async () => {
  stage = await startStage()
})
afterAll(async () => {
  await stage.stop()
})

/** Elements that reach past the window's sides, which would make the page scroll sideways. */
const overflowing = (page: Page) =>
  page.evaluate(() => ({
    wider: document.documentElement.scrollWidth - document.documentElement.clientWidth,
    body: document.body.scrollWidth - document.body.clientWidth,
  }))

const sizes = [
  { name: 'wide', width: 1440, height: 900 },
  { name: 'middle', width: 900, height: 700 },
  { name: 'phone', width: 390, height: 844 },
  { name: 'small phone', width: 320, height: 568 },
] as const

describe('the editor', () => {
  for (const { name, width, height } of sizes) {
    it(`fits a ${name} window in every state`, async () => {
      const page = await stage.person('Looker', { viewport: { width, height } })
      await page.goto('/')
      await page.getByRole('heading', { name: 'Articles' }).waitFor()
      expect(await overflowing(page)).toEqual({ wider: 0, body: 0 })
      await page.getByRole('button', { name: 'New article' }).click()
      await page.getByRole('dialog').waitFor()
      expect(await overflowing(page)).toEqual({ wider: 0, body: 0 })
      await page.keyboard.press('Escape')
      await open(page, seedId)
      expect(await overflowing(page)).toEqual({ wider: 0, body: 0 })
      await select(page, 'Rokid')
      const bar = await page.locator('.selection-bar').boundingBox()
      expect(bar?.x ?? -1).toBeGreaterThanOrEqual(0)
      expect((bar?.x ?? 0) + (bar?.width ?? 0)).toBeLessThanOrEqual(width)
      await mark(page, 'smart glasses', '1')
      expect(await overflowing(page)).toEqual({ wider: 0, body: 0 })
      await page.context().close()
    })
  }

  it('follows the system’s theme until another is chosen, and keeps the choice', async () => {
    const page = await stage.person('Themer', { colorScheme: 'dark' })
    await page.goto('/')
    const theme = () => page.evaluate(() => document.documentElement.dataset.theme)
    const paper = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor)
    expect(await theme()).toBe('dark')
    const dark = await paper()
    await page.emulateMedia({ colorScheme: 'light' })
    await eventually(async () => expect(await theme()).toBe('light'))
    expect(await paper()).not.toBe(dark)
    await page.getByRole('button', { name: 'Theme', exact: true }).click()
    await page.getByRole('menuitemradio', { name: 'Dark' }).click()
    await eventually(async () => expect(await paper()).toBe(dark))
    await page.reload()
    expect(await paper()).toBe(dark)
    await page.context().close()
  })

  it('makes an article from pasted words, finds it, and deletes it after asking', async () => {
    const page = await stage.person('Maker')
    await page.goto('/')
    await page.getByRole('button', { name: 'New article' }).click()
    await page.getByRole('button', { name: 'Create article' }).click()
    await page.getByRole('alert').waitFor()
    await page.getByRole('textbox', { name: 'Title' }).fill('Of cabbages')
    await page.getByRole('textbox', { name: 'Text' }).fill('The time has come.\nThe sea is boiling hot.')
    await page.getByRole('button', { name: 'Create article' }).click()
    await page.waitForSelector('.article-text > *')
    expect(await page.locator('.article-text > *').allTextContents()).toEqual([
      'The time has come.',
      'The sea is boiling hot.',
    ])
    await page.getByRole('button', { name: 'All articles' }).click()
    await page.getByRole('searchbox').fill('cabbages')
    await eventually(async () => expect(await page.locator('.article-row').count()).toBe(1))
    await page.getByRole('button', { name: 'Delete “Of cabbages”' }).click()
    await page.getByRole('alertdialog').getByRole('button', { name: 'Delete article' }).click()
    await eventually(async () => expect(await page.locator('.article-row').count()).toBe(0))
    await page.context().close()
  })

  it('asks nobody else for anything', async () => {
    const page = await stage.person('Watcher')
    const foreign: string[] = []
    page.on('request', (request) => {
      if (!request.url().startsWith(stage.url)) foreign.push(request.url())
    })
    await open(page, seedId)
    expect(foreign).toEqual([])
    await page.context().close()
  })

  it('has no trouble on any page', () => {
    expect(stage.troubles).toEqual([])
  })
})
