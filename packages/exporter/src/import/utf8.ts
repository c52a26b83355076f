/**
 * The text of UTF-8 bytes, or the offset of the first byte that does not belong to a well-formed character (Unicode 15,
 * table 3-7). By hand because `TextDecoder` does not tell where it stumbled.
 */
export function decodeUtf8(bytes: Uint8Array): string | number {
  const parts: string[] = []
  const units = new Uint16Array(8192)
  let filled = 0
  for (let at = 0; at < bytes.length; ) {
    const first = bytes[at] ?? 0
    const size = first < 0x80 ? 1 : characterSize(bytes, at)
    if (size === 0) return at
    const code = size === 1 ? first : codePointOf(bytes, at, size)
    if (code > 0xffff) {
      units[filled++] = 0xd800 | ((code - 0x10000) >> 10)
      units[filled++] = 0xdc00 | ((code - 0x10000) & 0x3ff)
    } else units[filled++] = code
    at += size
    if (filled >= units.length - 1) {
      parts.push(String.fromCharCode(...units.subarray(0, filled)))
      filled = 0
    }
  }
  parts.push(String.fromCharCode(...units.subarray(0, filled)))
  return parts.join('')
}

/** How many bytes the character at `at` has, which is not ASCII; 0 when it is not well formed. */
function characterSize(bytes: Uint8Array, at: number): 0 | 2 | 3 | 4 {
  const first = bytes[at] ?? 0xff
  const follows = (offset: number, low = 0x80, high = 0xbf): boolean => {
    const byte = bytes[at + offset] ?? 0
    return byte >= low && byte <= high
  }
  if (first >= 0xc2 && first <= 0xdf) return follows(1) ? 2 : 0
  if (first >= 0xe0 && first <= 0xef) {
    return follows(1, first === 0xe0 ? 0xa0 : 0x80, first === 0xed ? 0x9f : 0xbf) && follows(2) ? 3 : 0
  }
  if (first >= 0xf0 && first <= 0xf4) {
    return follows(1, first === 0xf0 ? 0x90 : 0x80, first === 0xf4 ? 0x8f : 0xbf) && follows(2) && follows(3) ? 4 : 0
  }
  return 0
}

function codePointOf(bytes: Uint8Array, at: number, size: 2 | 3 | 4): number {
  let code = (bytes[at] ?? 0) & (0xff >> (size + 1))
  for (let offset = 1; offset < size; offset++) code = (code << 6) | ((bytes[at + offset] ?? 0) & 0x3f)
  return code
}
