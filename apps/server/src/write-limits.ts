import type { Identity } from './identity.js'
import { tokenBucket } from './token-bucket.js'

/**
 * Whether one more update of somebody may be stored: of each person, in all their rooms and tabs together, so many a second
 * and so many bytes. Guests are all alike, so each of them counts only by the socket.
 */
export function writeLimits(): (who: Identity, bytes: number) => boolean {
  const buckets = new Map<
    string,
    { readonly updates: (cost?: number) => boolean; readonly bytes: (cost?: number) => boolean }
  >()
  return ({ id, session }, bytes) => {
    if (session === undefined) return true
    if (buckets.size > 2000) buckets.clear()
    const of = buckets.get(id) ?? {
      updates: tokenBucket({ perSecond: 100, burst: 2000 }),
      bytes: tokenBucket({ perSecond: 1024 * 1024, burst: 64 * 1024 * 1024 }),
    }
    buckets.set(id, of)
    return of.updates() && of.bytes(bytes)
  }
}
