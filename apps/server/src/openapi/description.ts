import type { Operation, Schema } from './operation.js'
import { operations } from './operations.js'
import { schemas } from './schemas.js'

const problemWords: Readonly<Record<number, string>> = {
  400: 'Something in the address or the body is wrong.',
  401: 'Nobody is signed in, or the password is another one.',
  403: 'Not allowed: by one’s role, or from a page of another site.',
  404: 'There is no such thing, or one may not see it.',
  409: 'It clashes with what is there.',
  410: 'It was there, and is gone.',
  413: 'Too large.',
  415: 'A body of another type.',
  422: 'The body can be read, but what it says is not sound: every problem with its place.',
  429: 'Too many requests.',
  500: 'The server could not answer.',
  502: 'The provider to sign in through did not answer as it should.',
  507: 'The server could not store it. Nothing was changed.',
}

/** The statuses of problems that an operation may answer. */
export function problemsOf({ act, body, path, method, problems = [] }: Operation): readonly number[] {
  const all = new Set<number>([403, 500, ...problems])
  if (act !== undefined) all.add(401)
  if (path.includes(':') || body !== undefined || method === 'GET') all.add(400)
  if (method !== 'GET') for (const status of [413, 415]) all.add(status)
  return [...all].sort((a, b) => a - b)
}

const json = (schema: Schema) => ({ 'application/json': { schema } })

function described(operation: Operation): Schema {
  const { id, path, tag, summary, description, act, query = {}, body, answers } = operation
  const inPath = [...path.matchAll(/:(\w+)/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }))
  const inQuery = Object.entries(query).map(([name, parameter]) => ({ name, in: 'query', ...parameter }))
  const parameters = [...inPath, ...inQuery]
  return {
    operationId: id,
    tags: [tag],
    summary,
    ...(description === undefined ? {} : { description }),
    ...(act === undefined ? { security: [{}] } : { 'x-claimspan-act': act }),
    ...(parameters.length === 0 ? {} : { parameters }),
    ...(body === undefined
      ? {}
      : {
          requestBody: {
            required: true,
            content: {
              ...(body.json === undefined ? {} : json(body.json)),
              ...Object.fromEntries((body.media ?? []).map((type) => [type, { schema: { type: 'string' } }])),
            },
          },
        }),
    responses: {
      ...Object.fromEntries(
        Object.entries(answers).map(([status, answer]) => [
          status,
          {
            description: answer.description,
            ...(answer.json === undefined ? {} : { content: json(answer.json) }),
            ...(answer.media === undefined
              ? {}
              : { content: Object.fromEntries(answer.media.map((type) => [type, {}])) }),
          },
        ]),
      ),
      ...Object.fromEntries(
        problemsOf(operation).map((status) => [status, { $ref: `#/components/responses/Problem${status}` }]),
      ),
    },
  }
}

/** The description of the server's API, OpenAPI 3.1.0 (2021): made of the table that the server serves by. */
export function openApi(): Schema {
  const paths: Record<string, Record<string, Schema>> = {}
  for (const operation of operations) {
    const path = operation.path.replaceAll(/:(\w+)/g, '{$1}')
    const known = paths[path] ?? {}
    known[operation.method.toLowerCase()] = described(operation)
    paths[path] = known
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Claimspan',
      version: '1',
      description:
        'Everything that the editor does to documents, layers, claims, people and exports. Where there are accounts, sign in with POST /api/session {"account", "password", "as": "token"} and send the token as Authorization: Bearer. Each operation names the act that one has to be allowed in x-claimspan-act; docs/server.md says which role may do what. Live editing goes over a WebSocket at /sync.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/' }],
    security: [{ session: [] }, { bearer: [] }, {}],
    tags: [...new Set(operations.map(({ tag }) => tag))].map((name) => ({ name })),
    paths,
    webhooks: {
      event: {
        post: {
          operationId: 'event',
          tags: ['Webhooks'],
          summary: 'Something happened',
          description:
            'Signed after Standard Webhooks 1.0: the header webhook-signature is "v1," and the HMAC-SHA256, in base64, of webhook-id, webhook-timestamp and the body, joined by dots. Sent at least once; answer 2xx within 15 s.',
          parameters: ['webhook-id', 'webhook-timestamp', 'webhook-signature'].map((name) => ({
            name,
            in: 'header',
            required: true,
            schema: { type: 'string' },
          })),
          requestBody: { required: true, content: json({ $ref: '#/components/schemas/WebhookEvent' }) },
          responses: { 200: { description: 'It arrived.' } },
        },
      },
    },
    components: {
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: 'claimspan-session', description: 'The editor’s session.' },
        bearer: { type: 'http', scheme: 'bearer', description: 'A program’s session.' },
      },
      responses: Object.fromEntries(
        Object.entries(problemWords).map(([status, description]) => [
          `Problem${status}`,
          { description, content: json({ $ref: '#/components/schemas/Problem' }) },
        ]),
      ),
      schemas,
    },
  }
}
