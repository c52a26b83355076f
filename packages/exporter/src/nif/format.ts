import type { Format } from '../format.js'
import { writeNif } from './write.js'

/** NIF 2.1 as Turtle: https://github.com/NLP2RDF/ontologies/blob/master/nif-core/nif-core.ttl */
export const nif: Format = {
  name: 'nif',
  title: 'NIF 2.1 (Turtle)',
  unit: 'code-point',
  units: ['code-point'],
  carries: ['everything: strings of the text as NIF has them, claims in terms of its own'],
  loses: ['positions of evidence in other documents (its words are quoted)', 'the kinds of empty lines'],
  extensions: ['.ttl'],
  spec: {
    name: 'NLP Interchange Format',
    version: '2.1',
    url: 'https://github.com/NLP2RDF/ontologies/blob/master/nif-core/nif-core.ttl',
  },
  files: ['<id>.ttl'],
  write: { document: writeNif, corpus: () => [] },
}
