import { readFileSync } from 'node:fs'
import type { AdjudicatedField, Decision } from '@claimspan/agreement'
import { valueFields } from '@claimspan/agreement'
import { annotatorId, claimId, documentId, isId, isInstant } from '@claimspan/core'
import { Trouble } from './exit.js'
import { decodeUtf8 } from './lines.js'

const fields: readonly AdjudicatedField[] = ['is-claim', ...valueFields, 'relation']

/** Persons' decisions, one JSON object a line. Throws `Trouble` with file, line and what was expected at the first that is none. */
export function readDecisions(file: string): readonly Decision[] {
  const text = decodeUtf8(readFileSync(file))
  if (text === undefined) throw new Trouble(`${file} is not UTF-8`)
  return text.split('\n').flatMap((line, at) => (line.trim() === '' ? [] : [decisionOf(line, `${file}:${at + 1}`)]))
}

function decisionOf(line: string, place: string): Decision {
  const object = parsed(line, place)
  const id = (name: string): string => {
    const value = object[name]
    if (!isId(value)) throw new Trouble(`${place}: ${name} is an id: got ${JSON.stringify(value)}`)
    return value
  }
  const field = fields.find((each) => each === object.field)
  if (field === undefined) {
    throw new Trouble(`${place}: field is ${fields.join(', ')}: got ${JSON.stringify(object.field)}`)
  }
  const { at, note } = object
  if (!isInstant(at)) {
    throw new Trouble(`${place}: at is a time in UTC, such as 2026-01-02T03:04:05Z: got ${JSON.stringify(at)}`)
  }
  if (note !== undefined && typeof note !== 'string') {
    throw new Trouble(`${place}: note is text: got ${JSON.stringify(note)}`)
  }
  return {
    document: documentId(id('document')),
    field,
    about: claimId(id('about')),
    ...(object.take === undefined ? {} : { take: claimId(id('take')) }),
    by: annotatorId(id('by')),
    at,
    ...(note === undefined ? {} : { note }),
  }
}

function parsed(line: string, place: string): Readonly<Record<string, unknown>> {
  const wrong = (): never => {
    throw new Trouble(`${place}: a decision is a JSON object: got ${line.slice(0, 60)}`)
  }
  try {
    const value: unknown = JSON.parse(line)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : wrong()
  } catch (error) {
    if (error instanceof SyntaxError) return wrong()
    throw error
  }
}
