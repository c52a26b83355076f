import type { Format } from '../format.js'
import { readXmi } from './read.js'
import { typeSystemFile, writeXmi } from './write.js'

/** UIMA CAS as XMI with its type system: https://uima.apache.org/d/uimaj-current/ref.html#ugr.ref.xmi */
export const casXmi: Format = {
  name: 'cas-xmi',
  title: 'UIMA CAS XMI',
  unit: 'utf-16',
  units: ['utf-16'],
  carries: ['everything, in types of its own (TypeSystem.xml)'],
  loses: ['characters that XML 1.0 forbids: each is U+FFFD'],
  extensions: ['.xmi'],
  spec: {
    name: 'UIMA, XMI serialization of a CAS (OASIS UIMA 1.0)',
    version: 'Apache UIMA Java 3',
    url: 'https://uima.apache.org/d/uimaj-current/ref.html#ugr.ref.xmi',
  },
  files: ['<id>.xmi', 'TypeSystem.xml'],
  recognises: ({ text }) => /<(?:\w+:)?XMI[\s>]/.test(text.slice(0, 4000)),
  write: { document: writeXmi, corpus: ({ scheme }) => [typeSystemFile(scheme)] },
  read: { documents: readXmi },
}
