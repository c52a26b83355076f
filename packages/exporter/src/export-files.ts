import type { AnnotatedDocument } from '@claimspan/core'
import { fileNames } from './file-names.js'
import type { Format, ReadableFile } from './format.js'
import type { Loss } from './loss.js'
import { type ExportOptions, writeCorpus, writeDocument } from './write-document.js'

/**
 * All files of a corpus in memory, corpus-wide ones first, then in the order of the documents: the bytes that a batch run
 * streams to disk. Throws as `writeDocument` does, and `RangeError` when two documents have one id.
 */
export function exportFiles(
  format: Format,
  documents: readonly AnnotatedDocument[],
  options: Omit<ExportOptions, 'fileName'>,
): { readonly files: readonly ReadableFile[]; readonly losses: readonly Loss[] } {
  const texts = new Map<string, string[]>(writeCorpus(format, options).map(({ path, text }) => [path, [text]]))
  const losses: Loss[] = []
  const nameOf = fileNames()
  const ids = new Set<string>()
  for (const annotated of documents) {
    const { id } = annotated.document
    if (ids.has(id)) throw new RangeError(`Two documents have the id ${id}; one of them needs another`)
    ids.add(id)
    const written = writeDocument(format, annotated, { ...options, fileName: nameOf(id) })
    losses.push(...written.losses)
    for (const { path, text } of written.files) {
      const before = texts.get(path)
      if (before === undefined) texts.set(path, [text])
      else before.push(text)
    }
  }
  return { files: [...texts].map(([path, parts]) => ({ path, text: parts.join('') })), losses }
}
