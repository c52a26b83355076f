import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createArticle, eventually, open, painted, putCaret, saved, sharedClaims } from './acts.js'
import { expectAccessible } from './axe.js'
import { type Stage, seedId, startStage } from './stage.js'

let stage: Stage
let page: Page
const id = 'by-keys'
beforeAll(async () => {
  stage = await startStage()
  page = await stage.person('Keys')
  await createArticle(
    stage.url,
    id,
    'Rent\nThe tenants’ union said that rents rose by nine percent. The city denies it.\nNobody counted.',
  )
  await open(page, id)
})
afterAll(async () => {
  await stage.stop()
})

const press = async (...keys: readonly string[]) => {
  for (const key of keys) await page.keyboard.press(key)
}

/** Extend the selection by whole words to the right, as a person does. */
const takeWords = async (count: number) => {
  for (let word = 0; word < count; word++) await page.keyboard.press('Control+Shift+ArrowRight')
  await page.waitForSelector('.selection-bar')
}

/** Press Tab until the focus is on a control of this name. */
const tabTo = async (name: string) => {
  for (let step = 0; step < 40; step++) {
    await page.keyboard.press('Tab')
    const focused = await page.evaluate(() => {
      const { activeElement } = document
      if (activeElement === document.body) return ''
      const labelled = activeElement?.getAttribute('aria-labelledby')?.split(' ') ?? []
      const label = labelled.map((part) => document.getElementById(part)?.textContent ?? '').join(' ')
      return [activeElement?.getAttribute('aria-label'), label, activeElement?.textContent].join('|')
    })
    if (focused.includes(name)) return
  }
  throw new Error(`The Tab key never came to ${name}`)
}

