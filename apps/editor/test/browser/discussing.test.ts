import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createArticle, eventually, open, painted, putCaret, saved, stored } from './acts.js'
import { expectAccessible } from './axe.js'
import { type Stage, startStage } from './stage.js'

let stage: Stage
let mei: Page
let lu: Page
const id = 'discussed'

beforeAll(async () => {
  stage = await startStage()
  await createArticle(stage.url, id, 'Rents rose by nine percent. Nobody counted.')
  mei = await stage.person('Mei')
  lu = await stage.person('Lu Xun')
  await Promise.all([open(mei, id), open(lu, id)])
  await putCaret(mei, 'before', 'Rents')
  for (const key of ['s', '2']) await mei.keyboard.press(key)
  await saved(mei)
})
afterAll(async () => {
  await stage.stop()
})

const press = async (page: Page, ...keys: readonly string[]) => {
  for (const key of keys) await page.keyboard.press(key)
}
const focused = (page: Page) =>
  page.evaluate(() => document.activeElement?.closest('[data-field]')?.getAttribute('data-field') ?? '')
const choose = async (page: Page) => {
  await press(page, 'Escape')
  await putCaret(page, 'before', 'Rents')
  await press(page, 'Enter')
  await eventually(async () => expect(await painted(page, 'claim-selected')).toEqual(['Rents rose by nine percent']))
}
const comments = (page: Page) => page.locator('.thread .comment-text').allInnerTexts()
interface StoredThread {
  readonly resolved: boolean
  readonly comments: readonly { readonly by: string; readonly text: string; readonly vote?: string }[]
}
const threads = async () =>
  ((await stored(stage.url, id)) as unknown as { readonly threads?: readonly StoredThread[] }).threads ?? []

describe('a discussion of a claim', () => {
  it('begins by a key, names somebody who is here, and reaches them as new', async () => {
    await choose(mei)
    await press(mei, 'q')
    await eventually(async () => expect(await focused(mei)).toBe('discussion'))
    await mei.keyboard.type('Which year, @lu')
    await mei.getByRole('option', { name: 'Lu Xun' }).waitFor()
    await press(mei, 'Enter')
    await mei.keyboard.type('?')
    await press(mei, 'Enter')
    await eventually(async () => expect(await comments(mei)).toEqual(['Which year, @Lu Xun ?']))
    expect(await mei.locator('.named').allInnerTexts()).toEqual(['@Lu Xun'])
    // What is said next goes on with the thread.
    await eventually(async () =>
      expect(await mei.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe('Reply'),
    )
    const badge = lu.locator('.claim .badge.talk')
    await eventually(async () => expect(await badge.getAttribute('data-unread')).toBe('true'))
    expect(await badge.innerText()).toContain('you are named')
  })

  it('is found by a key, read, answered and resolved', async () => {
    await press(lu, 'Escape', 'Shift+Q')
    await lu.locator('.badge.fresh').waitFor()
    expect(await lu.locator('.named').getAttribute('data-me')).toBe('true')
    await eventually(async () =>
      expect(await lu.locator('.claim .badge.talk').getAttribute('data-unread')).toBe('false'),
    )
    await lu.getByRole('textbox', { name: 'Reply' }).focus()
    await lu.keyboard.type('2024.')
    await press(lu, 'Enter')
    await eventually(async () => expect(await comments(mei)).toEqual(['Which year, @Lu Xun ?', '2024.']))
    await mei.getByRole('button', { name: 'Resolve' }).press('Enter')
    await eventually(async () => expect(await comments(lu)).toEqual([]))
    await eventually(async () => expect(await focused(mei)).toBe('discussion'))
    await lu.getByRole('button', { name: '1 resolved thread' }).press('Enter')
    await lu.getByRole('button', { name: 'Open again' }).press('Enter')
    await eventually(async () => expect(await comments(mei)).toHaveLength(2))
    await eventually(async () =>
      expect((await threads()).map(({ resolved, comments: said }) => [resolved, said.map(({ by }) => by)])).toEqual([
        [false, ['guest-mei000000000', 'guest-luxun0000000']],
      ]),
    )
  })

  it('stays read when the page is opened anew', async () => {
    await lu.reload()
    await lu.waitForSelector('.claim .badge.talk')
    expect(await lu.locator('.claim .badge.talk').getAttribute('data-unread')).toBe('false')
  })
})

describe('votes on a proposed claim', () => {
  it('are for proposed claims', async () => {
    await choose(mei)
    await press(mei, 'Shift+Y')
    expect(await mei.getByTestId('announcer').innerText()).toContain('Votes are on proposed claims')
    await press(mei, 'g', 'a')
    await eventually(async () => expect(await focused(mei)).toBe('status'))
    await press(mei, 'Enter')
    await mei.getByRole('option', { name: 'Proposed' }).waitFor()
    await mei.keyboard.type('Prop')
    await press(mei, 'Enter', 'Escape')
    await mei.locator('.vote').first().waitFor()
  })

  it('are cast by keys, with a reason, and the last one counts', async () => {
    await choose(lu)
    await lu.locator('.vote').first().waitFor()
    await press(lu, 'Shift+Y')
    await eventually(async () => expect(await mei.locator('.vote.agree .count').innerText()).toBe('1'))
    await press(lu, 'Shift+N')
    await eventually(async () => expect(await focused(lu)).toBe('reason'))
    await lu.keyboard.type('It was eight.')
    await press(lu, 'Escape')
    await eventually(async () =>
      expect(await mei.locator('.votes .comment-text').allInnerTexts()).toEqual(['It was eight.']),
    )
    expect(await mei.locator('.vote.agree .count').innerText()).toBe('0')
    expect(await mei.locator('.vote.disagree .count').innerText()).toBe('1')
    await press(mei, 'Shift+Y')
    await eventually(async () => expect(await lu.locator('.vote.agree .count').innerText()).toBe('1'))
    await eventually(async () => {
      const votes = (await threads()).flatMap(({ comments: said }) => said.filter(({ vote }) => vote !== undefined))
      expect(votes.map(({ vote, text }) => [vote, text])).toEqual([
        ['agree', ''],
        ['disagree', ''],
        ['disagree', 'It was eight.'],
        ['agree', ''],
      ])
    })
  })

  it('and comments have nothing serious for axe, in both themes', async () => {
    for (const colorScheme of ['light', 'dark'] as const) {
      await mei.emulateMedia({ colorScheme })
      await expectAccessible(mei, `a discussion, ${colorScheme}`)
    }
    expect(stage.troubles).toEqual([])
  })
})
