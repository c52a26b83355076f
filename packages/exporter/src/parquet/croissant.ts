import type { Scheme } from '@claimspan/core'
import type { StoredTables } from '../tables.js'
import { placeOfTables } from './card.js'
import { type Column, type ColumnType, type Table, tables } from './tables.js'

/** The context that the specification prescribes: https://docs.mlcommons.org/croissant/docs/croissant-spec.html */
const context = {
  '@language': 'en',
  '@vocab': 'https://schema.org/',
  citeAs: 'cr:citeAs',
  column: 'cr:column',
  conformsTo: 'dct:conformsTo',
  cr: 'http://mlcommons.org/croissant/',
  data: { '@id': 'cr:data', '@type': '@json' },
  dataType: { '@id': 'cr:dataType', '@type': '@vocab' },
  dct: 'http://purl.org/dc/terms/',
  examples: { '@id': 'cr:examples', '@type': '@json' },
  extract: 'cr:extract',
  field: 'cr:field',
  fileObject: 'cr:fileObject',
  fileProperty: 'cr:fileProperty',
  fileSet: 'cr:fileSet',
  format: 'cr:format',
  includes: 'cr:includes',
  isLiveDataset: 'cr:isLiveDataset',
  jsonPath: 'cr:jsonPath',
  key: 'cr:key',
  md5: 'cr:md5',
  parentField: 'cr:parentField',
  path: 'cr:path',
  rai: 'http://mlcommons.org/croissant/RAI/',
  recordSet: 'cr:recordSet',
  references: 'cr:references',
  regex: 'cr:regex',
  repeated: 'cr:repeated',
  replace: 'cr:replace',
  sc: 'https://schema.org/',
  separator: 'cr:separator',
  source: 'cr:source',
  subField: 'cr:subField',
  transform: 'cr:transform',
} as const

const dataTypes: Readonly<Record<ColumnType, string>> = {
  string: 'sc:Text',
  json: 'sc:Text',
  strings: 'sc:Text',
  integer: 'sc:Integer',
  integers: 'sc:Integer',
  number: 'sc:Float',
}

/** The metadata of the data set in MLCommons Croissant 1.0, as JSON-LD: every file with its size and sum, every column. */
export function croissant(files: readonly StoredTables[], scheme: Scheme): string {
  const metadata = {
    '@context': context,
    '@type': 'sc:Dataset',
    name: 'claimspan-corpus',
    description: `Articles with annotated claims, exported from Claimspan; labels of the scheme ${scheme.name}, version ${scheme.version}.`,
    conformsTo: 'http://mlcommons.org/croissant/1.0',
    version: '1.0.0',
    distribution: [
      ...files.map(({ path, bytes, sha256 }) => ({
        '@type': 'cr:FileObject',
        '@id': path,
        name: path,
        contentUrl: path,
        contentSize: `${bytes} B`,
        encodingFormat: 'application/x-parquet',
        sha256,
      })),
      ...tables.map(({ name }) => ({
        '@type': 'cr:FileSet',
        '@id': `${name}-files`,
        name: `${name}-files`,
        encodingFormat: 'application/x-parquet',
        includes: `${name}/*.parquet`,
      })),
    ],
    recordSet: tables.map((table) => recordSet(table, files)),
  }
  return `${JSON.stringify(metadata, null, 2)}\n`
}

function recordSet(table: Table, files: readonly StoredTables[]): object {
  const own = files.filter(({ path }) => placeOfTables(path)?.table === table.name)
  const [only] = own.length === 1 ? own : []
  const source =
    only === undefined ? { fileSet: { '@id': `${table.name}-files` } } : { fileObject: { '@id': only.path } }
  return {
    '@type': 'cr:RecordSet',
    '@id': table.name,
    name: table.name,
    description: table.about,
    key: table.key.map((column) => ({ '@id': `${table.name}/${column}` })),
    field: table.columns.map((column) => field(table, column, source)),
  }
}

function field(table: Table, { name, type, about, references }: Column, source: object): object {
  return {
    '@type': 'cr:Field',
    '@id': `${table.name}/${name}`,
    name,
    description: about,
    dataType: dataTypes[type],
    ...(type === 'strings' || type === 'integers' ? { repeated: true } : {}),
    ...(references === undefined ? {} : { references: { field: { '@id': references.join('/') } } }),
    source: { ...source, extract: { column: name } },
  }
}
