/** Whether a host name can only mean this machine. */
export function isLoopback(name: string): boolean {
  const host = name.toLowerCase().replace(/^\[|\]$/g, '')
  return host === 'localhost' || host.endsWith('.localhost') || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host)
}

/**
 * Whether a page of this origin may write here or open the socket: one that this server served (the same host and port
 * exactly), or one on this machine. A request without an origin does not come from a page.
 */
export function mayWrite(origin: string | undefined, host: string | undefined): boolean {
  if (origin === undefined) return true
  const from = parsed(origin)
  if (from === undefined || !/^https?:$/.test(from.protocol)) return false
  return from.host === host?.toLowerCase() || isLoopback(from.hostname)
}

/**
 * Whether a request by this host name may reach a server that listens on `listening`. A server on loopback answers to
 * loopback names only: otherwise a page of a foreign name that was made to point here could read everything.
 */
export function mayReach(host: string | undefined, listening: string): boolean {
  if (!isLoopback(listening)) return true
  const asked = host === undefined ? undefined : parsed(`http://${host}`)
  return asked !== undefined && isLoopback(asked.hostname)
}

function parsed(url: string): URL | undefined {
  return URL.canParse(url) ? new URL(url) : undefined
}
