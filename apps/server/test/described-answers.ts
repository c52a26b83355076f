import Ajv2020, { type ValidateFunction } from 'ajv/dist/2020.js'
import { openApi, problemsOf } from '../src/openapi/description.js'
import type { Operation } from '../src/openapi/operation.js'
import { operations } from '../src/openapi/operations.js'

const ajv = new Ajv2020({ strict: false, allErrors: true })
ajv.addSchema({ ...openApi(), $id: 'claimspan' })

const paths = operations
  .map((operation) => ({
    operation,
    parameters: operation.path.split(':').length,
    path: new RegExp(`^${operation.path.replaceAll(/:\w+/g, '[^/]+').replaceAll('.', '\\.')}$`),
  }))
  .sort((a, b) => a.parameters - b.parameters)

const validators = new Map<string, ValidateFunction>()

function validatorOf(operation: Operation, status: number): ValidateFunction | undefined {
  const isProblem = operation.answers[status] === undefined
  const schema = isProblem ? { $ref: '#/components/schemas/Problem' } : operation.answers[status]?.json
  if (schema === undefined) return undefined
  const key = `${operation.id} ${status}`
  const known = validators.get(key)
  if (known !== undefined) return known
  const whole = JSON.parse(JSON.stringify(schema).replaceAll('"#/components/', '"claimspan#/components/'))
  const made = ajv.compile(whole)
  validators.set(key, made)
  return made
}

/** The operation that a request is of; `undefined` when there is none. */
export function operationOf(method: string, path: string): Operation | undefined {
  return paths.find((one) => one.operation.method === method && one.path.test(path))?.operation
}

/** Operations with the statuses that they were seen to answer. */
export const seenAnswers = new Set<string>()

/** What is wrong with an answer by the description of the API; nothing when it is as described. */
export async function wrongWith(method: string, url: string, answer: Response): Promise<string | undefined> {
  const { pathname } = new URL(url)
  const operation = operationOf(method, pathname)
  const asked = `${method} ${pathname} answered ${answer.status}`
  if (operation === undefined)
    return answer.status === 404 || answer.status === 400 ? undefined : `${asked}, undescribed`
  seenAnswers.add(`${operation.id} ${answer.status}`)
  const isKnown = operation.answers[answer.status] !== undefined || problemsOf(operation).includes(answer.status)
  if (!isKnown) return `${asked}, which ${operation.id} does not describe`
  const isPage = answer.headers.get('content-type')?.startsWith('text/html') === true
  if (isPage && operation.hasPages === true) return undefined
  const validate = validatorOf(operation, answer.status)
  if (validate === undefined) return undefined
  const body: unknown = await answer.clone().json()
  if (validate(body)) return undefined
  return `${asked}, not as described: ${ajv.errorsText(validate.errors)}`
}

/** `fetch` as it came, and as it is here once answers are held. */
let plain: typeof globalThis.fetch | undefined

/** From here on every answer of the API that a test gets is held against its description. */
export function holdAnswers(): void {
  if (plain !== undefined) return
  const ask = globalThis.fetch
  plain = ask
  globalThis.fetch = async (input, init) => {
    const answer = await ask(input, init)
    const url = String(input instanceof Request ? input.url : input)
    const method = (init?.method ?? (input instanceof Request ? input.method : 'GET')).toUpperCase()
    if (/^http:\/\/(localhost|127\.|\[::1\])/.test(url) && new URL(url).pathname.startsWith('/api/')) {
      const wrong = await wrongWith(method, url, answer)
      if (wrong !== undefined) throw new Error(wrong)
    }
    return answer
  }
}
