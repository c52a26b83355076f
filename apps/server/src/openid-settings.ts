import { readFileSync } from 'node:fs'
import { isRole, type Role, roles } from './roles.js'
import { isLoopback } from './same-origin.js'
import { ServerProblem } from './server-problem.js'

/** How people sign in through an OpenID Connect provider. */
export interface OpenIdSettings {
  /** As the provider writes it, such as https://accounts.example.org. */
  readonly issuer: string
  readonly clientId: string
  readonly clientSecret?: string
  /** What the button says: "Sign in with …". */
  readonly name: string
  /** The address of this server as browsers see it; where it is left out, the host that a request names, on this machine only. */
  readonly url?: string
  /**
   * Who without an account and without an invitation gets one: whoever has a verified e-mail address of these domains, in this
   * role. Left out: nobody.
   */
  readonly join?: { readonly domains: readonly string[]; readonly role: Role }
}

const keys = ['issuer', 'clientId', 'clientSecret', 'name', 'url', 'join'] as const

/**
 * The settings in a JSON file, in the environment (`CLAIMSPAN_OPENID_ISSUER`, `_CLIENT_ID`, `_CLIENT_SECRET`, `_NAME`, `_URL`,
 * `_DOMAINS`, `_ROLE`), or in both, where the environment counts; `undefined` when neither has any. Throws
 * {@link ServerProblem}.
 */
export function openIdSettings(
  file: string | undefined,
  environment: Readonly<Record<string, string | undefined>>,
): OpenIdSettings | undefined {
  const said = (name: string) => {
    const value = environment[`CLAIMSPAN_OPENID_${name}`]
    return value === undefined || value === '' ? undefined : value
  }
  const domains = said('DOMAINS')
  const fromEnvironment = {
    issuer: said('ISSUER'),
    clientId: said('CLIENT_ID'),
    clientSecret: said('CLIENT_SECRET'),
    name: said('NAME'),
    url: said('URL'),
    join: domains === undefined ? undefined : { domains: domains.split(/[\s,]+/), role: said('ROLE') ?? 'reader' },
  }
  const given = Object.fromEntries(Object.entries(fromEnvironment).filter(([, value]) => value !== undefined))
  if (file === undefined && Object.keys(given).length === 0) return undefined
  return readOpenIdSettings({ ...(file === undefined ? {} : fileAt(file)), ...given })
}

/** Check settings. Throws {@link ServerProblem} with a sentence that names the key. */
export function readOpenIdSettings(value: Readonly<Record<string, unknown>>): OpenIdSettings {
  for (const key of Object.keys(value)) {
    if (!keys.some((known) => known === key)) throw wrong(`there is no setting "${key}"; there are ${keys.join(', ')}`)
  }
  const { clientSecret, name = 'single sign-on', url, join } = value
  const issuer = textOf(value, 'issuer')
  const clientId = textOf(value, 'clientId')
  if (!isSafeUrl(issuer)) throw wrong('"issuer" has to be an address that begins with https://')
  if (clientSecret !== undefined) textOf(value, 'clientSecret')
  if (typeof name !== 'string' || name.trim() === '' || name.length > 60) {
    throw wrong('"name" has to be a string of 1 to 60 characters')
  }
  if (url !== undefined && !(typeof url === 'string' && isSafeUrl(url) && new URL(url).pathname === '/')) {
    throw wrong('"url" has to be the address of this server, such as https://claims.example.org')
  }
  const joining = join === undefined ? undefined : joinIn(join)
  return {
    issuer,
    clientId,
    ...(typeof clientSecret === 'string' ? { clientSecret } : {}),
    name: name.trim(),
    ...(typeof url === 'string' ? { url: new URL(url).origin } : {}),
    ...(joining === undefined ? {} : { join: joining }),
  }
}

function joinIn(value: unknown): NonNullable<OpenIdSettings['join']> {
  const { domains, role, ...more } =
    typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
  const [unknown] = Object.keys(more)
  if (unknown !== undefined) throw wrong(`there is no setting "join.${unknown}"`)
  const isDomain = (one: unknown): one is string => typeof one === 'string' && /^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(one)
  if (!Array.isArray(domains) || domains.length === 0 || !domains.every(isDomain)) {
    throw wrong('"join.domains" has to be a list of domains in small letters, such as ["example.org"]')
  }
  if (!isRole(role) || role === 'owner') {
    throw wrong(`"join.role" has to be ${roles.filter((one) => one !== 'owner').join(', ')}`)
  }
  return { domains, role }
}

function fileAt(path: string): Readonly<Record<string, unknown>> {
  let value: unknown
  try {
    value = JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    // What a parser says may quote the file, where the secret is.
    throw wrong(`${path} cannot be read as JSON`)
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>
  throw wrong(`${path} has to hold a JSON object`)
}

function textOf(value: Readonly<Record<string, unknown>>, key: string): string {
  const said = value[key]
  if (typeof said === 'string' && said !== '') return said
  throw wrong(`"${key}" has to be a string`)
}

/** On this machine a provider or a server may do without TLS, for trying things. */
function isSafeUrl(said: string): boolean {
  if (!URL.canParse(said)) return false
  const { protocol, hostname } = new URL(said)
  return protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname))
}

const wrong = (what: string) =>
  new ServerProblem('bad-openid-settings', `The settings for signing in through a provider are not sound: ${what}.`)
