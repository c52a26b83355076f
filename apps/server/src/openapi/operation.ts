import type { Act } from '../roles.js'

/** A JSON Schema (2020-12), or a reference to one of the description's components. */
export type Schema = Readonly<Record<string, unknown>>

/** What a route answers with one status. */
export interface Answer {
  readonly description: string
  readonly json?: Schema
  /** Media types of answers that are not JSON of a schema. */
  readonly media?: readonly string[]
}

/** A parameter after the "?" of an address. */
export interface QueryParameter {
  readonly schema: Schema
  readonly description: string
}

/**
 * One route: what it is called with, what it answers, and what one has to be allowed. The server serves no route without
 * one, and asks for the act before it reads the body.
 */
export interface Operation {
  readonly id: string
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** As Fastify writes it: `/api/documents/:id`. */
  readonly path: string
  readonly tag: string
  readonly summary: string
  /** More than a line, where it is needed. */
  readonly description?: string
  /** What the one who asks has to be allowed, at least; nothing when anybody may ask. */
  readonly act?: Act
  readonly query?: Readonly<Record<string, QueryParameter>>
  /** A JSON body, one of some media types, or either. */
  readonly body?: { readonly json?: Schema; readonly media?: readonly string[] }
  readonly answers: Readonly<Record<number, Answer>>
  /** Whether a browser that asks for a page gets problems as one. */
  readonly hasPages?: boolean
  /** Statuses of problems beside those that every route of its kind has. */
  readonly problems?: readonly number[]
}

export const ref = (name: string): Schema => ({ $ref: `#/components/schemas/${name}` })

export const text: Schema = { type: 'string' }
export const instant: Schema = ref('Instant')
export const id: Schema = ref('Id')
export const count: Schema = { type: 'integer', minimum: 0 }
export const listOf = (items: Schema): Schema => ({ type: 'array', items })
export const oneOf = (values: readonly string[]): Schema => ({ type: 'string', enum: values })
export const described = (schema: Schema, description: string): Schema => ({ ...schema, description })

/** An object of these keys and no others; keys that end with "?" may be absent. */
export function object(properties: Readonly<Record<string, Schema>>, description?: string): Schema {
  const entries = Object.entries(properties)
  return {
    ...(description === undefined ? {} : { description }),
    type: 'object',
    properties: Object.fromEntries(entries.map(([key, schema]) => [key.replace(/\?$/, ''), schema])),
    required: entries.flatMap(([key]) => (key.endsWith('?') ? [] : [key])),
    additionalProperties: false,
  }
}
