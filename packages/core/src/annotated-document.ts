import type { Claim } from './claim.js'
import type { Document } from './document.js'
import type { Annotator, Layer } from './layer.js'
import type { Relation } from './relation.js'
import type { Thread } from './thread.js'

/** A document with everything annotated on it: one line of the native form. Offsets are UTF-16 code units. */
export interface AnnotatedDocument {
  readonly document: Document
  readonly layers: readonly Layer[]
  readonly annotators: readonly Annotator[]
  readonly claims: readonly Claim[]
  readonly relations: readonly Relation[]
  readonly threads: readonly Thread[]
}

/** A document with nothing annotated yet. */
export function unannotated(document: Document): AnnotatedDocument {
  return { document, layers: [], annotators: [], claims: [], relations: [], threads: [] }
}
