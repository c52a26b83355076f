import { entityNames } from '../brat/names.js'
import { importAuthor, importLayer, importTime } from '../import/imported.js'
import { titleOf } from '../import/title.js'

/** A chunk of tokens: its words at their place in the text (UTF-16 code units), the name it is tagged with, its first line. */
interface Chunk {
  readonly from: number
  readonly to: number
  readonly quote: string
  readonly name: string
  readonly line: number
}

/** The claims of one document that is read from columns of tags, a chunk each, as a record of the native form. */
export function chunkClaims(format: string, labelOf: (name: string) => string) {
  const layer = importLayer(format)
  const author = importAuthor(format)
  const places = new Map<string, { readonly place: { readonly line: number } }>()
  const claims: Record<string, unknown>[] = []
  return {
    /** Where in its file each part of the record stands. */
    places,
    add({ from, to, quote, name, line }: Chunk): void {
      places.set(`/claims/${claims.length}`, { place: { line } })
      claims.push({
        id: `a${claims.length + 1}`,
        layer: layer.id,
        mentions: [{ spans: [{ from, to }], quote }],
        types: name === entityNames.untyped ? [] : [labelOf(name)],
        status: 'draft',
        origin: { kind: 'import', from: format },
        createdBy: author.id,
        createdAt: importTime,
      })
    },
    record: (id: string, text: string) => ({
      claimspan: 1,
      id,
      version: 1,
      title: titleOf(text, id),
      offsetUnit: 'utf-16',
      text,
      layers: claims.length === 0 ? [] : [layer],
      annotators: claims.length === 0 ? [] : [author],
      claims,
    }),
  }
}
