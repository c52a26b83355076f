import { firstLine, hasKeys } from '../first-line.js'
import type { Format } from '../format.js'
import { readProdigy } from './read.js'
import { writeProdigy } from './write.js'

/** Prodigy's JSONL, as of version 1.15: https://prodigy.ai/docs/api-interfaces */
export const prodigy: Format = {
  name: 'prodigy',
  title: 'Prodigy JSONL (spaCy)',
  unit: 'code-point',
  units: ['code-point'],
  carries: [
    'the text with tokens; title, language, block kinds and metadata under meta',
    'mentions, also discontinuous, nested and crossing ones',
    'all claim types, source and cue',
    'relations',
  ],
  loses: [
    'ids of mentions and relations, authors, times, origin and layers',
    'check-worthiness, status, verdict, confidence, tags, normalized claim, note',
    'that claims of other articles say the same (proposition), speaker and kind of attribution, nested attributions, evidence',
    'notes on relations, discussions',
    'detached mentions, and what words were before they changed',
  ],
  extensions: ['.prodigy.jsonl'],
  spec: {
    name: 'Prodigy annotation interfaces (spans, relations)',
    version: '1.15',
    url: 'https://prodigy.ai/docs/api-interfaces',
  },
  files: ['corpus.prodigy.jsonl'],
  recognises: ({ text }) => hasKeys(firstLine(text), ['text'], ['spans', 'tokens', '_task_hash']),
  write: { document: writeProdigy, corpus: () => [] },
  read: { documents: readProdigy },
}
