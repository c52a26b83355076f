import { document, unannotated } from '@claimspan/core'
import type { HocuspocusProvider } from '@hocuspocus/provider'
import { expect, onTestFinished, test } from 'vitest'
import { memoryLog } from '../src/memory-log.js'
import { serveLog } from '../src/start-server.js'
import { firstUpdates } from '../src/stored-document.js'
import type { UpdateLog } from '../src/update-log.js'
import { connected, saved, until } from './served.js'

/** A server on a log that can be made to fail as a full or broken disk does. */
async function onFaultyLog() {
  const sound = memoryLog({ now: () => '2026-01-02T03:04:05Z' })
  await sound.createDocument('d', firstUpdates(unannotated(document({ id: 'd', text: 'A cat.' }))))
  const fault = { append: false, load: false, snapshot: false }
  const refused = { appends: 0 }
  const log: UpdateLog = {
    ...sound,
    async append(update) {
      if (!fault.append) return sound.append(update)
      refused.appends += 1
      throw new Error('database or disk is full')
    },
    load(room) {
      if (fault.load) throw new Error('disk I/O error')
      return sound.load(room)
    },
    snapshot(...all) {
      if (fault.snapshot) throw new Error('database or disk is full')
      sound.snapshot(...all)
    },
  }
  const lines: string[] = []
  const server = await serveLog(log, { port: 0, log: (line) => lines.push(line) })
  onTestFinished(() => server.stop())
  return { server, fault, refused, lines, sound }
}

const textOf = ({ document: doc }: HocuspocusProvider) => doc.getText('article').toString()

/** Everything that the editor could have shown as saved, by the text at that time. */
function shownAsSaved(provider: HocuspocusProvider): readonly string[] {
  const shown: string[] = []
  provider.on('unsyncedChanges', ({ number }: { number: number }) => {
    if (number === 0) shown.push(textOf(provider))
  })
  return shown
}

test('while nothing can be stored, a change is never shown as saved nor to others; then it is, without a restart', async () => {
  const { server, fault, refused, lines } = await onFaultyLog()
  const mei = connected(server.url).join('text/d')
  const ana = connected(server.url).join('text/d')
  await Promise.all([saved(mei), saved(ana)])
  const shown = shownAsSaved(mei)
  const reasons: string[] = []
  mei.on('close', ({ event }: { event: { reason: string } }) => reasons.push(event.reason))

  fault.append = true
  mei.document.getText('article').insert(6, ' It sat.')
  // Her editor comes back and sends it again, and is refused again.
  await until('it was refused three times', () => refused.appends >= 3)
  expect(shown).toEqual([])
  expect(mei.unsyncedChanges).toBeGreaterThan(0)
  expect(textOf(ana)).toBe('A cat.')
  expect(reasons).toContain('not-saved')
  expect(lines.join('\n')).toContain('disk is full')
  expect(lines.join('\n')).not.toContain('It sat')
  expect(await (await fetch(`${server.url}/api/documents`)).json()).toMatchObject([{ characters: 6 }])

  fault.append = false
  await until('the other has it', () => textOf(ana) === 'A cat. It sat.')
  await saved(mei)
  expect(shown.length).toBeGreaterThan(0)
  expect(shown.every((text) => text === 'A cat. It sat.')).toBe(true)
})

test('a change that could not be stored is kept when its writer leaves after it could be', async () => {
  const { server, fault, refused } = await onFaultyLog()
  const person = connected(server.url)
  const mei = person.join('text/d')
  await saved(mei)
  fault.append = true
  mei.document.getText('article').insert(0, 'Look: ')
  await until('it was refused', () => refused.appends > 0)
  fault.append = false
  await saved(mei)
  person.leave()
  const later = connected(server.url).join('text/d')
  await saved(later)
  expect(textOf(later)).toBe('Look: A cat.')
})

test('a room that cannot be loaded is refused, never served empty, and opens once it can be read', async () => {
  const { server, fault, lines } = await onFaultyLog()
  fault.load = true
  const mei = connected(server.url).join('text/d')
  const refusal = new Promise<string>((resolve) =>
    mei.on('authenticationFailed', ({ reason }: { reason: string }) => resolve(reason)),
  )
  mei.document.getText('article').insert(0, 'Mine. ')
  expect(await refusal).toBe('could-not-load')
  expect(mei.synced).toBe(false)
  expect(lines.join('\n')).toContain('disk I/O error')

  fault.load = false
  // As the editor does: ask again for the room on the same connection.
  await mei.sendToken()
  mei.startSync()
  await saved(mei)
  expect(textOf(mei)).toContain('A cat.')
  expect(textOf(mei)).toContain('Mine. ')
})

test('a snapshot that cannot be kept loses nothing', async () => {
  const { server, fault, sound, lines } = await onFaultyLog()
  fault.snapshot = true
  const person = connected(server.url)
  const mei = person.join('text/d')
  await saved(mei)
  for (let at = 0; at < 250; at++) mei.document.getText('article').insert(6, '.')
  await saved(mei)
  person.leave()
  await until('the server has tried to keep a snapshot', () => lines.some((line) => line.includes('snapshot')))
  expect(sound.load('text/d').snapshot).toBeUndefined()
  const later = connected(server.url).join('text/d')
  await saved(later)
  expect(textOf(later)).toBe(`A cat.${'.'.repeat(250)}`)
})

test('a long history gets a snapshot when the last person leaves, and its updates stay in the log', async () => {
  const { server, sound } = await onFaultyLog()
  const person = connected(server.url)
  const mei = person.join('text/d')
  await saved(mei)
  for (let at = 0; at < 250; at++) mei.document.getText('article').insert(6, '.')
  await saved(mei)
  person.leave()
  await until('there is a snapshot', () => sound.load('text/d').snapshot !== undefined)
  expect(sound.history('text/d')).toHaveLength(251)
  expect(sound.load('text/d').updates).toHaveLength(0)
})
