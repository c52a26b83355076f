import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { eventually, saved, sharedClaims, stored } from './acts.js'
import { type Stage, startStage } from './stage.js'

let stage: Stage
let page: Page
let id = ''
beforeAll(async () => {
  stage = await startStage()
  page = await stage.person('Keys')
  // Whoever touches the mouse here has not shown that the keys are enough.
  const { mouse } = page
  for (const act of ['click', 'dblclick', 'down', 'move'] as const) {
    mouse[act] = () => Promise.reject(new Error(`The mouse was used: ${act}`))
  }
})
afterAll(async () => {
  await stage.stop()
})

const sentences = [
  'Rents rose by nine percent.',
  'The city built 400 flats.',
  'Nobody counted the empty ones.',
  'Half of them stand empty.',
  'The mayor promised 1,000 more.',
  'The union does not believe it.',
  'Wages rose by two percent.',
  'The gap grows every year.',
  'Two in three pay too much.',
  'A law would help.',
]

const press = async (...keys: readonly string[]) => {
  for (const key of keys) await page.keyboard.press(key)
}

const focused = () =>
  page.evaluate(() => {
    const { activeElement } = document
    if (activeElement === null || activeElement === document.body) return ''
    const labelled = activeElement.getAttribute('aria-labelledby')?.split(' ') ?? []
    const label = labelled.map((part) => document.getElementById(part)?.textContent ?? '').join(' ')
    return [activeElement.getAttribute('aria-label'), label, activeElement.textContent].join('|')
  })

/** Press Tab until the focus is on a control of this name. */
async function tabTo(name: string | RegExp): Promise<void> {
  for (let step = 0; step < 60; step++) {
    await page.keyboard.press('Tab')
    if ((await focused()).search(name) >= 0) return
  }
  throw new Error(`The Tab key never came to ${name}`)
}

const field = () =>
  page.evaluate(() => document.activeElement?.closest('[data-field]')?.getAttribute('data-field') ?? '')

describe('a day’s work without a pointer', () => {
  it('imports an article', async () => {
    await page.goto('/')
    await page.getByRole('heading', { level: 1 }).waitFor()
    await tabTo(/New article/)
    await press('Enter')
    await page.getByRole('dialog', { name: 'New article' }).waitFor()
    await tabTo(/^\|?.*Title/)
    await page.keyboard.type('Rents')
    await tabTo('Text')
    await page.keyboard.type(sentences.join(' '))
    await tabTo('Create article')
    await press('Enter')
    await page.waitForSelector('.article-text > *')
    await saved(page)
    id = decodeURIComponent(new URL(page.url()).pathname.split('/')[2] ?? '')
    expect((await stored(stage.url, id)).text).toContain(sentences.join(' '))
  })

  it('marks ten claims, each said by somebody', async () => {
    for (let step = 0; step < 4; step++) {
      if (await page.evaluate(() => document.activeElement?.classList.contains('article-text'))) break
      await press('F6')
    }
    await press('Control+Home', 's', '2')
    await page.waitForSelector('.claim[data-selected=true]')
    await press('Shift+A')
    await eventually(async () => expect(await field()).toBe('speaker'))
    await page.keyboard.type('Tenants’ union')
    await press('Enter', 'Escape')
    await eventually(async () =>
      expect((await sharedClaims(stage.url, id))[0]?.attribution?.speaker?.name).toBe('Tenants’ union'),
    )
    // Each further one is one press: the next sentence, of the same type, said by the same.
    for (let count = 2; count <= sentences.length; count++) {
      await press('Shift+R')
      await eventually(async () => expect(await page.locator('.claim').count()).toBe(count))
    }
    await saved(page)
    const claims = await sharedClaims(stage.url, id)
    expect(claims.map(({ mentions }) => mentions[0]?.quote)).toEqual(sentences.map((words) => words.slice(0, -1)))
    for (const { types, attribution } of claims) {
      expect(types).toEqual(['Numerical Claim'])
      expect(attribution?.speaker?.name).toBe('Tenants’ union')
    }
  })

  it('relates two of them', async () => {
    await press('k', 'p', 'j', '1')
    await eventually(async () => {
      const { relations } = (await stored(stage.url, id)) as unknown as { readonly relations?: readonly object[] }
      expect(relations).toHaveLength(1)
    })
  })

  it('comments on one', async () => {
    await press('q')
    await eventually(async () => expect(await field()).toBe('discussion'))
    await page.keyboard.type('Since when?')
    await press('Enter')
    await eventually(async () => {
      const { threads } = (await stored(stage.url, id)) as unknown as {
        readonly threads?: readonly { readonly comments: readonly { readonly text: string }[] }[]
      }
      expect(threads?.map(({ comments }) => comments.map(({ text }) => text))).toEqual([['Since when?']])
    })
    await press('Escape')
  })

  it('exports the article', async () => {
    await saved(page)
    for (let step = 0; step < 4; step++) {
      await press('F6')
      if (await page.evaluate(() => document.activeElement?.closest('[data-region=bar]') !== null)) break
    }
    await tabTo(/^Export/)
    await press('Enter')
    await page.getByRole('menu').waitFor()
    await page.keyboard.type('brat')
    await eventually(async () => expect(await focused()).toMatch(/brat/i))
    const [download] = await Promise.all([page.waitForEvent('download'), press('Enter')])
    expect(download.suggestedFilename()).toMatch(/\.zip$/)
    expect(readFileSync(await download.path()).length).toBeGreaterThan(500)
  })

  it('has no trouble on any page', () => {
    expect(stage.troubles).toEqual([])
  })
})
