import { fetchToken } from '../server/api.js'
import { me, standing } from './me.js'

/** A token opens several rooms at once; it is asked for anew when it is older than this, in milliseconds. */
const goodFor = 20_000

let last: { readonly at: number; readonly token: Promise<string> } | undefined

/** What this page shows at the door of a room: a token of the session; where there are no accounts, who the guest is. */
export async function syncToken(): Promise<string> {
  if (standing.get().kind === 'guest') {
    const { id, name } = me.get()
    return JSON.stringify({ id, name })
  }
  if (last === undefined || Date.now() - last.at > goodFor) last = { at: Date.now(), token: newToken() }
  return last.token
}

/** An empty token when there is none to have: the server says at the door what is missing. */
async function newToken(): Promise<string> {
  const answer = await fetchToken()
  if (answer.ok) return answer.value.token
  last = undefined
  return ''
}
