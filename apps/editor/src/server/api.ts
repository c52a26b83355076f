import { type RebaseReport, readScheme, type Scheme } from '@claimspan/core'
import { say } from '../words/words.js'

/** An article in the list, as `GET /api/documents` tells it. */
export interface ArticleSummary {
  readonly id: string
  readonly title: string
  readonly version: number
  readonly language?: string
  /** Length of the text in code points. */
  readonly characters: number
  readonly layers: readonly LayerSummary[]
  /** What I may do with its text. */
  readonly access?: 'read' | 'write'
  readonly updatedAt?: string
  /** How far the work on it is, and whose it is. */
  readonly status: DocumentStatus
  readonly assignees: readonly Assignee[]
}

/** How far the work on an article is, as people say it. */
export type DocumentStatus = 'new' | 'in-progress' | 'done' | 'curated'

/** Somebody whose work an article is. */
export interface Assignee {
  readonly id: string
  readonly name: string
}

export interface LayerSummary {
  readonly id: string
  readonly kind: string
  readonly name?: string
  /** When an independent layer was opened to everybody. */
  readonly revealedAt?: string
  readonly claims: number
  /** How many claims are of each type, and in each status. */
  readonly types?: Readonly<Record<string, number>>
  readonly statuses?: Readonly<Record<string, number>>
  /** What I may do in it. */
  readonly access?: 'read' | 'write'
}

/** A corpus format that the server can read or write. */
export interface FormatSummary {
  readonly name: string
  readonly title: string
  /** The files it is written as; several are downloaded as one zip. */
  readonly files?: readonly string[]
  readonly writes: boolean
  readonly carries: readonly string[]
  readonly loses: readonly string[]
}

/** What a request came to: the answer, or a sentence that says what to do. `status` is 0 when nobody answered. */
export type Answer<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly status: number; readonly message: string }

export async function request(path: string, init?: RequestInit): Promise<Answer<Response>> {
  let response: Response
  try {
    response = await fetch(path, init)
  } catch {
    return { ok: false, status: 0, message: say('page.no-answer') }
  }
  if (response.ok) return { ok: true, value: response }
  return { ok: false, status: response.status, message: await sentenceOf(response) }
}

/** The server's own sentence about an error, else one of ours. */
async function sentenceOf(response: Response): Promise<string> {
  const text = await response.text().catch(() => '')
  try {
    const said: unknown = JSON.parse(text)
    if (typeof said === 'object' && said !== null && 'message' in said && typeof said.message === 'string') {
      return said.message
    }
  } catch {
    // Not JSON: a proxy's page, say.
  }
  return say('page.answered', { status: `${response.status} ${response.statusText}` })
}

/** Ask, and read the answer as JSON. */
export async function json<T>(path: string, init?: RequestInit): Promise<Answer<T>> {
  const answer = await request(path, init)
  if (!answer.ok) return answer
  return { ok: true, value: (await answer.value.json()) as T }
}

/** Somebody who is signed in, with what they may do: acts as the server names them. */
export interface SessionUser {
  readonly id: string
  readonly name: string
  readonly role: string
  readonly may: readonly string[]
}

/** Whether there are accounts, and who is signed in. */
export interface Session {
  readonly accounts: boolean
  readonly user?: SessionUser
  /** The provider that one may sign in through. */
  readonly openId?: { readonly name: string }
}

export const posted = (body: object, method: 'POST' | 'PATCH' = 'POST'): RequestInit => ({
  method,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
})

export const fetchSession = () => json<Session>('/api/session')

/** Sign in; the browser keeps the session in a cookie that no script can read. */
export const signIn = (account: string, password: string) =>
  json<{ readonly user: SessionUser }>('/api/session', posted({ account, password }))

/** Begin to sign in through the provider; where to go. */
export const beginOpenId = (asked: { readonly invitation?: string }) =>
  json<{ readonly location: string }>('/api/session/openid', posted(asked))

