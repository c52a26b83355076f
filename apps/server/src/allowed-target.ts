import { lookup } from 'node:dns'
import { BlockList, isIP, type LookupFunction } from 'node:net'

/** Addresses that are not on the public internet: IANA's special-purpose registries (RFC 6890 and later). */
const reserved = new BlockList()
for (const [net, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const) {
  reserved.addSubnet(net, prefix, 'ipv4')
}
for (const [net, prefix] of [
  ['::', 96],
  ['64:ff9b:1::', 48],
  ['100::', 64],
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
  ['5f00::', 16],
  ['fc00::', 7],
  ['fe80::', 10],
  ['fec0::', 10],
  ['ff00::', 8],
] as const) {
  reserved.addSubnet(net, prefix, 'ipv6')
}

/** Whether an address is on the public internet. IPv4 inside IPv6 (mapped, NAT64) counts as the IPv4 address. */
export function isPublicAddress(address: string): boolean {
  const family = isIP(address)
  if (family === 0) return false
  const inner = embeddedIpv4(address)
  if (inner !== undefined) return !reserved.check(inner, 'ipv4')
  return !reserved.check(address, family === 4 ? 'ipv4' : 'ipv6')
}

function embeddedIpv4(address: string): string | undefined {
  const written = /^(?:::ffff:|64:ff9b::)(.+)$/i.exec(address)?.[1]
  if (written === undefined) return undefined
  if (isIP(written) === 4) return written
  const parts = /^([0-9a-f]{1,4}):([0-9a-f]{1,4})$/i.exec(written)
  if (parts === null) return undefined
  const [high, low] = [Number.parseInt(parts[1] ?? '', 16), Number.parseInt(parts[2] ?? '', 16)]
  return [high >> 8, high & 255, low >> 8, low & 255].join('.')
}

/** Thrown where a name leads to an address that nothing may be sent to. */
export class ForbiddenTarget extends Error {
  override readonly name = 'ForbiddenTarget'
}

/** What may be sent to beside the public internet: hosts, with a port or for every port. */
export interface AllowedTargets {
  readonly hosts: readonly string[]
}

/** What is wrong with an address to send events to, as a sentence; nothing when it may be one. */
export function targetFault(said: string, allowed: AllowedTargets): string | undefined {
  if (said.length > 2000 || !URL.canParse(said))
    return 'The address is not a sound url such as https://example.org/hook.'
  const url = new URL(said)
  if (url.username !== '' || url.password !== '') return 'Leave the user and the password out of the address.'
  if (isAllowed(url, allowed)) return undefined
  if (url.protocol !== 'https:') return 'The address has to begin with https://.'
  const host = hostOf(url)
  const isName = isIP(host) === 0
  if (
    isName ? /(^|\.)(localhost|local|internal|home\.arpa)$/i.test(host) || !host.includes('.') : !isPublicAddress(host)
  ) {
    return 'The address is on this machine or in a private network, where nothing is sent unless the operator allows it.'
  }
  return undefined
}

const hostOf = ({ hostname }: URL): string => hostname.replace(/^\[|\]$/g, '')

/** Whether the operator has allowed this host, or this host with this port. */
export function isAllowed(url: URL, { hosts }: AllowedTargets): boolean {
  if (!/^https?:$/.test(url.protocol)) return false
  const port = url.port === '' ? (url.protocol === 'https:' ? '443' : '80') : url.port
  return hosts.some((host) => host === url.hostname || host === `${url.hostname}:${port}`)
}

/**
 * Looks a name up for a connection and gives only public addresses: what is looked up is what is connected to, so a name
 * that leads elsewhere the second time gets nobody in.
 */
export const publicLookup: LookupFunction = (hostname, options, callback) => {
  lookup(hostname, { ...options, all: true }, (error, addresses) => {
    if (error !== null) return callback(error, '', 0)
    const open = addresses.filter(({ address }) => isPublicAddress(address))
    const [first] = open
    if (first === undefined || open.length < addresses.length) {
      return callback(new ForbiddenTarget('The name leads to an address in a private network'), '', 0)
    }
    if (options.all === true) callback(null, open)
    else callback(null, first.address, first.family)
  })
}
