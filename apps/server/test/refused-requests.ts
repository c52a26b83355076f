import { document, unannotated, writeNativeLine } from '@claimspan/core'
import { maxDocumentBytes } from '../src/new-document.js'

/** A request that is wrong: a POST to the list of documents unless it is said otherwise, and what it is answered. */
export interface RefusedRequest {
  readonly what: string
  readonly method?: string
  readonly path?: string
  readonly type?: string
  readonly body?: string | Uint8Array
  readonly headers?: Readonly<Record<string, string>>
  readonly status: number
  readonly error: string
  /** What the sentence has in it. */
  readonly says: string | RegExp
}

export const json = (value: unknown) => JSON.stringify(value)
export const nativeLine = writeNativeLine(unannotated(document({ id: 'from-native', text: 'A cat.' })))

/** Everything that a request can get wrong, where the document `there` is and the document `gone` was. */
export const refusedRequests: readonly RefusedRequest[] = [
  { what: 'an empty body', body: '', status: 400, error: 'empty-document', says: 'empty' },
  { what: 'an empty text', type: 'text/plain', body: '', status: 400, error: 'empty-document', says: 'empty' },
  {
    what: 'white space only',
    type: 'text/plain',
    body: ' \n\n\t',
    status: 400,
    error: 'empty-document',
    says: 'empty',
  },
  { what: 'JSON with an empty text', body: json({ text: '' }), status: 400, error: 'empty-document', says: 'empty' },
  { what: 'JSON without a text', body: json({ title: 'A' }), status: 400, error: 'bad-request', says: '"text"' },
  { what: 'a text that is a number', body: json({ text: 4 }), status: 400, error: 'bad-request', says: '"text"' },
  {
    what: 'a title that is a list',
    body: json({ text: 'A', title: [] }),
    status: 400,
    error: 'bad-request',
    says: '"title"',
  },
  { what: 'cut off JSON', body: '{"text": "A', status: 400, error: 'bad-json', says: 'not JSON' },
  { what: 'JSON that is a list', body: '[1]', status: 400, error: 'bad-json', says: 'object' },
  { what: 'JSON null', body: 'null', status: 400, error: 'bad-json', says: 'object' },
  {
    what: 'bytes that are not UTF-8',
    type: 'text/plain',
    body: Buffer.from([0x41, 0xc3, 0xa9, 0x20, 0xe9, 0x41]),
    status: 400,
    error: 'not-utf-8',
    says: /Byte 4 /i,
  },
  {
    what: 'JSON that is not UTF-8',
    body: Buffer.concat([Buffer.from('{"text":"'), Buffer.from([0xff]), Buffer.from('"}')]),
    status: 400,
    error: 'not-utf-8',
    says: /Byte 9 /i,
  },
  { what: 'a PDF', type: 'text/plain', body: '%PDF-1.7 ...', status: 400, error: 'not-text', says: 'PDF' },
  { what: 'half a character', body: '{"text":"a \\ud83d b"}', status: 400, error: 'bad-text', says: 'surrogate' },
  { what: 'a bad id', body: json({ id: '../etc', text: 'A' }), status: 400, error: 'bad-id', says: 'letters, digits' },
  { what: 'a very long id', body: json({ id: 'a'.repeat(129), text: 'A' }), status: 400, error: 'bad-id', says: '128' },
  {
    what: 'an id in use',
    body: json({ id: 'there', text: 'A' }),
    status: 409,
    error: 'document-exists',
    says: '"there"',
  },
  {
    what: 'a deleted id',
    body: json({ id: 'gone', text: 'A' }),
    status: 409,
    error: 'document-exists',
    says: 'deleted',
  },
  {
    what: 'a native line with an unsound claim',
    body: nativeLine.replace('"offsetUnit":"code-point"', '"offsetUnit":"inch"'),
    status: 422,
    error: 'unsound-document',
    says: /offsetUnit|inch/,
  },
  {
    what: 'a native line without words',
    body: nativeLine.replace('"text":"A cat."', '"text":""').replace('"to":6', '"to":0'),
    status: 400,
    error: 'empty-document',
    says: 'empty',
  },
  {
    what: 'a native line of a future form',
    body: '{"claimspan":99}',
    status: 422,
    error: 'unsound-document',
    says: /claimspan|99/,
  },
  {
    what: 'one byte too many',
    type: 'text/plain',
    body: 'a'.repeat(maxDocumentBytes + 1),
    status: 413,
    error: 'too-large',
    says: '20 MB',
  },
  {
    what: 'a picture',
    type: 'image/png',
    body: 'x',
    status: 415,
    error: 'unsupported-media-type',
    says: 'text/markdown',
  },
  {
    what: 'a page of another site',
    body: json({ text: 'A' }),
    headers: { origin: 'https://evil.example' },
    status: 403,
    error: 'foreign-origin',
    says: 'other sites',
  },
  {
    what: 'an unknown document',
    method: 'GET',
    path: '/nothing',
    status: 404,
    error: 'unknown-document',
    says: '"nothing"',
  },
  { what: 'a deleted document', method: 'GET', path: '/gone', status: 410, error: 'document-deleted', says: 'deleted' },
  {
    what: 'an impossible id',
    method: 'GET',
    path: '/%2e%2e%2fetc',
    status: 400,
    error: 'bad-id',
    says: 'not a document id',
  },
  { what: 'a broken url', method: 'GET', path: '/%zz', status: 400, error: 'bad-url', says: '%' },
  {
    what: 'deleting what is not there',
    method: 'DELETE',
    path: '/nothing',
    status: 404,
    error: 'unknown-document',
    says: 'no document',
  },
  { what: 'deleting twice', method: 'DELETE', path: '/gone', status: 410, error: 'document-deleted', says: 'deleted' },
  {
    what: 'exporting what is not there',
    method: 'GET',
    path: '/nothing/export',
    status: 404,
    error: 'unknown-document',
    says: 'no document',
  },
  {
    what: 'an unknown format',
    method: 'GET',
    path: '/there/export?format=docx',
    status: 400,
    error: 'unknown-format',
    says: 'brat',
  },
  {
    what: 'a format given twice',
    method: 'GET',
    path: '/there/export?format=brat&format=conll',
    status: 400,
    error: 'unknown-format',
    says: 'brat',
  },
  {
    what: 'an unknown layer',
    method: 'GET',
    path: '/there/export?layer=mine',
    status: 404,
    error: 'unknown-layer',
    says: 'shared',
  },
  {
    what: 'an unknown unit',
    method: 'GET',
    path: '/there/export?unit=inch',
    status: 400,
    error: 'unknown-unit',
    says: 'code-point',
  },
  {
    what: 'a choice for formulas that is none',
    method: 'GET',
    path: '/there/export?format=csv&formulas=yes',
    status: 400,
    error: 'unknown-formulas',
    says: 'keep',
  },
  {
    what: 'an unknown file',
    method: 'GET',
    path: '/there/export?file=..%2Fx',
    status: 404,
    error: 'unknown-file',
    says: 'documents.jsonl',
  },
  {
    what: 'an unknown unit of the native form',
    method: 'GET',
    path: '/there?unit=inch',
    status: 400,
    error: 'unknown-unit',
    says: 'byte',
  },
  {
    what: 'an unknown address',
    method: 'GET',
    path: '/../nowhere',
    status: 404,
    error: 'not-found',
    says: '/api/nowhere',
  },
  { what: 'an unknown method', method: 'PATCH', path: '/there', status: 404, error: 'not-found', says: 'PATCH' },
  { what: 'PUT without a type', method: 'PUT', path: '', status: 404, error: 'not-found', says: 'PUT' },
]
