import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { unzipSync, zipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { served } from './served.js'

const fixtures = fileURLToPath(new URL('../../../fixtures/formats/', import.meta.url))

/** The files of a folder of fixtures, by path. */
const folder = (name: string): Record<string, Uint8Array> =>
  Object.fromEntries(
    readdirSync(`${fixtures}${name}`, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => [entry.name, new Uint8Array(readFileSync(`${entry.parentPath}/${entry.name}`))]),
  )

interface Imported {
  readonly documents: readonly { readonly id: string; readonly layers: readonly { readonly claims: number }[] }[]
  readonly problems: readonly { readonly sentence: string }[]
}

async function send(url: string, bytes: Uint8Array, name: string): Promise<{ status: number; said: Imported }> {
  const answer = await fetch(`${url}/api/import?name=${encodeURIComponent(name)}`, {
    method: 'POST',
    headers: { 'content-type': 'application/octet-stream' },
    body: bytes as Uint8Array<ArrayBuffer>,
  })
  return { status: answer.status, said: (await answer.json()) as Imported }
}

const bytes = (text: string) => new TextEncoder().encode(text)

describe('files of any format become articles', () => {
  test.each([
    ['a text', 'note.txt', bytes('The bridge cost 12 million euros.')],
    ['Markdown', 'note.md', bytes('# Bridge\n\nIt cost 12 million euros.')],
    ['a page', 'note.html', bytes('<!doctype html><title>Bridge</title><p>It cost 12 million euros.</p>')],
  ])('%s', async (_, name, content) => {
    const { url } = await served()
    const { status, said } = await send(url, content, name)
    expect(said).toMatchObject({ problems: [] })
    expect(status).toBe(201)
    expect(said.documents).toHaveLength(1)
  })

  test.each(['brat', 'native', 'label-studio', 'cas-json', 'tei'])(
    'the fixtures of %s, with their claims, as one zip',
    async (format) => {
      const { url } = await served()
      const { status, said } = await send(url, zipSync(folder(format)), `${format}.zip`)
      expect(status, JSON.stringify(said).slice(0, 400)).toBe(201)
      const claims = said.documents.flatMap(({ layers }) => layers.map((layer) => layer.claims))
      expect(claims.reduce((sum, count) => sum + count, 0)).toBeGreaterThan(0)
    },
  )

  test('a format may be named', async () => {
    const { url } = await served()
    const [content = new Uint8Array()] = Object.values(folder('doccano'))
    const named = await fetch(`${url}/api/import?name=a.json&from=doccano`, {
      method: 'POST',
      headers: { 'content-type': 'application/octet-stream' },
      body: content as Uint8Array<ArrayBuffer>,
    })
    expect(named.status, await named.text()).toBe(201)
    const unknown = await fetch(`${url}/api/import?from=nothing`, {
      method: 'POST',
      headers: { 'content-type': 'application/octet-stream' },
      body: content as Uint8Array<ArrayBuffer>,
    })
    expect(unknown.status).toBe(400)
  })

  test('one bad file does not keep out the others, and is told of', async () => {
    const { url } = await served()
    const zip = zipSync({ 'good.txt': bytes('A cat.'), 'empty.txt': bytes(' '), 'other.txt': bytes('A dog.') })
    const { status, said } = await send(url, zip, 'three.zip')
    expect(status).toBe(201)
    expect(said.documents.map(({ id }) => id).sort()).toEqual(['good', 'other'])
    expect(said.problems).toHaveLength(1)
  })

  test('what tools keep beside articles is no article, and JSON of no known format is told so', async () => {
    const { url } = await served()
    const brat = await send(url, zipSync(folder('brat')), 'brat.zip')
    expect(brat.said.documents.map(({ id }) => id)).toEqual(['example'])
    for (const format of ['cas-xmi', 'label-studio']) {
      const { url: other } = await served()
      const { said } = await send(other, zipSync(folder(format)), `${format}.zip`)
      expect(said.problems).toEqual([])
    }
    const { status, said } = await send(url, bytes('{"a": 1}'), 'a.json')
    expect(status).toBe(422)
    expect(said.problems[0]?.sentence).toMatch(
      /none of the formats that can be read. Of JSON these are: .*Label Studio/,
    )
  })

  test('nothing in it is refused with a sentence', async () => {
    const { url } = await served()
    expect((await send(url, zipSync({}), 'none.zip')).status).toBe(422)
    expect((await send(url, new Uint8Array([0x50, 0x4b, 3, 4, 9, 9]), 'broken.zip')).status).toBe(422)
  })
})

describe('the project as a whole', () => {
  const line = `${JSON.stringify({ id: 'cats', text: 'Cats sleep. The mayor said that cats cost 12 euros.' })}`
  const start = async () => {
    const { url } = await served()
    await fetch(`${url}/api/documents`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: line,
    })
    await send(url, zipSync(folder('native')), 'native.zip')
    return url
  }

  test('is searched in texts and claims, whatever the case', async () => {
    const url = await start()
    const find = async (words: string) =>
      (await (await fetch(`${url}/api/search?words=${encodeURIComponent(words)}`)).json()) as {
        hits: { document: string; where: string; words: string; before: string }[]
      }
    const { hits } = await find('MAYOR SAID')
    expect(hits).toContainEqual(
      expect.objectContaining({ document: 'cats', where: 'text', words: 'mayor said', before: 'Cats sleep. The ' }),
    )
    expect((await find('no such words anywhere')).hits).toEqual([])
    expect((await fetch(`${url}/api/search?words=`)).status).toBe(400)
  })

  test('is exported as one zip, all of it or what was asked for', async () => {
    const url = await start()
    const all = await fetch(`${url}/api/export?format=native`)
    expect(all.headers.get('content-type')).toBe('application/zip')
    const files = unzipSync(new Uint8Array(await all.arrayBuffer()))
    const lines = (zip: Record<string, Uint8Array>) =>
      new TextDecoder().decode(zip['documents.jsonl']).trim().split('\n').length
    expect(lines(files)).toBeGreaterThan(1)
    const one = await fetch(`${url}/api/export?format=native&document=cats`)
    expect(lines(unzipSync(new Uint8Array(await one.arrayBuffer())))).toBe(1)
    expect((await fetch(`${url}/api/export?format=native&document=nobody`)).status).toBe(404)
  })

  test('tells how many claims of each type and status an article has', async () => {
    const url = await start()
    const listed = (await (await fetch(`${url}/api/documents`)).json()) as {
      layers: { claims: number; types: Record<string, number>; statuses: Record<string, number> }[]
    }[]
    const layers = listed.flatMap((document) => document.layers)
    const sum = (counts: Record<string, number>) => Object.values(counts).reduce((all, count) => all + count, 0)
    for (const { claims, statuses } of layers) expect(sum(statuses)).toBe(claims)
    expect(layers.some(({ types }) => sum(types) > 0)).toBe(true)
  })
})
