import {
  type Block,
  type BlockKind,
  blockKinds,
  type Document,
  document,
  isId,
  isInsidePair,
  type Metadata,
} from '@claimspan/core'
import type * as Y from 'yjs'
import { recordReturns } from './record-returns.js'

/**
 * The article as several people edit it: one flat text. `\n` is the border between two blocks, and a block's kind is the
 * attribute {@link blockAttribute} of the `\n` before it; the first block has none before it, so its kind is kept under
 * {@link firstBlockKey} in `meta`. Splitting or joining paragraphs is one character, so no word ever gets a new identity.
 */
export interface SharedText {
  readonly doc: Y.Doc
  readonly text: Y.Text
  readonly meta: Y.Map<unknown>
  /** Which words came back as which, so that spans follow them. Absent where a text is shared without it. */
  readonly returns?: Y.Map<unknown>
}

/** The attribute of a `\n` that names the kind of the block after it; absent for a paragraph. */
export const blockAttribute = 'block'
/** The key of `meta` that names the kind of the first block; absent for a paragraph. */
export const firstBlockKey = 'block0'

/** The shared text of a Yjs document: its root types `article`, `meta` and `returns`. */
export function sharedText(doc: Y.Doc): SharedText {
  return { doc, text: doc.getText('article'), meta: doc.getMap('meta'), returns: doc.getMap('returns') }
}

/**
 * Write a document into an empty shared text, in one transaction. Only one place may do so, the server: a text that two
 * clients fill would hold everything twice. Throws `Error` when it is already written.
 */
export function writeDocument(shared: SharedText, article: Document, origin?: unknown): void {
  if (shared.meta.has('id') || shared.text.length > 0) {
    throw new Error(
      `The shared text already holds ${JSON.stringify(shared.meta.get('id') ?? 'words')}; it is written once`,
    )
  }
  shared.doc.transact(() => {
    const { meta, text } = shared
    meta.set('id', article.id)
    meta.set('version', article.version)
    meta.set('title', article.title)
    if (article.language !== undefined) meta.set('language', article.language)
    meta.set('metadata', { ...article.metadata })
    if (article.text !== '') text.insert(0, article.text)
    for (const { kind, from } of article.blocks) {
      if (kind === 'paragraph') continue
      if (from === 0) meta.set(firstBlockKey, kind)
      else text.format(from - 1, 1, { [blockAttribute]: kind })
    }
  }, origin)
}

/** The document as it is now; `undefined` until it has been written (or has arrived). */
export function readDocument(shared: SharedText): Document | undefined {
  const { meta } = shared
  const id = meta.get('id')
  if (!isId(id)) return undefined
  const version = meta.get('version')
  const title = meta.get('title')
  const language = meta.get('language')
  const text = shared.text.toString()
  return document({
    id,
    version: typeof version === 'number' && Number.isSafeInteger(version) && version > 0 ? version : 1,
    ...(typeof title === 'string' ? { title } : {}),
    ...(typeof language === 'string' ? { language } : {}),
    text,
    blocks: readBlocks(shared),
    metadata: readMetadata(meta.get('metadata')),
  })
}

function readBlocks(shared: SharedText): readonly Block[] {
  const blocks: Block[] = []
  let kind = blockKindOf(shared.meta.get(firstBlockKey))
  let from = 0
  let at = 0
  for (const { insert, attributes } of shared.text.toDelta() as readonly Run[]) {
    if (typeof insert !== 'string') continue
    for (let border = insert.indexOf('\n'); border >= 0; border = insert.indexOf('\n', border + 1)) {
      blocks.push({ kind, from, to: at + border })
      kind = blockKindOf(attributes?.[blockAttribute])
      from = at + border + 1
    }
    at += insert.length
  }
  blocks.push({ kind, from, to: at })
  return blocks
}

interface Run {
  readonly insert: unknown
  readonly attributes?: Readonly<Record<string, unknown>>
}

function blockKindOf(value: unknown): BlockKind {
  return blockKinds.find((kind) => kind === value) ?? 'paragraph'
}

function readMetadata(value: unknown): Metadata {
  if (typeof value !== 'object' || value === null) return {}
  const entries = Object.entries(value).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string' && entry[0] !== '__proto__',
  )
  return Object.fromEntries(entries)
}

/**
 * Replace `deleted` code units at `at` by `inserted`, as one transaction: for programs that edit without an editor; what replaces words is
 * recorded, so that spans keep a retyped end.
 * Throws `RangeError` when the place is not within the text or cuts a surrogate pair.
 */
export function editText(
  shared: SharedText,
  at: number,
  deleted: number,
  inserted: string,
  origin: unknown = null,
): void {
  const words = shared.text.toString()
  const { length } = words
  if (!(at >= 0 && deleted >= 0 && at + deleted <= length)) {
    throw new RangeError(`An edit at ${at} of ${deleted} code units is not within the text's ${length}`)
  }
  if (isInsidePair(words, at) || isInsidePair(words, at + deleted)) {
    throw new RangeError(`An edit at ${at} of ${deleted} code units cuts a character in half (a surrogate pair)`)
  }
  const recorder = inserted === '' ? undefined : recordReturns(shared, { origin })
  shared.doc.transact(() => {
    if (deleted > 0) shared.text.delete(at, deleted)
    if (inserted !== '') shared.text.insert(at, inserted)
  }, origin)
  recorder?.close()
}
