import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'

const script = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

interface Finding {
  readonly id: string
  readonly impact: string | null
  readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[]
}

/** Ask axe about the page as it is: nothing it calls serious or critical may be there. */
export async function expectAccessible(page: Page, view: string): Promise<void> {
  // Colours on their way from one theme to the other are neither's; the page hears of another theme in its next frame.
  await page.evaluate(async () => {
    for (let frame = 0; frame < 2; frame++) await new Promise(requestAnimationFrame)
    await Promise.allSettled(document.getAnimations().map(({ finished }) => finished))
  })
  // The content security policy lets no script of somebody else in; a debugger may look all the same.
  await page.evaluate(script)
  const found = await page.evaluate(async () => {
    const { axe } = globalThis as unknown as {
      readonly axe: { run(options: object): Promise<{ readonly violations: readonly Finding[] }> }
    }
    return (await axe.run({ resultTypes: ['violations'] })).violations
  })
  const serious = found
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html, failureSummary }) => `${html} ${failureSummary}`).join('\n')}`)
  expect(serious, `what axe finds in ${view}`).toEqual([])
}
