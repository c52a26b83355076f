import type { HocuspocusProvider } from '@hocuspocus/provider'
import { beforeAll, expect, onTestFinished, test } from 'vitest'
import * as Y from 'yjs'
import { buildChild, type Child, startChild } from '../crash/child-server.js'
import { emptyFolder } from '../empty-folder.js'
import { person, saved, until } from '../person.js'
import { attacker, attackers, sleep } from './attacker.js'
import { oracle } from './oracle.js'
import { documentWithSecrets, roomsOf, withProject } from './project.js'
import { canary, type Script, scripts } from './scripts.js'

let child: { readonly path: string; remove(): void }
beforeAll(async () => {
  child = await buildChild()
  return child.remove
})

/** A server in a process of its own, somebody who works there meanwhile, and who looks at what came of attacks. */
async function underAttack(way = 'as it is') {
  const dataFolder = emptyFolder()
  const sessions = await withProject(dataFolder, scripts.length + 5)
  const server = await startChild(child.path, dataFolder, 0, way)
  onTestFinished(() => server.kill())
  const { url } = server
  const judge = oracle(dataFolder)
  onTestFinished(() => judge.close())
  const owner = { authorization: `Bearer ${sessions('owner')}` }
  const make = async (id: string) => {
    const body = documentWithSecrets(id)
    const made = await fetch(`${url}/api/documents`, {
      method: 'POST',
      headers: { ...owner, 'content-type': 'application/json' },
      body,
    })
    expect(made.status).toBe(201)
  }
  const tokenOf = (id: string) => {
    const headers = { authorization: `Bearer ${sessions(id)}` }
    return async () => {
      const answer = await fetch(`${url}/api/session/token`, { method: 'POST', headers })
      return ((await answer.json()) as { token: string }).token
    }
  }
  await make('honest')
  const honest = await worker(url, tokenOf('honest'))
  /** The victim as it was. */
  const mendVictim = () =>
    fetch(`${url}/api/people/victim`, {
      method: 'PATCH',
      headers: { ...owner, 'content-type': 'application/json' },
      body: '{"role":"reader","closed":false}',
    })
  return { server, url, sessions, judge, make, honest, tokenOf, mendVictim }
}

/** Somebody honest, who types and looks how long it takes until it is saved, in milliseconds. */
async function worker(url: string, token: () => Promise<string>) {
  const someone = person(url, token)
  onTestFinished(() => someone.leave())
  const provider = someone.join('text/honest')
  await saved(provider)
  provider.setAwarenessField('user', { name: 'Honest', color: '#112233' })
  const took: number[] = []
  let began = 0
  let typed = 0
  provider.on('unsyncedChanges', ({ number }: { number: number }) => {
    if (number === 0 && began > 0) {
      took.push(performance.now() - began)
      began = 0
    }
  })
  const typing = setInterval(() => {
    if (began > 0 || !provider.synced) return
    began = performance.now()
    provider.document.getText('article').insert(0, 'h')
    typed += 1
  }, 25)
  onTestFinished(() => clearInterval(typing))
  const stop = () => clearInterval(typing)
  return { provider, took, typed: () => typed, stop }
}

const namesSeen = (provider: HocuspocusProvider) =>
  [...(provider.awareness?.getStates().values() ?? [])].flatMap(({ user }): string[] => {
    const { id, name } = (user ?? {}) as { id?: string; name?: string }
    return id === undefined ? [] : [`${id} is ${name}`]
  })

const right = new Set(['owner', 'curator', 'annotator', 'reader', 'honest'].map((id) => `${id} is ${id.toUpperCase()}`))

/** Everybody attacks in this way at once. What came of it and must not have. */
async function attack(script: Script, at: number, field: Awaited<ReturnType<typeof underAttack>>) {
  const { url, sessions, judge, make, honest, mendVictim } = field
  const ready = await Promise.all(
    attackers.map(async (role) => {
      const document = `s${at}-${role}`
      await make(document)
      const session = role === 'stranger' ? '' : sessions(role)
      return { role, document, ...attacker({ role, url, document, session }) }
    }),
  )
  const before = judge.facts()
  const names = new Set<string>()
  const look = () => {
    for (const name of namesSeen(honest.provider)) names.add(name)
  }
  honest.provider.awareness?.on('change', look)
  const client = honest.provider.document.clientID
  const failed: string[] = []
  await Promise.all(
    ready.map(async ({ attacker, role, document }) => {
      const clock = Y.getState(honest.provider.document.store, client)
      try {
        await script.run(attacker, { rooms: roomsOf(document), victim: { room: 'text/honest', client, clock } })
      } catch (error) {
        failed.push(`${role}: ${error instanceof Error ? error.message : String(error)}`)
      }
    }),
  )
  for (const { leave } of ready) leave()
  honest.provider.awareness?.off('change', look)
  // Who works meanwhile goes on.
  const count = honest.took.length
  await until(`the honest user goes on after "${script.name}"`, () => honest.took.length > count)
  if (script.name.includes('over HTTP')) await mendVictim()
  return [
    ...failed,
    ...judge.forbidden(before, ready),
    ...[...names].filter((name) => !right.has(name)).map((name) => `somebody was shown that ${name}`),
  ]
}

