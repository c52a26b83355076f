import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import axe from 'axe-core'
import { OAuth2Server } from 'oauth2-mock-server'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { eventually, mark, open, putCaret, saved } from './acts.js'
import { type Stage, seedId, startStage } from './stage.js'

const password = 'a password for all'

let stage: Stage
let provider: OAuth2Server
beforeAll(async () => {
  provider = new OAuth2Server()
  await provider.issuer.keys.generate('RS256')
  await provider.start(0, '127.0.0.1')
  provider.service.on('beforeTokenSigning', ({ payload }) => {
    Object.assign(payload, { sub: 'ines', name: 'Ines Ruiz', preferred_username: 'ines', email: 'ines@example.org' })
  })
  process.env.CLAIMSPAN_OPENID_ISSUER = provider.issuer.url ?? ''
  process.env.CLAIMSPAN_OPENID_CLIENT_ID = 'claimspan'
  process.env.CLAIMSPAN_OPENID_NAME = 'Example'
  stage = await startStage()
  const file = join(stage.dataFolder, 'password')
  writeFileSync(file, password)
  for (const [account, role] of [
    ['olga', 'owner'],
    ['carla', 'curator'],
    ['anna', 'annotator'],
  ] as const) {
    await stage.command('account', 'add', account, '--role', role, '--password-file', file, '--data', stage.dataFolder)
  }
})
afterAll(async () => {
  for (const name of ['ISSUER', 'CLIENT_ID', 'NAME']) delete process.env[`CLAIMSPAN_OPENID_${name}`]
  await stage.stop()
  await provider.stop()
})

async function signIn(page: Page, account: string): Promise<void> {
  await page.goto('/')
  await page.getByLabel('Account').fill(account)
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await page.getByRole('heading', { name: 'Articles' }).waitFor()
}

/** What axe finds that is serious or worse, in the page as it is, in light and dark. */
async function seriousIn(page: Page): Promise<readonly string[]> {
  const found: string[] = []
  for (const colorScheme of ['light', 'dark'] as const) {
    // Colours that are on their way from one theme to the other are neither's.
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    await page.evaluate(axe.source)
    const { violations } = await page.evaluate(() => window.axe.run())
    for (const { id, impact, nodes } of violations) {
      if (impact !== 'serious' && impact !== 'critical') continue
      found.push(...nodes.map(({ html }) => `${colorScheme}: ${id}: ${html}`))
    }
  }
  return found
}

declare global {
  interface Window {
    readonly axe: typeof axe
  }
}

/** How far the page is wider than its window. */
const overflow = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)

describe('the people', () => {
  it('are invited, given a role and shut out by an owner, with the keyboard alone', async () => {
    const page = await stage.person('Olga')
    await signIn(page, 'olga')
    await page.getByRole('button', { name: 'You: olga' }).focus()
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: 'People', exact: true }).focus()
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'People' }).waitFor()
    await eventually(async () => expect(await page.locator('.person-row').count()).toBe(3))
    // A new role, from the list.
    await page.getByRole('button', { name: 'Annotator Role of anna' }).focus()
    await page.keyboard.press('Enter')
    await page.getByRole('option', { name: 'Reader' }).waitFor()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await page.getByTestId('announcer').getByText('anna is reader now.').waitFor({ state: 'attached' })
    // The last owner stays one.
    await page.getByRole('button', { name: 'Close the account of olga' }).click()
    await page.getByRole('button', { name: 'Close account' }).click()
    await page.getByText('Somebody has to be an owner').waitFor()
    // Somebody who is signed in is so no more.
    const other = await stage.person('Carla')
    await signIn(other, 'carla')
    await open(other, seedId)
    await page.getByRole('button', { name: 'Close the account of carla' }).focus()
    await page.keyboard.press('Enter')
    await page.getByRole('alertdialog').waitFor()
    await page.keyboard.press('Escape')
    expect(await page.getByRole('alertdialog').count()).toBe(0)
    await page.keyboard.press('Enter')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await page.locator('.person-row[data-closed]').getByText('carla').first().waitFor()
    await other.reload()
    await other.getByRole('heading', { name: 'Sign in' }).waitFor()
    await page.getByRole('button', { name: 'Open again the account of carla' }).click()
    await eventually(async () => expect(await page.locator('.person-row[data-closed]').count()).toBe(0))
    await Promise.all([page.context().close(), other.context().close()])
  })

  it('join by a link that is shown once, also through the provider, and a link is taken back', async () => {
    const page = await stage.person('Olga')
    await signIn(page, 'olga')
    await page.goto('/people')
    await page.getByRole('button', { name: 'Make an invitation' }).click()
    const link = await page.getByLabel('Link of the invitation').inputValue()
    expect(link).toMatch(new RegExp(`^${stage.url.replace('localhost', '.*')}/join#[\\w-]{43}$`))
    expect(await seriousIn(page)).toEqual([])
    for (const width of [1360, 320]) {
      await page.setViewportSize({ width, height: 700 })
      expect(await overflow(page)).toBe(0)
    }
    const ines = await stage.person('Ines')
    await ines.goto(link)
    await ines.getByRole('heading', { name: 'Join as annotator' }).waitFor()
    expect(await seriousIn(ines)).toEqual([])
    await ines.getByRole('button', { name: 'Join with Example' }).click()
    await ines.getByRole('heading', { name: 'Articles' }).waitFor()
    await ines.getByRole('button', { name: 'You: Ines Ruiz' }).click()
    await ines.getByRole('button', { name: 'Sign out' }).click()
    await ines.getByRole('button', { name: 'Sign in with Example' }).click()
    await ines.getByRole('button', { name: 'You: Ines Ruiz' }).waitFor()
    await page.reload()
    await page.getByText('Ines Ruiz').waitFor()
    await page.getByRole('button', { name: 'Make an invitation' }).click()
    await page.getByRole('button', { name: /^Take back the invitation/ }).click()
    await page.getByTestId('announcer').getByText('The invitation is taken back.').waitFor({ state: 'attached' })
    await eventually(async () => expect(await page.getByRole('button', { name: /^Take back/ }).count()).toBe(0))
    // Who is no owner is told so.
    await ines.goto('/people')
    await ines.getByText('Your role here is annotator').waitFor()
    await Promise.all([page.context().close(), ines.context().close()])
  })
})

