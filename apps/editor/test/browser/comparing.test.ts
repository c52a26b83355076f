import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { eventually, mark, open, painted, saved } from './acts.js'
import { expectAccessible } from './axe.js'
import { type Stage, startStage } from './stage.js'

const password = 'a password for all'
const id = 'rivers'
const text = [
  'The mayor said the old bridge would cost 12 million euros.',
  'It rained for nine days.',
  'The river rose by two metres, and the lower town was under water.',
  'Nobody was hurt.',
].join('\n')

let stage: Stage
let carla: Page
let anna: Page
let ben: Page
/** What arrived over the sockets of the annotators, as text: a room's name stands in each of its frames. */
const heard = { anna: '', ben: '' }

beforeAll(async () => {
  stage = await startStage()
  const file = join(stage.dataFolder, 'password')
  writeFileSync(file, password)
  for (const [account, role] of [
    ['olga', 'owner'],
    ['carla', 'curator'],
    ['anna', 'annotator'],
    ['ben', 'annotator'],
  ] as const) {
    await stage.command('account', 'add', account, '--role', role, '--password-file', file, '--data', stage.dataFolder)
  }
  await asOwner('POST', '/api/documents', { id, text })
  ;[carla, anna, ben] = (await Promise.all(['Carla', 'Anna', 'Ben'].map((name) => stage.person(name)))) as [
    Page,
    Page,
    Page,
  ]
  for (const [page, who] of [
    [anna, 'anna'],
    [ben, 'ben'],
  ] as const) {
    page.on('websocket', (socket) => {
      socket.on('framereceived', ({ payload }) => {
        heard[who] += typeof payload === 'string' ? payload : payload.toString('latin1')
      })
    })
  }
  await Promise.all([signIn(carla, 'carla'), signIn(anna, 'anna'), signIn(ben, 'ben')])
})
afterAll(async () => {
  await stage.stop()
})

async function signIn(page: Page, account: string): Promise<void> {
  await page.goto('/')
  await page.getByLabel('Account').fill(account)
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('heading', { name: 'Articles' }).waitFor()
}

const json = { 'content-type': 'application/json' }
let ownerToken: Promise<string> | undefined

async function signInAsOwner(): Promise<string> {
  const session = await fetch(`${stage.url}/api/session`, {
    method: 'POST',
    headers: json,
    body: JSON.stringify({ account: 'olga', password, as: 'token' }),
  })
  return ((await session.json()) as { token: string }).token
}

