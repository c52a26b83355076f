import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createArticle, eventually, mark, open, painted, putCaret, saved, sharedClaims, stored } from './acts.js'
import { expectAccessible } from './axe.js'
import { type Stage, startStage } from './stage.js'

let stage: Stage
let page: Page
const id = 'edited'
beforeAll(async () => {
  stage = await startStage()
  page = await stage.person('Editor')
  await createArticle(
    stage.url,
    id,
    'Cracks\nEngineers measured 47 cracks in the northern pillar.\nThey called the bridge safe.',
  )
  await open(page, id)
})
afterAll(async () => {
  await stage.stop()
})

const blocks = () =>
  page
    .locator('.article-text > *')
    .evaluateAll((all) => all.map((block) => `${block.tagName.toLowerCase()}: ${block.textContent}`))

/** Select words without waiting for the marking toolbar, which is not there while editing. */
const selectWords = async (words: string) => {
  await putCaret(page, 'before', words)
  for (let letter = 0; letter < words.length; letter++) await page.keyboard.press('Shift+ArrowRight')
  // Lexical hears of a selection one task later.
  await page.waitForTimeout(60)
}

describe('editing the text', () => {
  it('makes words bold and a paragraph a heading, which others and the export see', async () => {
    await mark(page, '47 cracks', '2')
    await page.keyboard.press('e')
    await selectWords('northern')
    await page.keyboard.press('Control+b')
    await eventually(async () =>
      expect(await page.locator('.article-text .strong').allTextContents()).toEqual(['northern']),
    )
    await putCaret(page, 'after', 'They')
    await page.getByRole('button', { name: /Kind of block/ }).click()
    await page.getByRole('option', { name: 'Heading' }).click()
    await eventually(async () =>
      expect(await blocks()).toEqual([
        'h1: Cracks',
        'p: Engineers measured 47 cracks in the northern pillar.',
        'h2: They called the bridge safe.',
      ]),
    )
    await saved(page)
    const other = await stage.person('Other')
    await open(other, id)
    expect(await other.locator('.article-text h2').innerText()).toBe('They called the bridge safe.')
    expect(await other.locator('.article-text .strong').innerText()).toBe('northern')
    await other.context().close()
    expect(await stored(stage.url, id)).toMatchObject({
      blocks: [{ kind: 'heading' }, { kind: 'paragraph' }, { kind: 'heading' }],
    })
  })

  it('finds words, and replaces one place or all of them by keys, with a claim on them', async () => {
    await putCaret(page, 'before', 'Engineers')
    await page.keyboard.press('Control+f')
    const bar = page.getByRole('search', { name: 'Find and replace' })
    await bar.getByRole('textbox', { name: 'Find in the text' }).fill('the')
    await bar.getByText('1 of 4').waitFor()
    await eventually(async () => expect(await painted(page, 'claim-preview')).toEqual(['the', 'the', 'The', 'the']))
    await page.keyboard.press('Enter')
    await bar.getByText('2 of 4').waitFor()
    await bar.getByRole('button', { name: 'Great and small letters differ' }).click()
    await bar.getByText('2 of 3').waitFor()
    await bar.getByRole('textbox', { name: 'Find in the text' }).fill('47')
    await bar.getByRole('textbox', { name: 'Replace by' }).fill('48')
    await expectAccessible(page, 'find and replace')
    await page.keyboard.press('Enter')
    await bar.getByText('nowhere').waitFor()
    await eventually(async () => expect((await stored(stage.url, id)).text).toContain('measured 48 cracks'))
    await page.keyboard.press('Escape')
    expect(await bar.count()).toBe(0)
    await page.keyboard.press('Control+z')
    await eventually(async () => expect((await stored(stage.url, id)).text).toContain('measured 47 cracks'))
    await eventually(async () =>
      expect((await sharedClaims(stage.url, id)).map(({ mentions }) => mentions[0]?.quote)).toEqual(['47 cracks']),
    )
  })

  it('takes the claims along when words are cut and pasted', async () => {
    await selectWords('measured 47 cracks ')
    await page.keyboard.press('Control+x')
    await eventually(async () => expect(await blocks()).toContain('p: Engineers in the northern pillar.'))
    await putCaret(page, 'before', 'pillar.')
    await page.keyboard.press('Control+v')
    await eventually(async () =>
      expect(await blocks()).toContain('p: Engineers in the northern measured 47 cracks pillar.'),
    )
    await eventually(async () => expect(await painted(page, 'claim-2')).toEqual(['47 cracks']))
    await saved(page)
    expect((await sharedClaims(stage.url, id)).map(({ mentions }) => mentions[0]?.quote)).toEqual(['47 cracks'])
  })

  it('undoes one’s own edits only', async () => {
    const other = await stage.person('Other')
    await open(other, id)
    await other.keyboard.press('e')
    await putCaret(other, 'after', 'They called the bridge')
    await other.keyboard.type(' quite')
    await eventually(async () => expect(await blocks()).toContain('h2: They called the bridge quite safe.'))
    await page.keyboard.press('Control+z')
    await eventually(async () => expect(await blocks()).toContain('p: Engineers in the northern pillar.'))
    expect(await blocks()).toContain('h2: They called the bridge quite safe.')
    await page.keyboard.press('Control+z')
    await eventually(async () =>
      expect(await blocks()).toEqual([
        'h1: Cracks',
        'p: Engineers measured 47 cracks in the northern pillar.',
        'h2: They called the bridge quite safe.',
      ]),
    )
    await eventually(async () => expect(await painted(page, 'claim-2')).toEqual(['47 cracks']))
    await other.context().close()
  })

  it('has no trouble on any page', () => {
    expect(stage.troubles).toEqual([])
  })
})
