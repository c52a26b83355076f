import { writeScheme } from '@claimspan/core'
import type { Format } from '../format.js'
import { datasetCard } from './card.js'
import { croissant } from './croissant.js'
import { readParquet } from './read.js'
import { parquetStream } from './stream.js'

/** Apache Parquet as a data set of four tables that join, with a Hugging Face card and Croissant metadata. */
export const parquet: Format = {
  name: 'parquet',
  title: 'Parquet tables (Hugging Face dataset, Croissant 1.0)',
  unit: 'code-point',
  units: ['code-point', 'utf-16', 'byte'],
  carries: ['everything: documents, claims, mentions and relations as tables, what nests deeper as JSON in columns'],
  loses: [],
  extensions: ['.parquet'],
  spec: {
    name: 'Apache Parquet format 2; Hugging Face dataset card; MLCommons Croissant',
    version: '1.0',
    url: 'https://docs.mlcommons.org/croissant/docs/croissant-spec.html',
  },
  files: [
    'documents/<split>-00000.parquet',
    'claims/<split>-00000.parquet',
    'mentions/<split>-00000.parquet',
    'relations/<split>-00000.parquet',
    'README.md',
    'croissant.json',
    'scheme.json',
  ],
  tables: {
    begin: parquetStream,
    read: readParquet,
    corpus: (files, { scheme }) => [
      { path: 'README.md', text: datasetCard(files, scheme) },
      { path: 'croissant.json', text: croissant(files, scheme) },
      { path: 'scheme.json', text: writeScheme(scheme) },
    ],
  },
}
