import type { Page } from 'playwright-core'
import { expect } from 'vitest'

/** Open an article and wait until everything of it is there and saved. */
export async function open(page: Page, id: string): Promise<void> {
  await page.goto(`/d/${id}`)
  await page.waitForSelector('.article-text > *')
  await saved(page)
}

export async function saved(page: Page): Promise<void> {
  await page.waitForSelector('.save-badge[data-state=saved]')
}

/** Select the first place of these words in the article, as a drag over them would. */
export async function select(page: Page, words: string): Promise<void> {
  await page.locator('.article-text').focus()
  await page.evaluate((wanted) => {
    const root = document.querySelector('.article-text')
    const walk = document.createTreeWalker(root ?? document.body, NodeFilter.SHOW_TEXT)
    for (let node = walk.nextNode(); node !== null; node = walk.nextNode()) {
      const at = (node.textContent ?? '').indexOf(wanted)
      if (at < 0) continue
      node.parentElement?.scrollIntoView({ block: 'center' })
      getSelection()?.setBaseAndExtent(node, at, node, at + wanted.length)
      return
    }
    throw new Error(`The article does not have the words ${wanted}`)
  }, words)
  await page.waitForSelector('.selection-bar')
}

/** Put the caret before or after the first place of these words. */
export async function putCaret(page: Page, side: 'before' | 'after', words: string): Promise<void> {
  await page.locator('.article-text').focus()
  await page.evaluate(
    ([wanted, after]) => {
      const root = document.querySelector('.article-text')
      const walk = document.createTreeWalker(root ?? document.body, NodeFilter.SHOW_TEXT)
      for (let node = walk.nextNode(); node !== null; node = walk.nextNode()) {
        const at = (node.textContent ?? '').indexOf(wanted as string)
        if (at < 0) continue
        node.parentElement?.scrollIntoView({ block: 'center' })
        const offset = after === true ? at + (wanted as string).length : at
        getSelection()?.setBaseAndExtent(node, offset, node, offset)
        return
      }
      throw new Error(`The article does not have the words ${wanted}`)
    },
    [words, side === 'after'] as const,
  )
  // Lexical hears of a selection one task later.
  await page.waitForTimeout(60)
}

/** Mark these words as a claim with the key of a type. */
export async function mark(page: Page, words: string, key: string): Promise<void> {
  await select(page, words)
  await page.keyboard.press(key)
  // In a narrow window the panel is folded away.
  await page.waitForSelector('.claim[data-selected=true][data-layer=shared]', { state: 'attached' })
}

/** The words that are painted under a highlight's name; of a type's, in whichever lane. */
export function painted(page: Page, name: string): Promise<readonly string[]> {
  return page.evaluate((wanted) => {
    const isWanted = (one: string) => one === wanted || new RegExp(`^${wanted}-\\d$`).test(one)
    return [...CSS.highlights].flatMap(([one, ranges]) =>
      isWanted(one) ? [...(ranges as unknown as Iterable<Range>)].map((range) => range.toString()) : [],
    )
  }, name)
}

/** Check again and again until it holds: for what arrives from somebody else. Ten seconds at most. */
export async function eventually(check: () => unknown | Promise<unknown>, within = 10_000): Promise<void> {
  await expect
    .poll(
      async () => {
        try {
          await check()
          return 'holds'
        } catch (error) {
          if (!(error instanceof Error)) return String(error)
          const { actual, expected } = error as { actual?: unknown; expected?: unknown }
          return `${error.message}: ${JSON.stringify(actual)} is not ${JSON.stringify(expected)}`
        }
      },
      { timeout: within, interval: 40 },
    )
    .toBe('holds')
}

interface NativeMention {
  readonly spans: readonly { readonly from: number; readonly to: number }[]
  readonly quote: string
}

/** A document as the server gives it out; offsets in code points. */
export interface NativeDocument {
  readonly text: string
  readonly claims?: readonly {
    readonly id: string
    readonly layer: string
    readonly types?: readonly string[]
    readonly normalizedClaim?: string
    readonly checkWorthiness?: string
    readonly mentions: readonly NativeMention[]
    readonly attribution?: {
      readonly kind: string
      readonly source?: NativeMention
      readonly cue?: NativeMention
      readonly speaker?: { readonly name: string }
    }
  }[]
}

export async function stored(url: string, id: string): Promise<NativeDocument> {
  const answer = await fetch(`${url}/api/documents/${id}`)
  return (await answer.json()) as NativeDocument
}

/** The claims that people made, with every mention checked against the text. */
export async function sharedClaims(url: string, id: string): Promise<NonNullable<NativeDocument['claims']>> {
  const { text, claims = [] } = await stored(url, id)
  const letters = [...text]
  for (const claim of claims) {
    for (const { spans, quote } of claim.mentions) {
      const words = spans.map(({ from, to }) => letters.slice(from, to).join('')).join(' … ')
      if (spans.length > 0) expect(words, `the words of claim ${claim.id}`).toBe(quote)
    }
  }
  return claims.filter(({ layer }) => layer === 'shared')
}

/** Make an article on the server; its id. */
export async function createArticle(url: string, id: string, text: string): Promise<string> {
  const answer = await fetch(`${url}/api/documents`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ id, text }),
  })
  expect(answer.status).toBe(201)
  return id
}
