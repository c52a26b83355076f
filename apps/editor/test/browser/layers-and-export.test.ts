import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { unzipSync } from 'fflate'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { eventually, mark, open, painted, saved } from './acts.js'
import { type Stage, seedId, startStage } from './stage.js'

let stage: Stage
let page: Page
beforeAll(async () => {
  stage = await startStage()
  page = await stage.person('Reader')
  await open(page, seedId)
})
afterAll(async () => {
  await stage.stop()
})

const referencePainted = async () =>
  (await Promise.all([1, 2, 3, 4, 5].map((slot) => painted(page, `reference-${slot}`)))).flat().length

describe('layers', () => {
  it('shows the curated claims of the seed, hides them, and shows them again', async () => {
    const claims = await page.locator('.claim[data-layer=reference]').count()
    expect(claims).toBeGreaterThan(50)
    await eventually(async () => expect(await referencePainted()).toBeGreaterThan(40))
    await page.getByRole('button', { name: 'Layers', exact: true }).click()
    await page.getByRole('menuitemcheckbox', { name: /curated/i }).click()
    await eventually(async () => expect(await page.locator('.claim').count()).toBe(0))
    await eventually(async () => expect(await referencePainted()).toBe(0))
    await page.getByRole('menuitemcheckbox', { name: /curated/i }).click()
    await eventually(async () => expect(await page.locator('.claim[data-layer=reference]').count()).toBe(claims))
    await page.keyboard.press('Escape')
  })

  it('copies a curated claim, which may not be changed itself, into the shared layer', async () => {
    await page.locator('.claim-head').first().click()
    const detail = page.locator('.claim-detail')
    expect(await detail.getByRole('textbox').count()).toBe(0)
    const words = await detail.locator('.words-link').first().innerText()
    await detail.getByRole('button', { name: /copy to shared/i }).click()
    const copy = page.locator('.claim[data-layer=shared]')
    await copy.waitFor()
    expect(await copy.locator('.words-link').first().innerText()).toBe(words)
    await saved(page)
  })

  it('chooses the innermost claim under a press, then the ones around it', async () => {
    await page.keyboard.press('Escape')
    const spans = await page.evaluate(async () => {
      // What was gone to before may still be scrolling into view.
      const resting = async (range: Range) => {
        const frame = () => new Promise((resolve) => requestAnimationFrame(resolve))
        for (let still = 0, last = Number.NaN; still < 6; ) {
          await frame()
          const top = range.getClientRects()[0]?.top ?? 0
          still = top === last ? still + 1 : 0
          last = top
        }
        return range.getClientRects()[0]
      }
      const ranges = [1, 2, 3, 4, 5].flatMap((slot) => [
        ...[0, 1, 2].flatMap((lane) => [
          ...((CSS.highlights.get(`reference-${slot}-${lane}`) as Iterable<Range> | undefined) ?? []),
        ]),
      ])
      const contains = (one: Range, other: Range) =>
        one.compareBoundaryPoints(Range.START_TO_START, other) <= 0 &&
        one.compareBoundaryPoints(Range.END_TO_END, other) >= 0
      const meets = (one: Range, other: Range) =>
        one.compareBoundaryPoints(Range.START_TO_END, other) > 0 &&
        one.compareBoundaryPoints(Range.END_TO_START, other) < 0
      for (const inner of ranges) {
        // Of claims that only overlap, none is the inner one.
        if (ranges.some((other) => meets(other, inner) && !contains(other, inner))) continue
        const outer = ranges.find(
          (range) => range !== inner && range.toString().length > inner.toString().length && contains(range, inner),
        )
        if (outer === undefined) continue
        inner.startContainer.parentElement?.scrollIntoView({ block: 'center' })
        const box = await resting(inner)
        if (box === undefined) continue
        return { inner: inner.toString(), outer: outer.toString(), x: box.left + 4, y: box.top + box.height / 2 }
      }
      throw new Error('No claim of the seed lies within another')
    })
    await page.mouse.click(spans.x, spans.y)
    await eventually(async () => expect(await painted(page, 'claim-selected')).toContain(spans.inner))
    await page.waitForTimeout(600) // not a double click
    await page.mouse.click(spans.x, spans.y)
    await eventually(async () => {
      const chosen = await painted(page, 'claim-selected')
      expect(chosen).not.toContain(spans.inner)
      expect(chosen.some((words) => words.includes(spans.inner))).toBe(true)
    })
  })
})

