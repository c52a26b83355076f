import { join } from 'node:path'
import { defaultScheme, document, readScheme, type Scheme, writeNativeLine, writeScheme } from '@claimspan/core'
import { strToU8, unzipSync, zipSync } from 'fflate'
import { describe, expect, onTestFinished, test } from 'vitest'
import { openDatabase } from '../src/database.js'
import { openData } from '../src/index.js'
import { may, roles } from '../src/roles.js'
import { memorySchemes } from '../src/schemes.js'
import { sqliteSchemes } from '../src/stored-schemes.js'
import { emptyFolder } from './empty-folder.js'
import { schemeContract } from './scheme-contract.js'
import { postDocument, served, signedIn, withAccounts } from './served.js'

schemeContract('The store in memory', async () => {
  const store = memorySchemes()
  return { store, reopened: async () => store }
})

schemeContract('The store in SQLite', async () => {
  const path = join(emptyFolder(), 'claimspan.db')
  const opened = () => {
    const database = openDatabase(path)
    onTestFinished(() => void database.close())
    return database
  }
  const database = opened()
  return {
    store: sqliteSchemes(database),
    async reopened() {
      database.close()
      return sqliteSchemes(opened())
    },
  }
})

const put = (url: string, body: string, headers: Readonly<Record<string, string>> = {}) =>
  fetch(`${url}/api/scheme`, { method: 'PUT', headers: { 'content-type': 'application/json', ...headers }, body })

async function schemeAt(url: string, path = '/api/scheme'): Promise<Scheme> {
  const read = readScheme(await (await fetch(`${url}${path}`)).text())
  if (!read.ok) throw new Error(JSON.stringify(read.problems))
  return read.scheme
}

const medical: Scheme = { ...defaultScheme, id: 'medical', name: 'Medical', claimTypes: [{ label: 'Dose', key: 'd' }] }

describe('the scheme of a project', () => {
  test('is the default one at first; what is put is its next version, and earlier ones can be read', async () => {
    const dataFolder = emptyFolder()
    const server = await served({ dataFolder })
    const first = await fetch(`${server.url}/api/scheme`)
    expect(first.headers.get('etag')).toBe('"1"')
    expect(await first.text()).toBe(writeScheme(defaultScheme))
    const answer = await put(server.url, writeScheme(medical))
    expect(answer.status).toBe(200)
    expect(answer.headers.get('etag')).toBe('"2"')
    expect(await answer.text()).toBe(writeScheme({ ...medical, version: 2 }))
    await server.stop()
    const { url } = await served({ dataFolder })
    expect(await schemeAt(url)).toEqual({ ...medical, version: 2 })
    expect(await schemeAt(url, '/api/scheme/versions/1')).toEqual(defaultScheme)
    expect(await (await fetch(`${url}/api/scheme/versions`)).json()).toEqual([
      { version: 1, id: defaultScheme.id, name: defaultScheme.name },
      { version: 2, id: 'medical', name: 'Medical', at: expect.stringMatching(/^\d{4}-.*Z$/) },
    ])
    for (const none of ['3', '0', '01', 'x', '9'.repeat(30)]) {
      const missing = await fetch(`${url}/api/scheme/versions/${none}`)
      expect(missing.status).toBe(404)
      expect(await missing.json()).toMatchObject({ error: 'unknown-version', message: expect.stringContaining('1, 2') })
    }
  })

  test('is not overwritten by who edited a version that is no longer the newest', async () => {
    const { url } = await served()
    expect((await put(url, writeScheme(medical))).status).toBe(200)
    const late = await put(url, writeScheme({ ...defaultScheme, name: 'Late' }))
    expect(late.status).toBe(409)
    expect(await late.json()).toMatchObject({ error: 'scheme-moved', message: expect.stringContaining('is 2') })
    expect((await put(url, writeScheme({ ...medical, version: 7 }))).status).toBe(409)
    expect(await schemeAt(url)).toEqual({ ...medical, version: 2 })
    const both = await Promise.all(['a', 'b'].map((name) => put(url, writeScheme({ ...medical, version: 2, name }))))
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409])
  })

  const broken = (change: object) => JSON.stringify({ ...JSON.parse(writeScheme(medical)), ...change })
  test.each([
    ['a label twice', broken({ claimTypes: [{ label: 'a' }, { label: 'a' }] }), '/claimTypes/1/label'],
    [
      'a key twice',
      broken({
        relationTypes: [
          { label: 'a', key: 'x' },
          { label: 'b', key: 'x' },
        ],
      }),
      '/relationTypes/1/key',
    ],
    ['a colour that is none', broken({ claimTypes: [{ label: 'a', color: 'red' }] }), '/claimTypes/0/color'],
    ['an empty label', broken({ attributionKinds: [{ label: '' }] }), '/attributionKinds/0/label'],
    ['a part too much', broken({ secret: 1 }), '/secret'],
    ['a part twice', writeScheme(medical).replace('"name"', '"id": "x", "name"'), '/id'],
  ])('with %s is refused with the place', async (_, body, path) => {
    const { url } = await served()
    const answer = await put(url, body)
    expect(answer.status).toBe(422)
    const { error, message, problems } = (await answer.json()) as {
      error: string
      message: string
      problems: readonly { path: string; sentence: string }[]
    }
    expect(error).toBe('unsound-scheme')
    expect(problems.map((problem) => problem.path)).toEqual([path])
    expect(message).toContain(problems[0]?.sentence)
    expect(await schemeAt(url)).toEqual(defaultScheme)
  })

  test('is refused when it is no JSON, no object or too large', async () => {
    const { url } = await served()
    for (const body of ['{', '[]', '']) expect((await put(url, body)).status).toBe(400)
    const large = await put(url, writeScheme({ ...medical, guideline: 'a'.repeat(1_000_001) }))
    expect(large.status).toBe(413)
    expect(await schemeAt(url)).toEqual(defaultScheme)
  })

  test('is put by those whose role may, under their name', async () => {
    const dataFolder = emptyFolder()
    await withAccounts(dataFolder, ...roles)
    const { url } = await served({ dataFolder })
    expect((await put(url, writeScheme(medical))).status).toBe(401)
    expect((await fetch(`${url}/api/scheme`)).status).toBe(401)
    let version = 1
    for (const role of roles) {
      const { headers } = await signedIn(url, role)
      const { status } = await put(url, writeScheme({ ...medical, version }), headers)
      expect(status, role).toBe(may(role, 'edit scheme') ? 200 : 403)
      if (status === 200) version += 1
      const listed = await fetch(`${url}/api/scheme/versions`, { headers })
      expect(await listed.json()).toHaveLength(version)
    }
    const { headers } = await signedIn(url, 'reader')
    const listed = (await (await fetch(`${url}/api/scheme/versions`, { headers })).json()) as { by?: string }[]
    expect(listed.map(({ by }) => by)).toEqual([undefined, 'owner', 'curator'])
  })

  test('goes with every export, over HTTP and from the data folder', async () => {
    const dataFolder = emptyFolder()
    const { url } = await served({ dataFolder })
    await postDocument(url, { id: 'cats', text: 'A cat.' })
    await put(url, writeScheme(medical))
    const now = writeScheme({ ...medical, version: 2 })
    expect(await (await fetch(`${url}/api/documents/cats/export?format=native&file=scheme.json`)).text()).toBe(now)
    const zip = unzipSync(new Uint8Array(await (await fetch(`${url}/api/export?format=native`)).arrayBuffer()))
    expect(new TextDecoder().decode(zip['scheme.json'])).toBe(now)
    const data = openData(dataFolder)
    expect(writeScheme(data.scheme())).toBe(now)
    data.close()
  })
})

