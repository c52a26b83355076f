import { type AnnotatedDocument, isId } from '@claimspan/core'
import { articleFormats, formats, type ImportProblem, importFile, recognise } from '@claimspan/exporter'
import type { FastifyInstance } from 'fastify'
import { unzipSync } from 'fflate'
import { idFromTitle } from './document-id.js'
import { latest, summarize, summaryFor } from './document-summary.js'
import { liveDocument, type Served } from './documents-api.js'
import { HttpProblem } from './http-problem.js'
import { maxDocumentBytes } from './new-document.js'
import { notSaved } from './not-saved.js'
import type { SchemeServed } from './scheme-api.js'
import { firstUpdates } from './stored-document.js'
import { takeScheme } from './take-scheme.js'
import { DocumentExists } from './update-log.js'

/** What a file of any format is sent as; several files that belong together are one zip. */
export const importMediaTypes = ['application/octet-stream', 'application/zip'] as const

/** A zip may hold so many files, and so many bytes unpacked. */
const mostFiles = 2_000
const mostBytes = 5 * maxDocumentBytes

interface NamedBytes {
  readonly path: string
  readonly bytes: Uint8Array
}

/**
 * The route that makes articles of files in any format that can be read. What is sound is made; what is not comes back
 * with its place. 201 when an article was made, 422 when none was.
 */
export function importApi(app: FastifyInstance, { log, schemes, who, doorkeeper }: Served & SchemeServed): void {
  app.post<{ Body: unknown; Querystring: Record<string, unknown> }>('/api/import', async (request, reply) => {
    const asks = who.mayThey(request, 'create document')
    const { body, query } = request
    if (!(body instanceof Uint8Array) || body.length === 0) {
      throw new HttpProblem(400, 'empty-document', 'The file is empty. Send one with an article in it.')
    }
    const name = typeof query.name === 'string' && query.name !== '' ? query.name : 'article'
    const taken = new Set(log.documents().map(({ id }) => id))
    const { from } = query
    if (from !== undefined && !articleFormats.some((one) => one === from)) {
      const names = articleFormats.join(', ')
      throw new HttpProblem(
        400,
        'unknown-format',
        `There is no format ${JSON.stringify(from)} to read; there are ${names}.`,
      )
    }
    const sent = typeof from === 'string' ? [{ path: name, bytes: body }] : filesIn(body, name)
    const besides = sent.length > 1 ? sent.filter(({ path }) => isScheme(path)) : []
    const files = sent.filter((file) => !besides.includes(file) && !(sent.length > 1 && isSettings(file.path)))
    const { documents, problems, notes } = await readFiles(files, taken, typeof from === 'string' ? from : 'auto')
    const made: string[] = []
    const refused = [...problems]
    for (const annotated of documents) {
      const { id, title } = annotated.document
      const isTaken = (one: string) => log.document(one) !== undefined
      // An article's own id is kept; who sends it again has it already.
      const newId = isId(id) ? id : idFromTitle(title, isTaken)
      try {
        await log.createDocument(newId, firstUpdates(annotated))
        made.push(newId)
      } catch (error) {
        if (!(error instanceof DocumentExists)) throw notSaved(error)
        refused.push({ kind: 'document-exists', file: name, sentence: error.message })
      }
    }
    if (made.length === 0) {
      const sentence = refused.map(({ sentence: one }) => one).join(' ')
      throw new HttpProblem(422, 'unsound-document', sentence || 'There is no article in it.', refused)
    }
    const scheme = await takeScheme(schemes, besides, asks)
    reply.code(201)
    return {
      documents: made.map((id) => {
        const document = liveDocument(log, id)
        return summaryFor(summarize(log, document, latest(log, document).at), (room) => doorkeeper.access(asks, room))
      }),
      problems: [...refused, ...scheme.problems],
      notes: [...notes, ...scheme.notes],
    }
  })
}

/** Files that tools have beside the articles, with nothing of an article in them: of brat, UIMA and Label Studio. */
const isSettings = (path: string): boolean =>
  /^(?:(?:annotation|visual|tools|kb_shortcuts)\.conf|typesystem\.xml|label-config\.xml)$/i.test(
    path.split('/').at(-1) ?? '',
  )

