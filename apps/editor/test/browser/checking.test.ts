import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createArticle, eventually, mark, open, painted, putCaret, saved, select, sharedClaims } from './acts.js'
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

const two = async (id: string, words = text) => {
  await createArticle(stage.url, id, words)
  const [writer, marker] = await Promise.all([stage.person('Writer'), stage.person('Marker')])
  await Promise.all([open(writer, id), open(marker, id)])
  return { writer, marker, close: () => Promise.all([writer.context().close(), marker.context().close()]) }
}

/** Go over to editing by keys. */
const edit = async (page: Page) => {
  await page.locator('.article-text').focus()
  await page.keyboard.press('e')
  await page.waitForSelector('.article-scroller[data-mode=edit]')
}

/** Delete words by keys, a letter at a time as a person does who holds the key down. */
const take = async (page: Page, words: string) => {
  await putCaret(page, 'before', words)
  for (let letter = 0; letter < words.length; letter++) await page.keyboard.press('Delete')
}

const states = (page: Page) =>
  page.locator('.claim').evaluateAll((cards) => cards.map((card) => (card as HTMLElement).dataset.state))
const said = (page: Page) => page.getByTestId('announcer').innerText()
const toCheck = (page: Page) => page.locator('.check-toggle')
const focused = (page: Page) => page.evaluate(() => document.activeElement?.className)
/** The words marked as taken out and as put in, without what only a screen reader hears. */
const marks = (page: Page, tag: 'del' | 'ins') =>
  page.locator(`.claim-detail ${tag}`).evaluateAll((all) =>
    all.map((one) =>
      [...one.childNodes]
        .filter((node) => node.nodeName === '#text')
        .map((node) => node.textContent)
        .join(''),
    ),
  )

