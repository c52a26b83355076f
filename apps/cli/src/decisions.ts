import { readFileSync } from 'node:fs'
import { type DecidedField, type Decision, type FieldValues, valueFields } from '@claimspan/agreement'
import {
  type AnnotatedDocument,
  annotatorId,
  type ClaimId,
  claimId,
  documentId,
  isId,
  isInstant,
  offsetUnits,
  problemSentence,
  readNativeLine,
} from '@claimspan/core'
import { Trouble } from './exit.js'
import { decodeUtf8 } from './lines.js'

const fields: readonly DecidedField[] = ['claim', 'is-claim', ...valueFields, 'relation']

type Json = Readonly<Record<string, unknown>>

/** A decision as its line has it, with the offsets of its file. */
export type DecisionLine = Json & Pick<Decision, 'document' | 'field' | 'about'>

/** A decision without what is edited: only the text can count its offsets. */
export interface WrittenDecision {
  readonly place: string
  readonly line: DecisionLine
  readonly decision: Decision
}

/** Persons' decisions, one JSON object a line. Throws `Trouble` with file, line and what was expected at the first that is none. */
export function readDecisions(file: string): readonly WrittenDecision[] {
  const text = decodeUtf8(readFileSync(file))
  if (text === undefined) throw new Trouble(`${file} is not UTF-8`)
  return text.split('\n').flatMap((line, at) => {
    if (line.trim() === '') return []
    const place = `${file}:${at + 1}`
    const object = parsed(line, place)
    const decision = decisionOf(object, place)
    return [{ place, line: { ...object, ...decision }, decision }]
  })
}

function decisionOf(object: Json, place: string): Decision {
  const idOf = (name: string, value: unknown): string => {
    if (!isId(value)) throw new Trouble(`${place}: ${name} is an id: got ${JSON.stringify(value)}`)
    return value
  }
  const id = (name: string): string => idOf(name, object[name])
  const field = fields.find((each) => each === object.field)
  if (field === undefined) {
    throw new Trouble(`${place}: field is ${fields.join(', ')}: got ${JSON.stringify(object.field)}`)
  }
  const { at, note, take, edit, offsetUnit } = object
  if (!isInstant(at)) {
    throw new Trouble(`${place}: at is a time in UTC, such as 2026-01-02T03:04:05Z: got ${JSON.stringify(at)}`)
  }
  if (note !== undefined && typeof note !== 'string') {
    throw new Trouble(`${place}: note is text: got ${JSON.stringify(note)}`)
  }
  if (edit !== undefined && !isObject(edit)) {
    throw new Trouble(`${place}: edit is an object of a claim's fields: got ${JSON.stringify(edit)}`)
  }
  if (offsetUnit !== undefined && !offsetUnits.some((unit) => unit === offsetUnit)) {
    throw new Trouble(`${place}: offsetUnit is ${offsetUnits.join(', ')}: got ${JSON.stringify(offsetUnit)}`)
  }
  const ids = (value: readonly unknown[]): readonly ClaimId[] => value.map((each) => claimId(idOf('take', each)))
  return {
    document: documentId(id('document')),
    field,
    about: claimId(id('about')),
    ...(take === undefined ? {} : { take: Array.isArray(take) ? ids(take) : claimId(id('take')) }),
    by: annotatorId(id('by')),
    at,
    ...(note === undefined ? {} : { note }),
  }
}

/**
 * The decisions with what they edit, its offsets counted in the text of their document; one on a document that is not there
 * stays without. Throws `Trouble` with its place when a value cannot be a claim's, or its words are not in the text.
 */
export function editsOf(
  written: readonly WrittenDecision[],
  documents: readonly AnnotatedDocument[],
): ReadonlyMap<Decision, DecisionLine> {
  const byId = new Map(documents.map((each) => [each.document.id, each]))
  return new Map(
    written.map(({ place, line, decision }) => {
      const of = byId.get(decision.document)
      const { edit, offsetUnit = 'code-point' } = line
      if (of === undefined || !isObject(edit)) return [decision, line]
      return [{ ...decision, edit: editOf(edit, offsetUnit, of, place) }, line]
    }),
  )
}

/** Words that are gone stand for those of a claim whose words are not edited. */
const gone = [{ spans: [], quote: '.' }]

/** What is edited is read as the native form's claim is, so that it says the same of what is wrong. */
function editOf(edit: Json, offsetUnit: unknown, { document }: AnnotatedDocument, place: string): Partial<FieldValues> {
  const stranger = Object.keys(edit).find((key) => !valueFields.some((field) => field === key))
  if (stranger !== undefined) {
    throw new Trouble(`${place}: edit has fields of ${valueFields.join(', ')}: got ${stranger}`)
  }
  const by = { createdBy: 'edit', createdAt: '1970-01-01T00:00:00Z', status: 'draft', origin: { kind: 'human' } }
  const read = readNativeLine(
    JSON.stringify({
      claimspan: 1,
      id: document.id,
      version: document.version,
      title: document.title,
      offsetUnit,
      text: document.text,
      layers: [{ id: 'edit', kind: 'curated' }],
      annotators: [{ id: 'edit', name: 'edit' }],
      claims: [{ types: [], evidence: [], tags: [], mentions: gone, ...edit, id: 'edit', layer: 'edit', ...by }],
    }),
  )
  if (!read.ok) {
    const sentences = read.problems.map(problemSentence)
    throw new Trouble(`${place}: ${sentences.join('; ').replaceAll('/claims/0', '/edit')}`)
  }
  const [claim] = read.annotated.claims
  return Object.fromEntries(Object.entries(claim ?? {}).filter(([field]) => field in edit))
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function parsed(line: string, place: string): Json {
  const wrong = (): never => {
    throw new Trouble(`${place}: a decision is a JSON object: got ${line.slice(0, 60)}`)
  }
  try {
    const value: unknown = JSON.parse(line)
    return isObject(value) ? value : wrong()
  } catch (error) {
    if (error instanceof SyntaxError) return wrong()
    throw error
  }
}
