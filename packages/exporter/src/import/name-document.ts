import { isId } from '@claimspan/core'

/**
 * A document id from a file's name: without folders and ending, accents off, everything an id cannot have a `-`. A name of
 * which nothing is left (one in Chinese) becomes `article-` with its hash. A name in `taken` gets `-2`, `-3`…; the id is
 * added to `taken`.
 */
export function nameDocument(fileName: string, taken: Set<string>): string {
  const base = (fileName.split(/[\\/]/).pop() ?? '').replace(/(?<=.)\.[A-Za-z0-9]{1,8}$/, '')
  const slug = base
    .normalize('NFKD')
    .replace(/\p{Mark}/gu, '')
    .toLowerCase()
    .replace(/ß/g, 'ss')
    .replace(/[^a-z0-9._]+/g, '-')
    .replace(/\.{2,}/g, '.')
    .slice(0, 100)
    .replace(/^[^a-z0-9]+|[^a-z0-9]+$/g, '')
  const first = isId(slug) ? slug : `article-${hash(base)}`
  for (let count = 1; ; count++) {
    const id = count === 1 ? first : `${first}-${count}`
    if (taken.has(id)) continue
    taken.add(id)
    return id
  }
}

/** FNV-1a over UTF-16 code units, eight hexadecimal digits. */
function hash(name: string): string {
  let value = 0x811c9dc5
  for (let at = 0; at < name.length; at++) value = Math.imul(value ^ name.charCodeAt(at), 0x01000193)
  return (value >>> 0).toString(16).padStart(8, '0')
}