async function asOwner<T>(method: string, path: string, body?: object): Promise<T> {
  ownerToken ??= signInAsOwner()
  const token = await ownerToken
  const answer = await fetch(`${stage.url}${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, ...(body === undefined ? {} : json) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  return (await answer.json()) as T
}

interface StoredClaim {
  readonly id: string
  readonly layer: string
  readonly types?: readonly string[]
  readonly createdBy: string
  readonly mentions: readonly { readonly quote: string }[]
}

const claimsIn = async (layer: string): Promise<readonly StoredClaim[]> => {
  const { claims = [] } = await asOwner<{ claims?: readonly StoredClaim[] }>('GET', `/api/documents/${id}`)
  return claims.filter((claim) => claim.layer === layer)
}
const quotes = (claims: readonly StoredClaim[]) => claims.map(({ mentions }) => mentions[0]?.quote)

const layersSeenBy = (page: Page) =>
  page.evaluate(async (wanted) => {
    const answer = await fetch(`/api/documents/${wanted}/layers`)
    return ((await answer.json()) as { id: string }[]).map((layer) => layer.id)
  }, id)

const entries = (page: Page) => page.locator('.place-entry').count()
const state = (page: Page) => page.locator('.place-state').innerText()

describe('a blind pass', () => {
  it('is started by a curator for annotators, each with a layer of their own', async () => {
    await open(carla, id)
    await carla.getByRole('button', { name: 'Layers', exact: true }).click()
    await carla.getByRole('menuitem', { name: 'Compare layers' }).click()
    await carla.getByRole('heading', { name: 'There are no two layers to compare' }).waitFor()
    await expectAccessible(carla, 'an article without two layers')
    await carla.getByRole('button', { name: 'Blind pass' }).click()
    const dialog = carla.getByRole('dialog', { name: 'Blind pass' })
    await dialog.getByRole('checkbox', { name: 'anna' }).check({ force: true })
    await dialog.getByRole('checkbox', { name: 'ben' }).check({ force: true })
    await expectAccessible(carla, 'the dialog of the blind pass')
    await dialog.getByRole('button', { name: 'Start' }).click()
    await eventually(async () => expect(await dialog.getByText('Blind', { exact: true }).count()).toBe(2))
    await carla.keyboard.press('Escape')
    await eventually(async () => expect(await layersSeenBy(carla)).toEqual(['shared', 'anna', 'ben']))
  })

  it('lets each mark in their own layer, which is chosen for them, and sends nobody the other’s', async () => {
    await Promise.all([open(anna, id), open(ben, id)])
    await mark(anna, 'the old bridge would cost 12 million euros', '2')
    await mark(anna, 'It rained for nine days', '1')
    await mark(anna, 'the lower town was under water', '1')
    await mark(ben, 'old bridge would cost 12 million euros', '1')
    await mark(ben, 'It rained for nine days', '1')
    await mark(ben, 'Nobody was hurt', '1')
    await Promise.all([saved(anna), saved(ben)])
    expect(quotes(await claimsIn('anna'))).toHaveLength(3)
    expect(quotes(await claimsIn('ben'))).toHaveLength(3)
    expect(await claimsIn('shared')).toEqual([])
    for (const [page, own, other] of [
      [anna, 'anna', 'ben'],
      [ben, 'ben', 'anna'],
    ] as const) {
      await open(page, id)
      expect(await page.locator('.claim').count()).toBe(3)
      expect((await Promise.all([painted(page, 'claim-1'), painted(page, 'claim-2')])).flat()).toHaveLength(3)
      expect(await layersSeenBy(page)).toEqual(['shared', own])
      expect(heard[own]).toContain(`layer/${id}/${own}`)
      expect(heard[own]).not.toContain(`layer/${id}/${other}`)
      // Nor where the other reads and marks.
      expect(await page.locator('.caret').count()).toBe(0)
    }
  })

  it('is what one leaves by choosing another layer to work in', async () => {
    await anna.getByRole('button', { name: 'Layers', exact: true }).click()
    await expectAccessible(anna, 'the menu of layers')
    await anna.getByRole('menuitemradio', { name: 'Shared' }).click()
    await anna.keyboard.press('Escape')
    await mark(anna, 'Nobody was hurt', '1')
    await saved(anna)
    expect(quotes(await claimsIn('shared'))).toEqual(['Nobody was hurt'])
    await open(anna, id)
    await anna.getByRole('button', { name: 'Layers', exact: true }).click()
    expect(await anna.getByRole('menuitemradio', { name: 'Shared' }).getAttribute('aria-checked')).toBe('true')
    await anna.getByRole('menuitemradio', { name: 'anna' }).click()
    await anna.keyboard.press('Escape')
  })

  it('shows an annotator nothing to compare with before it is revealed, and everything after', async () => {
    await anna.goto(`/d/${id}/compare`)
    await anna.locator('.compare-page').waitFor()
    expect(await anna.getByRole('columnheader', { name: 'ben' }).count()).toBe(0)
    await carla.getByRole('button', { name: 'Blind pass' }).click()
    const dialog = carla.getByRole('dialog', { name: 'Blind pass' })
    await dialog.getByRole('button', { name: 'Reveal all' }).click()
    await dialog.getByRole('button', { name: 'Reveal', exact: true }).click()
    await eventually(async () => expect(await layersSeenBy(anna)).toEqual(['shared', 'anna', 'ben']))
    await anna.reload()
    await anna.getByRole('columnheader', { name: 'ben' }).waitFor()
    await eventually(async () => expect(heard.anna).toContain(`layer/${id}/ben`))
    // Who may not curate may look.
    expect(await anna.getByRole('button', { name: 'Make the curated layer' }).count()).toBe(0)
    expect(await anna.locator('.take').count()).toBe(0)
  })
})

describe('comparing', () => {
  it('aligns the claims and marks what differs, field by field, with the agreement', async () => {
    await carla.goto(`/d/${id}/compare`)
    await carla.getByRole('button', { name: 'Make the curated layer' }).click()
    await carla.locator('.take').first().waitFor()
    await eventually(async () => expect(await entries(carla)).toBe(3))
    const row = (name: string) => carla.getByRole('row').filter({ has: carla.getByRole('rowheader', { name }) })
    expect(await row('Words').getAttribute('data-differs')).toBe('true')
    expect(await row('Type').getAttribute('data-differs')).toBe('true')
    expect(await row('Words').locator('.only-here').innerText()).toContain('the')
    const figures = carla.getByRole('list', { name: 'Agreement on this article' })
    expect(await figures.innerText()).toMatch(/Claims F1\s+0\.67/)
    await carla.getByRole('radio', { name: 'All' }).click()
    await eventually(async () => expect(await entries(carla)).toBe(4))
    await carla.getByRole('radio', { name: 'Differences' }).click()
  })

  for (const theme of ['light', 'dark'] as const) {
    it(`is sound for axe in the ${theme} theme, wide and narrow, in English and Chinese`, async () => {
      await carla.emulateMedia({ colorScheme: theme })
      for (const width of [1360, 800, 360]) {
        await carla.setViewportSize({ width, height: 780 })
        await eventually(async () =>
          expect(await carla.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBe(0),
        )
        await expectAccessible(carla, `comparing, ${theme}, ${width} wide`)
        await carla.keyboard.press('ArrowDown')
        await expectAccessible(carla, `comparing one field, ${theme}, ${width} wide`)
        await carla.keyboard.press('Escape')
        const picture = process.env.CLAIMSPAN_PICTURES
        if (picture !== undefined) await carla.screenshot({ path: join(picture, `compare-${theme}-${width}.png`) })
      }
      await carla.setViewportSize({ width: 1360, height: 860 })
      await carla.getByRole('button', { name: 'Language' }).click()
      await carla.getByRole('menuitemradio', { name: '中文' }).click()
      await carla.getByRole('button', { name: '比较的图层' }).or(carla.getByText('整条主张')).first().waitFor()
      await expectAccessible(carla, `comparing in Chinese, ${theme}`)
      await carla.getByRole('button', { name: '语言' }).click()
      await carla.getByRole('menuitemradio', { name: 'English' }).click()
      await carla.getByText('The whole claim').first().waitFor()
    })
  }
})

describe('adjudicating by keys', () => {
  it('takes right, left and none, and goes on to the next question by itself', async () => {
    // From the article, and without a pointer from here to the end of the decisions.
    await open(carla, id)
    await carla.getByRole('button', { name: 'Layers', exact: true }).press('Enter')
    const focused = () =>
      carla.evaluate(() => document.activeElement?.closest('[role^=menuitem]')?.textContent ?? 'no item of a menu')
    await eventually(async () => expect(await focused()).toContain('Shared'))
    await carla.keyboard.press('End')
    await eventually(async () => expect(await focused()).toContain('Compare layers'))
    await carla.keyboard.press('Enter')
    await carla.locator('.compared-place').waitFor()
    expect(await state(carla)).toBe('Open')
    await carla.keyboard.press('ArrowRight')
    // Both what was decided and where one is now are heard.
    await eventually(async () =>
      expect(await carla.getByTestId('announcer').innerText()).toMatch(
        /^The whole claim: ben\. Open\. They differ in: Is a claim\. anna: the lower town was under water\. ben: No claim$/,
      ),
    )
    await eventually(async () =>
      expect(await carla.evaluate(() => document.activeElement?.className)).toBe('compared-place'),
    )
    await eventually(async () =>
      expect(quotes(await claimsIn('curated'))).toEqual(['old bridge would cost 12 million euros']),
    )
    await eventually(async () =>
      expect(await carla.locator('.place-entry[aria-current=true]').innerText()).toContain('lower town'),
    )
    await carla.keyboard.press('ArrowLeft')
    await carla.keyboard.press('x')
    await saved(carla)
    await eventually(async () =>
      expect(quotes(await claimsIn('curated'))).toEqual([
        'old bridge would cost 12 million euros',
        'the lower town was under water',
      ]),
    )
  })

  it('undoes and redoes, back where it was', async () => {
    await carla.keyboard.press('Control+z')
    await eventually(async () => expect(await state(carla)).toBe('Open'))
    await carla.keyboard.press('Control+z')
    await carla.keyboard.press('Control+z')
    await eventually(async () => expect(await claimsIn('curated')).toEqual([]))
    expect(await carla.locator('.place-entry[aria-current=true]').innerText()).toContain('bridge')
    await carla.keyboard.press('Control+Shift+z')
    await eventually(async () => expect(await claimsIn('curated')).toHaveLength(1))
    await carla.keyboard.press('Control+z')
    await eventually(async () => expect(await claimsIn('curated')).toHaveLength(0))
  })

  it('decides field by field: the words of one, the type of both', async () => {
    await carla.keyboard.press('ArrowDown')
    await carla.keyboard.press('ArrowLeft')
    await carla.keyboard.press('ArrowDown')
    await carla.keyboard.press('b')
    await eventually(async () => {
      const [claim] = await claimsIn('curated')
      expect(claim?.mentions[0]?.quote).toBe('the old bridge would cost 12 million euros')
      expect([...(claim?.types ?? [])].sort()).toEqual(['Event/Property Claim', 'Numerical Claim'])
      expect(claim?.createdBy).toBe('carla')
    })
    const origins = carla.getByRole('region', { name: 'What it came from' })
    expect(await origins.innerText()).toMatch(/Words: anna · carla/i)
    expect(await origins.innerText()).toMatch(/Type: anna \+ ben · carla/i)
  })

  it('edits the curated claim: its words by the word, its form by E', async () => {
    await carla.keyboard.press('Escape')
    await carla.keyboard.press('Shift+h')
    await eventually(async () => expect((await claimsIn('curated'))[0]?.mentions[0]?.quote).toMatch(/^old bridge/))
    await carla.keyboard.press('h')
    await eventually(async () => expect((await claimsIn('curated'))[0]?.mentions[0]?.quote).toMatch(/^the old bridge/))
    await carla.keyboard.press('e')
    const form = carla.getByRole('region', { name: 'Edit the curated claim' })
    await form.waitFor()
    await expectAccessible(carla, 'editing the curated claim')
    await form.getByRole('button', { name: 'Event/Property Claim' }).click()
    await form.getByRole('textbox', { name: 'Normalized claim' }).fill('The old bridge costs 12 million euros.')
    await carla.keyboard.press('Escape')
    await eventually(async () => expect(await form.count()).toBe(0))
    await eventually(async () => expect(await state(carla)).toBe('Edited by hand'))
    await eventually(async () =>
      expect((await claimsIn('curated'))[0]).toMatchObject({
        types: ['Numerical Claim'],
        normalizedClaim: 'The old bridge costs 12 million euros.',
      }),
    )
  })

  it('takes everything that agrees at once, and both where both are claims', async () => {
    await carla.keyboard.press('a')
    await eventually(async () => expect(quotes(await claimsIn('curated'))).toContain('It rained for nine days'))
    await carla.keyboard.press('n')
    await carla.keyboard.press('b')
    await carla.keyboard.press('b')
    await eventually(async () =>
      expect(quotes(await claimsIn('curated'))).toEqual([
        'the old bridge would cost 12 million euros',
        'It rained for nine days',
        'the lower town was under water',
        'Nobody was hurt',
      ]),
    )
    await eventually(async () => expect(await carla.getByRole('radio', { name: 'Open' }).innerText()).toMatch(/0$/))
  })

  it('is live: another curator sees each decision, also what was left out', async () => {
    const olga = await stage.person('Olga')
    await signIn(olga, 'olga')
    await olga.goto(`/d/${id}/compare`)
    await olga.locator('.compared-place').focus()
    await olga.getByRole('radio', { name: 'All' }).click()
    await olga.locator('.place-entry', { hasText: 'Nobody was hurt' }).click()
    expect(await state(olga)).toBe('Taken')
    expect(await olga.locator('tr', { hasText: 'Words' }).locator('.result').innerText()).toBe('Nobody was hurt')
    await carla.locator('.place-entry', { hasText: 'Nobody was hurt' }).click()
    await carla.locator('.compared-place').focus()
    await carla.keyboard.press('x')
    await eventually(async () => expect(await state(olga)).toBe('Left out'))
    await olga.getByRole('region', { name: 'What it came from' }).getByText('carla').waitFor()
    await carla.keyboard.press('Control+z')
    await eventually(async () => expect(await state(olga)).toBe('Taken'))
    await olga.context().close()
  })

  it('shows its keys', async () => {
    await carla.keyboard.press('?')
    const dialog = carla.getByRole('dialog', { name: 'Keys' })
    await dialog.getByText('Take what the left has').waitFor()
    await expectAccessible(carla, 'the keys of comparing')
    await carla.keyboard.press('Escape')
  })

  it('is stored and exported, with who decided what', async () => {
    await saved(carla)
    const out = join(stage.dataFolder, 'out')
    await stage.command(
      'export',
      stage.dataFolder,
      '--to',
      'native',
      '--out',
      out,
      '--document',
      id,
      '--layer',
      'curated',
    )
    const exported = readFileSync(join(out, 'documents.jsonl'), 'utf8')
    const { claims } = JSON.parse(exported) as { readonly claims: readonly StoredClaim[] }
    expect(quotes(claims.filter(({ layer }) => layer === 'curated'))).toEqual(quotes(await claimsIn('curated')))
    const { decisions } = await asOwner<{
      decisions: readonly { field: string; by: string; take: readonly string[] }[]
    }>('GET', `/api/documents/${id}/layers/curated/decisions`)
    expect(decisions.map(({ field, by, take }) => [field, by, take.length]).sort()).toEqual([
      ['claim', 'carla', 1],
      ['claim', 'carla', 1],
      ['mentions', 'carla', 1],
      ['types', 'carla', 2],
    ])
  })

  it('has no trouble on any page', () => {
    expect(stage.troubles).toEqual([])
  })
})
