import type { Format } from '../format.js'
import { readConll } from './read.js'
import { conllWriter } from './write.js'

/** Columns in the layout of CoNLL-2003, tags in IOB2. */
export const conll: Format = {
  name: 'conll',
  title: 'CoNLL-2003 columns (IOB2)',
  unit: 'none',
  units: [],
  carries: ['tokens by sentence', 'the first type of each claim', 'source and cue'],
  loses: [
    'claims that overlap a longer one',
    'that the parts of a discontinuous mention belong together',
    'white space; borders within a token',
    'every other field, relations, discussions',
  ],
  extensions: ['.conll'],
  spec: {
    name: 'Introduction to the CoNLL-2003 Shared Task (Tjong Kim Sang and De Meulder), tags in IOB2',
    version: '2003',
    url: 'https://aclanthology.org/W03-0419/',
  },
  files: ['<id>.conll'],
  write: { document: conllWriter('conll', 'iob2'), corpus: () => [] },
  read: { documents: (files, options) => readConll(files, options, 'conll') },
}
