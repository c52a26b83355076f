import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createArticle, eventually, open, painted, putCaret, saved, sharedClaims } from './acts.js'
import { expectAccessible } from './axe.js'
import { type Stage, startStage } from './stage.js'

let stage: Stage
let page: Page
const id = 'sentences'
const text = [
  'Rents in the city',
  'Mr. Ng said that rents rose by nine percent. “They will rise again,” he added.',
  'The city denies it. Nobody counted, though many asked.',
].join('\n')

beforeAll(async () => {
  stage = await startStage()
  page = await stage.person('Marker')
  await createArticle(stage.url, id, text)
  await open(page, id)
  await page.evaluate(() => {
    const count = { keys: 0 }
    Object.assign(globalThis, { pressed: count })
    window.addEventListener('keydown', () => count.keys++, true)
  })
})
afterAll(async () => {
  await stage.stop()
})

const press = async (...keys: readonly string[]) => {
  for (const key of keys) await page.keyboard.press(key)
}
/** How many keys went down while this was done. */
const presses = async (act: () => Promise<void>): Promise<number> => {
  const count = () => page.evaluate(() => (globalThis as unknown as { pressed: { keys: number } }).pressed.keys)
  const before = await count()
  await act()
  return (await count()) - before
}
const selected = () => page.evaluate(() => getSelection()?.toString())
const claims = () => sharedClaims(stage.url, id)
const quotes = async () => (await claims()).map(({ mentions }) => mentions.map(({ quote }) => quote).join(' / '))

describe('sentence by sentence', () => {
  it('takes the sentence at the caret without its full stop, then the next, and back', async () => {
    await putCaret(page, 'before', 'Rents in')
    const seen: (string | undefined)[] = []
    for (let turn = 0; turn < 5; turn++) {
      await press('s')
      seen.push(await selected())
    }
    expect(seen).toEqual([
      'Rents in the city',
      'Mr. Ng said that rents rose by nine percent',
      '“They will rise again,” he added',
      'The city denies it',
      'Nobody counted, though many asked',
    ])
    await press('s')
    expect(await page.getByTestId('announcer').innerText()).toContain('last sentence')
    await press('Shift+S')
    expect(await selected()).toBe('The city denies it')
  })

  it('marks a sentence, types it and says whose it is in three presses', async () => {
    await putCaret(page, 'before', 'Mr. Ng')
    await press('s', '2', 'Shift+A')
    await page.keyboard.type('Kenny Ng')
    await press('Enter')
    await eventually(async () => expect((await claims())[0]?.attribution?.speaker?.name).toBe('Kenny Ng'))
    expect(await page.evaluate(() => document.activeElement?.getAttribute('role'))).toBe('textbox')
    const count = await presses(() => press('s', '3', 'a'))
    expect(count).toBeLessThanOrEqual(3)
    await eventually(async () =>
      expect(
        (await claims()).map(({ types, mentions, attribution }) => [
          mentions[0]?.quote,
          types,
          attribution?.speaker?.name,
          attribution?.kind,
        ]),
      ).toEqual([
        ['Mr. Ng said that rents rose by nine percent', ['Numerical Claim'], 'Kenny Ng', 'indirect'],
        ['“They will rise again,” he added', ['Position Statement'], 'Kenny Ng', 'mixed'],
      ]),
    )
  })

  it('goes on with one press: the next sentence, the same type', async () => {
    expect(await presses(() => press('r'))).toBe(1)
    await eventually(async () => {
      const [, , third] = await claims()
      expect([third?.mentions[0]?.quote, third?.types, third?.attribution]).toEqual([
        'The city denies it',
        ['Position Statement'],
        undefined,
      ])
    })
    await press('Shift+R')
    await eventually(async () => {
      const last = (await claims())[3]
      expect([last?.mentions[0]?.quote, last?.types, last?.attribution?.speaker?.name]).toEqual([
        'Nobody counted, though many asked',
        ['Position Statement'],
        'Kenny Ng',
      ])
    })
  })
})

