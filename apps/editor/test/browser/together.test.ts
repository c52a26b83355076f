import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  createArticle,
  eventually,
  mark,
  open,
  painted,
  putCaret,
  saved,
  select,
  sharedClaims,
  stored,
} from './acts.js'
import { expectAccessible } from './axe.js'
import { type Stage, startStage } from './stage.js'

let stage: Stage
beforeAll(async () => {
  stage = await startStage()
})
afterAll(async () => {
  await stage.stop()
})

const text = [
  'The mayor and the bridge',
  'The mayor said the bridge would cost 12 million euros. Work begins in May.',
  'Engineers measured 47 cracks in the northern pillar. They called it safe.',
  'Ridership fell by a third after the closure, according to the transit office.',
].join('\n')

describe('two people in one article', () => {
  it('see each other, and each other’s claim within a second', async () => {
    const id = await createArticle(stage.url, 'second', text)
    const [mei, jonas] = await Promise.all([stage.person('Mei'), stage.person('Jonas')])
    await Promise.all([open(mei, id), open(jonas, id)])
    await eventually(async () => expect(await mei.locator('.faces .face').getAttribute('aria-label')).toBe('Jonas'))
    await eventually(async () => expect(await jonas.locator('.faces .face').getAttribute('aria-label')).toBe('Mei'))

    await mark(mei, 'the bridge would cost 12 million euros', '2')
    await eventually(
      async () => expect(await painted(jonas, 'claim-2')).toEqual(['the bridge would cost 12 million euros']),
      1000,
    )
    expect(await jonas.locator('.claim').count()).toBe(1)
    expect(await jonas.locator('.claim').innerText()).toContain('Mei')

    await mark(jonas, '47 cracks', '1')
    await eventually(async () => expect(await painted(mei, 'claim-1')).toEqual(['47 cracks']), 1000)

    // The other's selection is shown with a name.
    await select(jonas, 'northern pillar')
    await eventually(async () => expect(await mei.locator('.caret-flag').innerText()).toBe('Jonas'))
    const theirs = async () =>
      (await Promise.all([1, 2, 3, 4, 5, 6, 7, 8].map((slot) => painted(mei, `peer-${slot}`)))).flat()
    await eventually(async () => expect(await theirs()).toEqual(['northern pillar']))
    await Promise.all([mei.context().close(), jonas.context().close()])
  })

  it('edit and annotate at once, every claim still covers its words, and both find everything after a reload', async () => {
    const id = await createArticle(stage.url, 'at-once', text)
    const [writer, marker] = await Promise.all([stage.person('Writer'), stage.person('Marker')])
    await Promise.all([open(writer, id), open(marker, id)])
    await mark(marker, 'the bridge would cost 12 million euros', '2')
    await mark(marker, 'They called it safe', '3')
    await eventually(async () => expect(await writer.locator('.claim').count()).toBe(2))

    await writer.getByRole('radio', { name: 'Edit text' }).click()
    const writing = (async () => {
      await putCaret(writer, 'after', 'would cost ')
      await writer.keyboard.type('at least ', { delay: 25 })
      await putCaret(writer, 'before', 'Work begins')
      await writer.keyboard.press('Enter')
      await writer.keyboard.type('A word before. ', { delay: 25 })
      await putCaret(writer, 'before', 'They called')
      await writer.keyboard.press('Enter')
      await putCaret(writer, 'before', 'Ridership')
      await writer.keyboard.press('Backspace')
    })()
    const marking = (async () => {
      await mark(marker, 'Engineers measured 47 cracks', '1')
      await mark(marker, 'Ridership fell by a third', '2')
      await mark(marker, 'Work begins in May', '1')
    })()
    await Promise.all([writing, marking])
    await Promise.all([saved(writer), saved(marker)])

    const words = [
      'the bridge would cost at least 12 million euros',
      'Work begins in May',
      'Engineers measured 47 cracks',
      'They called it safe',
      'Ridership fell by a third',
    ]
    const quotes = async () => (await sharedClaims(stage.url, id)).map(({ mentions }) => mentions[0]?.quote)
    await eventually(async () => expect(await quotes()).toEqual(words))
    const now = await stored(stage.url, id)
    expect(now.text).toBe(
      [
        'The mayor and the bridge',
        'The mayor said the bridge would cost at least 12 million euros. ',
        'A word before. Work begins in May.',
        'Engineers measured 47 cracks in the northern pillar. ',
        'They called it safe.Ridership fell by a third after the closure, according to the transit office.',
      ].join('\n'),
    )

    for (const page of [writer, marker]) {
      const shown = async () => ({
        lines: await page.locator('.article-text > *').allTextContents(),
        claims: await page.locator('.claim').count(),
        numbers: await painted(page, 'claim-2'),
      })
      const expected = {
        lines: now.text.split('\n'),
        claims: 5,
        numbers: ['the bridge would cost at least 12 million euros', 'Ridership fell by a third'],
      }
      await eventually(async () => expect(await shown()).toEqual(expected))
      await page.reload()
      await page.waitForSelector('.article-text > *')
      await eventually(async () => expect(await shown()).toEqual(expected))
      // The claim whose words were edited says so.
      expect(await page.locator('.claim', { hasText: 'at least' }).innerText()).toContain('Words changed')
    }
    await Promise.all([writer.context().close(), marker.context().close()])
  })

  it('shows a claim whose words are all deleted at the end, and back in its place when they are restored', async () => {
    const id = await createArticle(stage.url, 'gone', text)
    const page = await stage.person('Solo')
    await open(page, id)
    await mark(page, '47 cracks', '2')
    await page.getByRole('radio', { name: 'Edit text' }).click()
    await page.evaluate(() => getSelection()?.removeAllRanges())
    await putCaret(page, 'after', 'measured ')
    for (let letter = 0; letter < '47 cracks'.length; letter++) await page.keyboard.press('Delete')
    await page.waitForSelector('.detached .claim[data-state=detached]')
    expect(await page.locator('.detached .claim').innerText()).toContain('47 cracks')
    await page.keyboard.press('Control+z')
    await eventually(async () => expect(await page.locator('.detached').count()).toBe(0))
    await eventually(async () => expect(await painted(page, 'claim-2')).toEqual(['47 cracks']))
    await page.context().close()
  })

  it('follow each other to where they go, until they go somewhere themselves', async () => {
    const long = Array.from({ length: 120 }, (_, at) => `Paragraph ${at} says that the bridge has ${at} cracks.`)
    const id = await createArticle(stage.url, 'followed', ['The bridge', ...long].join('\n'))
    const [mei, jonas] = await Promise.all([stage.person('Mei'), stage.person('Jonas')])
    await Promise.all([open(mei, id), open(jonas, id)])
    const inView = (words: string) =>
      mei.getByText(words, { exact: true }).evaluate((found) => {
        const { top, bottom } = found.getBoundingClientRect()
        return top >= 0 && bottom <= window.innerHeight
      })
    const banner = mei.locator('.following')
    await mei.getByRole('button', { name: 'Jonas' }).focus()
    await mei.keyboard.press('Enter')
    await eventually(async () => expect(await banner.innerText()).toContain('Following Jonas'))
    expect(await mei.getByRole('button', { name: 'Jonas' }).getAttribute('aria-pressed')).toBe('true')
    await select(jonas, 'has 110 cracks')
    await eventually(async () => expect(await inView(long[110] ?? '')).toBe(true))
    await select(jonas, 'has 7 cracks')
    await eventually(async () => expect(await inView(long[7] ?? '')).toBe(true))
    // A key of one's own ends it: what Jonas does then moves nothing.
    await mei.keyboard.press('Escape')
    await eventually(async () => expect(await banner.count()).toBe(0))
    await select(jonas, 'has 90 cracks')
    await eventually(async () => expect(await mei.locator('.caret-flag').innerText()).toBe('Jonas'))
    await mei.waitForTimeout(300)
    expect(await inView(long[90] ?? '')).toBe(false)
    // Who leaves is not followed any longer, and that is said.
    await mei.getByRole('button', { name: 'Jonas' }).click()
    await eventually(async () => expect(await inView(long[90] ?? '')).toBe(true))
    await jonas.context().close()
    await eventually(async () => expect(await banner.count()).toBe(0))
    expect(await mei.getByTestId('announcer').innerText()).toMatch(/Jonas left/)
    await mei.context().close()
  })

  it('find in the activity what the others just did, live, and go from it to the claim', async () => {
    const id = await createArticle(stage.url, 'active', text)
    const [mei, jonas] = await Promise.all([stage.person('Mei'), stage.person('Jonas')])
    await Promise.all([open(mei, id), open(jonas, id)])
    await mei.getByRole('button', { name: 'Article', exact: true }).click()
    await mei.getByRole('menuitem', { name: /Activity/ }).click()
    const dialog = mei.getByRole('dialog', { name: 'Activity' })
    const shared = dialog.getByRole('button', { name: /Jonas changed the shared claims/ })
    await dialog.getByText(/changed the text/).waitFor()
    expect(await shared.count()).toBe(0)
    await mark(jonas, 'Ridership fell by a third', '2')
    await eventually(async () => expect(await shared.count()).toBe(1))
    await shared.click()
    await dialog.getByRole('button', { name: /Ridership fell by a third/ }).waitFor()
    await expectAccessible(mei, 'the activity')
    await dialog.getByRole('button', { name: /Ridership fell by a third/ }).click()
    await eventually(async () => expect(await dialog.count()).toBe(0))
    expect(await mei.locator('.claim[data-selected=true]').innerText()).toContain('Ridership fell by a third')
    await Promise.all([mei.context().close(), jonas.context().close()])
  })

  it('counts one person once, however many tabs they have', async () => {
    const id = await createArticle(stage.url, 'two-tabs', text)
    const [mei, jonas] = await Promise.all([stage.person('Mei'), stage.person('Jonas')])
    const second = await mei.context().newPage()
    await Promise.all([open(mei, id), open(second, id), open(jonas, id)])
    await select(second, 'northern pillar')
    await eventually(async () => expect(await jonas.locator('.faces .face').count()).toBe(1))
    await eventually(async () => expect(await jonas.locator('.caret-flag').allInnerTexts()).toContain('Mei'))
    // One's own other tab is nobody else.
    await eventually(async () => expect(await mei.locator('.faces .face').count()).toBe(1))
    expect(await mei.locator('.caret-flag').count()).toBe(0)
    await mark(second, 'They called it safe', '3')
    await eventually(async () => expect(await painted(mei, 'claim-3')).toEqual(['They called it safe']), 1000)
    await Promise.all([mei.context().close(), jonas.context().close()])
  })

  it('has no trouble on any page', () => {
    expect(stage.troubles).toEqual([])
  })
})
