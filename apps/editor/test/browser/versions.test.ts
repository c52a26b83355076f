import { readFile } from 'node:fs/promises'
import { strFromU8, unzipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createArticle, eventually, mark, open, painted, saved, stored } from './acts.js'
import { type Stage, startStage } from './stage.js'

let stage: Stage
beforeAll(async () => {
  stage = await startStage()
})
afterAll(async () => {
  await stage.stop()
})

const text = [
  'The mayor and the bridge',
  'The mayor said the bridge would cost 12 million euros. Work begins in May.',
  'Engineers measured 47 cracks in the northern pillar. They called it safe.',
].join('\n')
const corrected = [
  'The mayor and the bridge',
  'The mayor said the bridge would cost 15 million euros. Work begins in May.',
  'Engineers looked at the northern pillar. They called it safe.',
].join('\n')

describe('a new version of the text', () => {
  it('is given by keys, says what became of each claim, and moves the claims on everybody’s screen', async () => {
    const id = await createArticle(stage.url, 'versions', text)
    const [mei, jonas] = await Promise.all([stage.person('Mei'), stage.person('Jonas')])
    await Promise.all([open(mei, id), open(jonas, id)])
    await mark(mei, 'the bridge would cost 12 million euros', '2')
    await mark(mei, '47 cracks', '2')
    await mark(mei, 'They called it safe', '3')
    await saved(mei)

    await mei.getByRole('button', { name: 'Article', exact: true }).focus()
    await mei.keyboard.press('Enter')
    await mei.getByRole('menuitem', { name: 'New version of the text…' }).waitFor()
    await mei.keyboard.press('Enter')
    const dialog = mei.getByRole('dialog')
    await dialog.getByRole('button', { name: 'Make the version' }).click()
    await dialog.getByRole('alert').waitFor()
    await dialog.getByRole('textbox', { name: 'Corrected text' }).fill(corrected)
    await dialog.getByRole('button', { name: 'Make the version' }).focus()
    await mei.keyboard.press('Enter')

    await mei.getByRole('dialog', { name: 'Version 2 is made' }).waitFor()
    expect(await dialog.locator('.report-counts').innerText()).toMatch(/1\s*whole\s*1\s*changed\s*1\s*gone/)
    expect(await dialog.locator('.report-row').count()).toBe(2)
    expect(await dialog.locator('.report-row s').innerText()).toBe('47 cracks')
    for (const page of [mei, jonas]) {
      await eventually(async () =>
        expect(await page.locator('.article-text > *').allTextContents()).toEqual(corrected.split('\n')),
      )
      await eventually(async () =>
        expect(await painted(page, 'claim-2')).toEqual(['the bridge would cost 15 million euros']),
      )
      await eventually(async () => expect(await painted(page, 'claim-3')).toEqual(['They called it safe']))
      await eventually(async () => expect(await page.locator('.check-toggle').innerText()).toBe('2 to check'))
    }

    // From the report one goes on to what is to check.
    await dialog.getByRole('button', { name: 'Check them' }).focus()
    await mei.keyboard.press('Enter')
    await eventually(async () =>
      expect(await painted(mei, 'claim-selected')).toEqual(['the bridge would cost 15 million euros']),
    )
    await mei.keyboard.press('y')
    await eventually(async () => expect(await jonas.locator('.check-toggle').innerText()).toBe('1 to check'))
    expect(await stored(stage.url, id)).toMatchObject({ version: 2, text: corrected })
    await Promise.all([mei.context().close(), jonas.context().close()])
  })

  it('leaves the earlier one to be read and exported', async () => {
    const page = await stage.person('Reader')
    await open(page, 'versions')
    await page.getByRole('button', { name: 'Article', exact: true }).click()
    await page.getByRole('menuitem', { name: /^Versions/ }).click()
    await page.getByRole('button', { name: 'Read version 1' }).waitFor()
    expect(await page.locator('.version-row').count()).toBe(2)
    await page.getByRole('button', { name: 'Read version 1' }).focus()
    await page.keyboard.press('Enter')
    await page.getByRole('dialog', { name: 'Version 1' }).waitFor()
    expect(await page.locator('.earlier-text p').allTextContents()).toEqual(text.split('\n'))
    const arriving = page.waitForEvent('download')
    await page.getByRole('link', { name: 'Export version 1' }).click()
    const files = unzipSync(await readFile(await (await arriving).path()))
    const line = strFromU8(files['documents.jsonl'] ?? new Uint8Array())
    expect(JSON.parse(line)).toMatchObject({ id: 'versions', version: 1, text })
    expect((JSON.parse(line) as { claims: unknown[] }).claims).toHaveLength(3)
    await page.getByRole('button', { name: 'All versions' }).click()
    await page.getByRole('button', { name: 'Read version 1' }).waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await page.context().close()
  })

  it('that is the text as it is already is refused with a sentence', async () => {
    const page = await stage.person('Same')
    await open(page, 'versions')
    await page.getByRole('button', { name: 'Article', exact: true }).click()
    await page.getByRole('menuitem', { name: 'New version of the text…' }).click()
    await page.getByRole('textbox', { name: 'Corrected text' }).fill(corrected)
    await page.getByRole('button', { name: 'Make the version' }).click()
    await eventually(async () =>
      expect(await page.getByRole('alert').innerText()).toContain('the text that the document has'),
    )
    await page.context().close()
  })

  it('has no trouble on any page', () => {
    // The browser itself tells of the refusal.
    expect(stage.troubles.filter((line) => !line.includes('409'))).toEqual([])
  })
})