describe('the words of a claim', () => {
  it('grow, shrink and move by keys', async () => {
    await press('Shift+L', 'Shift+L', 'Shift+L')
    await eventually(async () => expect((await quotes())[3]).toBe('Nobody counted'))
    await press('l')
    await eventually(async () => expect((await quotes())[3]).toBe('Nobody counted, though'))
    await press('Shift+H')
    await eventually(async () => expect((await quotes())[3]).toBe('counted, though'))
    await press('h', 'h')
    await eventually(async () => expect((await quotes())[3]).toBe('it. Nobody counted, though'))
    await press('Shift+H', '.')
    await eventually(async () => expect((await quotes())[3]).toBe('counted, though many'))
    await press(',')
    await eventually(async () => expect((await quotes())[3]).toBe('Nobody counted, though'))
  })

  it('are the selection before there is a claim', async () => {
    await press('Escape')
    await putCaret(page, 'before', 'The city')
    await press('s', 'Shift+L', 'Shift+H')
    expect(await selected()).toBe('city denies')
    await press('Escape')
  })

  it('stand in pieces, in several places, and are put elsewhere', async () => {
    await putCaret(page, 'before', 'counted')
    await press('Enter')
    await putCaret(page, 'before', 'asked')
    await press('Control+Shift+ArrowRight')
    await press('+')
    await eventually(async () => expect(await quotes()).toContain('Nobody counted, though … asked'))
    await putCaret(page, 'before', 'The city')
    await press('s', 't')
    await eventually(async () =>
      expect(await quotes()).toContain('Nobody counted, though … asked / The city denies it'),
    )
    await putCaret(page, 'before', 'denies')
    await press('Control+Shift+ArrowRight', 'x')
    await eventually(async () => expect(await quotes()).toContain('Nobody counted, though … asked / denies'))
    await putCaret(page, 'after', 'Nobody')
    await press('Shift+L')
    await eventually(async () => expect(await quotes()).toContain('Nobody counted … asked / denies'))
  })

  it('have a source and a cue', async () => {
    await putCaret(page, 'before', 'Mr. Ng')
    await press('Enter')
    for (let letter = 0; letter < 'Mr. Ng'.length; letter++) await press('Shift+ArrowRight')
    await press('w')
    await putCaret(page, 'before', 'said')
    await press('Control+Shift+ArrowRight', 'c')
    await eventually(async () =>
      expect((await claims())[0]?.attribution).toMatchObject({ source: { quote: 'Mr. Ng' }, cue: { quote: 'said' } }),
    )
    expect(await painted(page, 'claim-source')).toEqual(['Mr. Ng'])
  })

  it('take punctuation in only when that is meant', async () => {
    await putCaret(page, 'before', 'The city')
    await press('s', 'Shift+ArrowRight')
    expect(await selected()).toBe('The city denies it.')
    await press('Shift+Enter')
    await eventually(async () => expect(await quotes()).toContain('The city denies it.'))
    await press('Delete')
    await saved(page)
  })
})

describe('undo', () => {
  it('goes back over claims and text in the order they were done', async () => {
    await press('Escape')
    const lines = () => page.locator('.article-text > *').allTextContents()
    const before = { lines: await lines(), quotes: await quotes() }
    await putCaret(page, 'before', 'The city')
    await press('s', '1')
    await eventually(async () => expect((await quotes()).filter((one) => one === 'The city denies it')).toHaveLength(2))
    await press('e')
    await putCaret(page, 'after', 'Nobody')
    await page.keyboard.type(' at all')
    await press('Escape')
    await putCaret(page, 'before', 'Rents in')
    await press('s', '4')
    await eventually(async () => expect(await quotes()).toContain('Rents in the city'))
    await press('Control+z')
    await eventually(async () => expect(await quotes()).not.toContain('Rents in the city'))
    expect((await lines())[2]).toContain('Nobody at all')
    await press('Control+z')
    await eventually(async () => expect(await lines()).toEqual(before.lines))
    await eventually(async () => expect((await quotes()).filter((one) => one === 'The city denies it')).toHaveLength(2))
    await press('Control+z')
    await eventually(async () => expect(await quotes()).toEqual(before.quotes))
    await press('Control+Shift+z', 'Control+Shift+z')
    await eventually(async () => expect((await lines())[2]).toContain('Nobody at all'))
    await press('Control+z', 'Control+z')
    await eventually(async () => expect(await lines()).toEqual(before.lines))
    await eventually(async () => expect(await quotes()).toEqual(before.quotes))
  })

  it('undoes one’s own acts only, with two people at it', async () => {
    const other = await stage.person('Other')
    await open(other, id)
    await putCaret(page, 'before', 'Rents in')
    await press('s', '1')
    await putCaret(other, 'before', 'The city')
    await other.keyboard.press('s')
    await other.keyboard.press('5')
    await eventually(async () => expect(await painted(page, 'claim-5')).toEqual(['The city denies it']))
    await eventually(async () => expect(await painted(other, 'claim-1')).toContain('Rents in the city'))
    await press('Control+z')
    await eventually(async () => expect(await painted(other, 'claim-1')).not.toContain('Rents in the city'))
    expect(await painted(page, 'claim-5')).toEqual(['The city denies it'])
    await other.keyboard.press('Control+z')
    await eventually(async () => expect(await painted(page, 'claim-5')).toEqual([]))
    await other.context().close()
  })
})

describe('the page while marking', () => {
  it('shows the fields that follow G, and the pair that is to be related, in both themes, with nothing serious for axe', async () => {
    await putCaret(page, 'before', 'The city')
    await press('Enter', 'g')
    await page.locator('.fields-hint').waitFor()
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme })
      await expectAccessible(page, `the fields after G, ${colorScheme}`)
    }
    await press('Escape', 'p', 'k')
    await page.locator('.pair-hint').waitFor()
    await expectAccessible(page, 'two claims to relate')
    await press('Escape', '?')
    await page.getByRole('dialog', { name: 'Keys' }).waitFor()
    await expectAccessible(page, 'the keys')
    await press('Escape')
    await page.emulateMedia({ colorScheme: 'light' })
  })

  it('has no trouble on any page', () => {
    expect(stage.troubles).toEqual([])
  })
})
