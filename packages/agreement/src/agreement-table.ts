import type { AnnotatedDocument, DocumentId, LayerKind } from '@claimspan/core'
import { type AgreementReport, reportOf } from './agreement-report.js'
import type { BootstrapOptions } from './bootstrap.js'
import type { CodersOptions } from './coder-marks.js'
import { type CountedDocument, countDocument } from './counted-document.js'

export interface AgreementOptions extends CodersOptions, BootstrapOptions {}

/** The agreement of a set of documents that change: after an edit only what it touches is counted again. */
export interface AgreementTable {
  /** Add a document, or put its present state in the place of its last. */
  put(document: AnnotatedDocument): void
  remove(id: DocumentId): void
  report(): AgreementReport
}

/** A table of no document yet. */
export function agreementTable(options: AgreementOptions = {}): AgreementTable {
  const documents = new Map<string, AnnotatedDocument>()
  const counted = new Map<string, CountedDocument>()
  let kindsThen = ''
  return {
    put(document) {
      documents.set(document.document.id, document)
    },
    remove(id) {
      documents.delete(id)
      counted.delete(id)
    },
    report() {
      const kinds = options.kinds ?? kindsToCompare(documents.values())
      if (String(kinds) !== kindsThen) counted.clear()
      kindsThen = String(kinds)
      for (const [id, document] of documents) {
        const before = counted.get(id)
        if (before?.coded.annotated !== document)
          counted.set(id, countDocument(document, { ...options, kinds }, before))
      }
      return reportOf(
        [...documents.keys()].flatMap((id) => counted.get(id) ?? []),
        { ...options, kinds },
      )
    },
  }
}

/** How far all layers, or all annotators, agree with each other, pair by pair and together. */
export function agreementReport(
  documents: Iterable<AnnotatedDocument>,
  options: AgreementOptions = {},
): AgreementReport {
  const all = [...documents]
  const kinds = options.kinds ?? kindsToCompare(all)
  return reportOf(
    all.map((document) => countDocument(document, { ...options, kinds })),
    { ...options, kinds },
  )
}

/** The independent layers where there are two of them or more, else all. */
export function kindsToCompare(documents: Iterable<AnnotatedDocument>): readonly LayerKind[] {
  const independent = new Set<string>()
  for (const { layers } of documents) for (const { id, kind } of layers) if (kind === 'independent') independent.add(id)
  return independent.size > 1 ? ['independent'] : ['shared', 'independent', 'curated', 'suggested']
}
