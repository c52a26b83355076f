import { HttpProblem } from './http-problem.js'

/** What a request is told when the log could not take its change. */
export function notSaved(error: unknown): HttpProblem {
  const said = error instanceof Error ? error.message : String(error)
  return new HttpProblem(507, 'not-saved', `Nothing was changed, since the server could not store it: ${said}.`)
}
