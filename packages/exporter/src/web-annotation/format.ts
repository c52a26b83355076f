import type { Format } from '../format.js'
import { readWebAnnotation } from './read.js'
import { writeWebAnnotation } from './write.js'

/** W3C Web Annotation Data Model as JSON-LD: https://www.w3.org/TR/annotation-model/ */
export const webAnnotation: Format = {
  name: 'web-annotation',
  title: 'W3C Web Annotation (JSON-LD)',
  unit: 'code-point',
  units: ['code-point'],
  carries: ['everything, with terms of its own for what the model does not name'],
  loses: ['positions of evidence in other documents (its words are quoted)'],
  extensions: ['.jsonld'],
  write: { document: writeWebAnnotation, corpus: () => [] },
  read: { documents: readWebAnnotation },
}
