import { mkdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { eventually, mark, open, saved } from './acts.js'
import { expectAccessible } from './axe.js'
import { type Stage, seedId, startStage } from './stage.js'

let stage: Stage
beforeAll(async () => {
  stage = await startStage()
})
afterAll(async () => {
  expect(stage.troubles.filter((trouble) => !/status of 409/.test(trouble))).toEqual([])
  await stage.stop()
})

/** As the server has it now. */
async function served(): Promise<{
  version: number
  claimTypes: { label: string; key?: string }[]
  guideline?: string
}> {
  return (await (await fetch(`${stage.url}/api/scheme`)).json()) as Awaited<ReturnType<typeof served>>
}

async function openScheme(name: string): Promise<Page> {
  const page = await stage.person(name)
  await page.goto('/scheme')
  await page.getByRole('button', { name: 'Save as a new version' }).waitFor()
  return page
}

const types = (page: Page) => page.getByRole('region', { name: 'Claim types' })

it('a label is added by keyboard, what is wrong is said in its field, and the article has its key', async () => {
  const page = await openScheme('Mei')
  await types(page).getByRole('button', { name: 'Add a label' }).focus()
  await page.keyboard.press('Enter')
  await page.keyboard.type('D')
  await page.keyboard.press('Backspace')
  const row = types(page).locator('.scheme-label').last()
  await row.getByLabel('Colour').focus()
  await page.keyboard.type('red')
  await page.keyboard.press('Control+s')
  await row.getByText('expected a label that is not empty').waitFor()
  await row.getByText('expected a colour such as #0077bb').waitFor()
  await expectAccessible(page, 'the scheme with what is wrong in it')
  await row.getByLabel('Label', { exact: true }).focus()
  await page.keyboard.type('Dose')
  await page.keyboard.press('Tab')
  await page.keyboard.type('9')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Control+a')
  await page.keyboard.type('#0077bb')
  await page.keyboard.press('Control+s')
  await eventually(async () => expect((await served()).version).toBe(2))
  expect((await served()).claimTypes.at(-1)).toMatchObject({ label: 'Dose', key: '9', color: '#0077bb' })
  await page.getByText('Version 2 ·').waitFor()
  await open(page, seedId)
  await mark(page, 'smart glasses', '9')
  await saved(page)
  await page.context().close()
})

it('a label that claims have is removed only when that was said', async () => {
  const page = await openScheme('Ana')
  const before = await served()
  await types(page).getByRole('button', { name: 'Remove Dose' }).focus()
  await page.keyboard.press('Enter')
  await types(page).getByText('1 annotation has “Dose”.').waitFor()
  await page.keyboard.press('Enter')
  await eventually(async () => expect(await types(page).getByText('1 annotation has').count()).toBe(0))
  expect(await types(page).locator('.scheme-label').count()).toBe(before.claimTypes.length)
  // The focus is where it was.
  expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe('Remove Dose')
  await types(page).getByRole('button', { name: 'Remove Dose' }).press('Enter')
  await types(page).getByRole('button', { name: 'Remove all the same' }).press('Enter')
  await page.keyboard.press('Control+s')
  await page.getByRole('button', { name: 'Save as a new version' }).press('Enter')
  await eventually(async () => expect((await served()).claimTypes.map(({ label }) => label)).not.toContain('Dose'))
  await page.context().close()
})

it('a label that claims have is renamed only when that was said, a taken key is told, and an open article hears of it', async () => {
  const reader = await stage.person('Bo')
  await open(reader, seedId)
  const page = await openScheme('Kim')
  const { version } = await served()
  const [first, second] = [0, 1].map((at) => types(page).locator('.scheme-label').nth(at))
  await first?.getByLabel('Label', { exact: true }).fill('Event')
  await second?.getByLabel('Key').fill('r')
  await second?.getByText('“r” is taken or not one key').waitFor()
  await page.keyboard.press('Control+s')
  await page.getByText('annotations have them, which keep the old name: “Event/Property Claim” (').waitFor()
  expect((await served()).version).toBe(version)
  page.once('dialog', (dialog) => void dialog.dismiss())
  await page.getByRole('button', { name: 'All articles' }).press('Enter')
  expect(new URL(page.url()).pathname).toBe('/scheme')
  await page.getByRole('button', { name: 'Save all the same' }).press('Enter')
  await eventually(async () => expect((await served()).version).toBe(version + 1))
  await reader.evaluate(() => window.dispatchEvent(new Event('focus')))
  await reader.locator('.toast', { hasText: 'The scheme has a new version.' }).waitFor()
  await reader.getByRole('button', { name: 'Reload' }).press('Enter')
  await reader.waitForSelector('.article-text > *')
  await page.getByRole('button', { name: `Make version ${version} the draft` }).press('Enter')
  await eventually(async () =>
    expect(await first?.getByLabel('Label', { exact: true }).inputValue()).toBe('Event/Property Claim'),
  )
  await page.keyboard.press('Control+s')
  await eventually(async () => expect((await served()).version).toBe(version + 2))
  await page.context().close()
  await reader.context().close()
})

it('who edited a version that is no longer the newest is told, keeps what was typed, and can load the newest', async () => {
  const [first, second] = [await openScheme('First'), await openScheme('Second')]
  await first.getByLabel('Guideline (Markdown)').fill('# How\n\nMark **all** claims.\n\n<img src=x onerror=alert(1)>')
  await first.getByRole('region', { name: 'Preview' }).getByRole('heading', { name: 'How' }).waitFor()
  const { version } = await served()
  await first.getByRole('button', { name: 'Save as a new version' }).press('Enter')
  await eventually(async () => expect((await served()).version).toBe(version + 1))
  await second.getByLabel('Name').fill('Ours')
  await second.keyboard.press('Control+s')
  await second.getByText('Somebody else has saved a newer version.').waitFor()
  expect(await second.getByLabel('Name').inputValue()).toBe('Ours')
  await second.getByRole('button', { name: 'Load the newest version' }).press('Enter')
  await eventually(async () =>
    expect(await second.getByLabel('Guideline (Markdown)').inputValue()).toContain('Mark **all** claims.'),
  )
  await second.getByRole('button', { name: 'Make version 1 the draft' }).press('Enter')
  await eventually(async () => expect(await second.getByLabel('Name').inputValue()).toBe('Claims in news articles'))
  await first.context().close()
  await second.context().close()
})

it('the guideline stands beside the text, without its HTML, while one marks', async () => {
  const page = await stage.person('Reader')
  await open(page, seedId)
  await page.getByRole('button', { name: 'Article', exact: true }).press('Enter')
  await page.getByRole('menuitem', { name: 'Guideline' }).press('Enter')
  const aside = page.getByRole('complementary', { name: 'Guideline' })
  await aside.getByRole('heading', { name: 'How' }).waitFor()
  expect(await aside.locator('img').count()).toBe(0)
  await expectAccessible(page, 'the article with the guideline')
  await mark(page, 'Rokid', '1')
  await aside.getByRole('button', { name: 'Close the guideline' }).press('Enter')
  await eventually(async () => expect(await aside.count()).toBe(0))
  await page.context().close()
})

it('can be read in both themes, in Chinese and in a narrow window', async () => {
  const page = await openScheme('Looker')
  const folder = process.env.CLAIMSPAN_SHOTS ?? join(tmpdir(), 'claimspan-shots')
  mkdirSync(folder, { recursive: true })
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    await expectAccessible(page, `the scheme, ${colorScheme}`)
    await page.screenshot({ path: join(folder, `scheme-${colorScheme}.png`) })
  }
  await page.setViewportSize({ width: 360, height: 740 })
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360)
  await page.evaluate(() => localStorage.setItem('claimspan.language', 'zh'))
  await page.reload()
  await page.getByRole('heading', { name: '标注体系' }).waitFor()
  await page.context().close()
})