describe('a menu whose script is on its way', () => {
  it.each([
    ['held down while the script comes', (other: Page) => other.mouse.down(), (other: Page) => other.mouse.up()],
    [
      'pressed by a key that is held',
      (other: Page) => other.keyboard.down('Enter'),
      (other: Page) => other.keyboard.up('Enter'),
    ],
  ])('opens when its button is %s', async (_how, begin, end) => {
    const other = await stage.person('Presser')
    let arrive = () => {}
    const held = new Promise<void>((resolve) => {
      arrive = resolve
    })
    await other.route('**/assets/menus-*.js', async (route) => {
      await held
      await route.continue()
    })
    await open(other, seedId)
    const button = other.getByRole('button', { name: 'Layers', exact: true })
    await button.hover()
    await button.focus()
    await begin(other)
    const arrived = other.waitForResponse('**/assets/menus-*.js')
    arrive()
    await (await arrived).finished()
    await other.locator('.deferred').nth(1).waitFor()
    await other.waitForTimeout(200)
    await end(other)
    await other.getByRole('menuitemcheckbox', { name: /curated/i }).waitFor()
    await other.keyboard.press('Escape')
    await other.getByRole('menu').waitFor({ state: 'detached' })
    await other.context().close()
  })
})

/** Files that tell of a run of the command, and are no part of the format. */
const ofTheRun = new Set(['losses.jsonl', 'manifest.json', 'SHA256SUMS'])

/** Choose a format in the menu, and take what the browser saves. */
async function downloaded(title: string): Promise<{ readonly bytes: Buffer; readonly file: string }> {
  await page.getByRole('button', { name: 'Export', exact: true }).click()
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('menuitem', { name: title }).first().click(),
  ])
  return { bytes: readFileSync(await download.path()), file: download.suggestedFilename() }
}

/** What a format's link leads to, under the name that the server gives it. */
async function linked(href: string): Promise<{ readonly bytes: Buffer; readonly file: string }> {
  const answer = await page.request.get(href)
  expect(answer.status(), href).toBe(200)
  const file = /filename="([^"]+)"/.exec(answer.headers()['content-disposition'] ?? '')?.[1]
  return { bytes: await answer.body(), file: file ?? '' }
}

describe('export', () => {
  it('downloads the same bytes as the command writes, in every format', async () => {
    await page.keyboard.press('Escape')
    await mark(page, 'smart glasses', '1')
    await saved(page)
    const formats = (await (await fetch(`${stage.url}/api/formats`)).json()) as {
      readonly name: string
      readonly title: string
      readonly writes: boolean
    }[]
    const written = formats.filter(({ writes }) => writes)
    expect(written.length).toBeGreaterThanOrEqual(4)
    const names = written.map(({ name }) => name)
    const folder = join(stage.dataFolder, 'out')
    await stage.command(...['export', stage.dataFolder, '--to', names.join(','), '--out', folder, '--document', seedId])
    await page.getByRole('button', { name: 'Export', exact: true }).click()
    const offered = await Promise.all(
      written.map(async ({ name, title }) => {
        const item = page.getByRole('menuitem', { name: title }).first()
        return { name, title, href: (await item.getAttribute('href')) ?? '' }
      }),
    )
    await page.keyboard.press('Escape')
    // One that is a file and one that is a zip are downloaded by hand; of all others what their links lead to is the same.
    const byHand = new Set(['native', 'brat'])
    expect(names).toEqual(expect.arrayContaining([...byHand]))
    for (const { name, title, href } of offered) {
      const out = join(folder, name)
      const { bytes, file: saved } = byHand.has(name) ? await downloaded(title) : await linked(href)
      const onDisk = new Map(
        readdirSync(out, { recursive: true, withFileTypes: true })
          .filter((entry) => entry.isFile() && !ofTheRun.has(entry.name))
          .map((entry) => {
            const path = join(entry.parentPath, entry.name)
            return [path.slice(out.length + 1), readFileSync(path)] as const
          }),
      )
      const files = saved.endsWith('.zip')
        ? new Map(Object.entries(unzipSync(bytes)).map(([path, file]) => [path, Buffer.from(file)]))
        : new Map([[saved, bytes]])
      expect([...files.keys()].sort(), name).toEqual([...onDisk.keys()].sort())
      for (const [path, file] of files) {
        expect(file.equals(onDisk.get(path) ?? Buffer.alloc(0)), `${name}: ${path}`).toBe(true)
      }
    }
  })

  it('has no trouble on any page', () => {
    expect(stage.troubles).toEqual([])
  })
})
