import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createArticle, eventually, open, painted, putCaret, saved, stored } from './acts.js'
import { expectAccessible } from './axe.js'
import { type Stage, startStage } from './stage.js'

let stage: Stage
let page: Page
const id = 'described'
const text = 'Ng said that rents rose by nine percent.\nThe city counted. Nobody else did.\nRents never fell.'

beforeAll(async () => {
  stage = await startStage()
  page = await stage.person('Writer')
  await createArticle(stage.url, id, text)
  await createArticle(stage.url, 'ledger', 'The ledger\nRents rose by nine percent, the office wrote.')
  await open(page, id)
  await putCaret(page, 'before', 'Ng said')
  await press('s', '2', 's', '1', 's', '1', 's', '5')
  await saved(page)
})
afterAll(async () => {
  await stage.stop()
})

const press = async (...keys: readonly string[]) => {
  for (const key of keys) await page.keyboard.press(key)
}
const focused = () =>
  page.evaluate(() => document.activeElement?.closest('[data-field]')?.getAttribute('data-field') ?? '')
const goTo = async (key: string, field: string) => {
  await press('g', key)
  await eventually(async () => expect(await focused()).toBe(field))
}
interface Described {
  readonly id: string
  readonly layer: string
  readonly normalizedClaim?: string
  readonly note?: string
  readonly status?: string
  readonly confidence?: number
  readonly checkWorthiness?: string
  readonly tags?: readonly string[]
  readonly types?: readonly string[]
  readonly verdict?: { readonly scale: string; readonly label: string; readonly justification?: string }
  readonly evidence?: readonly { readonly stance: string; readonly items: readonly object[] }[]
  readonly attribution?: { readonly speaker?: { readonly name: string; readonly kind?: string } }
  readonly mentions: readonly { readonly quote: string }[]
}
interface StoredRelation {
  readonly type: string
  readonly from: string
  readonly to: string
}
const claims = async () => ((await stored(stage.url, id)).claims ?? []) as readonly Described[]
const relations = async () =>
  ((await stored(stage.url, id)) as unknown as { readonly relations?: readonly StoredRelation[] }).relations ?? []
const claimOf = async (words: string) =>
  (await claims()).find(({ mentions }) => mentions.some(({ quote }) => quote === words))
const choose = async (words: string) => {
  await press('Escape')
  await putCaret(page, 'before', words)
  await press('Enter')
  await eventually(async () => expect((await painted(page, 'claim-selected')).join()).toContain(words))
}
const rose = 'Ng said that rents rose by nine percent'

describe('the form of a claim, by keys', () => {
  it('takes each field from the article and back', async () => {
    await choose('Ng said')
    await goTo('n', 'normalized')
    await page.keyboard.type('Rents rose by nine percent.')
    await press('Escape')
    await goTo('s', 'speaker')
    await page.keyboard.type('Kenny Ng')
    await press('Enter')
    await eventually(async () => expect(await focused()).toBe(''))
    await press('u')
    await goTo('c', 'confidence')
    await press('End', 'ArrowLeft')
    await press('Escape')
    await goTo('t', 'tags')
    await page.keyboard.type('housing')
    await press('Enter')
    await eventually(async () => expect(await focused()).toBe(''))
    await goTo('o', 'note')
    await page.keyboard.type('Look at the year.')
    await press('Escape')
    await saved(page)
    await eventually(async () =>
      expect(await claimOf(rose)).toMatchObject({
        normalizedClaim: 'Rents rose by nine percent.',
        attribution: { speaker: { name: 'Kenny Ng' } },
        checkWorthiness: 'CFS',
        confidence: 0.95,
        tags: ['housing'],
        note: 'Look at the year.',
      }),
    )
  })

  it('gives a verdict on a scale, says why, and what another scale loses', async () => {
    await goTo('v', 'verdict')
    await press('Enter')
    await page.getByRole('option', { name: 'Supported' }).waitFor()
    await page.keyboard.type('Conf')
    await press('Enter')
    await page.getByRole('textbox', { name: 'Justification' }).waitFor()
    await press('Tab', 'Tab')
    await page.keyboard.type('Two counts differ.')
    await press('Escape')
    await eventually(async () =>
      expect((await claimOf(rose))?.verdict).toEqual({
        scale: 'core',
        label: 'conflicting',
        justification: 'Two counts differ.',
      }),
    )
    await goTo('v', 'verdict')
    await press('Tab', 'Enter')
    await page.getByRole('option', { name: 'FEVER, 3' }).waitFor()
    await page.keyboard.type('FEV')
    await press('Enter')
    await page.locator('.toast').getByText('On this scale is lost: that the evidence conflicts.').waitFor()
    await eventually(async () =>
      expect((await claimOf(rose))?.verdict).toMatchObject({ scale: 'fever-3', label: 'NOT ENOUGH INFO' }),
    )
    await press('Escape')
  })

  it('takes evidence from this article, from a page and from another article', async () => {
    await goTo('e', 'evidence')
    await press('Enter')
    await page.locator('.pending-hint').waitFor()
    await putCaret(page, 'before', 'The city counted')
    await press('s', 'Enter')
    await eventually(async () =>
      expect((await claimOf(rose))?.evidence).toMatchObject([
        { stance: 'SUPPORTS', items: [{ kind: 'mention', mention: { quote: 'The city counted' } }] },
      ]),
    )
    const set = page.getByRole('region', { name: 'Evidence set 1' })
    await set.getByRole('button', { name: 'Link' }).press('Enter')
    await page.keyboard.type('not an address')
    await press('Enter')
    await page.getByText('Write a whole address').waitFor()
    await press('Control+a')
    await page.keyboard.type('https://example.org/rents')
    await press('Enter')
    await set.getByRole('button', { name: 'Other article' }).press('Enter')
    await page.getByRole('dialog').waitFor()
    await page.locator('.dialog .value-button:not([disabled])').press('Enter')
    await page.getByRole('option', { name: 'The ledger' }).press('Enter')
    const words = page.getByRole('textbox', { name: 'Its words' })
    await eventually(async () => expect(await words.isEnabled()).toBe(true))
    await words.fill('rents rose by nine percent')
    await page.locator('.found-words mark').waitFor()
    await page.getByRole('button', { name: 'Add these words' }).press('Enter')
    await set
      .getByRole('radio', { name: 'Refutes' })
      .or(set.getByRole('button', { name: 'Refutes' }))
      .first()
      .press('Enter')
    await eventually(async () =>
      expect((await claimOf(rose))?.evidence).toMatchObject([
        {
          stance: 'REFUTES',
          items: [
            { kind: 'mention', mention: { quote: 'The city counted' } },
            { kind: 'url', url: 'https://example.org/rents' },
            { kind: 'mention', document: 'ledger', mention: { quote: 'Rents rose by nine percent' } },
          ],
        },
      ]),
    )
  })

  it('has nothing serious for axe, in both themes and in a window of 360 pixels', async () => {
    await choose('Ng said')
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme })
      await expectAccessible(page, `the claim form, ${colorScheme}`)
    }
    await page.emulateMedia({ colorScheme: 'light' })
    await page.setViewportSize({ width: 360, height: 740 })
    await press('g', 'v')
    await eventually(async () => expect(await focused()).toBe('verdict'))
    await expectAccessible(page, 'the claim form in a narrow window')
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360)
    await press('Escape')
    await page.setViewportSize({ width: 1360, height: 860 })
  })
})

