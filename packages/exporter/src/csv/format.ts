import type { Format } from '../format.js'
import { readTable } from './read.js'
import { isTableOfClaims } from './recognise.js'
import { type Dialect, tableHeaders, writeTable } from './write.js'

const table = (dialect: Dialect, title: string): Format => ({
  name: dialect.name,
  title,
  unit: 'code-point',
  units: ['code-point', 'utf-16', 'byte'],
  carries: [
    'a row for each claim, a row for each document with its text, title, language, block kinds, metadata, layers, annotators',
    'mentions, also discontinuous, nested and crossing ones',
    'claim types, check-worthiness, status, verdict with justification, confidence, tags, normalized claim, note',
    'source, cue, speaker and kind of attribution',
    'relations; authors and times of claims',
  ],
  loses: [
    'ids of mentions and relations, origin',
    'notes, layers and authors of relations where they are not those of the claim, discussions',
    'that claims of other articles say the same (proposition), evidence, ratings, nested attributions',
    'detached mentions, and what words were before they changed; empty texts',
  ],
  extensions: [`.claims.${dialect.name}`, `.documents.${dialect.name}`, `.${dialect.name}`],
  spec: { name: 'RFC 4180', url: 'https://www.rfc-editor.org/rfc/rfc4180' },
  files: [`corpus.claims.${dialect.name}`, `corpus.documents.${dialect.name}`],
  recognises: ({ text }) => isTableOfClaims(text, dialect),
  write: {
    document: (annotated, options) => writeTable(annotated, options, dialect),
    corpus: () => tableHeaders(dialect),
  },
  read: { documents: (files) => readTable(files, dialect) },
})

/** Comma-separated values: RFC 4180. */
export const csv: Format = table({ name: 'csv', delimiter: ',' }, 'CSV (RFC 4180)')

/** The same with tabs for commas; cells with tabs, quotation marks or line breaks are quoted as in RFC 4180. */
export const tsv: Format = table({ name: 'tsv', delimiter: '\t' }, 'TSV (quoted as in RFC 4180)')
