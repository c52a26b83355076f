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
  extensions: ['.jsonld', '.txt'],
  spec: {
    name: 'W3C Web Annotation Data Model',
    version: 'Recommendation of 23 February 2017',
    url: 'https://www.w3.org/TR/annotation-model/',
  },
  files: ['<id>.jsonld'],
  recognises: ({ text }) => {
    const start = text.slice(0, 2000)
    return /^\s*[{[]/.test(start) && /"@context"\s*:/.test(start) && start.includes('http://www.w3.org/ns/anno.jsonld')
  },
  write: { document: writeWebAnnotation, corpus: () => [] },
  read: { documents: readWebAnnotation },
}
