import type { Format } from '../format.js'
import { readWebAnnoTsv } from './read.js'
import { writeWebAnnoTsv } from './write.js'

/** WebAnno TSV 3.3: https://inception-project.github.io/releases/latest/docs/user-guide.html#sect_webannotsv */
export const webAnnoTsv: Format = {
  name: 'webanno-tsv',
  title: 'WebAnno TSV 3.3',
  unit: 'utf-16',
  units: ['utf-16'],
  carries: [
    'tokens, sentences and the text',
    'mentions, also discontinuous, nested and crossing ones, to the character',
    'types, check-worthiness, status, verdict label and justification, confidence, tags, note, normalized claim',
    'source, cue, speaker and kind of attribution',
    'relations with their notes',
    'ids of claims, mentions and relations',
  ],
  loses: [
    'white space at the edges of a mention and before the first word',
    'carriage returns in fields; the order of claims and mentions, which is that of the text',
    'authors, times and layers',
    'title, language, block kinds and metadata',
    'that claims of other articles say the same (proposition), evidence, ratings, nested attributions, discussions',
    'detached mentions, and what words were before they changed',
  ],
  extensions: ['.tsv'],
  spec: {
    name: 'WebAnno TSV',
    version: '3.3',
    url: 'https://inception-project.github.io/releases/latest/docs/user-guide.html#sect_webannotsv',
  },
  files: ['<id>.tsv'],
  recognises: ({ text }) => /^\ufeff?#FORMAT=WebAnno TSV 3/.test(text),
  write: { document: writeWebAnnoTsv, corpus: () => [] },
  read: { documents: readWebAnnoTsv },
}
