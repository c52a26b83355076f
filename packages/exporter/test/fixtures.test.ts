import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { type Claim, readScheme } from '@claimspan/core'
import { describe, expect, it } from 'vitest'
import { exportFiles, formatNamed, formats } from '../src/index.js'

const at = (path: string) => fileURLToPath(new URL(`../../../fixtures/formats/${path}`, import.meta.url))
const line = readFileSync(at('example.jsonl'), 'utf8')
const documents = formatNamed('native').read?.documents([{ path: 'example.jsonl', text: line }], {}).documents ?? []

const scheme = exampleScheme()

function exampleScheme() {
  const read = readScheme(readFileSync(at('example-scheme.json'), 'utf8'))
  if (!read.ok) throw new Error(JSON.stringify(read.problems))
  return read.scheme
}

/** Formats that have no place for a normalized claim, and those that keep claims without the article. */
const withoutNormalizedClaim = ['doccano', 'prodigy']
const withoutText = ['averitec', 'fever']

describe('the example in fixtures/formats', () => {
  it('is one document', () => {
    expect(documents).toHaveLength(1)
  })

  it.each(formats.filter(({ write }) => write !== undefined))(
    'is written as in fixtures/formats/$name, to the byte',
    (format) => {
      const { files } = exportFiles(format, documents, { scheme })
      const written = Object.fromEntries(files.map(({ path, text }) => [path, text]))
      const kept = Object.fromEntries(
        readdirSync(at(format.name)).map((path) => [path, readFileSync(at(`${format.name}/${path}`), 'utf8')]),
      )
      expect(written).toEqual(kept)
    },
  )

  it.each(formats.filter(({ recognises }) => recognises !== undefined))(
    'is known for $name by its content, in fixtures/formats',
    (format) => {
      for (const { name, write } of formats) {
        if (name === 'native' || write === undefined) continue
        const files = readdirSync(at(name)).map((path) => ({ path, text: readFileSync(at(`${name}/${path}`), 'utf8') }))
        const found = files.filter((file) => format.recognises?.(file)).length
        expect([name, found > 0]).toEqual([name, name === format.name])
      }
    },
  )

  it.each(
    formats.filter(({ name, read }) => read !== undefined && !withoutText.includes(name) && !columnFormats.has(name)),
  )('is read from fixtures/formats/$name', (format) => {
    const files = readdirSync(at(format.name)).map((path) => ({
      path,
      text: readFileSync(at(`${format.name}/${path}`), 'utf8'),
    }))
    const read = format.read?.documents(files, {})
    expect(read?.problems).toEqual([])
    expect(read?.documents).toHaveLength(1)
    const [document] = read?.documents ?? []
    expect(document?.document.text).toBe(documents[0]?.document.text)
    const normalized = !withoutNormalizedClaim.includes(format.name)
    expect(document?.claims.map((claim) => carried(claim, normalized))).toEqual(
      documents[0]?.claims.map((claim) => carried(claim, normalized)),
    )
  })
})

/** Formats whose columns of tags do not say which chunks are of one claim; their own tests read them back. */
const columnFormats = new Set(['conll', 'conll-bioes', 'conll-u'])

/** What every readable format with a text carries of a claim. */
const carried = ({ mentions, types, normalizedClaim }: Claim, normalized: boolean) => ({
  quotes: mentions.filter(({ spans }) => spans.length > 0).map(({ quote }) => quote),
  types,
  ...(normalized ? { normalizedClaim } : {}),
})
