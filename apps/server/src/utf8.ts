import { isUtf8 } from 'node:buffer'

/** Text from bytes, or the offset of the first byte that is not UTF-8. A byte order mark is dropped. */
export function readUtf8(bytes: Uint8Array): { ok: true; text: string } | { ok: false; at: number } {
  if (isUtf8(bytes)) return { ok: true, text: new TextDecoder('utf-8').decode(bytes) }
  // A lenient decoder puts U+FFFD for what it cannot read: the first one that the bytes do not spell is the place.
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)
  let at = 0
  let from = 0
  for (;;) {
    const found = text.indexOf('\ufffd', from)
    at += Buffer.byteLength(text.slice(from, found))
    if (bytes[at] !== 0xef || bytes[at + 1] !== 0xbf || bytes[at + 2] !== 0xbd) return { ok: false, at }
    at += 3
    from = found + 1
  }
}