describe('the history of an article', () => {
  it('says who changed what, and goes back for everybody', async () => {
    const page = await stage.person('Carla')
    await signIn(page, 'carla')
    await open(page, seedId)
    await mark(page, 'artificial intelligence', '1')
    await saved(page)
    await page.getByRole('radio', { name: 'Edit text' }).click()
    await putCaret(page, 'after', 'Alibaba')
    await page.keyboard.type(' the giant')
    await saved(page)
    await page.getByRole('button', { name: 'Article', exact: true }).click()
    await page.getByRole('menuitem', { name: 'History' }).click()
    await page.getByRole('heading', { name: 'History' }).waitFor()
    expect(new URL(page.url()).pathname).toBe(`/d/${seedId}/history`)
    const heads = page.locator('.sitting-head')
    await heads.first().waitFor()
    await heads.first().focus()
    await page.keyboard.press('Enter')
    await page.locator('.sitting-details ins').getByText('the giant').waitFor()
    expect(await heads.first().textContent()).toContain('carla changed the text')
    expect(await seriousIn(page)).toEqual([])
    await page.setViewportSize({ width: 320, height: 700 })
    expect(await overflow(page)).toBe(0)
    await page.setViewportSize({ width: 1360, height: 860 })
    // What she did before: a claim.
    await page.getByRole('button', { name: /^carla changed the shared claims/ }).click()
    await page.locator('.sitting-details q').getByText('artificial intelligence').waitFor()
    const reader = await stage.person('Olga')
    await signIn(reader, 'olga')
    await open(reader, seedId)
    await reader.locator('.article-text').getByText('the giant').first().waitFor()
    await page.getByRole('button', { name: 'Go back to how it was then' }).click()
    await page.getByRole('alertdialog').waitFor()
    expect(await seriousIn(page)).toEqual([])
    await page.getByRole('button', { name: 'Go back', exact: true }).click()
    await eventually(async () => expect(await reader.locator('.article-text').textContent()).not.toContain('the giant'))
    await eventually(async () => expect(await heads.first().textContent()).toContain('carla changed'))
    await Promise.all([page.context().close(), reader.context().close()])
  })

  it('says that there is none for an article that there is not', async () => {
    const page = await stage.person('Carla')
    await signIn(page, 'carla')
    await page.goto('/d/nothing/history')
    await page.getByText('There is no document "nothing".').waitFor()
    await page.context().close()
  })

  it('has no trouble on any page', () => {
    const asked = /status of 40[0-9]/
    expect(stage.troubles.filter((line) => !asked.test(line))).toEqual([])
  })
})
