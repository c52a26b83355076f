import { sharedLayer, sharedText, yjsClaimStore } from '@claimspan/collab'
import { expect, test } from 'vitest'
import { emptyFolder } from './empty-folder.js'
import { connected, guestToken, postDocument, saved, served, until } from './served.js'

test('two people see what the other types, and both find it after a restart', async () => {
  const dataFolder = emptyFolder()
  const server = await served({ dataFolder })
  await postDocument(server.url, { id: 'article', text: 'The cat sat.' })
  const mei = connected(server.url).join('text/article')
  const ana = connected(server.url).join('text/article')
  await Promise.all([saved(mei), saved(ana)])
  const hers = mei.document.getText('article')
  const other = ana.document.getText('article')
  expect(other.toString()).toBe('The cat sat.')

  hers.insert(12, ' And slept.')
  other.insert(0, 'Once: ')
  const both = 'Once: The cat sat. And slept.'
  await until('both have both changes', () => hers.toString() === both && other.toString() === both)
  await Promise.all([saved(mei), saved(ana)])
  await server.stop()

  const again = await served({ dataFolder })
  const later = connected(again.url).join('text/article')
  await saved(later)
  expect(later.document.getText('article').toString()).toBe(both)
})

test('a claim that one marks is the other’s too, and in the export, also after the words have moved', async () => {
  const { url } = await served()
  await postDocument(url, { id: 'article', text: 'The cat sat.' })
  const [mei, ana] = [connected(url, guestToken('Mei')), connected(url)].map((someone) => {
    const text = someone.join('text/article')
    const layer = someone.join('layer/article/shared')
    return { text, layer, all: [text, layer] }
  })
  if (mei === undefined || ana === undefined) throw new Error('Two people')
  await Promise.all([...mei.all, ...ana.all].map((provider) => saved(provider)))
  const storeOf = ({ text, layer }: typeof mei) =>
    yjsClaimStore(sharedText(text.document), sharedLayer(layer.document), {
      edges: { now: () => '2026-01-02T03:04:05Z', newId: () => 'c1' },
    })
  const [hers, theirs] = [storeOf(mei), storeOf(ana)]
  hers.add({ mentions: [[{ from: 4, to: 11 }]], createdBy: 'mei' })
  ana.text.document.getText('article').insert(0, 'Once: ')
  const words = () => theirs.claims().map(({ mentions }) => mentions[0]?.quote)
  await until('the other has the claim', () => words()[0] === 'cat sat')
  await Promise.all([...mei.all, ...ana.all].map((provider) => saved(provider)))
  const exported = await fetch(`${url}/api/documents/article`)
  expect(await exported.json()).toMatchObject({
    text: 'Once: The cat sat.',
    claims: [
      {
        id: 'c1',
        layer: 'shared',
        createdBy: 'guest-mei',
        mentions: [{ spans: [{ from: 10, to: 17 }], quote: 'cat sat' }],
      },
    ],
  })
})

test('people see each other, and who leaves is gone', async () => {
  const { url } = await served()
  await postDocument(url, { id: 'article', text: 'The cat sat.' })
  const guest = connected(url, guestToken('Ana'))
  const [mei, ana] = [connected(url).join('text/article'), guest.join('text/article')]
  await Promise.all([saved(mei), saved(ana)])
  ana.setAwarenessField('user', { id: 'guest-mei', name: 'Ana', color: '#123456' })
  const names = () => [...(mei.awareness?.getStates().values() ?? [])].flatMap(({ user }) => user?.name ?? [])
  await until('Mei sees Ana', () => names().includes('Ana'))
  expect([...(mei.awareness?.getStates().values() ?? [])].map(({ user }) => user)).toContainEqual({
    id: 'guest-ana',
    name: 'Ana',
    color: '#123456',
  })
  guest.leave()
  await until('Ana is gone', () => !names().includes('Ana'))
})

test('when the server stops, people are told, and what they were shown as saved is there', async () => {
  const dataFolder = emptyFolder()
  const server = await served({ dataFolder })
  await postDocument(server.url, { id: 'article', text: 'Marks:' })
  const mei = connected(server.url).join('text/article')
  await saved(mei)
  const text = mei.document.getText('article')
  let shown = ''
  mei.on('unsyncedChanges', ({ number }: { number: number }) => {
    if (number === 0) shown = text.toString()
  })
  const reasons: string[] = []
  mei.on('close', ({ event }: { event: { code: number; reason: string } }) =>
    reasons.push(`${event.code} ${event.reason}`),
  )
  // No faster than it is saved, however slow the machine; until the end there is always something on its way.
  mei.on('unsyncedChanges', ({ number }: { number: number }) => {
    if (number === 0) setTimeout(() => text.insert(text.length, '.'))
  })
  text.insert(text.length, '.')
  await until('a few are saved', () => shown.length > 20)
  await server.stop()
  await until('she has been told', () => reasons.includes('1012 server-stopping'))
  const again = await served({ dataFolder })
  const later = connected(again.url).join('text/article')
  await saved(later)
  expect(later.document.getText('article').toString().startsWith(shown)).toBe(true)
})
