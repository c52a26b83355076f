import type { Format } from '../format.js'
import { readCasJson } from './read.js'
import { writeCasJson } from './write.js'

/** UIMA CAS JSON 0.4.0: https://github.com/apache/uima-uimaj-io-jsoncas/blob/main/SPECIFICATION.adoc */
export const casJson: Format = {
  name: 'cas-json',
  title: 'UIMA CAS JSON 0.4.0',
  unit: 'utf-16',
  units: ['utf-16'],
  carries: ['everything, in types of its own, which stand in each file'],
  loses: [],
  extensions: ['.json'],
  spec: {
    name: 'UIMA CAS JSON',
    version: '0.4.0',
    url: 'https://github.com/apache/uima-uimaj-io-jsoncas/blob/main/SPECIFICATION.adoc',
  },
  files: ['<id>.json'],
  recognises: ({ text }) => /^\s*\{/.test(text) && /"%FEATURE_STRUCTURES"\s*:/.test(text),
  write: { document: writeCasJson, corpus: () => [] },
  read: { documents: readCasJson },
}
