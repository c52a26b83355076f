import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Validator } from '@seriousme/openapi-schema-validator'
import Fastify from 'fastify'
import { describe, expect, test } from 'vitest'
import { describedRoutes } from '../src/openapi/described-routes.js'
import { openApi } from '../src/openapi/description.js'
import { operations } from '../src/openapi/operations.js'
import { may, roles } from '../src/roles.js'
import { operationOf, wrongWith } from './described-answers.js'
import { emptyFolder } from './empty-folder.js'
import { postDocument, served, signedIn, withAccounts } from './served.js'

describe('the description of the API', () => {
  test('is sound OpenAPI 3.1', async () => {
    const validator = new Validator()
    const { valid, errors } = await validator.validate(JSON.parse(JSON.stringify(openApi())))
    expect(errors).toBeUndefined()
    expect(valid).toBe(true)
    expect(validator.version).toBe('3.1')
    const broken = JSON.parse(JSON.stringify(openApi()))
    delete broken.paths['/api/documents'].get.responses[200].description
    expect(await validator.validate(broken)).toMatchObject({ valid: false })
  })

  test('is what the server serves, and what docs/openapi.json has', async () => {
    const { url } = await served()
    const said: unknown = await (await fetch(`${url}/api/openapi.json`)).json()
    expect(said).toEqual(JSON.parse(JSON.stringify(openApi())))
    const kept = readFileSync(fileURLToPath(new URL('../../../docs/openapi.json', import.meta.url)), 'utf8')
    expect(kept, 'run: npm run docs').toBe(`${JSON.stringify(openApi(), null, 2)}\n`)
  })

  test('names every operation, every component and every address once', () => {
    const text = JSON.stringify(openApi())
    expect(new Set(operations.map(({ id }) => id)).size).toBe(operations.length)
    expect(new Set(operations.map(({ method, path }) => `${method} ${path}`)).size).toBe(operations.length)
    const components = (openApi().components as { schemas: object }).schemas
    const named = new Set([...text.matchAll(/"#\/components\/schemas\/(\w+)"/g)].map(([, name]) => name))
    expect([...named].sort()).toEqual(Object.keys(components).sort())
  })
})

describe('a server', () => {
  const nobody = {
    mayThey: () => {
      throw new Error('Nobody asks')
    },
  }

  test('does not start with a route that is not described', () => {
    const app = Fastify()
    describedRoutes(app, operations, nobody, () => false)
    expect(() => app.get('/api/secret', () => 'x')).toThrow('GET /api/secret is not in the table of operations')
    expect(() => app.post('/api/health', () => 'x')).toThrow('POST /api/health')
  })

  test('does not start without a route that is described', async () => {
    const app = Fastify()
    describedRoutes(app, operations, nobody, ({ id }) => id === 'readHealth' || id === 'listDocuments')
    app.get('/api/health', () => 'x')
    await expect(app.ready()).rejects.toThrow('Nobody serves listDocuments')
  })

  test('every answer that a test gets is held against its description', async () => {
    const answer = (status: number, body: object) => new Response(JSON.stringify(body), { status })
    const wrong = (method: string, path: string, got: Response) => wrongWith(method, `http://localhost${path}`, got)
    expect(await wrong('GET', '/api/health', answer(200, { status: 'ok' }))).toBeUndefined()
    expect(await wrong('GET', '/api/health', answer(200, { status: 'ok', more: 1 }))).toContain('additional properties')
    expect(await wrong('GET', '/api/documents', answer(418, {}))).toContain('does not describe')
    expect(await wrong('GET', '/api/documents/d', answer(404, { message: 'x' }))).toContain("'error'")
    expect(await wrong('GET', '/api/nothing', answer(200, {}))).toContain('undescribed')
    expect(operationOf('POST', '/api/invitations/read')?.id).toBe('readInvitation')
  })

  test.each([...roles, undefined])('asks %s for the act of each operation before anything else', async (role) => {
    const dataFolder = emptyFolder()
    await withAccounts(dataFolder, ...roles)
    const server = await served({ dataFolder })
    const headers = role === undefined ? {} : (await signedIn(server.url, role)).headers
    for (const { id, method, path, act } of operations) {
      if (act === undefined) continue
      // Names nothing that is there, and sends no body: whoever may, gets past the act to another answer.
      const url = `${server.url}${path.replaceAll(/:\w+/g, 'nothing')}`
      const { status } = await fetch(url, { method, headers: { ...headers } })
      if (role === undefined) expect(status, id).toBe(401)
      else if (may(role, act)) expect([401, 403], id).not.toContain(status)
      else expect(status, id).toBe(403)
    }
  })
})

test('a body of 60 MiB, of another type or not JSON gets its status and sentence, on every route that takes one', async () => {
  const { url } = await served({ openId: { issuer: 'http://127.0.0.1:9', clientId: 'c', name: 'x' } })
  await postDocument(url, { id: 'nothing', text: 'A cat.' })
  const large = 'a'.repeat(60 * 1024 * 1024)
  for (const { id, method, path, body, act } of operations) {
    if (body === undefined || (act !== undefined && !may('guest', act))) continue
    const address = `${url}${path.replaceAll(/:\w+/g, 'nothing')}`
    const send = async (type: string, sent: string) => {
      const answer = await fetch(address, { method, headers: { 'content-type': type }, body: sent })
      return { status: answer.status, ...((await answer.json()) as { error: string; message: string }) }
    }
    const taken = [...(body.json === undefined ? [] : ['application/json']), ...(body.media ?? [])]
    for (const type of ['application/json', 'application/octet-stream', 'application/zip', 'text/plain', 'image/png']) {
      if (taken.includes(type)) continue
      const refused = await send(type, '{}')
      expect(refused, `${id} ${type}`).toMatchObject({ status: 415, error: 'unsupported-media-type' })
      for (const name of taken) expect(refused.message).toContain(name)
    }
    if (body.json === undefined) continue
    const broken = await send('application/json', '{"secret-word":')
    expect([400, 401, 404], `${id} ${broken.message}`).toContain(broken.status)
    expect(broken.message).not.toContain('secret-word')
    if (path === '/api/documents')
      expect(await send('text/plain', large)).toMatchObject({ status: 413, error: 'too-large' })
  }
})
