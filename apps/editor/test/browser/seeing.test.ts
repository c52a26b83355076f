import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createArticle, eventually, mark, open, painted, select } from './acts.js'
import { expectAccessible } from './axe.js'
import { type Stage, seedId, startStage } from './stage.js'

let stage: Stage
beforeAll(async () => {
  stage = await startStage()
})
afterAll(async () => {
  await stage.stop()
})

const names = (page: Page) =>
  page.evaluate(() => [...CSS.highlights].flatMap(([name, ranges]) => (ranges.size > 0 ? [name] : [])))

describe('seeing claims', () => {
  it('draws overlapping and nested claims in lanes below each other, the inner nearer to the words', async () => {
    await createArticle(stage.url, 'lanes', 'The mayor said that the old bridge would cost twelve million euros.')
    const page = await stage.person('Lena')
    await open(page, 'lanes')
    await mark(page, 'that the old bridge would cost twelve million euros', '1')
    await mark(page, 'the old bridge', '1')
    await mark(page, 'old bridge would', '1')
    const lanes = async () => (await names(page)).filter((name) => name.startsWith('claim-1-')).sort()
    await eventually(async () => expect(await lanes()).toEqual(['claim-1-0', 'claim-1-1', 'claim-1-2']))
    await page.reload()
    await page.waitForSelector('.save-badge[data-state=saved]')
    await eventually(async () => expect(await lanes()).toEqual(['claim-1-0', 'claim-1-1', 'claim-1-2']))
    expect(await painted(page, 'claim-1-2')).toEqual(['that the old bridge would cost twelve million euros'])
    expect(await painted(page, 'claim-1-0')).toEqual(['the old bridge'])
    await page.context().close()
  })

  it('shows each claim in the margin, and words, margin and panel answer to each other', async () => {
    const page = await stage.person('Mara')
    await open(page, 'lanes')
    await eventually(async () => expect(await page.locator('.margin-bar').count()).toBe(3))
    await eventually(async () => expect(await page.locator('.margin-tag').first().innerText()).toBe('L'))
    await page.locator('.margin-bar').first().hover()
    await eventually(async () => expect(await painted(page, 'claim-hover')).toHaveLength(1))
    await page.locator('.margin-bar').first().click()
    await page.waitForSelector('.claim[data-selected=true]')
    expect(await page.locator('.margin-bar[data-active=true]').count()).toBe(1)
    await page.locator('.claim').last().hover()
    await eventually(async () => expect(await page.locator('.margin-bar[data-active=true]').count()).toBe(2))
    await page.context().close()
  })

  it('ties source and cue to the chosen claim, and draws its relations as arcs', async () => {
    const page = await stage.person('Nils')
    await open(page, seedId)
    await page.keyboard.press('j')
    for (let step = 0; step < 40; step++) {
      if ((await page.locator('.part-label').count()) === 2 && (await page.locator('.arc').count()) > 0) break
      await page.keyboard.press('j')
      await page.waitForTimeout(80)
    }
    expect(await page.locator('.part-label').allInnerTexts()).toEqual(['source', 'cue'])
    expect(await page.locator('.arc[data-chosen=true]').count()).toBeGreaterThan(0)
    expect((await painted(page, 'claim-source')).length).toBeGreaterThan(0)
    await page.getByRole('button', { name: 'View' }).click()
    await page.getByRole('menuitemradio', { name: 'Hidden' }).click()
    await page.keyboard.press('Escape')
    await eventually(async () => expect(await page.locator('.arc').count()).toBe(0))
    await page.context().close()
  })

  it('filters what is listed, painted and in the margin alike, with counts, and says how much is hidden', async () => {
    const page = await stage.person('Ole')
    await open(page, 'lanes')
    await mark(page, 'twelve million euros', '2')
    await page.getByRole('button', { name: 'Filter claims' }).click()
    const dialog = page.getByRole('dialog', { name: 'Filter' })
    expect(await dialog.locator('.facet-value', { hasText: 'Numerical Claim' }).innerText()).toMatch(/1$/)
    await dialog.getByRole('checkbox', { name: /Numerical/ }).check({ force: true })
    await eventually(async () => expect(await page.locator('.margin-bar').count()).toBe(1))
    expect(await painted(page, 'claim-1')).toEqual([])
    expect(await painted(page, 'claim-2')).toEqual(['twelve million euros'])
    // Counts of other facets are of what is left; those of the same one tell what choosing more would add.
    expect(await dialog.locator('.facet-value', { hasText: 'Event/Property' }).innerText()).toMatch(/3$/)
    await dialog.getByRole('searchbox').fill('no such words')
    await eventually(async () => expect(await page.locator('.panel-top .count').innerText()).toMatch(/^\d of 4$/))
    expect(await page.locator('.filter-count').innerText()).toBe('2')
    await dialog.getByRole('button', { name: 'Clear all' }).click()
    await eventually(async () => expect(await painted(page, 'claim-1')).toHaveLength(3))
    await page.context().close()
  })

  it('lets only the chosen claim stand out in focus mode', async () => {
    const page = await stage.person('Pia')
    await open(page, 'lanes')
    await page.keyboard.press('j')
    await page.getByRole('button', { name: 'View' }).click()
    await page.getByRole('menuitemcheckbox', { name: 'Focus on the chosen claim' }).click()
    await page.keyboard.press('Escape')
    await eventually(async () => {
      const claims = (await names(page)).filter((name) => /^claim-\d-/.test(name))
      expect(claims).toHaveLength(1)
    })
    expect(await painted(page, 'focus-words')).toHaveLength(1)
    await page.context().close()
  })

  it('speaks Chinese when asked, and at the next visit', async () => {
    const page = await stage.person('Qi')
    await open(page, 'lanes')
    await page.getByRole('button', { name: 'Language' }).click()
    await page.getByRole('menuitemradio', { name: '中文' }).click()
    await page.getByRole('heading', { name: /主张/ }).waitFor()
    expect(await page.evaluate(() => document.documentElement.lang)).toBe('zh')
    await page.reload()
    await page.getByRole('heading', { name: /主张/ }).waitFor()
    await page.context().close()
  })

  it('writes from right to left, with the margin on the other side', async () => {
    await createArticle(stage.url, 'rtl', 'قال رئيس البلدية إن الجسر القديم سيكلف اثني عشر مليون يورو.')
    const page = await stage.person('Rana')
    await open(page, 'rtl')
    await select(page, 'الجسر القديم')
    await page.keyboard.press('1')
    await eventually(async () => expect(await painted(page, 'claim-1')).toEqual(['الجسر القديم']))
    await page.waitForSelector('.margin-bar')
    const [text, bar] = await Promise.all([
      page.locator('.article-text').boundingBox(),
      page.locator('.margin-bar').boundingBox(),
    ])
    expect((bar?.x ?? 0) + (bar?.width ?? 0)).toBeLessThanOrEqual(text?.x ?? 0)
    await page.context().close()
  })

  for (const colorScheme of ['light', 'dark'] as const) {
    it(`has nothing serious for axe in ${colorScheme}, wide and at 360 px`, async () => {
      const page = await stage.person(`Axe-${colorScheme}`, { colorScheme })
      await open(page, seedId)
      await page.keyboard.press('j')
      await page.waitForSelector('.margin-bar')
      await expectAccessible(page, 'an article')
      await page.getByRole('button', { name: /^Filter claims/ }).click()
      await page.getByRole('dialog', { name: 'Filter' }).waitFor()
      await expectAccessible(page, 'the filter')
      await page.keyboard.press('Escape')
      await page.setViewportSize({ width: 360, height: 740 })
      await page.waitForTimeout(200)
      await expectAccessible(page, 'a narrow window')
      const wider = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
      expect(wider).toBeLessThanOrEqual(0)
      await page.context().close()
    })
  }

  it('has no trouble on any page', () => {
    expect(stage.troubles).toEqual([])
  })
})