describe('a corpus that comes with a scheme', () => {
  const line = (id: string) =>
    `${writeNativeLine({ document: document({ id, text: 'A cat.' }), layers: [], annotators: [], claims: [], relations: [], threads: [] })}\n`
  async function imported(url: string, id: string, scheme: string) {
    const body = zipSync({ 'corpus/documents.jsonl': strToU8(line(id)), 'corpus/scheme.json': strToU8(scheme) })
    const answer = await fetch(`${url}/api/import?name=corpus.zip`, {
      method: 'POST',
      headers: { 'content-type': 'application/zip' },
      body,
    })
    expect(answer.status).toBe(201)
    return (await answer.json()) as { notes: string[]; problems: { file: string; sentence: string }[] }
  }

  test('brings it to a project that has only the default one, and that is said', async () => {
    const { url } = await served()
    const { notes, problems } = await imported(url, 'a', writeScheme({ ...medical, version: 5 }))
    expect(problems).toEqual([])
    expect(notes.filter((note) => note.includes('“Medical”'))).toEqual([expect.stringContaining('as version 5')])
    expect(await schemeAt(url)).toEqual({ ...medical, version: 5 })
    expect(await schemeAt(url, '/api/scheme/versions/1')).toEqual(defaultScheme)
    expect((await imported(url, 'b', writeScheme({ ...medical, version: 9 }))).notes.join()).not.toContain('“Medical”')
  })

  test('leaves the scheme of a project that has its own, and that is said', async () => {
    const { url } = await served()
    await put(url, writeScheme({ ...defaultScheme, name: 'Ours' }))
    const { notes } = await imported(url, 'a', writeScheme(medical))
    expect(notes.join()).toMatch(/“Medical” .* not taken over.*“Ours”/)
    expect((await schemeAt(url)).name).toBe('Ours')
  })

  test('that is not sound says what is wrong with it; the articles come', async () => {
    const { url } = await served()
    const { problems } = await imported(url, 'a', '{"claimspan": 1}')
    expect(problems[0]).toMatchObject({ file: 'corpus/scheme.json' })
    expect(await schemeAt(url)).toEqual(defaultScheme)
  })
})
