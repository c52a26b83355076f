import { blockKinds, blocksOf, type Document, document, isId } from '@claimspan/core'
import { nameDocument } from './import/name-document.js'
import { titleOf } from './import/title.js'
import type { JsonCursor } from './json-cursor.js'

/** A document's fields besides its text, as keys for a tool that keeps keys which it does not know. */
export interface DocumentFields {
  readonly document_id: string
  readonly title: string
  readonly version?: number
  readonly language?: string
  /** The kind of each line; left out when all are paragraphs. */
  readonly blocks?: readonly string[]
  readonly metadata?: Readonly<Record<string, string | undefined>>
}

export function documentFields({ id, title, version, language, blocks, metadata }: Document): DocumentFields {
  return {
    document_id: id,
    title,
    ...(version === 1 ? {} : { version }),
    ...(language === undefined ? {} : { language }),
    ...(blocks.every(({ kind }) => kind === 'paragraph') ? {} : { blocks: blocks.map(({ kind }) => kind) }),
    ...(Object.keys(metadata).length === 0 ? {} : { metadata }),
  }
}

/**
 * The document of a text and such keys; what is missing gets its plain value, an id that is none or taken one from `name`.
 * `undefined`, and problems, when a key has a value that cannot be.
 */
export function documentOfFields(
  text: string,
  fields: JsonCursor,
  { name, taken }: { readonly name: string; readonly taken: Set<string> },
): Document | undefined {
  const given = fields.at('document_id').value
  const isFree = isId(given) && !taken.has(given)
  const id = isFree ? given : nameDocument(isId(given) ? given : name, taken)
  taken.add(id)
  const version = fields.at('version').value ?? 1
  if (typeof version !== 'number' || !Number.isSafeInteger(version) || version < 1) {
    fields.at('version').problem('wrong-number', 'is not a whole number from 1.')
    return undefined
  }
  const language = fields.at('language').text()
  const kinds = fields.at('blocks').items()
  const metadata = fields.at('metadata')
  return document({
    id,
    text,
    version,
    title: fields.at('title').text() ?? titleOf(text, id),
    ...(language === undefined ? {} : { language }),
    blocks: blocksOf(text, (line) => blockKinds.find((kind) => kind === kinds[line]?.value) ?? 'paragraph'),
    metadata: Object.fromEntries(
      metadata.keys().flatMap((key) => {
        const value = metadata.at(key).text()
        return value === undefined ? [] : [[key, value]]
      }),
    ),
  })
}
