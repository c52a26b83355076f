import type { Format } from '../format.js'
import { bratConfiguration } from './configuration.js'
import { readBrat } from './read.js'
import { writeBrat } from './write.js'

/** brat standoff 1.3: https://brat.nlplab.org/standoff.html */
export const brat: Format = {
  name: 'brat',
  title: 'brat standoff 1.3',
  unit: 'code-point',
  units: ['code-point'],
  carries: [
    'the text',
    'mentions, also discontinuous, nested and crossing ones',
    'claim types, check-worthiness, status, verdict label and justification',
    'normalized claim and note',
    'source, cue, speaker and kind of attribution',
    'relations with their notes',
  ],
  loses: [
    'ids, authors, times and layers',
    'title, language, block kinds and metadata',
    'that claims of other articles say the same (proposition), evidence, tags, confidence, ratings, nested attributions',
    'discussions',
    'detached mentions, and what words were before they changed',
  ],
  extensions: ['.ann', '.txt'],
  spec: { name: 'brat standoff format', version: '1.3', url: 'https://brat.nlplab.org/standoff.html' },
  recognises: ({ text }) => /^T\d+\t\S+ \d+ \d+(?:;\d+ \d+)*\t/m.test(text.slice(0, 10_000)),
  files: ['<id>.txt', '<id>.ann', 'annotation.conf', 'visual.conf'],
  write: { document: writeBrat, corpus: ({ scheme }) => bratConfiguration(scheme) },
  read: { documents: readBrat },
}
