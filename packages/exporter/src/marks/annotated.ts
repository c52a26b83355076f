import type { AnnotatedDocument, Document } from '@claimspan/core'
import { importAuthor, importLayer } from '../import/imported.js'
import type { ReadNotes } from '../sound-document.js'
import { claimsOfMarks, type ReadLink, type ReadMark } from './read.js'

/** A document with the claims of labelled spans and arcs, all in one layer. */
export function annotatedOfMarks(
  document: Document,
  marks: readonly ReadMark[],
  links: readonly ReadLink[],
  format: string,
  notes: ReadNotes,
): AnnotatedDocument {
  const layer = importLayer(format)
  const { claims, relations } = claimsOfMarks(marks, links, {
    text: document.text,
    version: document.version,
    layer: layer.id,
    format,
    taken: { claims: new Set(), relations: new Set() },
    leave: notes.leave,
  })
  return {
    document,
    layers: claims.length === 0 ? [] : [layer],
    annotators: claims.length === 0 ? [] : [importAuthor(format)],
    claims,
    relations,
    threads: [],
  }
}
