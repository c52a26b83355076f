import { sharedLayer, sharedText, yjsClaimStore } from '@claimspan/collab'
import {
  annotator,
  blocksOf,
  check,
  claim,
  document,
  layer,
  mention,
  type RebaseReport,
  readNativeLine,
  rebase,
  writeNativeLine,
} from '@claimspan/core'
import { describe, expect, onTestFinished, test } from 'vitest'
import { openData } from '../src/index.js'
import { memoryLog } from '../src/memory-log.js'
import { maxDocumentBytes } from '../src/new-document.js'
import { serveLog } from '../src/start-server.js'
import { firstUpdates } from '../src/stored-document.js'
import type { UpdateLog } from '../src/update-log.js'
import { emptyFolder } from './empty-folder.js'
import { connected, person, saved, served, until } from './served.js'

const cats = 'Ana said that 😀 the three cats sat on the mat.'
const dogs = 'Nobody in the village ever kept any dogs before then.'
const fish = 'The lake was famous for its trout and for little else.'
const more = 'And so it went on.\nFor ever.'
const text = `On cats\n${cats}\n${dogs}\n${fish}\n${more}`
const words = (some: string, id?: string) => {
  const from = text.indexOf(some)
  return mention(text, [{ from, to: from + some.length }], { documentVersion: 1, ...(id === undefined ? {} : { id }) })
}
const by = { createdBy: 'mei', createdAt: '2026-01-02T03:04:05Z' }
const annotated = {
  document: document({
    id: 'cats',
    text,
    blocks: blocksOf(text, (line) => (line === 0 ? 'heading' : line === 2 ? 'quote' : 'paragraph')),
  }),
  layers: [layer({ id: 'curated', kind: 'curated' }), layer({ id: 'shared', kind: 'shared' })],
  annotators: [annotator('mei', 'Mei')],
  claims: [
    claim({
      id: 'c1',
      layer: 'shared',
      mentions: [words('the three cats sat')],
      attribution: { kind: 'indirect', source: words('Ana', 'source'), cue: words('said', 'cue') },
      ...by,
    }),
    claim({
      id: 'c2',
      layer: 'shared',
      mentions: [words('The lake was famous')],
      attribution: {
        kind: 'direct',
        source: words('lake', 'source'),
        cue: words('famous', 'cue'),
        within: { kind: 'direct', source: words('trout', 'source') },
      },
      evidence: [{ stance: 'SUPPORTS', items: [{ kind: 'mention', mention: words('little else', 'evidence') }] }],
      ...by,
    }),
    claim({ id: 'c3', layer: 'curated', mentions: [words('any dogs')], ...by }),
  ],
  relations: [],
  threads: [],
}
/** Corrected: a word more in one line, another line written anew, a third at another place. */
const next = `On cats\n${cats.replace('three', 'three old')}\nNo one.\n${more}\n${fish}`

async function servedCats(dataFolder = emptyFolder()) {
  const server = await served({ dataFolder })
  const made = await fetch(`${server.url}/api/documents`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: writeNativeLine(annotated),
  })
  expect(made.status).toBe(201)
  return { server, dataFolder, cats: `${server.url}/api/documents/cats` }
}

const post = (url: string, body: string | Uint8Array, type = 'text/plain') =>
  fetch(`${url}/versions`, { method: 'POST', headers: { 'content-type': type }, body })

async function native(url: string) {
  const read = readNativeLine((await (await fetch(url)).text()).trimEnd())
  if (!read.ok) throw new Error(JSON.stringify(read.problems))
  return read.annotated
}

