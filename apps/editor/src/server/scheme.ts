import { readScheme, type Scheme, writeScheme } from '@claimspan/core'
import { say } from '../words/words.js'
import { type Answer, json, request } from './api.js'

/** A version of the scheme as it is listed. */
export interface SchemeVersion {
  readonly version: number
  readonly name: string
  /** Who put it and when; absent for what the project began with. */
  readonly by?: string
  readonly at?: string
}

export const listSchemeVersions = () => json<readonly SchemeVersion[]>('/api/scheme/versions')

/** The newest version of the scheme, or an earlier one. */
export async function loadScheme(version?: number): Promise<Answer<Scheme>> {
  return schemeIn(await request(version === undefined ? '/api/scheme' : `/api/scheme/versions/${version}`))
}

/** Put a scheme under the version that was changed; what it is now. Status 409 when that one is no longer the newest. */
export async function putScheme(scheme: Scheme): Promise<Answer<Scheme>> {
  const headers = { 'content-type': 'application/json' }
  return schemeIn(await request('/api/scheme', { method: 'PUT', headers, body: writeScheme(scheme) }))
}

async function schemeIn(answer: Answer<Response>): Promise<Answer<Scheme>> {
  if (!answer.ok) return answer
  const read = readScheme(await answer.value.text())
  if (read.ok) return { ok: true, value: read.scheme }
  return { ok: false, status: answer.value.status, message: say('page.unread-scheme') }
}
