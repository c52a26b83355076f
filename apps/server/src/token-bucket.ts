/**
 * A token bucket: `take` is true as long as there are enough tokens; `perSecond` of them come back, up to `burst`. `now`
 * is in milliseconds and never goes back.
 */
export function tokenBucket(
  { perSecond, burst }: { readonly perSecond: number; readonly burst: number },
  now: () => number = () => performance.now(),
): (cost?: number) => boolean {
  let tokens = burst
  let at = now()
  return (cost = 1) => {
    const time = now()
    tokens = Math.min(burst, tokens + ((time - at) / 1000) * perSecond)
    at = time
    if (tokens < cost) return false
    tokens -= cost
    return true
  }
}
