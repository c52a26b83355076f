import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { eventually, mark, open, putCaret, saved } from './acts.js'
import { type Stage, seedId, startStage } from './stage.js'

const password = 'a password for all'

let stage: Stage
beforeAll(async () => {
  stage = await startStage()
  const file = join(stage.dataFolder, 'password')
  writeFileSync(file, password)
  for (const [account, role] of [
    ['olga', 'owner'],
    ['carla', 'curator'],
    ['cora', 'curator'],
    ['anna', 'annotator'],
    ['rita', 'reader'],
  ] as const) {
    await stage.command('account', 'add', account, '--role', role, '--password-file', file, '--data', stage.dataFolder)
  }
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

/** What the server says of an article, as an owner sees it. */
async function asOwner(path: string): Promise<unknown> {
  const session = await fetch(`${stage.url}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ account: 'olga', password, as: 'token' }),
  })
  const { token } = (await session.json()) as { token: string }
  return (await fetch(`${stage.url}${path}`, { headers: { authorization: `Bearer ${token}` } })).json()
}

describe('with accounts', () => {
  it('asks who one is, and a claim bears the account that made it', async () => {
    const page = await stage.person('Anna')
    await page.goto('/')
    await page.getByLabel('Account').fill('anna')
    await page.getByLabel('Password').fill('not the password')
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.getByText('There is no such account, or the password is another one.').waitFor()
    await signIn(page, 'anna')
    expect(await page.getByRole('button', { name: 'New article' }).count()).toBe(0)
    await open(page, seedId)
    await mark(page, 'artificial intelligence', '1')
    await saved(page)
    const { claims } = (await asOwner(`/api/documents/${seedId}`)) as { claims: { createdBy: string }[] }
    expect(claims.filter(({ createdBy }) => createdBy === 'anna')).toHaveLength(1)
    // An annotator may not edit the text.
    await page.getByRole('radio', { name: 'Edit text' }).click()
    await page.getByRole('region', { name: 'Notices' }).getByText('Your role here').waitFor()
    await page.getByRole('button', { name: 'You: anna' }).click()
    await page.getByRole('button', { name: 'Sign out' }).click()
    await page.getByRole('heading', { name: 'Sign in' }).waitFor()
    await page.context().close()
  })

  it('carries what was not saved along when somebody else has signed in meanwhile', async () => {
    const page = await stage.person('Carla')
    await signIn(page, 'carla')
    await open(page, seedId)
    await page.getByRole('radio', { name: 'Edit text' }).click()
    await putCaret(page, 'after', 'Alibaba')
    await page.keyboard.type(' one')
    await saved(page)
    const other = await stage.person('Cora')
    await signIn(other, 'cora')
    const cookies = await other.context().cookies()
    await stage.killServer()
    await page.keyboard.type(' two')
    await page.waitForSelector('.save-badge[data-state=on-device]')
    // From now on this browser is Cora's: the words are under a client id that is Carla's.
    await page.context().addCookies(cookies)
    await stage.startServer()
    await page.getByRole('region', { name: 'Notices' }).getByText('come along').waitFor()
    await saved(page)
    await eventually(async () => {
      const { text } = (await asOwner(`/api/documents/${seedId}`)) as { text: string }
      expect(text).toContain('Alibaba one two')
    })
    const { changes } = (await asOwner(`/api/documents/${seedId}/history?after=2`)) as { changes: { by: string }[] }
    // The server itself made the article.
    const people = changes.map(({ by }) => by).filter((by) => by !== 'server')
    expect(new Set(people)).toEqual(new Set(['anna', 'carla', 'cora']))
    await Promise.all([page.context().close(), other.context().close()])
  })
})
