import { createHash } from 'node:crypto'
import { type AnnotatedDocument, type OffsetUnit, offsetUnits, type Scheme, writeNativeLine } from '@claimspan/core'
import {
  type ExportBytesOptions,
  exportBytes,
  type Format,
  formats,
  isWritable,
  type WrittenBytes,
} from '@claimspan/exporter'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { zipSync } from 'fflate'
import { documentAt } from './document-at.js'
import type { Doorkeeper } from './doorkeeper.js'
import { HttpProblem } from './http-problem.js'
import type { SchemeStore } from './schemes.js'
import { readStored } from './stored-document.js'
import type { LogReader } from './update-log.js'
import { seenDocument } from './visible-document.js'
import type { WhoAsks } from './who-asks.js'

type Query = Readonly<Record<string, unknown>>

/** What the routes read, and who may. */
export interface ExportServed {
  readonly log: LogReader
  readonly schemes: Pick<SchemeStore, 'newest'>
  readonly who: WhoAsks
  readonly doorkeeper: Pick<Doorkeeper, 'access'>
}

/** The routes that give documents out: native JSON, and files of every format that can be written. */
export function exportApi(app: FastifyInstance, { log, schemes, who, doorkeeper }: ExportServed): void {
  app.get<{ Params: { id: string }; Querystring: Query }>('/api/documents/:id', (request, reply) => {
    const asks = who.mayThey(request, 'read text')
    const annotated = readStored(log, seenDocument(log, request.params.id, asks, doorkeeper))
    reply.type('application/json; charset=utf-8')
    return `${writeNativeLine(annotated, unitIn(request.query))}\n`
  })

  app.get<{ Params: { id: string }; Querystring: Query }>('/api/documents/:id/export', async (request, reply) => {
    const document = seenDocument(log, request.params.id, who.mayThey(request, 'export'), doorkeeper)
    const format = formatIn(request.query)
    const unit = unitIn(request.query)
    if (unit !== undefined && !format.units.includes(unit)) throw unitOfFormat(format, unit)
    const { scheme } = await schemes.newest()
    const annotated = documentAt(log, document, request.query.version)
    const layers = layersIn(request.query, annotated)
    const { files } = exportBytes(format, [annotated], {
      ...bytesOptions(scheme),
      disarmFormulas: disarmsIn(request.query),
      ...(unit === undefined ? {} : { unit }),
      ...(layers === undefined ? {} : { layers }),
    })
    const wanted = request.query.file
    const chosen = wanted === undefined ? files : files.filter(({ path }) => path === wanted)
    const [only, ...more] = chosen
    if (only === undefined) {
      const names = files.map(({ path }) => path).join(', ')
      throw new HttpProblem(404, 'unknown-file', `This export has no file ${JSON.stringify(wanted)}; it has ${names}.`)
    }
    if (more.length === 0) return sendFile(reply, only.path, only.bytes, mediaTypeOf(only.path))
    return sendFile(reply, `${document.id}-${format.name}.zip`, zipped(chosen), 'application/zip')
  })

  app.get<{ Querystring: Query }>('/api/export', async (request, reply) => {
    const asks = who.mayThey(request, 'export')
    const format = formatIn(request.query)
    const wanted = [request.query.document ?? []].flat().flatMap((given) => String(given).split(','))
    const ids = log.documents().map(({ id }) => id)
    const unknown = wanted.filter((id) => !ids.includes(id))
    // In the order of the list, however they are asked for: as the command writes them.
    const chosen = wanted.length > 0 ? [...ids.filter((id) => wanted.includes(id)), ...unknown] : ids
    const { scheme } = await schemes.newest()
    const documents = chosen.map((id) => readStored(log, seenDocument(log, id, asks, doorkeeper)))
    const { files } = exportBytes(format, documents, {
      ...bytesOptions(scheme),
      disarmFormulas: disarmsIn(request.query),
    })
    return sendFile(reply, `articles-${format.name}.zip`, zipped(files), 'application/zip')
  })

  app.get('/api/formats', () =>
    formats.map((format) => {
      const { name, title, unit, units, spec, files, carries, loses, extensions, read } = format
      const writes = isWritable(format)
      return { name, title, unit, units, spec, files, carries, loses, extensions, writes, reads: read !== undefined }
    }),
  )
}

