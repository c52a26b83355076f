import type { Format } from '../format.js'
import { labellingConfiguration } from './configuration.js'
import { readLabelStudio } from './read.js'
import { writeLabelStudio } from './write.js'

/** Label Studio's JSON task format, which has no version of its own: https://labelstud.io/guide/task_format */
export const labelStudio: Format = {
  name: 'label-studio',
  title: 'Label Studio JSON',
  unit: 'code-point',
  units: ['code-point'],
  carries: [
    'the text, title, language, block kinds and metadata',
    'mentions, also discontinuous, nested and crossing ones',
    'all claim types, check-worthiness, status, verdict, confidence, tags, normalized claim, note',
    'source, cue, speaker and kind of attribution',
    'relations within a layer; layers, each as an annotation or a prediction',
  ],
  loses: [
    'authors, times, origin; ids of mentions and relations',
    'relations between layers, notes on relations, discussions',
    'that claims of other articles say the same (proposition), evidence, ratings, nested attributions',
    'detached mentions, and what words were before they changed',
  ],
  extensions: ['.label-studio.json'],
  spec: { name: 'Label Studio JSON task format', url: 'https://labelstud.io/guide/task_format' },
  files: ['<id>.label-studio.json', 'label-config.xml'],
  recognises: ({ text }) =>
    /^\s*[[{]/.test(text) && text.includes('"data"') && /"(?:annotations|predictions)"\s*:\s*\[/.test(text),
  write: {
    document: writeLabelStudio,
    corpus: ({ scheme }) => [{ path: 'label-config.xml', text: labellingConfiguration(scheme) }],
  },
  read: { documents: readLabelStudio },
}