describe('a claim whose words were edited', () => {
  it('shows both to each, is called still right by keys on one screen, and is whole on the other', async () => {
    const id = 'still-right'
    const { writer, marker, close } = await two(id)
    await mark(marker, 'the bridge would cost 12 million euros', '2')
    await eventually(async () => expect(await states(writer)).toEqual(['whole']))
    expect(await toCheck(marker).count()).toBe(0)

    await edit(writer)
    await putCaret(writer, 'after', 'cost 1')
    await writer.keyboard.press('Delete')
    await writer.keyboard.type('5')
    await saved(writer)
    for (const page of [writer, marker]) {
      await eventually(async () => expect(await states(page)).toEqual(['changed']))
      await eventually(async () => expect(await toCheck(page).innerText()).toBe('1 to check'))
    }
    await eventually(async () => expect(await said(marker)).toBe('1 claim to check.'))

    await marker.keyboard.press('Escape')
    await marker.keyboard.press('n')
    await eventually(async () => expect(await said(marker)).toMatch(/^1 of 1 to check. Words changed: the bridge/))
    await eventually(async () => expect(await marks(marker, 'del')).toEqual(['12']))
    expect(await marks(marker, 'ins')).toEqual(['15'])
    expect(await marker.locator('.claim-detail .was').innerText()).toContain('the bridge would cost')

    await marker.keyboard.press('y')
    await eventually(async () => expect(await said(marker)).toBe('Still right. Nothing left to check.'))
    for (const page of [writer, marker]) {
      await eventually(async () => expect(await states(page)).toEqual(['whole']))
      await eventually(async () =>
        expect(await painted(page, 'claim-2')).toEqual(['the bridge would cost 15 million euros']),
      )
      expect(await toCheck(page).count()).toBe(0)
    }
    await saved(marker)
    const [claim] = await sharedClaims(stage.url, id)
    expect(claim?.mentions[0]).toMatchObject({ quote: 'the bridge would cost 15 million euros' })
    expect(claim?.mentions[0]).not.toHaveProperty('markedQuote')

    // It can be undone, and done again.
    await marker.keyboard.press('Control+z')
    for (const page of [writer, marker]) await eventually(async () => expect(await states(page)).toEqual(['changed']))
    await marker.keyboard.press('Control+Shift+z')
    for (const page of [writer, marker]) await eventually(async () => expect(await states(page)).toEqual(['whole']))
    await close()
  })

  it('may be marked on other words, and its source and cue are settled with it', async () => {
    const { writer, marker, close } = await two('re-mark')
    await mark(marker, '47 cracks', '1')
    await select(marker, 'Engineers')
    await marker.keyboard.press('w')
    await eventually(async () => expect(await painted(marker, 'claim-source')).toEqual(['Engineers']))
    await edit(writer)
    await putCaret(writer, 'after', 'measured 4')
    await writer.keyboard.type('0')
    await putCaret(writer, 'after', 'Engin')
    await writer.keyboard.type('e')
    await eventually(async () => expect(await marker.locator('.claim-detail .was').count()).toBe(2))
    expect(await marker.locator('.claim .badge').allInnerTexts()).toEqual(['Words changed', 'Source changed'])

    // The words by the button and a selection, the source by saying that it is right.
    await marker.locator('.mentions').getByRole('button', { name: 'Re-mark' }).focus()
    await marker.keyboard.press('Enter')
    await marker.locator('.pending-hint').waitFor()
    await putCaret(marker, 'before', '407 cracks')
    for (let word = 0; word < 4; word++) await marker.keyboard.press('Control+Shift+ArrowRight')
    await marker.keyboard.press('Enter')
    await eventually(async () => expect(await painted(marker, 'claim-1')).toEqual(['407 cracks in the']))
    await eventually(async () => expect(await marker.locator('.claim-detail .was').count()).toBe(1))
    await marker.keyboard.press('y')
    for (const page of [writer, marker]) {
      await eventually(async () => expect(await toCheck(page).count()).toBe(0))
      await eventually(async () => expect(await states(page)).toEqual(['whole']))
    }
    await close()
  })

  it('is found among others by the number in the panel’s head, and stays there until the next is chosen', async () => {
    const { writer, marker, close } = await two('filter')
    await mark(marker, 'Work begins in May', '1')
    await mark(marker, '47 cracks', '2')
    await mark(marker, 'They called it safe', '3')
    await edit(writer)
    for (const words of ['Work be', '47 cr', 'They ca']) {
      await putCaret(writer, 'after', words)
      await writer.keyboard.type('x')
    }
    await eventually(async () => expect(await toCheck(marker).innerText()).toBe('3 to check'))
    await marker.keyboard.press('Escape')
    await marker.keyboard.press('Escape')
    await marker.keyboard.press('n')
    await marker.keyboard.press('y')
    await eventually(async () => expect(await said(marker)).toBe('Still right. 2 left to check.'))
    await toCheck(marker).focus()
    await marker.keyboard.press('Enter')
    await eventually(async () => expect(await states(marker)).toEqual(['whole', 'changed', 'changed']))
    await marker.keyboard.press('n')
    await eventually(async () => expect(await states(marker)).toEqual(['changed', 'changed']))
    await marker.keyboard.press('y')
    await marker.keyboard.press('n')
    await marker.keyboard.press('y')
    // Nothing is left, so all are shown again.
    await eventually(async () => expect(await states(marker)).toEqual(['whole', 'whole', 'whole']))
    await marker.keyboard.press('n')
    await eventually(async () => expect(await said(marker)).toBe('No claims to check.'))
    await close()
  })
})

