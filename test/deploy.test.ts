import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'

// That the files in deploy/ fit each other and the server that they run, which no engine is needed for.

const root = fileURLToPath(new URL('..', import.meta.url))
const read = (path: string) => readFileSync(join(root, path), 'utf8')

interface Service {
  readonly image?: string
  readonly build?: { readonly context: string; readonly dockerfile: string }
  readonly environment?: Readonly<Record<string, string>>
  readonly secrets?: readonly string[]
  readonly volumes?: readonly string[]
  readonly depends_on?: readonly string[] | Readonly<Record<string, { readonly condition: string }>>
  readonly ports?: readonly string[]
  readonly profiles?: readonly string[]
}

const compose = parse(read('deploy/compose.yaml'), { merge: true }) as {
  readonly services: Readonly<Record<string, Service>>
  readonly secrets: Readonly<Record<string, { readonly file: string }>>
  readonly volumes: Readonly<Record<string, unknown>>
}
const dockerfile = read('deploy/Dockerfile')
const caddyfile = read('deploy/Caddyfile')
const page = read('docs/scale-out.md')

const sources = ['apps/server/src', 'apps/cli/src'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8')),
)
const isRead = (name: string) => sources.some((source) => new RegExp(`\\b${name}\\b`).test(source))

const services = Object.entries(compose.services)
const ours = services.filter(([, { build }]) => build !== undefined)
const served = ours.filter(([, { profiles }]) => profiles === undefined).map(([name]) => name)
const dependedOn = ({ depends_on: on = [] }: Service): readonly string[] =>
  Array.isArray(on) ? (on as readonly string[]) : Object.keys(on)

describe('deploy/compose.yaml', () => {
  test('has two servers, a command, and nothing that it names is missing', () => {
    expect(served).toEqual(['one', 'two'])
    expect(ours.map(([name]) => name)).toEqual(['one', 'two', 'command'])
    for (const [name, service] of services) {
      for (const other of dependedOn(service)) expect(Object.keys(compose.services), name).toContain(other)
      for (const secret of service.secrets ?? []) expect(Object.keys(compose.secrets), name).toContain(secret)
      for (const volume of service.volumes ?? []) {
        const [from = ''] = volume.split(':')
        if (from.startsWith('.')) expect(() => read(join('deploy', from))).not.toThrow()
        else expect(Object.keys(compose.volumes), name).toContain(from)
      }
    }
  })

  test('names what the server reads: variables, secrets, addresses', () => {
    for (const [name, { environment = {}, secrets = [] }] of ours) {
      for (const variable of Object.keys(environment)) expect(isRead(variable), `${name}: ${variable}`).toBe(true)
      const file = environment.CLAIMSPAN_DATABASE_FILE?.replace('/run/secrets/', '') ?? ''
      expect(secrets).toContain(file)
      const redis = new URL(environment.CLAIMSPAN_REDIS ?? '')
      expect(Object.keys(compose.services)).toContain(redis.hostname)
      expect(redis.port).toBe('6379')
    }
    // The page says what goes into the secrets: the same user, database and host as the service has.
    const said = /echo "(postgres:\/\/[^"]+)" > (\S+)/.exec(page)
    const address = new URL((said?.[1] ?? '').replace(/\$\([^)]*\)/, 'word'))
    const postgres = compose.services.postgres?.environment ?? {}
    expect(said?.[2]).toBe(compose.secrets.database?.file.replace('./', ''))
    expect(address.hostname).toBe('postgres')
    expect(address.username).toBe(postgres.POSTGRES_USER)
    expect(address.pathname).toBe(`/${postgres.POSTGRES_DB}`)
    expect(page).toContain(compose.secrets['database-password']?.file.replace('./', '') ?? 'none')
    expect(postgres.POSTGRES_PASSWORD_FILE).toBe('/run/secrets/database-password')
  })

  test('keeps what has to be kept, each server on a volume of its own, and shows only the proxy', () => {
    for (const name of served) expect(compose.services[name]?.volumes).toEqual([`${name}:/data`])
    expect(compose.services.postgres?.volumes).toEqual(['postgres:/var/lib/postgresql'])
    expect(services.filter(([, { ports }]) => ports !== undefined).map(([name]) => name)).toEqual(['proxy'])
  })
})

describe('deploy/Dockerfile', () => {
  const port = /^EXPOSE (\d+)$/m.exec(dockerfile)?.[1]

  test('runs the command with options that it has, on the port that the proxy asks', () => {
    const [entry, command] = ['ENTRYPOINT', 'CMD'].map(
      (word) => JSON.parse(new RegExp(`^${word} (\\[.*\\])$`, 'm').exec(dockerfile)?.[1] ?? '[]') as string[],
    )
    expect(entry).toEqual(['node', '/claimspan/apps/cli/dist/main.js'])
    expect(JSON.parse(read('apps/cli/package.json')).bin.claimspan).toMatch(/^(\.\/)?dist\/main\.js$/)
    const [name, ...options] = command ?? []
    const usage = read(`apps/cli/src/${name}.ts`)
    for (const option of options.filter((each) => each.startsWith('--'))) expect(usage).toContain(`[${option} `)
    expect(options[options.indexOf('--port') + 1]).toBe(port)
    // Another service could not reach it otherwise.
    expect(options[options.indexOf('--host') + 1]).toBe('0.0.0.0')
    for (const server of served) expect(caddyfile).toContain(`${server}:${port}`)
    expect(isRead('CLAIMSPAN_DATA')).toBe(true)
    expect(dockerfile).toMatch(/CLAIMSPAN_DATA=\/data\b/)
  })

  test('asks for health where the server says it, as the proxy does, and keeps the figures in', () => {
    expect(dockerfile).toContain(`http://127.0.0.1:${port}/api/health`)
    expect(caddyfile).toContain('health_uri /api/health')
    expect(caddyfile).toContain('respond /metrics 404')
    const description = JSON.parse(read('docs/openapi.json')) as { paths: Record<string, object> }
    expect(Object.keys(description.paths)).toEqual(expect.arrayContaining(['/api/health', '/metrics']))
  })

  test('has a Node that the project runs on', () => {
    const least = Number(/>=(\d+)/.exec(JSON.parse(read('package.json')).engines.node)?.[1])
    for (const [, version] of dockerfile.matchAll(/^FROM node:(\d+)/gm)) {
      expect(Number(version)).toBeGreaterThanOrEqual(least)
    }
  })
})
