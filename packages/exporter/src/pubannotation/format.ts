import type { Format } from '../format.js'
import { writePubAnnotation } from './write.js'

/** PubAnnotation's JSON, which has no version of its own: https://www.pubannotation.org/docs/annotation-format/ */
export const pubAnnotation: Format = {
  name: 'pubannotation',
  title: 'PubAnnotation JSON',
  unit: 'code-point',
  units: ['code-point'],
  carries: [
    'the text',
    'mentions, also discontinuous, nested and crossing ones',
    'claim types, check-worthiness, status, verdict, confidence, tags, normalized claim, note, as attributes',
    'source, cue, speaker and kind of attribution',
    'relations',
  ],
  loses: [
    'ids, authors, times, origin and layers',
    'title, language, block kinds and metadata',
    'that claims of other articles say the same (proposition), evidence, ratings, nested attributions',
    'notes on relations, discussions',
    'detached mentions, and what words were before they changed',
  ],
  extensions: ['.pubannotation.json'],
  spec: {
    name: 'PubAnnotation annotation format',
    url: 'https://www.pubannotation.org/docs/annotation-format/',
  },
  files: ['<id>.pubannotation.json'],
  write: { document: writePubAnnotation, corpus: () => [] },
}
