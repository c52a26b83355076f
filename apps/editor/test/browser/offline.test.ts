import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createArticle, eventually, mark, open, painted, putCaret, saved, sharedClaims, stored } from './acts.js'
import { type Stage, startStage } from './stage.js'

let stage: Stage
beforeAll(async () => {
  stage = await startStage()
})
afterAll(async () => {
  await stage.stop()
})

const text = 'Water\nThe dam holds 30 million cubic metres. It leaks at night.\nThe ministry knew.'

describe('without a server', () => {
  it('keeps the work on this device, says so, and merges it when the server is back', async () => {
    const id = await createArticle(stage.url, 'dam', text)
    const [here, there] = await Promise.all([stage.person('Here'), stage.person('There')])
    await Promise.all([open(here, id), open(there, id)])
    await mark(there, 'The ministry knew', '3')
    await saved(there)
    await eventually(async () => expect(await here.locator('.claim').count()).toBe(1))

    await stage.killServer()
    await here.waitForSelector('.save-badge[data-state=offline]')
    await mark(here, '30 million cubic metres', '2')
    await here.waitForSelector('.save-badge[data-state=on-device]')
    expect(await here.locator('.save-badge').innerText()).toBe('On this device')
    await here.getByRole('radio', { name: 'Edit text' }).click()
    await putCaret(here, 'after', 'It leaks')
    await here.keyboard.type(' badly')
    await mark(there, 'It leaks at night', '1')
    await there.waitForSelector('.save-badge[data-state=on-device]')

    await stage.startServer()
    await Promise.all([saved(here), saved(there)])
    await eventually(async () => {
      const quotes = (await sharedClaims(stage.url, id)).map(({ mentions }) => mentions[0]?.quote)
      expect(quotes).toEqual(['30 million cubic metres', 'It leaks badly at night', 'The ministry knew'])
    })
    expect((await stored(stage.url, id)).text).toBe(text.replace('It leaks', 'It leaks badly'))
    for (const page of [here, there]) {
      await eventually(async () => expect(await painted(page, 'claim-1')).toEqual(['It leaks badly at night']))
      await eventually(async () => expect(await page.locator('.claim').count()).toBe(3))
    }
    await Promise.all([here.context().close(), there.context().close()])
    // A browser writes a line for each attempt to connect while nobody answers; anything else is trouble.
    const refused = /WebSocket connection to .* failed|Failed to load resource: net::ERR_CONNECTION_REFUSED/
    expect(stage.troubles.filter((line) => !refused.test(line))).toEqual([])
  })

  it('warns before the page is closed only while something is not saved', async () => {
    const id = await createArticle(stage.url, 'dam-2', text)
    const page = await stage.person('Leaver')
    await open(page, id)
    const asks = () =>
      page.evaluate(() => {
        const event = new Event('beforeunload', { cancelable: true })
        window.dispatchEvent(event)
        return event.defaultPrevented
      })
    await mark(page, 'The dam holds', '1')
    await saved(page)
    expect(await asks()).toBe(false)
    await stage.killServer()
    await mark(page, 'It leaks at night', '1')
    await page.waitForSelector('.save-badge[data-state=on-device]')
    expect(await asks()).toBe(true)
    await stage.startServer()
    await saved(page)
    expect(await asks()).toBe(false)
    await page.context().close()
  })

  it('says so when the live connection cannot be made at all', async () => {
    const id = await createArticle(stage.url, 'walled', text)
    const page = await stage.person('Walled')
    await page.routeWebSocket(/\/sync/, (socket) => socket.close())
    await page.goto(`/d/${id}`)
    await page.getByRole('alert').filter({ hasText: 'live connection' }).waitFor()
    await page.context().close()
  })

  it('says in a sentence that an article is unknown, deleted, or cannot be reached', async () => {
    const id = await createArticle(stage.url, 'short-lived', text)
    const page = await stage.person('Visitor')
    await page.goto('/d/no-such-article')
    await page.getByRole('heading', { name: 'There is no such article' }).waitFor()
    await page.goto('/nowhere/at/all')
    await page.getByRole('heading', { name: 'There is nothing here' }).waitFor()
    await open(page, id)
    await fetch(`${stage.url}/api/documents/${id}`, { method: 'DELETE' })
    await page.waitForSelector('.save-badge[data-state=refused]')
    expect(await page.locator('.save-badge').innerText()).toContain('deleted')
    await page.context().close()
  })
})
