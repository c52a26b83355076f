import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { type AnnotatedDocument, documentId, offsetTable, readNativeLine } from '@claimspan/core'
import { DuckDBInstance } from '@duckdb/node-api'
import fc from 'fast-check'
import { parquetMetadata, parquetReadObjects } from 'hyparquet'
import { describe, expect, it } from 'vitest'
import { exportBytes, formatNamed, writeTables } from '../src/index.js'
import { tables } from '../src/parquet/tables.js'
import { annotatedDocuments, oddScheme } from './annotated-documents.js'

const parquet = formatNamed('parquet')
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')
const write = (documents: readonly AnnotatedDocument[]) =>
  exportBytes(parquet, documents, { scheme: oddScheme(), sha256 })

const corpora = fc
  .array(fc.oneof(annotatedDocuments(), annotatedDocuments({ newline: '\r\n' })), { minLength: 1, maxLength: 4 })
  .map((made) => made.map((one, at) => ({ ...one, document: { ...one.document, id: documentId(`d${at}`) } })))

type Row = Readonly<Record<string, unknown>>

/** hyparquet's own decoder takes away a U+FEFF at the start of a text; the text has it. */
const decoder = new TextDecoder('utf-8', { ignoreBOM: true })
const parsers = { stringFromBytes: (bytes: Uint8Array | undefined) => bytes && decoder.decode(bytes) }

const bufferOf = (bytes: Uint8Array): ArrayBuffer => new Uint8Array(bytes).buffer

async function rowsIn(files: readonly { readonly path: string; readonly bytes: Uint8Array }[], table: string) {
  const rows: Row[] = []
  for (const { path, bytes } of files.filter((file) => file.path.startsWith(`${table}/`))) {
    expect(path).toMatch(/-\d{5}\.parquet$/)
    rows.push(...((await parquetReadObjects({ file: bufferOf(bytes), parsers })) as Row[]))
  }
  return rows
}

/** The documents that are read from the files of one part. */
async function readBack(files: readonly { readonly path: string; readonly bytes: Uint8Array }[]) {
  const found: AnnotatedDocument[] = []
  const fileOf = (table: string) => {
    const file = files.find(({ path }) => path.startsWith(`${table}/`))
    if (file === undefined) throw new Error(`no file of ${table}`)
    const buffer = bufferOf(file.bytes)
    const slice = (from: number, to?: number) => buffer.slice(from, to)
    return { path: file.path, byteLength: buffer.byteLength, slice }
  }
  const part = Object.fromEntries(tables.map(({ name }) => [name, fileOf(name)]))
  for await (const read of parquet.tables?.read(part) ?? []) {
    if (!read.ok) throw new Error(read.problems.map(({ sentence }) => sentence).join())
    const line = readNativeLine(read.line)
    if (!line.ok) throw new Error(JSON.stringify(line.problems))
    found.push(line.annotated)
  }
  return found
}

/** What is not there: columns have null for it. */
const known = (row: object): Row =>
  Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null && value !== undefined))

/** The documents that the four tables hold, put together again by joining them on their ids. */
async function joined(files: readonly { readonly path: string; readonly bytes: Uint8Array }[]) {
  const [documents, claims, mentions, relations] = await Promise.all(
    tables.map(async ({ name }) => (await rowsIn(files, name)).map(known)),
  )
  return (documents ?? []).map((document) => {
    const table = offsetTable(String(document.text))
    const utf16 = (offset: unknown) => table.toUtf16(Number(offset), 'code-point')
    const spansOf = ({ starts, ends }: Row) =>
      (starts as number[]).map((start, at) => ({ from: utf16(start), to: utf16((ends as number[])[at]) }))
    const own = (rows: readonly Row[] = []) => rows.filter((row) => row.document === document.id)
    return {
      document,
      claims: own(claims).map((claim) => ({
        claim,
        mentions: own(mentions)
          .filter((mention) => mention.claim === claim.id)
          .map((mention) => ({ ...mention, spans: spansOf(mention) }) as Row & { spans: unknown }),
      })),
      relations: own(relations),
    }
  })
}

