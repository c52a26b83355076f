import type { Format } from '../format.js'
import { readAveritec } from './read.js'
import { writeAveritec } from './write.js'

/** AVeriTeC's JSON, as released in 2023: https://fever.ai/dataset/averitec.html */
export const averitec: Format = {
  name: 'averitec',
  title: 'AVeriTeC JSON',
  unit: 'none',
  units: [],
  carries: [
    'what each claim says: its normalized form, else its words',
    'claim types, verdict (on AVeriTeC’s four labels) with justification',
    'the speaker’s name; url, source, date, fact-checking article, strategies and place from the metadata',
    'evidence, as answers with their pages',
  ],
  loses: [
    'the article: its text, title and language, where claims stand in it',
    'ids, authors, times, origin and layers',
    'that claims of other articles say the same (proposition), verdicts that AVeriTeC has no label for, ratings; stances of evidence that differ from the verdict',
    'source, cue and kind of attribution',
    'check-worthiness, status, confidence, tags, note',
    'relations, discussions',
  ],
  extensions: ['.averitec.json'],
  spec: {
    name: 'AVeriTeC (Schlichtkrull et al. 2023)',
    version: '2023',
    url: 'https://fever.ai/dataset/averitec.html',
  },
  files: ['<id>.averitec.json'],
  recognises: ({ text }) =>
    /^\s*[[{]/.test(text) && /"claim"\s*:/.test(text) && /"(?:questions|fact_checking_strategies)"\s*:/.test(text),
  write: { document: writeAveritec, corpus: () => [] },
  read: { documents: readAveritec },
}