describe('everything by keys', () => {
  it('marks a claim, and goes on to its source and cue', async () => {
    await page.locator('body').press('F6')
    await putCaret(page, 'before', 'rents rose')
    await takeWords(5)
    await press('2')
    await eventually(async () => expect(await painted(page, 'claim-2')).toEqual(['rents rose by nine percent']))
    await putCaret(page, 'before', 'The tenants')
    await takeWords(4)
    await press('w')
    await eventually(async () => expect(await painted(page, 'claim-source')).toEqual(['The tenants’ union']))
    await putCaret(page, 'before', 'said that')
    await takeWords(1)
    await press('c')
    await eventually(async () => expect(await painted(page, 'claim-cue')).toEqual(['said']))
  })

  it('fills in the form in the panel', async () => {
    await press('F6')
    await tabTo('Normalized claim')
    await page.keyboard.type('Rents in the city rose by nine percent.')
    await tabTo('Speaker')
    await page.keyboard.type('Tenants’ union')
    await press('Enter')
    // What kind of speaker it is can be said once there is one.
    await page.locator('.attribution .value-button:not([disabled])').waitFor()
    await tabTo('Speaker is a')
    await press('Enter', 'ArrowDown')
    await page.getByRole('option', { name: 'Organisation' }).waitFor()
    await page.keyboard.type('Org')
    await press('Enter')
    await tabTo('Direct')
    await press('ArrowRight', 'Enter')
    await tabTo('Check-worthy')
    await press('Enter')
    await saved(page)
    await eventually(async () => {
      const [claim] = await sharedClaims(stage.url, id)
      expect(claim).toMatchObject({
        types: ['Numerical Claim'],
        normalizedClaim: 'Rents in the city rose by nine percent.',
        checkWorthiness: 'CFS',
        attribution: {
          kind: 'indirect',
          speaker: { name: 'Tenants’ union', kind: 'organisation' },
          source: { quote: 'The tenants’ union' },
          cue: { quote: 'said' },
        },
      })
    })
  })

  it('changes the type, deletes, undoes and redoes', async () => {
    await press('Escape')
    expect(await page.evaluate(() => document.activeElement?.getAttribute('role'))).toBe('textbox')
    await press('5')
    await eventually(async () =>
      expect((await sharedClaims(stage.url, id))[0]?.types).toEqual(['Numerical Claim', 'Causal Claim']),
    )
    await press('Delete')
    await eventually(async () => expect(await sharedClaims(stage.url, id)).toEqual([]))
    await press('Control+z')
    await eventually(async () => expect(await painted(page, 'claim-2')).toEqual(['rents rose by nine percent']))
    await press('Control+Shift+z')
    await eventually(async () => expect(await painted(page, 'claim-2')).toEqual([]))
    await press('Control+z')
    await eventually(async () => expect(await sharedClaims(stage.url, id)).toHaveLength(1))
  })

  it('goes from claim to claim, and says each', async () => {
    await putCaret(page, 'before', 'Nobody')
    await takeWords(2)
    await press('Enter')
    await press('k')
    await eventually(async () => expect(await painted(page, 'claim-selected')).toEqual(['rents rose by nine percent']))
    expect(await page.getByTestId('announcer').innerText()).toContain('rents rose by nine percent')
    await press('j')
    await eventually(async () => expect(await painted(page, 'claim-selected')).toEqual(['Nobody counted']))
    await press('Escape')
    await putCaret(page, 'after', 'rents ro')
    await press('Enter')
    await eventually(async () => expect(await painted(page, 'claim-selected')).toEqual(['rents rose by nine percent']))
  })

  it('never lets a letter into the text while annotating, and edits after E', async () => {
    const lines = () => page.locator('.article-text > *').allTextContents()
    const before = await lines()
    await putCaret(page, 'after', 'Nobody')
    await press('x', 'Backspace', 'Enter', ' ', 'Control+b')
    expect(await lines()).toEqual(before)
    await press('Escape', 'e')
    await putCaret(page, 'after', 'Nobody')
    await page.keyboard.type(' at all')
    await eventually(async () =>
      expect(await lines()).toEqual(before.map((line) => line.replace('Nobody', 'Nobody at all'))),
    )
    await press('Control+z')
    await eventually(async () => expect(await lines()).toEqual(before))
    await press('Escape')
    await eventually(async () =>
      expect(await page.locator('.article-scroller').getAttribute('data-mode')).toBe('annotate'),
    )
  })

  it('opens the help and closes it', async () => {
    await press('?')
    await page.getByRole('dialog', { name: 'Keys' }).waitFor()
    await press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
  })

  it('shows the first steps at the first visit, which can be gone through, skipped and shown again by keyboard', async () => {
    const page = await stage.person('Newcomer', { isNew: true })
    await open(page, seedId)
    const tour = page.getByRole('region', { name: 'First steps' })
    await tour.waitFor()
    // It takes no focus, and says that it is there.
    expect(await page.evaluate(() => document.activeElement?.closest('.tour'))).toBe(null)
    await expectAccessible(page, 'the first steps')
    await tour.getByRole('button', { name: 'Next' }).focus()
    await page.keyboard.press('Enter')
    await tour.getByRole('heading', { name: 'Mark a claim' }).waitFor()
    await page.keyboard.press('Shift+Tab')
    await page.keyboard.press('Enter')
    await tour.getByRole('heading', { name: 'Choose words' }).waitFor()
    for (let step = 0; step < 4; step++) await page.keyboard.press('Enter')
    await tour.getByRole('heading', { name: 'When you are stuck' }).waitFor()
    await page.keyboard.press('Escape')
    await tour.waitFor({ state: 'detached' })
    expect(await page.evaluate(() => document.activeElement?.closest('.article-text') !== null)).toBe(true)
    await page.reload()
    await page.waitForSelector('.article-text > *')
    await saved(page)
    expect(await tour.count()).toBe(0)
    await page.keyboard.press('?')
    await page.getByRole('button', { name: 'Show the first steps' }).click()
    await tour.waitFor()
    await page.context().close()
  })

  it('has no trouble on any page', () => {
    expect(stage.troubles).toEqual([])
  })
})