describe('the next version of a document', () => {
  test('has the new text with every claim on its words, as the library would place them', async () => {
    const { cats: url } = await servedCats()
    const before = await native(url)
    const answer = await post(url, next)
    expect(answer.status).toBe(201)
    expect(answer.headers.get('location')).toBe('/api/documents/cats/versions/2')
    const report = (await answer.json()) as RebaseReport
    expect(report).toMatchObject({
      document: 'cats',
      from: 1,
      to: 2,
      counts: { whole: 7, changed: 1, detached: 1, moved: 5 },
    })
    const after = await native(url)
    expect(check(after)).toEqual([])
    const pure = rebase(before, next)
    expect(after.document).toEqual(pure.annotated.document)
    const byId = (claims: readonly { id: string }[]) => Object.fromEntries(claims.map((one) => [one.id, one]))
    const withoutTimes = after.claims.map(({ updatedAt: _, ...rest }) => rest)
    expect(byId(withoutTimes)).toEqual(byId(pure.annotated.claims))
    expect(report.mentions).toEqual(pure.report.mentions)
  })

  test('is seen by everybody at once, who goes on from there', async () => {
    const { cats: url, server } = await servedCats()
    const someone = connected(server.url)
    const [room, layerRoom] = [someone.join('text/cats'), someone.join('layer/cats/shared')]
    await Promise.all([saved(room), saved(layerRoom)])
    const shared = sharedText(room.document)
    const store = yjsClaimStore(shared, sharedLayer(layerRoom.document), {
      edges: { now: () => '2026-01-02T03:04:05Z', newId: () => 'c9' },
    })
    const seen: string[] = []
    shared.text.observe(() => seen.push(shared.text.toString()))
    expect((await post(url, next)).status).toBe(201)
    await until('the text is there', () => shared.text.toString() === next)
    // In one step: nobody sees a text that is half the one and half the other.
    expect(seen).toEqual([next])
    await until('the moved claim is there', () =>
      store.claims().some(({ mentions }) => mentions[0]?.spans[0]?.from === next.indexOf('The lake was')),
    )
    store.add({ mentions: [[{ from: 0, to: 7 }]], createdBy: 'mei' })
    shared.text.insert(next.length, ' Yes.')
    await Promise.all([saved(room), saved(layerRoom)])
    const now = await native(url)
    expect(now.document).toMatchObject({ version: 2, text: `${next} Yes.` })
    expect(now.claims.find(({ id }) => id === 'c9')?.mentions[0]).toMatchObject({
      quote: 'On cats',
      documentVersion: 2,
    })
  })

  test('takes what somebody typed meanwhile along', async () => {
    const { cats: url, server } = await servedCats()
    const room = connected(server.url).join('text/cats')
    await saved(room)
    const article = room.document.getText('article')
    const answer = post(url, next)
    article.insert(0, 'Soon. ')
    expect((await answer).status).toBe(201)
    await saved(room)
    await until('both are there', () => article.toString() === `Soon. ${next}`)
    expect((await native(url)).document.text).toBe(`Soon. ${next}`)
  })

  test('made twice at once is made one after the other', async () => {
    const { cats: url } = await servedCats()
    const answers = await Promise.all([post(url, 'On cats\nFirst.'), post(url, 'On cats\nSecond.')])
    const reports = (await Promise.all(answers.map((answer) => answer.json()))) as RebaseReport[]
    expect(reports.map(({ from, to }) => [from, to])).toEqual([
      [1, 2],
      [2, 3],
    ])
    expect((await native(url)).document).toMatchObject({ version: 3, text: 'On cats\nSecond.' })
  })

  test.each([
    ['JSON', 'application/json', JSON.stringify({ text: 'A\nB' }), ['heading', 'paragraph']],
    ['text', 'text/plain; charset=utf-8', 'A\r\nB\r\n', ['heading', 'paragraph']],
    ['Markdown', 'text/markdown', '> A\n\n- B', ['quote', 'list-item']],
  ])('comes as %s', async (_, type, body, kinds) => {
    const { server } = await servedCats()
    await fetch(`${server.url}/api/documents`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ id: 'a', text: 'Aa\nBb.' }),
    })
    const url = `${server.url}/api/documents/a`
    expect((await post(url, body, type)).status).toBe(201)
    const { text: now, blocks } = (await native(url)).document
    expect(now.replace('\n\n', '\n')).toBe('A\nB')
    expect(blocks.filter(({ from, to }) => from < to).map(({ kind }) => kind)).toEqual(kinds)
  })
})

