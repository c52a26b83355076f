import { request as httpRequest } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { type AllowedTargets, ForbiddenTarget, isAllowed, publicLookup, targetFault } from './allowed-target.js'

/** How long an attempt may take, in milliseconds. */
const patience = 15_000

/** What an attempt came to: a status, or why there is none. No word of what was answered. */
export type Posted = { readonly status: number } | { readonly trouble: 'forbidden-target' | 'timeout' | 'unreachable' }

/** Send a body once. Redirects are not followed and the answer is not read. Never rejects. */
export function postWebhook(
  address: string,
  body: string,
  headers: Readonly<Record<string, string>>,
  allowed: AllowedTargets,
): Promise<Posted> {
  if (targetFault(address, allowed) !== undefined) return Promise.resolve({ trouble: 'forbidden-target' })
  const url = new URL(address)
  const send = url.protocol === 'https:' ? httpsRequest : httpRequest
  return new Promise((resolve) => {
    const sent = send(
      url,
      {
        method: 'POST',
        headers: {
          ...headers,
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(body),
          'user-agent': 'Claimspan-Webhooks/1',
        },
        agent: false,
        signal: AbortSignal.timeout(patience),
        ...(isAllowed(url, allowed) ? {} : { lookup: publicLookup }),
      },
      (answer) => {
        answer.destroy()
        resolve({ status: answer.statusCode ?? 0 })
      },
    )
    sent.on('error', (error) => {
      if (error instanceof ForbiddenTarget) resolve({ trouble: 'forbidden-target' })
      else
        resolve({ trouble: error.name === 'TimeoutError' || error.name === 'AbortError' ? 'timeout' : 'unreachable' })
    })
    sent.end(body)
  })
}
