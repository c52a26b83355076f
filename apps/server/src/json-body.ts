import type { FastifyRequest } from 'fastify'
import { HttpProblem } from './http-problem.js'

/** The JSON object in a request's body. Throws {@link HttpProblem}. */
export function jsonBody(request: FastifyRequest): Readonly<Record<string, unknown>> {
  const bytes = request.body instanceof Uint8Array ? request.body : new Uint8Array()
  let value: unknown
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    // What a parser says may quote the body, where a password may be.
    throw new HttpProblem(400, 'bad-json', 'The body is not JSON.')
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    return Object.assign(Object.create(null), value) as Record<string, unknown>
  }
  throw new HttpProblem(400, 'bad-json', 'The body has to be a JSON object.')
}

/** A field that has to be a string. Throws {@link HttpProblem}. */
export function stringField(body: Readonly<Record<string, unknown>>, name: string): string {
  const value = body[name]
  if (typeof value === 'string') return value
  throw new HttpProblem(400, 'bad-request', `The field "${name}" has to be a string.`)
}

/** Throws {@link HttpProblem} when a body has a key that is no part of what is asked for: who did it and when is never sent. */
export function refuseOtherKeys(body: Readonly<Record<string, unknown>>, keys: readonly string[], of: string): void {
  const other = Object.keys(body).find((key) => !keys.includes(key))
  if (other === undefined) return
  const sentence = `"${other.slice(0, 60)}" is no part of ${of}; these are: ${keys.join(', ')}. Who does it, and when, is what the server says.`
  throw new HttpProblem(400, 'bad-request', sentence)
}