describe('a claim whose words are gone', () => {
  it('keeps them with their context, is found again where somebody typed them anew, and is whole on both screens', async () => {
    const id = 'found-again'
    const { writer, marker, close } = await two(id)
    await mark(marker, '47 cracks', '2')
    await edit(writer)
    await take(writer, '47 cracks')
    for (const page of [writer, marker]) {
      await eventually(async () =>
        expect(await page.locator('.detached .claim').getAttribute('data-state')).toBe('detached'),
      )
    }
    expect(await writer.locator('.detached .claim-words').innerText()).toBe(
      '…gins in May. Engineers measured 47 cracks in the northern pillar. They ca…',
    )
    await putCaret(writer, 'after', 'according to the transit office')
    await writer.keyboard.type(' that saw 47 cracks', { delay: 10 })
    await saved(writer)
    // It is not taken by itself.
    await eventually(async () => expect(await marker.locator('.article-text').innerText()).toContain('saw 47 cracks'))
    expect(await states(marker)).toEqual(['detached'])

    await marker.keyboard.press('Escape')
    await marker.keyboard.press('Escape')
    await marker.keyboard.press('n')
    await marker.keyboard.press('f')
    await marker.locator('.place').waitFor()
    expect(await marker.locator('.place').count()).toBe(1)
    await eventually(async () => expect(await focused(marker)).toBe('place'))
    await eventually(async () =>
      expect(await said(marker)).toBe('One place may be it. None is taken until you choose it.'),
    )
    await eventually(async () => expect(await painted(marker, 'claim-preview')).toEqual(['47 cracks']))
    expect(await states(writer)).toEqual(['detached'])

    await marker.keyboard.press('Enter')
    await eventually(async () => expect(await said(marker)).toBe('Found again: 47 cracks. Nothing left to check.'))
    await eventually(async () => expect(await focused(marker)).toBe('claim-head'))
    for (const page of [writer, marker]) {
      await eventually(async () => expect(await states(page)).toEqual(['whole']))
      await eventually(async () => expect(await painted(page, 'claim-2')).toEqual(['47 cracks']))
      await eventually(async () => expect(await painted(page, 'claim-preview')).toEqual([]))
    }
    await saved(marker)
    const [claim] = await sharedClaims(stage.url, id)
    expect(claim?.mentions[0]?.spans).toHaveLength(1)
    await marker.keyboard.press('Control+z')
    for (const page of [writer, marker]) await eventually(async () => expect(await states(page)).toEqual(['detached']))
    await close()
  })

  it('is offered every place that may be it, and takes none until one is chosen', async () => {
    const { writer, marker, close } = await two(
      'ambiguous',
      'A list\nIt was said. The toll is nine euros. And so on.\nOne.\nTwo.',
    )
    await mark(marker, 'The toll is nine euros', '2')
    await edit(writer)
    await take(writer, 'The toll is nine euros')
    await eventually(async () => expect(await states(marker)).toEqual(['detached']))
    for (const line of ['One.', 'Two.']) {
      await putCaret(writer, 'after', line)
      await writer.keyboard.type(' The toll is nine euros', { delay: 5 })
    }
    await eventually(async () =>
      expect((await marker.locator('.article-text').innerText()).split('nine')).toHaveLength(3),
    )
    await marker.keyboard.press('f')
    await eventually(async () => expect(await marker.locator('.place').count()).toBe(2))
    expect(await marker.locator('.find-count').innerText()).toBe('2 places may be it.')
    await eventually(async () => expect(await painted(marker, 'claim-preview')).toEqual(['The toll is nine euros']))
    // Looking at each takes none, nor does closing.
    await marker.keyboard.press('ArrowDown')
    const second = () =>
      marker
        .locator('.place')
        .nth(1)
        .evaluate((place) => place === document.activeElement)
    expect(await second()).toBe(true)
    await marker.keyboard.press('Escape')
    await eventually(async () => expect(await marker.locator('.place').count()).toBe(0))
    await eventually(async () => expect(await painted(marker, 'claim-preview')).toEqual([]))
    expect([await states(marker), await states(writer)]).toEqual([['detached'], ['detached']])

    await marker.keyboard.press('f')
    await marker.locator('.place').nth(1).waitFor()
    await marker.keyboard.press('ArrowDown')
    const chosen = await marker.locator('.place:focus .place-words').innerText()
    await marker.keyboard.press('Enter')
    for (const page of [writer, marker]) await eventually(async () => expect(await states(page)).toEqual(['whole']))
    const line = await marker.evaluate(() => {
      const [highlight] = ['claim-2-0', 'claim-2-1'].flatMap((name) => {
        const ranges = CSS.highlights.get(name) as (Iterable<Range> & { readonly size: number }) | undefined
        return ranges === undefined || ranges.size === 0 ? [] : [ranges]
      })
      return [...(highlight ?? [])][0]?.startContainer.parentElement?.closest('.block')?.textContent
    })
    expect(chosen).toContain(line?.slice(0, 4))
    await close()
  })

  it('says when its words are nowhere, and can be marked on other words', async () => {
    const { writer, marker, close } = await two('nowhere')
    await mark(marker, 'Ridership fell by a third', '2')
    await edit(writer)
    await take(writer, 'Ridership fell by a third')
    await eventually(async () => expect(await states(marker)).toEqual(['detached']))
    await marker.keyboard.press('f')
    await eventually(async () => expect(await said(marker)).toBe('These words are nowhere in the text.'))
    expect(await marker.locator('.find-count').innerText()).toBe('These words are nowhere in the text.')
    await marker.getByRole('button', { name: 'Mark other words' }).focus()
    await marker.keyboard.press('Enter')
    await putCaret(marker, 'before', 'They called')
    for (let word = 0; word < 4; word++) await marker.keyboard.press('Control+Shift+ArrowRight')
    await marker.keyboard.press('Enter')
    for (const page of [writer, marker]) {
      await eventually(async () => expect(await states(page)).toEqual(['whole']))
      await eventually(async () => expect(await painted(page, 'claim-2')).toEqual(['They called it safe']))
    }
    await close()
  })

  it('has no trouble on any page', () => {
    expect(stage.troubles).toEqual([])
  })
})
