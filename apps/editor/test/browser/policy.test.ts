import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { eventually, mark, open, saved, select } from './acts.js'
import { type Stage, seedId, startStage } from './stage.js'

let stage: Stage
beforeAll(async () => {
  stage = await startStage()
})
afterAll(async () => {
  await stage.stop()
})

declare global {
  interface Window {
    /** What the content security policy was breached with, as the browser said it. */
    breaches: string[]
  }
}

/** Somebody whose page remembers each breach of the content security policy. */
async function watched(name: string): Promise<Page> {
  const page = await stage.person(name)
  await page.addInitScript(() => {
    window.breaches = []
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sample }) => {
      window.breaches.push(`${violatedDirective} ${blockedURI} ${sample}`)
    })
  })
  return page
}

const breaches = (page: Page) => page.evaluate(() => window.breaches)

describe('the content security policy', () => {
  it('allows nothing inline, and connections to nowhere else', async () => {
    const policy = (await fetch(stage.url)).headers.get('content-security-policy') ?? ''
    expect(policy).toContain("script-src 'self';")
    expect(policy).toContain("connect-src 'self';")
    expect(policy).not.toMatch(/unsafe|\*|https?:/)
  })

  it('knows the one style that react-aria puts into the page on a telephone', async () => {
    const policy = (await fetch(stage.url)).headers.get('content-security-policy') ?? ''
    const aria = createRequire(import.meta.url).resolve('react-aria')
    const source = readFileSync(aria.replace(/dist.*$/, 'dist/private/overlays/usePreventScroll.mjs'), 'utf8')
    const style = /style\.textContent = `([^`]*)`\.trim\(\)/.exec(source)?.[1]?.trim() ?? ''
    expect(style).toContain('overscroll-behavior')
    expect(policy).toContain(`'sha256-${createHash('sha256').update(style).digest('base64')}'`)
  })

  it('is not breached by anything that the editor does', async () => {
    const page = await watched('Strict')
    await page.goto('/')
    await page.getByRole('heading', { name: 'Articles' }).waitFor()
    await page.getByRole('button', { name: 'New article' }).click()
    await page.getByRole('dialog').waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Theme', exact: true }).click()
    await page.keyboard.press('Escape')
    expect(await breaches(page)).toEqual([])
    await open(page, seedId)
    for (const name of ['Layers', 'Export']) {
      await page.getByRole('button', { name, exact: true }).first().click()
      await page.keyboard.press('Escape')
    }
    await page.locator('.article-text').focus()
    await page.keyboard.press('Escape')
    await select(page, 'Rokid')
    await mark(page, 'smart glasses', '1')
    await page.locator('.claim-head').first().click()
    await page.keyboard.press('Escape')
    await page.keyboard.press('?')
    await page.keyboard.press('Escape')
    const other = await watched('Beside')
    await open(other, seedId)
    await mark(other, 'angel investors', '2')
    await saved(other)
    const claims = page.locator('.claim[data-layer=shared]')
    await eventually(async () => expect(await claims.count()).toBe(2))
    await saved(page)
    expect([...(await breaches(page)), ...(await breaches(other))]).toEqual([])
    expect(stage.troubles).toEqual([])
  })

  it('is seen to be breached by an inline style, an inline script and a request elsewhere', async () => {
    const page = await watched('Breaker')
    await page.goto('/')
    await page.evaluate(async () => {
      const style = document.createElement('style')
      style.textContent = 'body { color: red }'
      document.head.append(style)
      const script = document.createElement('script')
      script.textContent = 'window.evil = 1'
      document.head.append(script)
      await fetch('http://127.0.0.1:9/').catch(() => undefined)
    })
    await eventually(async () => {
      const seen = (await breaches(page)).join('\n')
      for (const directive of ['style-src', 'script-src', 'connect-src']) expect(seen).toContain(directive)
    })
    expect(await page.evaluate(() => 'evil' in window)).toBe(false)
  })
})
