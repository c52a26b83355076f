import type { Format } from '../format.js'
import { writeXaif } from './write.js'

/** AIF in the JSON of AIFdb and OVA, as of the xaif library 0.3: https://github.com/arg-tech/xaif */
export const xaif: Format = {
  name: 'xaif',
  title: 'AIF (xAIF JSON)',
  unit: 'none',
  units: [],
  carries: [
    'the text as HTML with the mentions highlighted',
    'what each claim says, as propositions, and its mentions, as locutions',
    'the speaker’s name, as a participant',
    'supports, attacks and rephrases',
  ],
  loses: [
    'ids, authors, times, origin and layers; title, language, block kinds and metadata but the url',
    'that claims of other articles say the same (proposition), claim types, check-worthiness, status, verdict, confidence, tags, note, evidence',
    'source, cue and kind of attribution',
    'other relations (equivalent is written as a rephrase), notes on relations, discussions',
    'detached mentions, and what words were before they changed',
  ],
  extensions: ['.xaif.json'],
  spec: { name: 'Argument Interchange Format, as xAIF JSON', version: '0.3', url: 'https://github.com/arg-tech/xaif' },
  files: ['<id>.xaif.json'],
  write: { document: writeXaif, corpus: () => [] },
}
