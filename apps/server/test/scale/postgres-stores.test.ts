import { beforeAll, expect, onTestFinished, test } from 'vitest'
import { openPostgres } from '../../src/postgres.js'
import { postgresVersion } from '../../src/postgres-tables.js'
import { postgresSignIns } from '../../src/sign-ins.js'
import { postgresSchemes } from '../../src/stored-schemes.js'
import { postgresWorkflow } from '../../src/stored-workflow.js'
import { schemeContract, schemeOf } from '../scheme-contract.js'
import { signInsContract } from '../sign-ins-contract.js'
import { workflowContract } from '../workflow-contract.js'
import type { Engine } from './engine.js'
import { postgresServer } from './postgres-server.js'
import { newSchema } from './shared-log.js'

let url = ''
let server: Engine
beforeAll(async () => {
  server = await postgresServer()
  url = server.url
  return () => server.remove()
})

async function opened(schema: string) {
  const postgres = await openPostgres({ url, schema })
  onTestFinished(() => postgres.close())
  return postgres
}

signInsContract('The store in Postgres', async () => {
  const schema = newSchema()
  return {
    store: postgresSignIns(await opened(schema)),
    other: async () => postgresSignIns(await opened(schema)),
  }
})

schemeContract('The store in Postgres', async () => {
  const schema = newSchema()
  return {
    store: postgresSchemes(await opened(schema)),
    reopened: async () => postgresSchemes(await opened(schema)),
  }
})

test('what one server puts is the newest on the other at once', async () => {
  const schema = newSchema()
  const [one, other] = [postgresSchemes(await opened(schema)), postgresSchemes(await opened(schema))]
  const before = await other.newest()
  expect(await one.put(before, schemeOf(2))).toBe(true)
  expect(await other.newest()).toEqual(schemeOf(2))
  expect(await other.put(before, schemeOf(3))).toBe(false)
})

test('a database of version 2 gets the table and keeps what it has', async () => {
  const schema = newSchema()
  const old = await opened(schema)
  await old.ask('DROP TABLE workflow')
  await old.ask('DROP TABLE schemes')
  await old.ask('UPDATE head SET version = 2')
  const now = await opened(schema)
  expect(now.id).toBe(old.id)
  expect(await postgresSchemes(now).put(await postgresSchemes(now).newest(), schemeOf(2))).toBe(true)
  expect(await now.ask('SELECT version FROM head')).toEqual([[postgresVersion]])
})

const documents = "INSERT INTO documents (id, created_at, changed) VALUES ('a', '', 0), ('b', '', 0)"

workflowContract('The store in Postgres', ['a', 'b'], async () => {
  const schema = newSchema()
  const postgres = await opened(schema)
  await postgres.ask(documents)
  return {
    store: postgresWorkflow(postgres),
    reopened: async () => postgresWorkflow(await opened(schema)),
  }
})

test('a database of version 3 gets the table and keeps what it has', async () => {
  const schema = newSchema()
  const old = await opened(schema)
  await old.ask(documents)
  await old.ask('DROP TABLE workflow')
  await old.ask('UPDATE head SET version = 3')
  const now = await opened(schema)
  expect(now.id).toBe(old.id)
  await postgresWorkflow(now).change('a', (before) => ({ ...before, status: 'done' }))
  expect((await postgresWorkflow(old).of('a')).status).toBe('done')
  expect(await now.ask('SELECT version FROM head')).toEqual([[postgresVersion]])
})
