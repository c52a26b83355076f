const protocols: ReadonlySet<string> = new Set(['http:', 'https:', 'mailto:'])

/** Nobody links to more than this; UTF-16 code units. */
const longest = 8_192

/**
 * A link's address as it may be shown and followed, in the form of the URL standard; `null` when it is none: not
 * absolute, not `http`, `https` or `mailto`, or longer than 8,192 code units. `safeUrl(safeUrl(x)) === safeUrl(x)`.
 *
 * Everybody who can write into the shared text can write any address there; every address goes through here.
 */
export function safeUrl(value: unknown): string | null {
  if (typeof value !== 'string' || value.length > longest || !URL.canParse(value)) return null
  const { protocol, href } = new URL(value)
  return protocols.has(protocol) && href.length <= longest ? href : null
}
