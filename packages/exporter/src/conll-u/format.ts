import type { Format } from '../format.js'
import { readConllU } from './read.js'
import { writeConllU } from './write.js'

/** CoNLL-U Plus: https://universaldependencies.org/ext-format.html */
export const conllU: Format = {
  name: 'conll-u',
  title: 'CoNLL-U Plus (IOB2)',
  unit: 'none',
  units: [],
  carries: [
    'tokens by sentence and paragraph, the text with its white space',
    'the first type of each claim, also of overlapping and nested ones, in as many columns',
    'source and cue',
  ],
  loses: [
    'that the parts of a discontinuous mention, or one across sentences, belong together',
    'borders within a token; control characters; line ends other than LF and CR',
    'every other field, relations, discussions; on reading source and cue',
  ],
  extensions: ['.conllup', '.conllu'],
  spec: {
    name: 'CoNLL-U Plus',
    version: 'Universal Dependencies v2',
    url: 'https://universaldependencies.org/ext-format.html',
  },
  files: ['<id>.conllup'],
  recognises: ({ text }) => /^\ufeff?# global\.columns =/.test(text),
  write: { document: writeConllU, corpus: () => [] },
  read: { documents: readConllU },
}