describe('two claims', () => {
  it('are related by picking both and a key, either way round', async () => {
    await choose('The city counted')
    await press('p')
    await choose2('Nobody else')
    await press('1')
    await eventually(async () => expect(await relations()).toHaveLength(1))
    const [from, to] = [await claimOf('The city counted'), await claimOf('Nobody else did')]
    expect((await relations())[0]).toMatchObject({ type: 'supports', from: from?.id, to: to?.id })
    await press('p')
    await choose2('Rents never')
    await press('o', '2')
    const third = await claimOf('Rents never fell')
    await eventually(async () =>
      expect(await relations()).toContainEqual(
        expect.objectContaining({ type: 'attacks', from: third?.id, to: to?.id }),
      ),
    )
    await goTo('r', 'relations')
    expect(await page.locator('[data-field=relations] .relation').allInnerTexts()).toEqual([
      expect.stringContaining('attacks'),
    ])
    await press('Escape')
  })

  it('become one with all that both had, and two again with undo', async () => {
    await choose('The city counted')
    await press('p')
    await choose2('Rents never')
    await press('v')
    await eventually(async () => expect(await claims()).toHaveLength(3))
    const merged = await claimOf('Rents never fell')
    expect(merged?.mentions.map(({ quote }) => quote)).toEqual(['The city counted', 'Rents never fell'])
    expect(merged?.types).toEqual(['Event/Property Claim', 'Causal Claim'])
    const other = await claimOf('Nobody else did')
    expect((await relations()).map(({ type, from, to }) => [type, from, to]).sort()).toEqual([
      ['attacks', merged?.id, other?.id],
      ['supports', merged?.id, other?.id],
    ])
    await press('Control+z')
    await eventually(async () => expect(await claims()).toHaveLength(4))
    await eventually(async () => expect(await relations()).toHaveLength(2))
  })

  it('are two where one is duplicated', async () => {
    await choose('Ng said')
    await press('d')
    await eventually(async () => expect(await claims()).toHaveLength(5))
    const twins = (await claims()).filter(({ mentions }) => mentions[0]?.quote === rose)
    expect(twins.map(({ verdict, tags, confidence }) => [verdict?.label, tags, confidence])).toEqual([
      ['NOT ENOUGH INFO', ['housing'], 0.95],
      ['NOT ENOUGH INFO', ['housing'], 0.95],
    ])
    await press('Delete')
    await eventually(async () => expect(await claims()).toHaveLength(4))
  })

  it('cause no trouble on any page', () => {
    expect(stage.troubles).toEqual([])
  })
})

/** Choose the other claim, with the first one picked: Escape would let it go. */
async function choose2(words: string): Promise<void> {
  await putCaret(page, 'before', words)
  await press('Enter')
  await eventually(async () => expect((await painted(page, 'claim-selected')).join()).toContain(words))
}
