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

  it.each(formats.filter(({ name, read }) => read !== undefined && !columnFormats.has(name)))(
    'is read from fixtures/formats/$name',
    (format) => {
      const files = readdirSync(at(format.name)).map((path) => ({
        path,
        text: readFileSync(at(`${format.name}/${path}`), 'utf8'),
      }))
      const read = format.read?.documents(files, {})
      expect(read?.problems).toEqual([])
      expect(read?.documents).toHaveLength(1)
      const [document] = read?.documents ?? []
      expect(document?.document.text).toBe(documents[0]?.document.text)
      expect(document?.claims.map(carried)).toEqual(documents[0]?.claims.map(carried))
    },
  )
})

/** Formats whose columns of tags do not say which chunks are of one claim; their own tests read them back. */
const columnFormats = new Set(['conll', 'conll-bioes', 'conll-u'])

/** What every other readable format carries of a claim. */
const carried = ({ mentions, types, normalizedClaim }: Claim) => ({
  quotes: mentions.filter(({ spans }) => spans.length > 0).map(({ quote }) => quote),
  types,
  normalizedClaim,
})