/** The name that a scheme has beside its documents. */
const isScheme = (path: string): boolean => path.split('/').at(-1) === 'scheme.json'

/** The files in a zip, or the one file itself: a Word document is a zip too, and stays one. */
function filesIn(bytes: Uint8Array, name: string): readonly NamedBytes[] {
  const isZip = bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 3 && bytes[3] === 4
  if (!isZip) return [{ path: name, bytes }]
  let sum = 0
  let count = 0
  let unpacked: Record<string, Uint8Array>
  try {
    unpacked = unzipSync(bytes, {
      filter: ({ name: path, originalSize }) => {
        if (path.endsWith('/') || /(^|\/)(\.|__MACOSX)/.test(path)) return false
        sum += originalSize
        count += 1
        if (count > mostFiles || sum > mostBytes) throw tooMuch()
        return true
      },
    })
  } catch (error) {
    if (error instanceof HttpProblem) throw error
    throw new HttpProblem(
      422,
      'unsound-document',
      'The zip cannot be unpacked. Pack the files again, or send them one by one.',
    )
  }
  if (Object.hasOwn(unpacked, '[Content_Types].xml')) return [{ path: name, bytes }]
  return Object.entries(unpacked).map(([path, content]) => ({ path, bytes: content }))
}

const tooMuch = () =>
  new HttpProblem(
    413,
    'too-large',
    `A zip may hold ${mostFiles} files and ${mostBytes / 1_000_000} MB unpacked. Send it in parts, or use claimspan import.`,
  )

interface ReadFiles {
  readonly documents: readonly AnnotatedDocument[]
  readonly problems: readonly ImportProblem[]
  readonly notes: readonly string[]
}

/** Files of one format that belong together are read together, such as a text and its annotations; others by themselves. */
async function readFiles(files: readonly NamedBytes[], taken: Set<string>, from: string): Promise<ReadFiles> {
  const documents: AnnotatedDocument[] = []
  const problems: ImportProblem[] = []
  const notes: string[] = []
  const rest: NamedBytes[] = []
  const groups = new Map<string, { path: string; text: string }[]>()
  const stems = new Set(files.filter(({ path }) => path.endsWith('.ann')).map(({ path }) => path.slice(0, -4)))
  for (const file of files) {
    const { path, bytes } = file
    const text = textOf(bytes)
    const isPartOfBrat = /\.(ann|txt)$/.test(path) && stems.has(path.slice(0, -4))
    const kind = text === undefined ? undefined : isPartOfBrat ? 'brat' : recognise({ path, text })
    const format = formats.find(({ name }) => name === kind)
    if (files.length === 1 || text === undefined || format?.read === undefined) rest.push(file)
    else groups.set(format.name, [...(groups.get(format.name) ?? []), { path, text }])
  }
  for (const [name, together] of groups) {
    const read = formats.find((one) => one.name === name)?.read?.documents(together, {})
    documents.push(...(read?.documents ?? []))
    problems.push(...(read?.problems ?? []))
    notes.push(...(read?.notes ?? []))
  }
  for (const { path, bytes } of rest) {
    const text = /\.json$/i.test(path) && from === 'auto' ? textOf(bytes) : undefined
    if (text !== undefined && !formats.some(({ read, recognises }) => read && recognises?.({ path, text }))) {
      problems.push({ kind: 'unknown-format', file: path, sentence: unknownJson })
      continue
    }
    const read = await importFile(bytes, {
      name: path,
      taken,
      from: from as (typeof articleFormats)[number],
      sizeLimit: maxDocumentBytes,
    })
    if (read.ok) {
      documents.push(...read.documents)
      notes.push(...read.notes)
    } else problems.push(...read.problems)
  }
  return { documents, problems, notes }
}

const unknownJson = `This JSON is in none of the formats that can be read. Of JSON these are: ${formats
  .filter(({ read, extensions }) => read && extensions.some((end) => /\.json(?:l|ld)?$/.test(end)))
  .map(({ title }) => title)
  .join(', ')}.`

function textOf(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    // Not UTF-8: a Word document or a PDF, or text that the importer knows how to read.
    return undefined
  }
}
