import type { AnnotatedDocument, DocumentId } from '@claimspan/core'
import { type AgreementReport, reportOf } from './agreement-report.js'
import type { BootstrapOptions } from './bootstrap.js'
import { type CodersOptions, kindsToCompare } from './coder-marks.js'
import { type CountedDocument, countDocument } from './counted-document.js'
import { type Disagreement, disagreementsIn } from './disagreement-list.js'

export interface AgreementOptions extends CodersOptions, BootstrapOptions {}

/** The agreement of a set of documents that change: after an edit only what it touches is counted again. */
export interface AgreementTable {
  /** Add a document, or put its present state in the place of its last. */
  put(document: AnnotatedDocument): void
  remove(id: DocumentId): void
  report(): AgreementReport
  /** Every place where two coders disagree, as `disagreements` lists them. */
  disagreements(): readonly Disagreement[]
}

/** A table of no document yet. */
export function agreementTable(options: AgreementOptions = {}): AgreementTable {
  const documents = new Map<string, AnnotatedDocument>()
  const counted = new Map<string, CountedDocument>()
  let kindsThen = ''

  function upToDate() {
    const kinds = options.kinds ?? kindsToCompare(documents.values())
    if (String(kinds) !== kindsThen) counted.clear()
    kindsThen = String(kinds)
    for (const [id, document] of documents) {
      const before = counted.get(id)
      if (before?.coded.annotated !== document) counted.set(id, countDocument(document, { ...options, kinds }, before))
    }
    return { all: [...documents.keys()].flatMap((id) => counted.get(id) ?? []), kinds }
  }

  return {
    put(document) {
      documents.set(document.document.id, document)
    },
    remove(id) {
      documents.delete(id)
      counted.delete(id)
    },
    report() {
      const { all, kinds } = upToDate()
      return reportOf(all, { ...options, kinds })
    },
    disagreements: () => upToDate().all.flatMap(disagreementsIn),
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
