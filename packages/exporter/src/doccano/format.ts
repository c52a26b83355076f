import { firstLine, hasKeys } from '../first-line.js'
import type { Format } from '../format.js'
import { readDoccano } from './read.js'
import { writeDoccano } from './write.js'

/** doccano's JSONL with entities and relations, as of version 1.8: https://doccano.github.io/doccano/ */
export const doccano: Format = {
  name: 'doccano',
  title: 'doccano JSONL',
  unit: 'utf-16',
  units: ['utf-16', 'code-point'],
  carries: [
    'the text; title, language, block kinds and metadata as doccano’s own metadata',
    'mentions, also discontinuous, nested and crossing ones (the project has to allow overlapping and relations)',
    'all claim types, source and cue',
    'relations',
  ],
  loses: [
    'ids, authors, times, origin and layers',
    'check-worthiness, status, verdict, confidence, tags, normalized claim, note',
    'that claims of other articles say the same (proposition), speaker and kind of attribution, nested attributions, evidence',
    'notes on relations, discussions',
    'detached mentions, and what words were before they changed',
  ],
  extensions: ['.doccano.jsonl'],
  spec: { name: 'doccano JSONL (relation extraction)', version: '1.8', url: 'https://github.com/doccano/doccano' },
  files: ['corpus.doccano.jsonl'],
  recognises: ({ text }) => hasKeys(firstLine(text), ['text'], ['entities', 'label', 'labels']),
  write: { document: writeDoccano, corpus: () => [] },
  read: { documents: readDoccano },
}
