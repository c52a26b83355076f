import { offsetUnits } from '@claimspan/core'
import { importMediaTypes } from '../import-api.js'
import { documentMediaTypes } from '../new-document.js'
import { id, listOf, type Operation, object, oneOf, type QueryParameter, ref, text } from './operation.js'

const textMedia = documentMediaTypes.filter((type) => type !== 'application/json')

export const unit: Readonly<Record<string, QueryParameter>> = {
  unit: {
    schema: { ...oneOf(offsetUnits), default: 'code-point' },
    description: 'What offsets count, in what is sent and answered.',
  },
}

const layers: QueryParameter = {
  schema: { anyOf: [text, listOf(text)] },
  description: 'Only these layers: given several times, or joined by commas.',
}

const formulas: QueryParameter = {
  schema: { ...oneOf(['disarm', 'keep']), default: 'disarm' },
  description: "Whether cells of tables (csv, tsv) that a spreadsheet would take for formulas get a `'` before them.",
}

/** Documents, their versions, and what is exported. */
export const documentOperations: readonly Operation[] = [
  {
    id: 'listDocuments',
    method: 'GET',
    path: '/api/documents',
    tag: 'Documents',
    summary: 'The documents, the oldest first',
    act: 'read text',
    answers: { 200: { description: 'Each with the layers that one may see.', json: listOf(ref('DocumentSummary')) } },
  },
  {
    id: 'createDocument',
    method: 'POST',
    path: '/api/documents',
    tag: 'Documents',
    summary: 'Make a document of a text, of Markdown, or of the native form with its claims',
    act: 'create document',
    query: {
      id: { schema: ref('Id'), description: 'Of the document, where the body is a text. Default: made of the title.' },
      title: { schema: text, description: 'Default: the first line.' },
      language: { schema: text, description: 'A BCP 47 tag.' },
    },
    body: { json: ref('NewDocument'), media: textMedia },
    answers: { 201: { description: 'The document was made.', json: ref('DocumentSummary') } },
    problems: [409, 422, 507],
  },
  {
    id: 'readDocument',
    method: 'GET',
    path: '/api/documents/:id',
    tag: 'Documents',
    summary: 'A document with its claims, in the native form',
    act: 'read text',
    query: unit,
    answers: { 200: { description: 'As it is now, with the layers that one may see.', json: ref('Document') } },
    problems: [404, 410],
  },
  {
    id: 'deleteDocument',
    method: 'DELETE',
    path: '/api/documents/:id',
    tag: 'Documents',
    summary: 'Delete a document',
    description: 'Everybody is sent out of it. Its id is never used again, and the log keeps what it was.',
    act: 'delete document',
    answers: { 204: { description: 'Deleted.' } },
    problems: [404, 410, 507],
  },
  {
    id: 'readWorkflow',
    method: 'GET',
    path: '/api/documents/:id/workflow',
    tag: 'Documents',
    summary: 'How far the work on a document is and whose it is',
    act: 'read text',
    answers: {
      200: { description: 'While nobody has said the status, it is told from the claims.', json: ref('Workflow') },
    },
    problems: [404, 410],
  },
  {
    id: 'changeWorkflow',
    method: 'PATCH',
    path: '/api/documents/:id/workflow',
    tag: 'Documents',
    summary: 'Say how far the work on a document is and whose it is',
    description:
      'What is left out stays. To set or take away "curated" takes the act "set curated", and to assign others than oneself "assign anybody". Assignees are accounts that may annotate; where there are no accounts, guests with the names they have.',
    act: 'set status',
    body: {
      json: object({
        'status?': ref('DocumentStatus'),
        'assign?': listOf(object({ id, 'name?': text })),
        'unassign?': listOf(id),
      }),
    },
    answers: { 200: { description: 'What is said of it now.', json: ref('Workflow') } },
    problems: [404, 410, 507],
  },
  {
    id: 'exportDocument',
    method: 'GET',
    path: '/api/documents/:id/export',
    tag: 'Exports',
    summary: 'A document as a file of a corpus format',
    act: 'export',
    query: {
      format: { schema: { ...text, default: 'native' }, description: 'The name of a format that can be written.' },
      unit: { schema: oneOf(offsetUnits), description: 'Default: the format’s own.' },
      layer: layers,
      version: { schema: text, description: 'An earlier version of the text. Default: the current one.' },
      file: { schema: text, description: 'One of the files that the format is written as.' },
      formulas,
    },
    answers: { 200: { description: 'The file; several files are one zip.', media: ['*/*'] } },
    problems: [404, 410],
  },
  {
    id: 'exportDocuments',
    method: 'GET',
    path: '/api/export',
    tag: 'Exports',
    summary: 'Some or all documents as a zip of files of a corpus format',
    act: 'export',
    query: {
      format: { schema: { ...text, default: 'native' }, description: 'The name of a format that can be written.' },
      document: {
        schema: { anyOf: [text, listOf(text)] },
        description: 'Only these documents: given several times, or joined by commas.',
      },
      formulas,
    },
    answers: { 200: { description: 'The files, zipped.', media: ['*/*'] } },
    problems: [404, 410],
  },
  {
    id: 'importFiles',
    method: 'POST',
    path: '/api/import',
    tag: 'Documents',
    summary: 'Make documents of a file of any format that can be read, or of a zip of such files',
    act: 'create document',
    query: {
      name: { schema: text, description: 'The name of the file.' },
      from: { schema: text, description: 'The format. Default: told from the content.' },
    },
    body: { media: importMediaTypes },
    answers: { 201: { description: 'What was made, and what was not, with its place.', json: ref('Imported') } },
    problems: [422, 507],
  },
  {
    id: 'search',
    method: 'GET',
    path: '/api/search',
    tag: 'Documents',
    summary: 'Where words stand in the texts and claims that one may see',
    act: 'read text',
    query: {
      words: { schema: text, description: 'What to look for, in upper or lower case.' },
      where: { schema: oneOf(['text', 'claim']), description: 'Only in texts, or only in claims.' },
    },
    answers: { 200: { description: 'The first places.', json: ref('Found') } },
  },
  {
    id: 'listFormats',
    method: 'GET',
    path: '/api/formats',
    tag: 'Exports',
    summary: 'The corpus formats, what each carries and loses',
    answers: { 200: { description: 'The formats.', json: listOf(ref('Format')) } },
  },
  {
    id: 'createVersion',
    method: 'POST',
    path: '/api/documents/:id/versions',
    tag: 'Versions',
    summary: 'Give a document a corrected text; its claims move to it',
    act: 'make version',
    body: { json: object({ text: { type: 'string', minLength: 1 } }), media: textMedia },
    answers: { 201: { description: 'What became of each mention.', json: ref('VersionReport') } },
    problems: [404, 409, 410, 422, 507],
  },
  {
    id: 'listVersions',
    method: 'GET',
    path: '/api/documents/:id/versions',
    tag: 'Versions',
    summary: 'The versions of a document, the oldest first',
    act: 'read history',
    answers: { 200: { description: 'The last is the current one.', json: listOf(ref('Version')) } },
    problems: [404, 410],
  },
  {
    id: 'readVersion',
    method: 'GET',
    path: '/api/documents/:id/versions/:version',
    tag: 'Versions',
    summary: 'An earlier version with its claims, as they were when the next one was made',
    act: 'read history',
    query: unit,
    answers: { 200: { description: 'In the native form.', json: ref('Document') } },
    problems: [404, 410],
  },
  {
    id: 'readAgreement',
    method: 'GET',
    path: '/api/projects/:id/agreement',
    tag: 'Agreement',
    summary: 'How far annotators agree, of what one may see',
    act: 'read text',
    query: {
      by: { schema: oneOf(['layer', 'annotator']), description: 'Who is compared.' },
      only: layers,
      kind: { schema: { anyOf: [text, listOf(text)] }, description: 'Only layers of these kinds.' },
      overlap: {
        schema: { type: 'number', minimum: 0, maximum: 1 },
        description: 'How much of two mentions has to be common.',
      },
      samples: {
        schema: { type: 'integer', minimum: 0, maximum: 2000, default: 200 },
        description: 'Of the bootstrap.',
      },
      over: { schema: oneOf(['month', 'day']), description: 'Also the same by month, or by day.' },
      guideline: {
        schema: { anyOf: [text, listOf(text)] },
        description: 'Also by version of the guideline, each as version@time since when it is followed.',
      },
      before: {
        schema: text,
        description: 'Also beside what it was at this time or sequence number, such as before a reveal.',
      },
      disagreements: { schema: oneOf(['list']), description: 'Whether each disagreement is listed.' },
    },
    answers: { 200: { description: 'The table.', json: ref('Agreement') } },
    problems: [404, 410],
  },
]
