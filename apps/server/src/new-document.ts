import { type AnnotatedDocument, document, hasLoneSurrogate, isId, unannotated } from '@claimspan/core'
import { HttpProblem } from './http-problem.js'
import { readUtf8 } from './utf8.js'

/** No larger document is taken over HTTP; the batch tools read larger ones. */
export const maxDocumentBytes = 20 * 1024 * 1024

/** What a request says of a document beside its text. */
export interface Described {
  readonly id?: string
  readonly title?: string
  readonly language?: string
}

/**
 * The document in the body of a request. `newId` is asked when the request names none. Throws {@link HttpProblem} with
 * the exact place of what is wrong.
 */
export function readNewDocument(
  body: Uint8Array,
  mediaType: string,
  described: Described,
  newId: (title: string) => string,
): AnnotatedDocument {
  const decoded = readUtf8(body)
  if (!decoded.ok) {
    throw new HttpProblem(
      400,
      'not-utf-8',
      `The document is not UTF-8: byte ${decoded.at} (counted from 0) cannot be read. Save it as UTF-8 and send it again.`,
    )
  }
  if (decoded.text.trim() === '') throw empty()
  if (mediaType !== 'application/json') return fromText(decoded.text, described, newId)
  const value = readJson(decoded.text)
  const text = textField(value, 'text')
  if (text === undefined) throw badField('text', 'the words of the document, as a string')
  return fromText(text, { ...described, ...describedBy(value) }, newId)
}

function fromText(text: string, described: Described, newId: (title: string) => string): AnnotatedDocument {
  if (text.trim() === '') throw empty()
  if (hasLoneSurrogate(text)) {
    throw new HttpProblem(
      400,
      'bad-text',
      'The text has half of a character in it (a lone surrogate). Send whole characters.',
    )
  }
  if (described.id !== undefined && !isId(described.id)) throw badId(described.id)
  const words = text.replace(/\r\n?/g, '\n')
  const made = document({
    id: described.id ?? 'new',
    text: words,
    ...(described.title === undefined ? {} : { title: described.title }),
    ...(described.language === undefined ? {} : { language: described.language }),
  })
  return unannotated(described.id === undefined ? document({ ...made, id: newId(made.title) }) : made)
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

/** What a JSON parser says, without the words around the place: they may be the article's. */
function placeOnly(error: unknown): string {
  const said = error instanceof Error ? error.message : ''
  const place = /position \d+( \(line \d+ column \d+\))?/.exec(said)
  return place === null ? 'it ends too early or is cut off' : `something at ${place[0]} does not belong there`
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