const bytesOptions = (scheme: Scheme): ExportBytesOptions => ({
  scheme,
  sha256: (bytes) => createHash('sha256').update(bytes).digest('hex'),
})

/** Whether cells that a spreadsheet would take for formulas are disarmed: `formulas` is `disarm`, the default, or `keep`. */
function disarmsIn({ formulas = 'disarm' }: Query): boolean {
  if (formulas === 'disarm' || formulas === 'keep') return formulas === 'disarm'
  const sentence = `Formulas are to be "disarm"ed, which they are when nothing is said, or to "keep": got ${JSON.stringify(formulas)}.`
  throw new HttpProblem(400, 'unknown-formulas', sentence)
}

function formatIn({ format }: Query): Format {
  const writable = formats.filter(isWritable)
  const found = writable.find(({ name }) => name === (format ?? 'native'))
  if (found !== undefined) return found
  const names = writable.map(({ name }) => name).join(', ')
  throw new HttpProblem(
    400,
    'unknown-format',
    `There is no format ${JSON.stringify(format)} to export to; there are ${names}.`,
  )
}

export function unitIn({ unit }: Query): OffsetUnit | undefined {
  const found = offsetUnits.find((one) => one === unit)
  if (unit !== undefined && found === undefined) {
    throw new HttpProblem(
      400,
      'unknown-unit',
      `Offsets count in ${offsetUnits.join(', ')}: got ${JSON.stringify(unit)}.`,
    )
  }
  return found
}

function unitOfFormat({ title, units }: Format, unit: OffsetUnit): HttpProblem {
  const sentence =
    units.length === 0
      ? `${title} has no offsets, so no unit can be chosen for them.`
      : `Offsets of ${title} count in ${units.join(' or ')}: got ${unit}.`
  return new HttpProblem(400, 'unknown-unit', sentence)
}

/** Layer ids, given several times or joined by commas; all layers when none is given. */
export function layersIn({ layer }: Query, { layers }: AnnotatedDocument): readonly string[] | undefined {
  if (layer === undefined) return undefined
  const wanted = [layer].flat().flatMap((given) => String(given).split(','))
  const there = layers.map(({ id }) => id as string)
  const missing = wanted.find((id) => !there.includes(id))
  if (missing === undefined) return wanted
  throw new HttpProblem(
    404,
    'unknown-layer',
    `This document has no layer ${JSON.stringify(missing)}; it has ${there.join(', ')}.`,
  )
}

/** A zip with fixed times, so that the same files give the same bytes. */
function zipped(files: readonly WrittenBytes[]): Uint8Array {
  const mtime = new Date(1980, 0, 1)
  return zipSync(Object.fromEntries(files.map(({ path, bytes }) => [path, [bytes, { mtime }]])))
}

/** File names are made of ids, which have no quotation marks or line ends. */
function sendFile(reply: FastifyReply, path: string, bytes: Uint8Array, mediaType: string): FastifyReply {
  const name = path.split('/').at(-1) ?? path
  return reply.type(mediaType).header('content-disposition', `attachment; filename="${name}"`).send(bytes)
}

const mediaTypes: Readonly<Record<string, string>> = {
  jsonl: 'application/jsonl; charset=utf-8',
  json: 'application/json; charset=utf-8',
  jsonld: 'application/ld+json; charset=utf-8',
  xml: 'application/xml; charset=utf-8',
  xmi: 'application/xml; charset=utf-8',
  ttl: 'text/turtle; charset=utf-8',
  csv: 'text/csv; charset=utf-8',
  tsv: 'text/tab-separated-values; charset=utf-8',
  md: 'text/markdown; charset=utf-8',
  parquet: 'application/vnd.apache.parquet',
}

function mediaTypeOf(path: string): string {
  return mediaTypes[path.split('.').at(-1) ?? ''] ?? 'text/plain; charset=utf-8'
}
