import { firstLine, hasKeys } from '../first-line.js'
import type { Format } from '../format.js'
import { readFever } from './read.js'
import { writeFever } from './write.js'

/** FEVER's JSONL, as of the 2018 release: https://fever.ai/dataset/fever.html */
export const fever: Format = {
  name: 'fever',
  title: 'FEVER JSONL',
  unit: 'none',
  units: [],
  carries: [
    'what each claim says: its normalized form, else its words',
    'verdict, on FEVER’s three labels',
    'evidence of claims with a verdict, as pages and sentences',
  ],
  loses: [
    'the article: its text, title, language and metadata, where claims stand in it',
    'ids, authors, times, origin and layers',
    'that claims of other articles say the same (proposition), verdicts that FEVER has no label for, justifications, ratings; stances of evidence that differ from the verdict',
    'claim types, attribution, check-worthiness, status, confidence, tags, note',
    'relations, discussions',
  ],
  extensions: ['.fever.jsonl'],
  spec: { name: 'FEVER (Thorne et al. 2018)', version: '1.0', url: 'https://fever.ai/dataset/fever.html' },
  files: ['corpus.fever.jsonl'],
  recognises: ({ text }) => hasKeys(firstLine(text), ['id', 'claim'], ['evidence', 'label', 'claim']),
  write: { document: writeFever, corpus: () => [] },
  read: { documents: readFever },
}