describe('Parquet tables', () => {
  it('hold every document, claim, mention and relation, and join by their ids', async () => {
    await fc.assert(
      fc.asyncProperty(corpora, async (corpus) => {
        const { files, losses } = write(corpus)
        expect(losses).toEqual([])
        const read = await joined(files)
        expect(read).toHaveLength(corpus.length)
        for (const [at, { document, claims, relations, layers, annotators, threads }] of corpus.entries()) {
          const found = read[at]
          const { text, id, title, version, language, metadata, blocks } = document
          expect(found?.document).toEqual(
            known({
              id,
              version,
              title,
              language,
              text,
              offset_unit: 'code-point',
              block_kinds: blocks.map(({ kind }) => kind),
              metadata: JSON.stringify(metadata),
              layers: JSON.stringify(layers),
              annotators: JSON.stringify(annotators),
              threads: JSON.stringify(threads),
            }),
          )
          expect(
            found?.claims.map(({ claim }) => [claim.id, claim.types, claim.tags, claim.note, claim.confidence]),
          ).toEqual(claims.map(({ id, types, tags, note, confidence }) => [id, types, tags, note, confidence]))
          expect(
            found?.claims.flatMap(({ mentions }) => mentions.map(({ role, spans, quote }) => [role, spans, quote])),
          ).toEqual(
            claims.flatMap(({ mentions, attribution }) =>
              [
                ...mentions.map((each) => ['claim', each] as const),
                ...(attribution?.source ? [['source', attribution.source] as const] : []),
                ...(attribution?.cue ? [['cue', attribution.cue] as const] : []),
              ].map(([role, each]) => [role, each.spans, each.quote]),
            ),
          )
          expect(found?.relations).toEqual(
            relations.map(({ id, type, from, to, layer, note, createdBy }) =>
              known({
                document: document.id,
                id,
                type,
                from_claim: from,
                to_claim: to,
                layer,
                note,
                created_by: createdBy,
              }),
            ),
          )
        }
      }),
      { numRuns: 60 },
    )
  })

  it('are read back as they were, in each unit', async () => {
    await fc.assert(
      fc.asyncProperty(corpora, fc.constantFrom(...parquet.units), async (corpus, unit) => {
        const { files } = exportBytes(parquet, corpus, { scheme: oddScheme(), sha256, unit })
        expect(await readBack(files)).toEqual(corpus)
      }),
      { numRuns: 60 },
    )
  })

  it('are read back after DuckDB has written them again, in another order of rows not', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'claimspan-parquet-'))
    try {
      const several = corpora.filter((made) => made.filter(({ claims }) => claims.length > 0).length > 1)
      const corpus = fc.sample(several, { numRuns: 1, seed: 8 })[0] ?? []
      const { files } = write(corpus)
      const connection = await (await DuckDBInstance.create(':memory:')).connect()
      const again = async (order: string) => {
        const made = []
        for (const { name } of tables) {
          const bytes = files.find(({ path }) => path.startsWith(`${name}/`))?.bytes ?? new Uint8Array()
          writeFileSync(join(folder, 'in.parquet'), bytes)
          const ordered = name === 'claims' ? order : ''
          await connection.run(`copy (select * from '${folder}/in.parquet' ${ordered}) to '${folder}/out.parquet'`)
          made.push({
            path: `${name}/train-00000.parquet`,
            bytes: new Uint8Array(readFileSync(join(folder, 'out.parquet'))),
          })
        }
        return made
      }
      const plain = (documents: unknown) => JSON.parse(JSON.stringify(documents))
      expect(plain(await readBack(await again('')))).toEqual(plain(corpus))
      await expect(readBack(await again('order by document desc'))).rejects.toThrow('sort the tables by document')
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  })

  it('are read by DuckDB with the same cells, and joined there', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'claimspan-parquet-'))
    try {
      const corpus = fc
        .sample(corpora, { numRuns: 12, seed: 5 })
        .flatMap((each, at) =>
          each.map((one) => ({ ...one, document: { ...one.document, id: documentId(`${one.document.id}.${at}`) } })),
        )
      const { files } = write(corpus)
      for (const { path, bytes } of files) {
        mkdirSync(dirname(join(folder, path)), { recursive: true })
        writeFileSync(join(folder, path), bytes)
      }
      const connection = await (await DuckDBInstance.create(':memory:')).connect()
      const query = async (sql: string) => (await connection.runAndReadAll(sql)).getRowObjectsJson() as Row[]
      for (const { name } of tables) {
        const byDuckDb = await query(`select * from read_parquet('${folder}/${name}/*.parquet')`)
        expect(withoutMarks(byDuckDb)).toEqual(withoutMarks(await rowsIn(files, name)))
      }
      const [counted] = await query(
        `select count(*)::int as n from read_parquet('${folder}/mentions/*.parquet') m
         join read_parquet('${folder}/claims/*.parquet') c on m.document = c.document and m.claim = c.id
         join read_parquet('${folder}/documents/*.parquet') d on d.id = c.document where m.role = 'claim'`,
      )
      const mentions = corpus.flatMap(({ claims }) => claims.flatMap((claim) => claim.mentions))
      expect(counted?.n).toBe(mentions.length)
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  })

  it('come in row groups, none of which waits for the next', () => {
    const [sample] = fc.sample(annotatedDocuments(), { numRuns: 1, seed: 2 })
    if (sample === undefined) throw new Error('no sample')
    const stream = writeTables(parquet, { split: 'train', number: 0 }, { scheme: oddScheme() })
    const pieces: { path: string; bytes: Uint8Array }[] = []
    let handedOut = 0
    for (let at = 0; at < 1200; at++) {
      const { ready } = stream.add({ ...sample, document: { ...sample.document, id: documentId(`d${at}`) } })
      if (ready.length > 0) handedOut += 1
      pieces.push(...ready)
    }
    expect(handedOut).toBe(2)
    const { ready, rows } = stream.end()
    pieces.push(...ready)
    const documents = Buffer.concat(
      pieces.filter(({ path }) => path.startsWith('documents/')).map(({ bytes }) => bytes),
    )
    const metadata = parquetMetadata(bufferOf(documents))
    expect(metadata.row_groups.map(({ num_rows }) => Number(num_rows))).toEqual([500, 500, 200])
    expect(rows['documents/train-00000.parquet']).toBe(1200)
  })
})