/** What a server says of its memory, in MB: all of it, and what of it is in use. */
async function memoryOf({ url }: Child): Promise<{ readonly resident: number; readonly used: number }> {
  const text = await (await fetch(`${url}/metrics`)).text()
  const bytes = (name: string) => Number(new RegExp(`^${name} (\\d+)`, 'm').exec(text)?.[1])
  const used = bytes('nodejs_heap_size_used_bytes') + bytes('nodejs_external_memory_bytes')
  return { resident: bytes('process_resident_memory_bytes') / 1e6, used: used / 1e6 }
}

/** The same when the server has let go of what it does not need. */
async function memoryNeeded(server: Child) {
  server.collectGarbage()
  await sleep(500)
  return memoryOf(server)
}

/** What a server does all day, after which it takes the memory that it works with: articles are made, read and exported. */
async function honestWork({ url, make, sessions }: Awaited<ReturnType<typeof underAttack>>): Promise<void> {
  const headers = { authorization: `Bearer ${sessions('owner')}` }
  for (let at = 0; at < 20; at++) {
    await make(`work-${at}`)
    for (const path of ['', '/export?format=csv', '/history', '/claims', '/layers']) {
      const answer = await fetch(`${url}/api/documents/work-${at}${path}`, { headers })
      expect(answer.status, path).toBe(200)
      await answer.arrayBuffer()
    }
  }
}

const percentile = (numbers: readonly number[], share: number) =>
  [...numbers].sort((a, b) => a - b)[Math.min(numbers.length - 1, Math.floor(numbers.length * share))] ?? 0

test(`of ${scripts.length} ways to attack, by everybody, nothing forbidden comes`, { timeout: 900_000 }, async () => {
  const field = await underAttack()
  await until('the honest user has worked a while', () => field.honest.took.length > 50)
  const quiet = percentile(field.honest.took, 0.95)
  field.honest.took.length = 0
  await honestWork(field)
  const start = await memoryNeeded(field.server)
  const came: Record<string, readonly string[]> = {}
  let most = { resident: start.resident, after: 'the start' }
  for (const [at, script] of scripts.entries()) {
    const effects = await attack(script, at, field)
    if (effects.length > 0) came[`${script.threat}: ${script.name}`] = effects
    const { resident } = await memoryOf(field.server)
    if (resident > most.resident) most = { resident, after: `“${script.name}”` }
  }
  const end = await memoryNeeded(field.server)
  const { took, provider, typed, stop } = field.honest
  stop()
  await saved(provider)
  console.info(
    `${scripts.length} ways by ${attackers.length}; the honest user’s changes were saved after ${quiet.toFixed(1)} ms (95 %) before, ${percentile(took, 0.5).toFixed(1)} ms (median) and ${percentile(took, 0.95).toFixed(1)} ms (95 %) meanwhile; memory in use ${Math.round(start.used)} MB before and ${Math.round(end.used)} MB after, of the system ${Math.round(start.resident)} MB before, ${Math.round(most.resident)} MB at most (after ${most.after}) and ${Math.round(end.resident)} MB after`,
  )
  expect(came).toEqual({})
  expect(field.server.isGone()).toBe(false)
  // What attacks leave behind; what the collector of garbage had not come to is only told.
  expect(end.used - start.used).toBeLessThan(64)
  const reader = person(field.url, field.tokenOf('owner'))
  onTestFinished(() => reader.leave())
  const looks = reader.join('text/honest')
  await saved(looks)
  const words = looks.document.getText('article').toString()
  expect(words.match(/h/g)?.length).toBe(typed())
  expect(field.server.said()).not.toContain(canary)
  expect(field.server.said()).not.toContain('the password of')
})

test('the attacks notice a server that does not look at roles', { timeout: 300_000 }, async () => {
  const field = await underAttack('skip the role check')
  const found: string[] = []
  for (const [at, script] of scripts.entries()) {
    if (script.threat === 'roles per document') found.push(...(await attack(script, at, field)))
  }
  expect(found).toContainEqual(expect.stringMatching(/^reader wrote into text/))
  expect(found).toContainEqual(expect.stringMatching(/^annotator was sent "secret of somebody"/))
  expect(found).toContainEqual(expect.stringMatching(/^reader was allowed: DELETE/))
})
