import { conll } from '../conll/format.js'
import { readConll } from '../conll/read.js'
import { conllWriter } from '../conll/write.js'
import type { Format } from '../format.js'

/** Columns in the layout of CoNLL-2003, tags in BIOES (IOBES): the last token of a chunk is E, a chunk of one token S. */
export const conllBioes: Format = {
  ...conll,
  name: 'conll-bioes',
  title: 'CoNLL-2003 columns (BIOES)',
  write: { document: conllWriter('conll-bioes', 'bioes'), corpus: () => [] },
  read: { documents: (files, options) => readConll(files, options, 'conll-bioes') },
}
