import { readFile } from 'node:fs/promises'
import { strFromU8, unzipSync } from 'fflate'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { eventually, painted, saved, sharedClaims } from './acts.js'
import { type Stage, startStage } from './stage.js'

let stage: Stage
let page: Page
beforeAll(async () => {
  stage = await startStage()
  page = await stage.person('Keys')
  // Whatever a pointer does from here on is written down; presses that the page makes of a key are not a pointer's.
  await page.addInitScript(() => {
    const seen: string[] = []
    Object.assign(window, { pointerEvents: seen })
    for (const kind of ['pointerdown', 'mousedown', 'touchstart', 'wheel']) {
      window.addEventListener(kind, ({ isTrusted }) => isTrusted && seen.push(kind), { capture: true, passive: true })
    }
  })
})
afterAll(async () => {
  await stage.stop()
})

/** Without their full stops, which a sentence that is taken leaves out. */
const sentences = [
  'The tram line opened in March',
  'It carries nine thousand people a day',
  'Fares rose by two percent',
  'The city paid for the bridge',
  'No house was torn down',
  'Noise fell along the river',
  'Shops on the square sell more',
  'Buses run half as often now',
  'Cyclists use the bridge too',
  'The second line begins in May',
]

const press = async (...keys: readonly string[]) => {
  for (const key of keys) await page.keyboard.press(key)
}

/** What the focus is on, as it is called. */
const focused = () =>
  page.evaluate(() => {
    const { activeElement } = document
    if (activeElement === null || activeElement === document.body) return ''
    const labelled = activeElement.getAttribute('aria-labelledby')?.split(' ') ?? []
    const label = labelled.map((part) => document.getElementById(part)?.textContent ?? '').join(' ')
    return [activeElement.getAttribute('aria-label') ?? '', label.trim(), activeElement.textContent?.trim()].join('|')
  })

/** Press a key until the focus is on what has this name, as somebody who cannot point does. */
const goTo = async (name: string, key = 'Tab') => {
  for (let step = 0; step < 60; step++) {
    await press(key)
    if ((await focused()).split('|').some((part) => part.startsWith(name))) return
  }
  throw new Error(`${key} never came to ${name}`)
}

describe('a day’s work without a pointer', () => {
  let id = ''

  it('brings an article in', async () => {
    await page.goto('/')
    await page.getByRole('button', { name: 'New article' }).first().waitFor()
    await goTo('New article')
    await press('Enter')
    await page.getByRole('dialog', { name: 'New article' }).waitFor()
    await goTo('Title')
    await page.keyboard.type('The tram')
    await goTo('Text')
    await page.keyboard.type(`${sentences.slice(0, 5).join('. ')}.\n${sentences.slice(5).join('. ')}.`)
    await goTo('Create article')
    await press('Enter')
    await page.waitForURL(/\/d\//)
    await page.waitForSelector('.article-text > *')
    await saved(page)
    id = decodeURIComponent(new URL(page.url()).pathname.slice('/d/'.length))
  })

  it('marks ten claims, each with who says it', async () => {
    await goTo('Article: The tram', 'F6')
    for (const [at, sentence] of sentences.entries()) {
      await press('s')
      await eventually(async () => expect(await page.evaluate(() => getSelection()?.toString())).toBe(sentence))
      await press(String(1 + (at % 5)))
      await eventually(async () => expect(await painted(page, 'claim-selected')).toEqual([sentence]))
      if (at > 0) await press('a')
      else {
        await press('Shift+a')
        await eventually(async () => expect(await focused()).toContain('Speaker'))
        await page.keyboard.type('Mayor Lind')
        await press('Enter', 'Escape')
        await eventually(async () => expect(await focused()).toContain('Article: The tram'))
      }
    }
    await saved(page)
    await eventually(async () => {
      const claims = await sharedClaims(stage.url, id)
      expect(claims.map(({ mentions }) => mentions[0]?.quote).sort()).toEqual([...sentences].sort())
      expect(claims.map(({ attribution }) => attribution?.speaker?.name)).toEqual(sentences.map(() => 'Mayor Lind'))
    })
  })

  it('relates two of them', async () => {
    await press('p', 'k', '1')
    await eventually(async () => {
      const { relations = [] } = (await (await fetch(`${stage.url}/api/documents/${id}`)).json()) as {
        readonly relations?: readonly { readonly type: string }[]
      }
      expect(relations.map(({ type }) => type)).toEqual(['supports'])
    })
  })

  it('comments on one', async () => {
    await press('q')
    await eventually(async () => expect(await focused()).not.toContain('Article: The tram'))
    await page.keyboard.type('Which May?')
    await press('Enter')
    await page.getByTestId('announcer').getByText('Comment sent.').waitFor({ state: 'attached' })
    await saved(page)
  })

  it('adjudicates what two colleagues marked', async () => {
    const text = (await (await fetch(`${stage.url}/api/documents/${id}`)).json()) as { readonly text: string }
    const [first = '', second = ''] = sentences
    for (const [layer, words] of [
      ['ana', [first, second]],
      ['ben', [first]],
    ] as const) {
      const made = await fetch(`${stage.url}/api/documents/${id}/layers`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({
          id: layer,
          kind: 'independent',
          claims: words.map((quote) => {
            const from = text.text.indexOf(quote)
            return { mentions: [{ spans: [{ from, to: from + quote.length }], quote }], types: ['Numerical Claim'] }
          }),
        }),
      })
      expect(made.status).toBe(201)
    }
    await press('Escape', 'Escape')
    await goTo('Layers')
    await press('Enter')
    await page.getByRole('menuitem', { name: 'Compare layers' }).waitFor()
    await press('End', 'Enter')
    await page.locator('.compare-page').waitFor()
    await goTo('Make the curated layer')
    await press('Enter')
    await page.locator('.take').first().waitFor()
    // What both marked is taken at once; then the one that only one of them has.
    await press('a', 'ArrowLeft')
    await eventually(async () => {
      const { claims = [] } = (await (await fetch(`${stage.url}/api/documents/${id}`)).json()) as {
        readonly claims?: readonly {
          readonly layer: string
          readonly mentions: readonly { readonly quote: string }[]
        }[]
      }
      const curated = claims.filter(({ layer }) => layer === 'curated')
      expect(curated.map(({ mentions }) => mentions[0]?.quote)).toEqual([first, second])
    })
    await saved(page)
    await goTo('Back to the article')
    await press('Enter')
    await page.waitForSelector('.article-text > *')
  })

  it('exports it with all of that', async () => {
    await press('Escape', 'Escape')
    await goTo('Export')
    await press('Enter')
    // The first thing in the menu is the native form, and has the focus.
    await eventually(async () => expect(await focused()).toContain('Claimspan JSONL'))
    const arriving = page.waitForEvent('download')
    await press('Enter')
    const files = unzipSync(await readFile(await (await arriving).path()))
    const written = Object.values(files)
      .map((file) => strFromU8(file))
      .join('\n')
    for (const sentence of sentences) expect(written).toContain(sentence)
    for (const words of ['Mayor Lind', 'supports', 'Which May?']) expect(written).toContain(words)
  })

  it('has touched no pointer, and had no trouble', async () => {
    expect(await page.evaluate(() => (window as unknown as { pointerEvents: string[] }).pointerEvents)).toEqual([])
    expect(stage.troubles).toEqual([])
  })
})
