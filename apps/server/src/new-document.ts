import { type AnnotatedDocument, document, hasLoneSurrogate, isId } from '@claimspan/core'
import { importArticle } from '@claimspan/exporter'
import { HttpProblem } from './http-problem.js'

/** No larger document is taken over HTTP, in bytes; the batch tools read larger ones. */
export const maxDocumentBytes = 20_000_000

/** The bodies that a document can come in. */
export const documentMediaTypes = ['application/json', 'text/plain', 'text/markdown'] as const

/** What a request says of a document beside its text. */
export interface Described {
  readonly id?: string
  readonly title?: string
  readonly language?: string
}

/**
 * The document in the body of a request: plain text, Markdown, a line of the native form, or JSON with `text`. `newId` is
 * asked when the request names no id. Throws {@link HttpProblem} with the exact place of what is wrong.
 */
export function readNewDocument(
  body: Uint8Array,
  mediaType: string,
  described: Described,
  newId: (title: string) => string,
): AnnotatedDocument {
  if (mediaType === 'text/markdown') return named(imported(body, 'markdown'), described, newId)
  if (mediaType === 'text/plain') return named(imported(body, 'text'), described, newId)
  // Imported as plain text for the sake of its problems, such as the place of a byte that is not UTF-8.
  imported(body, 'text')
  const value = readJson(new TextDecoder().decode(body))
  if (Object.hasOwn(value, 'claimspan')) {
    const annotated = imported(Buffer.from(JSON.stringify(value)), 'native')
    if (annotated.document.text.trim() === '') throw empty()
    return annotated
  }
  const text = textField(value, 'text')
  if (text === undefined) throw badField('text', 'the words of the document, as a string')
  if (hasLoneSurrogate(text)) {
    throw new HttpProblem(
      400,
      'bad-text',
      'The text has half of a character in it (a lone surrogate). Send whole ones.',
    )
  }
  return named(imported(Buffer.from(text), 'text'), { ...described, ...describedBy(value) }, newId)
}

function imported(bytes: Uint8Array, from: 'text' | 'markdown' | 'native'): AnnotatedDocument {
  const read = importArticle(bytes, { name: 'document', from, sizeLimit: maxDocumentBytes })
  const [first, ...more] = read.ok ? read.documents : []
  if (first !== undefined && more.length === 0) return first
  if (read.ok) {
    throw new HttpProblem(422, 'unsound-document', 'One document a request: send the lines one by one.')
  }
  const [problem] = read.problems
  const sentence = read.problems.map((each) => each.sentence).join(' ')
  switch (problem?.kind) {
    case 'empty-file':
    case 'no-text':
      throw empty()
    case 'not-utf-8':
    case 'binary':
      throw new HttpProblem(400, problem.kind === 'binary' ? 'not-text' : 'not-utf-8', sentence, read.problems)
    default:
      throw new HttpProblem(422, 'unsound-document', sentence, read.problems)
  }
}

function named(
  annotated: AnnotatedDocument,
  { id, title, language }: Described,
  newId: (title: string) => string,
): AnnotatedDocument {
  if (id !== undefined && !isId(id)) throw badId(id)
  const shown = title ?? annotated.document.title
  const article = document({
    ...annotated.document,
    id: id ?? newId(shown),
    title: shown,
    ...(language === undefined ? {} : { language }),
  })
  return { ...annotated, document: article }
}

function readJson(text: string): Readonly<Record<string, unknown>> {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    throw new HttpProblem(400, 'bad-json', `The body is not JSON: ${placeOnly(error)}.`)
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new HttpProblem(400, 'bad-json', 'The body has to be a JSON object with the document in it.')
  }
  return value as Readonly<Record<string, unknown>>
}

function describedBy(value: Readonly<Record<string, unknown>>): Described {
  const id = textField(value, 'id')
  const title = textField(value, 'title')
  const language = textField(value, 'language')
  return {
    ...(id === undefined ? {} : { id }),
    ...(title === undefined ? {} : { title }),
    ...(language === undefined ? {} : { language }),
  }
}

function textField(value: Readonly<Record<string, unknown>>, name: string): string | undefined {
  const field = Object.hasOwn(value, name) ? value[name] : undefined
  if (field === undefined || typeof field === 'string') return field
  throw badField(name, 'a string')
}

/** Where a JSON parser stopped, without the words around the place: they may be the article's. */
function placeOnly(error: unknown): string {
  const said = error instanceof Error ? error.message : ''
  const place = /position \d+( \(line \d+ column \d+\))?/.exec(said)
  return place === null ? 'it ends too early' : `what is at ${place[0]} does not belong there`
}

const empty = () => new HttpProblem(400, 'empty-document', 'The document is empty. Send one with words in it.')

const badField = (name: string, expected: string) =>
  new HttpProblem(400, 'bad-request', `The field "${name}" has to be ${expected}.`)

export const badId = (id: string) =>
  new HttpProblem(
    400,
    'bad-id',
    `${JSON.stringify(id.slice(0, 140))} is not a document id: 1 to 128 letters, digits or ". _ @ + -", the first a letter or digit, with no "..".`,
  )