describe('former versions', () => {
  test('stay readable as they were, after edits, later versions and a restart', async () => {
    const { cats: url, server, dataFolder } = await servedCats()
    const someone = person(server.url)
    const room = someone.join('text/cats')
    await saved(room)
    room.document.getText('article').insert(text.length, ' So.')
    await saved(room)
    someone.leave()
    const first = await (await fetch(url)).text()
    await post(url, next)
    const second = await (await fetch(url)).text()
    await post(url, `${next}\nThe end.`)
    const third = await (await fetch(url)).text()
    await server.stop()

    const again = await served({ dataFolder })
    const now = `${again.url}/api/documents/cats`
    const list = (await (await fetch(`${now}/versions`)).json()) as { at: string }[]
    expect(list).toMatchObject([
      { version: 1, characters: [...text].length + 4 },
      { version: 2, characters: [...next].length },
      { version: 3, characters: [...next].length + 9 },
    ])
    expect(list.map(({ at }) => at)).toEqual(list.map(({ at }) => at).sort())
    for (const [index, line] of [first, second, third].entries()) {
      expect(await (await fetch(`${now}/versions/${index + 1}`)).text()).toBe(line)
      const file = await fetch(`${now}/export?format=native&file=documents.jsonl&version=${index + 1}`)
      expect(await file.text()).toBe(line)
    }
    const brat = await (await fetch(`${now}/export?format=brat&version=1&file=cats.txt`)).text()
    expect(brat).toBe(`${text} So.`)

    const data = openData(dataFolder)
    expect(data.versions('cats')).toEqual([1, 2, 3])
    const old = data.version('cats', 2)
    expect(old && `${writeNativeLine(old)}\n`).toBe(second)
    expect([data.version('cats', 4), data.versions('dogs'), data.version('dogs', 1)]).toEqual([
      undefined,
      [],
      undefined,
    ])
    data.close()
  })

  test('are numbered from the version that was imported', async () => {
    const { server } = await servedCats()
    await fetch(`${server.url}/api/documents`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: writeNativeLine({ ...annotated, document: document({ ...annotated.document, id: 'old', version: 7 }) }),
    })
    const url = `${server.url}/api/documents/old`
    expect(await (await post(url, next)).json()).toMatchObject({ from: 7, to: 8 })
    expect(await (await fetch(`${url}/versions`)).json()).toMatchObject([{ version: 7 }, { version: 8 }])
    expect((await native(`${url}/versions/7`)).document.text).toBe(text)
  })
})

describe('a request that is wrong changes nothing', () => {
  test.each([
    ['an unknown document', '/nothing/versions', 'A', 'text/plain', 404, 'unknown-document'],
    ['an impossible id', '/-x/versions', 'A', 'text/plain', 400, 'bad-id'],
    ['an empty text', '/cats/versions', ' \n', 'text/plain', 400, 'empty-document'],
    ['no text', '/cats/versions', '{}', 'application/json', 400, 'bad-request'],
    [
      'a document in the native form',
      '/cats/versions',
      writeNativeLine(annotated),
      'application/json',
      400,
      'bad-request',
    ],
    ['bytes that are not UTF-8', '/cats/versions', new Uint8Array([65, 233, 65]), 'text/plain', 400, 'not-utf-8'],
    ['half a character', '/cats/versions', '{"text":"a \\ud83d b"}', 'application/json', 400, 'bad-text'],
    ['the same text', '/cats/versions', `${text}\r\n`, 'text/plain', 409, 'same-text'],
    ['too much', '/cats/versions', 'a'.repeat(maxDocumentBytes + 1), 'text/plain', 413, 'too-large'],
    ['a picture', '/cats/versions', 'x', 'image/png', 415, 'unsupported-media-type'],
  ])('%s', async (_, path, body, type, status, error) => {
    const { server, cats: url } = await servedCats()
    const before = await (await fetch(url)).text()
    const answer = await fetch(`${server.url}/api/documents${path}`, {
      method: 'POST',
      headers: { 'content-type': type },
      body,
    })
    expect(await answer.json()).toMatchObject({ error, message: expect.stringMatching(/\w/) })
    expect(answer.status).toBe(status)
    expect(await (await fetch(`${url}/versions`)).json()).toHaveLength(1)
    expect(await (await fetch(url)).text()).toBe(before)
  })

  test.each(['0', '2', '01', '1.0', 'x', '-1', '99999999999'])('there is no version %s', async (version) => {
    const { cats: url } = await servedCats()
    for (const path of [`/versions/${version}`, `/export?version=${version}`]) {
      const answer = await fetch(url + path)
      expect([answer.status, await answer.json()]).toMatchObject([
        404,
        { error: 'unknown-version', message: /it has 1/ },
      ])
    }
  })

  test('a version that could not be stored is seen by nobody', async () => {
    const sound = memoryLog({ now: () => '2026-01-02T03:04:05Z' })
    await sound.createDocument('cats', firstUpdates(annotated))
    let isFull = true
    const log: UpdateLog = {
      ...sound,
      async append(update) {
        if (isFull) throw new Error('database or disk is full')
        return sound.append(update)
      },
    }
    const server = await serveLog(log, { port: 0 })
    onTestFinished(() => server.stop())
    const room = connected(server.url).join('text/cats')
    await saved(room)
    const url = `${server.url}/api/documents/cats`
    const refused = await post(url, next)
    expect([refused.status, await refused.json()]).toMatchObject([507, { error: 'not-saved' }])
    expect(room.document.getText('article').toString()).toBe(text)
    expect((await native(url)).document.version).toBe(1)
    isFull = false
    expect(await (await post(url, next)).json()).toMatchObject({ from: 1, to: 2 })
    await until('the text is there', () => room.document.getText('article').toString() === next)
  })
})
