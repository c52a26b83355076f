import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createArticle, eventually, mark, open, painted, saved, select, sharedClaims } from './acts.js'
import { type Stage, startStage } from './stage.js'

let stage: Stage
beforeAll(async () => {
  stage = await startStage()
})
afterAll(async () => {
  await stage.stop()
})

describe('a telephone of 360 px', () => {
  it('marks the words that were selected by touch with a tap on a type', async () => {
    const id = await createArticle(stage.url, 'touched', 'Rent\nRents rose by nine percent in the old town last year.')
    const page = await stage.person('Thumb', {
      viewport: { width: 360, height: 740 },
      hasTouch: true,
      isMobile: true,
    })
    await open(page, id)
    // The browser's own handles set the selection; what the page hears of them is the same.
    await select(page, 'nine percent')
    const buttons = page.locator('.selection-bar button')
    await buttons.first().waitFor()
    const boxes = await Promise.all((await buttons.all()).map((button) => button.boundingBox()))
    for (const box of boxes) {
      // The least a target may measure by WCAG 2.2, 2.5.8.
      expect(Math.min(box?.width ?? 0, box?.height ?? 0)).toBeGreaterThanOrEqual(24)
      expect(box?.x).toBeGreaterThanOrEqual(0)
      expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(360)
    }
    await buttons.nth(1).tap()
    await eventually(async () => expect(await painted(page, 'claim-2')).toEqual(['nine percent']))
    await saved(page)
    expect((await sharedClaims(stage.url, id)).map(({ types }) => types)).toEqual([['Numerical Claim']])
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360)
    await page.context().close()
  })
})

/** How the page asks for its scrolling, and the longest movement it makes, in milliseconds, on the way to a claim. */
async function goToFirstOf(page: Page, id: string): Promise<{ scrolls: readonly string[]; longest: number }> {
  await page.addInitScript(() => {
    const scrolls: string[] = []
    Object.assign(window, { scrolls })
    const { scrollTo } = Element.prototype
    Element.prototype.scrollTo = function (this: Element, ...how: [ScrollToOptions?]) {
      scrolls.push(how[0]?.behavior ?? 'auto')
      Reflect.apply(scrollTo, this, how)
    } as typeof scrollTo
  })
  await open(page, id)
  await mark(page, 'The first words', '1')
  await page.keyboard.press('Escape')
  await select(page, 'the last words')
  await page.evaluate(() => {
    ;(window as unknown as { scrolls: string[] }).scrolls.length = 0
  })
  await page.keyboard.press('j')
  await page.waitForFunction(() => (window as unknown as { scrolls: string[] }).scrolls.length > 0)
  return page.evaluate(() => ({
    scrolls: [...(window as unknown as { scrolls: string[] }).scrolls],
    longest: Math.max(
      0,
      ...document.getAnimations().map(({ effect }) => Number(effect?.getComputedTiming().duration ?? 0)),
    ),
  }))
}

describe('movement', () => {
  const lines = Array.from({ length: 24 }, (_, at) => `Line ${at} of an article that is longer than its window.`)
  const text = ['The first words stand here.', ...lines, 'And these are the last words.'].join('\n')

  it('is smooth when nobody has asked for less', async () => {
    const page = await stage.person('Mover')
    const { scrolls } = await goToFirstOf(page, await createArticle(stage.url, 'smooth', text))
    expect(scrolls).toContain('smooth')
    await page.context().close()
  })

  it('is left out when the system asks for less', async () => {
    const page = await stage.person('Calm', { reducedMotion: 'reduce' })
    const { scrolls, longest } = await goToFirstOf(page, await createArticle(stage.url, 'calm', text))
    expect(scrolls).not.toContain('smooth')
    expect(longest).toBeLessThanOrEqual(1)
    await page.context().close()
  })

  it('leaves no trouble on any page', () => {
    expect(stage.troubles).toEqual([])
  })
})
