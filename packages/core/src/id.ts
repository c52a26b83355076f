declare const kind: unique symbol

/** An identifier that cannot be mixed up with one of another kind: a string at run time. */
export type Id<Kind extends string> = string & { readonly [kind]: Kind }

export type DocumentId = Id<'document'>
export type ClaimId = Id<'claim'>
/** Unique within its claim. */
export type MentionId = Id<'mention'>
export type RelationId = Id<'relation'>
export type LayerId = Id<'layer'>
export type AnnotatorId = Id<'annotator'>
export type ThreadId = Id<'thread'>

/**
 * What every id looks like: 1 to 128 of `A-Z a-z 0-9 . _ @ + -`, the first a letter or digit, no two dots in a row.
 * So an id is safe as a file name, in a url path and as a room name.
 */
export const idPattern = /^[A-Za-z0-9](?:[A-Za-z0-9_@+-]|\.(?!\.)){0,127}$/

/** Whether `value` can be an id. */
export function isId(value: unknown): value is string {
  return typeof value === 'string' && idPattern.test(value)
}

function make<Kind extends string>(name: Kind, value: string): Id<Kind> {
  if (!isId(value)) {
    throw new RangeError(
      `A ${name} id is 1 to 128 letters, digits or ". _ @ + -", the first a letter or digit, with no "..": got ${JSON.stringify(value)}`,
    )
  }
  return value as Id<Kind>
}

/** Make a document id. Throws `RangeError` when `value` does not match {@link idPattern}. */
export const documentId = (value: string): DocumentId => make('document', value)
/** Make a claim id. Throws `RangeError` as {@link documentId} does. */
export const claimId = (value: string): ClaimId => make('claim', value)
/** Make a mention id. Throws `RangeError` as {@link documentId} does. */
export const mentionId = (value: string): MentionId => make('mention', value)
/** Make a relation id. Throws `RangeError` as {@link documentId} does. */
export const relationId = (value: string): RelationId => make('relation', value)
/** Make a layer id. Throws `RangeError` as {@link documentId} does. */
export const layerId = (value: string): LayerId => make('layer', value)
/** Make an annotator id. Throws `RangeError` as {@link documentId} does. */
export const annotatorId = (value: string): AnnotatorId => make('annotator', value)
/** Make a thread id. Throws `RangeError` as {@link documentId} does. */
export const threadId = (value: string): ThreadId => make('thread', value)