export const signOut = () => request('/api/session', { method: 'DELETE' })

/** What lets this page into the rooms, for a minute. */
export const fetchToken = () => json<{ readonly token: string }>('/api/session/token', posted({}))

/** The role that an invitation gives. */
export const readInvitation = (invitation: string) =>
  json<{ readonly role: string }>('/api/invitations/read', posted({ invitation }))

/** Make the account that an invitation is for, and sign in. */
export const acceptInvitation = (asked: {
  readonly invitation: string
  readonly account: string
  readonly name: string
  readonly password: string
}) => json<{ readonly user: SessionUser }>('/api/invitations/accept', posted(asked))

export const listArticles = () => json<readonly ArticleSummary[]>('/api/documents')

/** The formats that can be written. */
export async function listFormats(): Promise<Answer<readonly FormatSummary[]>> {
  const answer = await json<readonly (FormatSummary & { readonly writes?: boolean })[]>('/api/formats')
  return answer.ok ? { ok: true, value: answer.value.filter(({ writes }) => writes !== false) } : answer
}

/** The project's label sets; `undefined` when the server has none that can be read. */
export async function fetchScheme(): Promise<Scheme | undefined> {
  const answer = await request('/api/scheme')
  if (!answer.ok) return undefined
  const read = readScheme(await answer.value.text())
  return read.ok ? read.scheme : undefined
}

/** A new article: pasted words, or the bytes of a file with what it is. */
export type NewArticle =
  | { readonly kind: 'words'; readonly title?: string; readonly text: string }
  | { readonly kind: 'file'; readonly file: File }

/** Ask the server to make an article; its id. */
export async function createArticle(article: NewArticle): Promise<Answer<{ readonly id: string }>> {
  if (article.kind === 'words') {
    const { title, text } = article
    return json('/api/documents', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(title === undefined ? { text } : { title, text }),
    })
  }
  return json('/api/documents', {
    method: 'POST',
    headers: { 'content-type': contentTypeOf(article.file.name) },
    body: article.file,
  })
}

/** The content type that a file is sent under; the server judges the bytes. */
export function contentTypeOf(name: string): string {
  if (/\.(md|markdown)$/i.test(name)) return 'text/markdown'
  if (/\.(jsonl|json)$/i.test(name)) return 'application/json'
  return 'text/plain'
}

export const deleteArticle = (id: string) => request(`/api/documents/${encodeURIComponent(id)}`, { method: 'DELETE' })

/** A version of an article's text, as `GET /api/documents/:id/versions` lists it. */
export interface VersionSummary {
  readonly version: number
  /** When it was made: ISO 8601, UTC. */
  readonly at: string
  /** Length of the text in code points. */
  readonly characters: number
}

/** Where an article's versions are. */
export const versionsPath = (document: string) => `/api/documents/${encodeURIComponent(document)}/versions`

/** The versions of an article, the oldest first; the last is the current one. */
export const listVersions = (document: string) => json<readonly VersionSummary[]>(versionsPath(document))

/** Give an article a corrected text; its claims move to it. What became of them. */
export async function makeVersion(document: string, text: string | File): Promise<Answer<RebaseReport>> {
  return json(versionsPath(document), {
    method: 'POST',
    headers: { 'content-type': typeof text === 'string' ? 'text/plain' : contentTypeOf(text.name) },
    body: text,
  })
}

/** The address of an article's export, of an earlier version when one is given; `disarms`: of formulas in cells. */
export function exportPath(
  document: string,
  format: string,
  {
    layers = [],
    version,
    disarms = true,
  }: { readonly layers?: readonly string[]; readonly version?: number; readonly disarms?: boolean } = {},
): string {
  const query = new URLSearchParams({ format })
  for (const layer of layers) query.append('layer', layer)
  if (version !== undefined) query.set('version', String(version))
  if (!disarms) query.set('formulas', 'keep')
  return `/api/documents/${encodeURIComponent(document)}/export?${query}`
}
