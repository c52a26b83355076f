import { HttpProblem } from './http-problem.js'
import { PeopleProblem, type PeopleProblemKind } from './people.js'

const statusOf: Readonly<Record<PeopleProblemKind, number>> = {
  'account-exists': 409,
  'bad-account': 400,
  'bad-invitation': 410,
  'last-owner': 409,
  'unknown-account': 404,
  'weak-password': 400,
}

/** What the people's store refuses, as what a request is answered. */
export async function orProblem<T>(work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (error) {
    if (error instanceof PeopleProblem) throw new HttpProblem(statusOf[error.kind], error.kind, error.message)
    throw error
  }
}