/** The binding of DuckDB takes U+FEFF away at the start of a text too. */
const withoutMarks = (rows: readonly Row[]) => JSON.parse(JSON.stringify(rows).replaceAll('\ufeff', ''))

describe('what stands beside the tables', () => {
  const corpus = fc.sample(corpora, { numRuns: 1, seed: 3 })[0] ?? []
  const { files } = write(corpus)
  const text = (path: string) => Buffer.from(files.find((file) => file.path === path)?.bytes ?? []).toString()

  it('is a card whose configurations name the files and their true rows and sizes', async () => {
    const card = text('README.md')
    const yaml = card.slice(4, card.indexOf('\n---\n', 4))
    for (const { name, columns } of tables) {
      expect(yaml).toContain(`- config_name: ${name}\n`)
      expect(yaml).toContain(`  - split: train\n    path: ${name}/train-*.parquet\n`)
      const rows = await rowsIn(files, name)
      const bytes = files.find(({ path }) => path.startsWith(`${name}/`))?.bytes.length
      expect(yaml).toContain(`  - name: train\n    num_bytes: ${bytes}\n    num_examples: ${rows.length}\n`)
      if (rows[0] !== undefined) expect(Object.keys(rows[0])).toEqual(columns.map((column) => column.name))
    }
  })

  it('is Croissant 1.0 whose files, sums, columns and references are there', () => {
    const croissant = JSON.parse(text('croissant.json'))
    expect(croissant.conformsTo).toBe('http://mlcommons.org/croissant/1.0')
    expect(croissant.name).toMatch(/^[\w-]+$/)
    const objects = croissant.distribution.filter((one: Row) => one['@type'] === 'cr:FileObject')
    expect(objects.map((one: Row) => [one['@id'], one.sha256, one.contentSize])).toEqual(
      files
        .filter(({ path }) => path.endsWith('.parquet'))
        .map(({ path, bytes }) => [path, sha256(bytes), `${bytes.length} B`]),
    )
    const ids = new Set(croissant.distribution.map((one: Row) => one['@id']))
    const fields = new Set(croissant.recordSet.flatMap((set: { field: Row[] }) => set.field.map((one) => one['@id'])))
    for (const set of croissant.recordSet) {
      for (const { '@id': key } of set.key) expect(fields).toContain(key)
      for (const { source, references } of set.field) {
        expect(ids).toContain((source.fileObject ?? source.fileSet)['@id'])
        if (references !== undefined) expect(fields).toContain(references.field['@id'])
      }
    }
  })
})
