/** What a column holds. `strings` and `integers` are lists; `json` is text that holds JSON. */
export type ColumnType = 'string' | 'integer' | 'number' | 'strings' | 'integers' | 'json'

export interface Column {
  readonly name: string
  readonly type: ColumnType
  /** Whether a row may have no value here. */
  readonly optional?: boolean
  /** Whether readers look for a value or a range of it: then each row group tells its least and its greatest. */
  readonly isSought?: boolean
  /** A sentence for the card and the metadata. */
  readonly about: string
  /** The column of another table whose values these are. */
  readonly references?: readonly [table: TableName, column: string]
}

export type TableName = 'documents' | 'claims' | 'mentions' | 'relations'

/** A table of the data set; its rows are told apart by the columns of `key` together. */
export interface Table {
  readonly name: TableName
  readonly about: string
  readonly key: readonly string[]
  readonly columns: readonly Column[]
}

const documentColumn: Column = {
  name: 'document',
  type: 'string',
  isSought: true,
  about: 'Id of the document',
  references: ['documents', 'id'],
}
const createdBy: Column = { name: 'created_by', type: 'string', about: 'Id of the annotator who made it' }

/** The four tables, which join on the ids of documents and claims. */
export const tables: readonly Table[] = [
  {
    name: 'documents',
    about: 'The articles, one a row, with their text',
    key: ['id'],
    columns: [
      { name: 'id', type: 'string', isSought: true, about: 'Id of the document' },
      { name: 'version', type: 'integer', about: 'Version of the text, from 1' },
      { name: 'title', type: 'string', about: 'Title' },
      { name: 'language', type: 'string', optional: true, about: 'BCP 47 tag' },
      { name: 'text', type: 'string', about: 'The text that all offsets count in' },
      { name: 'offset_unit', type: 'string', about: 'What offsets count: code-point, utf-16 or byte' },
      { name: 'block_kinds', type: 'strings', about: 'Kind of each line: heading, paragraph, quote, list-item' },
      { name: 'metadata', type: 'json', about: 'Where the text comes from, as a JSON object' },
      { name: 'layers', type: 'json', about: 'The layers of claims, as a JSON array' },
      { name: 'annotators', type: 'json', about: 'Who annotated, as a JSON array' },
      { name: 'threads', type: 'json', about: 'Discussions of claims, as a JSON array' },
    ],
  },
  {
    name: 'claims',
    about: 'The claims, one a row, with what is known of each',
    key: ['document', 'id'],
    columns: [
      documentColumn,
      { name: 'id', type: 'string', isSought: true, about: 'Id of the claim within its document' },
      { name: 'layer', type: 'string', isSought: true, about: 'Id of the layer it belongs to' },
      { name: 'types', type: 'strings', about: 'Claim types, labels of the scheme' },
      { name: 'normalized_claim', type: 'string', optional: true, about: 'The claim as a sentence that stands alone' },
      { name: 'check_worthiness', type: 'string', optional: true, about: 'CFS, UFS or NFS (ClaimBuster)' },
      { name: 'verdict_scale', type: 'string', optional: true, about: 'Scale of the verdict' },
      { name: 'verdict_label', type: 'string', optional: true, about: 'Verdict, a label of the scale' },
      { name: 'verdict_rating', type: 'json', optional: true, about: 'Numeric rating, as a JSON object' },
      { name: 'verdict_justification', type: 'string', optional: true, about: 'Why the verdict was given' },
      { name: 'confidence', type: 'number', optional: true, about: 'From 0 to 1' },
      { name: 'attribution_kind', type: 'string', optional: true, about: 'direct, indirect or mixed' },
      { name: 'speaker_name', type: 'string', optional: true, about: 'Who is said to claim it' },
      {
        name: 'speaker_kind',
        type: 'string',
        optional: true,
        about: 'person, organisation, publication, group, other',
      },
      { name: 'speaker_uri', type: 'string', optional: true, about: 'Address that identifies the speaker' },
      {
        name: 'attribution_within',
        type: 'json',
        optional: true,
        about: 'The attribution around it, as a JSON object',
      },
      { name: 'evidence', type: 'json', about: 'Sets of evidence with their stance, as a JSON array' },
      { name: 'tags', type: 'strings', about: 'Tags' },
      { name: 'note', type: 'string', optional: true, about: 'Note' },
      { name: 'status', type: 'string', isSought: true, about: 'draft, proposed, accepted or rejected' },
      { name: 'origin', type: 'json', about: 'Who or what made it (a person, an import, a model), as a JSON object' },
      createdBy,
      { name: 'created_at', type: 'string', isSought: true, about: 'ISO 8601 in UTC' },
      { name: 'updated_at', type: 'string', optional: true, about: 'ISO 8601 in UTC' },
      {
        name: 'proposition',
        type: 'string',
        optional: true,
        about: 'The same for claims, of any documents, that say the same',
      },
    ],
  },
  {
    name: 'mentions',
    about: 'The words that state claims, or name their source or cue, one mention a row',
    key: ['document', 'claim', 'role', 'id'],
    columns: [
      documentColumn,
      { name: 'claim', type: 'string', about: 'Id of the claim', references: ['claims', 'id'] },
      { name: 'role', type: 'string', about: 'claim, source or cue' },
      { name: 'id', type: 'string', about: 'Id of the mention within its claim' },
      {
        name: 'starts',
        type: 'integers',
        about: 'Where its spans start; several are a discontinuous mention, none a detached one',
      },
      { name: 'ends', type: 'integers', about: 'Where its spans end (half-open)' },
      { name: 'quote', type: 'string', about: 'The words at the spans' },
      { name: 'prefix', type: 'string', about: 'What stands before, up to 32 UTF-16 code units' },
      { name: 'suffix', type: 'string', about: 'What stands after' },
      { name: 'document_version', type: 'integer', about: 'Version of the text it was made on' },
      { name: 'marked_quote', type: 'string', optional: true, about: 'The words as marked, when they changed since' },
    ],
  },
  {
    name: 'relations',
    about: 'Relations between claims of a document, one a row',
    key: ['document', 'id'],
    columns: [
      documentColumn,
      { name: 'id', type: 'string', about: 'Id of the relation within its document' },
      {
        name: 'type',
        type: 'string',
        about: 'supports, attacks, equivalent, rephrases, part-of, or another of the scheme',
      },
      { name: 'from_claim', type: 'string', about: 'Id of the claim it goes from', references: ['claims', 'id'] },
      { name: 'to_claim', type: 'string', about: 'Id of the claim it goes to', references: ['claims', 'id'] },
      { name: 'layer', type: 'string', isSought: true, about: 'Id of the layer it belongs to' },
      { name: 'note', type: 'string', optional: true, about: 'Note' },
      createdBy,
    ],
  },
]
