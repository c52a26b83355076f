import { createHash } from 'node:crypto'
import {
  annotator,
  claim,
  defaultScheme,
  document,
  layer,
  mention,
  readNativeLine,
  writeNativeLine,
} from '@claimspan/core'
import { exportBytes, formats, isWritable } from '@claimspan/exporter'
import { unzipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { isDataFolder, openData, ServerProblem } from '../src/index.js'
import { emptyFolder } from './empty-folder.js'
import { connected, saved, served } from './served.js'

const text = 'On cats\nAna said that 😀 the cat sat.\n\nIt slept.'
const from = text.indexOf('the cat sat')
const annotated = {
  document: document({ id: 'cats', text, language: 'en', metadata: { author: 'Mei' } }),
  layers: [layer({ id: 'curated', kind: 'curated', name: 'Checked' }), layer({ id: 'shared', kind: 'shared' })],
  annotators: [annotator('mei', 'Mei')],
  claims: [
    claim({
      id: 'c1',
      layer: 'curated',
      mentions: [mention(text, [{ from, to: from + 11 }])],
      types: ['Event/Property Claim'],
      createdBy: 'mei',
      createdAt: '2026-01-02T03:04:05Z',
    }),
    claim({
      id: 'c2',
      layer: 'shared',
      mentions: [mention(text, [{ from: text.length - 9, to: text.length - 1 }])],
      createdBy: 'mei',
      createdAt: '2026-01-02T03:04:06Z',
    }),
  ],
  relations: [],
  threads: [],
}

async function servedCats() {
  const dataFolder = emptyFolder()
  const server = await served({ dataFolder })
  const answer = await fetch(`${server.url}/api/documents`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: writeNativeLine(annotated),
  })
  expect(answer.status).toBe(201)
  return { dataFolder, server, cats: `${server.url}/api/documents/cats` }
}

test('the native form comes back as it was sent, byte for byte', async () => {
  const { cats } = await servedCats()
  expect(await (await fetch(cats)).text()).toBe(`${writeNativeLine(annotated)}\n`)
  expect(await (await fetch(`${cats}?unit=byte`)).text()).toBe(`${writeNativeLine(annotated, 'byte')}\n`)
})

test('a list tells the claims of each layer', async () => {
  const { server } = await servedCats()
  expect(await (await fetch(`${server.url}/api/documents`)).json()).toMatchObject([
    {
      id: 'cats',
      language: 'en',
      characters: [...text].length,
      layers: [
        { id: 'curated', kind: 'curated', name: 'Checked', claims: 1 },
        { id: 'shared', kind: 'shared', claims: 1 },
      ],
    },
  ])
})

describe.each(formats.filter(isWritable))('exported to $name', (format) => {
  test('over HTTP while somebody edits, and read from the data folder, the bytes are the same', async () => {
    const { cats, dataFolder } = await servedCats()
    const mei = connected(cats.slice(0, cats.indexOf('/api'))).join('text/cats')
    await saved(mei)
    // Words typed into a claim belong to it; the last paragraph moves.
    mei.document.getText('article').insert(from + 4, 'old ')
    await saved(mei)

    const data = openData(dataFolder)
    expect(data.documents()).toMatchObject([{ id: 'cats' }])
    const now = data.annotated('cats')
    data.close()
    expect(now.claims.map(({ mentions }) => mentions[0]?.quote)).toEqual(['the old cat sat', 'It slept'])
    const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')
    const { files } = exportBytes(format, [now], { scheme: defaultScheme, sha256 })
    expect(files.length).toBeGreaterThan(0)
    for (const { path, bytes } of files) {
      const answer = await fetch(`${cats}/export?format=${format.name}&file=${encodeURIComponent(path)}`)
      expect(answer.headers.get('content-disposition')).toBe(`attachment; filename="${path.split('/').at(-1)}"`)
      expect(Buffer.from(await answer.arrayBuffer()).equals(bytes)).toBe(true)
    }
    const all = async () => new Uint8Array(await (await fetch(`${cats}/export?format=${format.name}`)).arrayBuffer())
    const whole = await all()
    expect(await all()).toEqual(whole)
    if (files.length > 1) {
      // The time and date of the first file in the zip are the earliest there are: midnight, 1 January 1980.
      expect([...whole.subarray(10, 14)]).toEqual([0, 0, 0x21, 0])
      const unzipped = Object.entries(unzipSync(whole)).map(([path, bytes]) => ({
        path,
        bytes: Buffer.from(bytes),
      }))
      expect(unzipped).toEqual(files.map(({ path, bytes }) => ({ path, bytes: Buffer.from(bytes) })))
    } else {
      expect(Buffer.from(whole).equals(files[0]?.bytes ?? new Uint8Array())).toBe(true)
    }
  })
})

test('layers and units are chosen', async () => {
  const { cats } = await servedCats()
  const answer = await fetch(`${cats}/export?format=native&layer=curated&unit=utf-16&file=documents.jsonl`)
  const read = readNativeLine((await answer.text()).trimEnd())
  expect(read.ok && read.annotated.claims.map(({ id }) => id)).toEqual(['c1'])
  expect(read.ok && read.annotated.layers.map(({ id }) => id)).toEqual(['curated'])
})

describe('a data folder', () => {
  test('is told from other folders', async () => {
    const { dataFolder } = await servedCats()
    expect(isDataFolder(dataFolder)).toBe(true)
    for (const other of [emptyFolder(), '/nowhere/at/all']) {
      expect(isDataFolder(other)).toBe(false)
      expect(() => openData(other)).toThrow(ServerProblem)
      expect(() => openData(other)).toThrow(/is not a data folder/)
    }
  })

  test('can be read after the server has stopped, and writes nothing', async () => {
    const { dataFolder, server } = await servedCats()
    await server.stop()
    const data = openData(dataFolder)
    expect(writeNativeLine(data.annotated('cats'))).toBe(writeNativeLine(annotated))
    expect(() => data.annotated('dogs')).toThrow(RangeError)
    data.close()
  })

  test('a deleted document is not in it', async () => {
    const { cats, dataFolder } = await servedCats()
    await fetch(cats, { method: 'DELETE' })
    const data = openData(dataFolder)
    expect(data.documents()).toEqual([])
    expect(() => data.annotated('cats')).toThrow(RangeError)
    data.close()
  })
})
