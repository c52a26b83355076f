import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { formats, isWritable } from '@claimspan/exporter'
import { type RunningServer, startServer } from '@claimspan/server'
import { unzipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { claimspan, folderWith } from './at-the-terminal.js'

const example = readFileSync(fileURLToPath(new URL('../../../fixtures/formats/example.jsonl', import.meta.url)), 'utf8')

/** Files that tell of a run of the command, and are no part of the format. */
const ofTheRun = new Set(['losses.jsonl', 'manifest.json', 'SHA256SUMS'])

/** Three documents: the example of the formats, one whose cells are formulas, one empty of claims. */
const dataFolder = mkdtempSync(join(tmpdir(), 'claimspan-same-bytes-'))
let server: RunningServer
beforeAll(async () => {
  server = await startServer({ dataFolder, port: 0 })
  const plain = { claimspan: 1, version: 1, offsetUnit: 'code-point' }
  const lines = [
    example,
    JSON.stringify({ ...plain, id: 'sums', title: '=SUM(A1)', text: '=1+1\n😀 says that it is two.' }),
    JSON.stringify({ ...plain, id: 'Example', title: 'An id that differs by its case alone', text: 'Words.\n' }),
  ]
  for (const body of lines) {
    const headers = { 'content-type': 'application/json' }
    const answer = await fetch(`${server.url}/api/documents`, { method: 'POST', headers, body })
    expect(answer.status).toBe(201)
  }
})
afterAll(async () => {
  await server.stop()
  rmSync(dataFolder, { recursive: true, force: true })
})

async function byHttp(query: string): Promise<Record<string, string>> {
  const answer = await fetch(`${server.url}${query}`)
  expect(answer.status).toBe(200)
  const bytes = new Uint8Array(await answer.arrayBuffer())
  return Object.fromEntries(Object.entries(unzipSync(bytes)).map(([path, file]) => [path, text(file)]))
}

async function byCommand(...args: string[]): Promise<Record<string, string>> {
  const out = join(folderWith(), 'out')
  expect(await claimspan(['export', dataFolder, '--out', out, ...args])).toMatchObject({ code: 0 })
  const files = readdirSync(out, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !ofTheRun.has(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
  return Object.fromEntries(files.map((file) => [file.slice(out.length + 1), text(readFileSync(file))]))
}

const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1')

describe('all documents of a server', () => {
  it.each(formats.filter(isWritable).map(({ name }) => name))(
    'are the same bytes over HTTP and by the command as %s',
    async (format) => {
      const written = await byCommand('--to', format)
      expect(Object.keys(written).length).toBeGreaterThan(0)
      expect(await byHttp(`/api/export?format=${format}`)).toEqual(written)
      const two = await byCommand('--to', format, '--document', 'sums,example')
      expect(await byHttp(`/api/export?format=${format}&document=sums&document=example`)).toEqual(two)
    },
  )

  it.each(['csv', 'tsv'])('as %s keep their formulas where it is asked for, both ways', async (format) => {
    const disarmed = await byHttp(`/api/export?format=${format}`)
    const kept = await byHttp(`/api/export?format=${format}&formulas=keep`)
    expect(kept).toEqual(await byCommand('--to', format, '--formulas', 'keep'))
    expect(disarmed[`corpus.documents.${format}`]).toContain("'=SUM(A1)")
    expect(kept[`corpus.documents.${format}`]).not.toContain("'=SUM(A1)")
    const one = await (
      await fetch(`${server.url}/api/documents/sums/export?format=${format}&formulas=keep`)
    ).arrayBuffer()
    expect(text(unzipSync(new Uint8Array(one))[`corpus.documents.${format}`] ?? new Uint8Array())).not.toContain("'=")
  })
})