describe('a long article', () => {
  it('has only what is near the window on the page: highlights, cards, bars', async () => {
    const lines = Array.from({ length: 900 }, (_, at) => `Paragraph ${at} says that number ${at} is in it.`)
    const text = lines.join('\n')
    const letters = [...text]
    const claims = lines.map((line, at) => {
      const from = lines.slice(0, at).reduce((sum, one) => sum + one.length + 1, 0) + line.indexOf('number')
      const to = from + `number ${at}`.length
      return {
        id: `c${at}`,
        layer: 'shared',
        mentions: [{ id: 'm1', spans: [{ from, to }], quote: letters.slice(from, to).join('') }],
        types: ['Numerical Claim'],
        status: 'draft',
        origin: { kind: 'human' },
        createdBy: 'mei',
        createdAt: '2026-01-02T03:04:05Z',
      }
    })
    const made = await fetch(`${stage.url}/api/documents`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        claimspan: 1,
        id: 'long',
        version: 1,
        title: 'Long',
        offsetUnit: 'code-point',
        text,
        layers: [{ id: 'shared', kind: 'shared' }],
        annotators: [{ id: 'mei', name: 'Mei' }],
        claims,
      }),
    })
    expect(made.status, (await made.text()).slice(0, 300)).toBe(201)
    const page = await stage.person('Sam')
    await open(page, 'long')
    await eventually(async () => expect(await painted(page, 'claim-2')).toContain('number 0'))
    expect((await painted(page, 'claim-2')).length).toBeLessThan(120)
    expect(await page.locator('.claim').count()).toBeLessThan(60)
    await page.evaluate(() => document.querySelector('.article-scroller')?.scrollTo({ top: 1e9 }))
    await eventually(async () => expect(await painted(page, 'claim-2')).toContain('number 899'))
    expect(await painted(page, 'claim-2')).not.toContain('number 0')
    await page.evaluate(() => document.querySelector('.panel-list')?.scrollTo({ top: 1e9 }))
    await eventually(async () =>
      expect(await page.locator('.claim[aria-posinset="900"][aria-setsize="900"]').count()).toBe(1),
    )
    // A claim far away is gone to from its card, and its words are painted there.
    await page.locator('.claim[aria-posinset="900"] .claim-head').click()
    await eventually(async () => expect(await painted(page, 'claim-selected')).toEqual(['number 899']))
    await page.context().close()
  })
})
