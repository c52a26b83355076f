import type { Format } from '../format.js'
import { readTei } from './read.js'
import { writeTei } from './write.js'

/** TEI P5 with standOff: https://tei-c.org/release/doc/tei-p5-doc/en/html/ref-standOff.html */
export const tei: Format = {
  name: 'tei',
  title: 'TEI P5 with standOff',
  unit: 'none',
  units: [],
  carries: ['everything: spans between anchors in the text, feature structures for the claims'],
  loses: ['characters that XML 1.0 forbids: each is U+FFFD'],
  extensions: ['.xml'],
  spec: {
    name: 'TEI P5 Guidelines, standOff',
    version: 'P5',
    url: 'https://tei-c.org/release/doc/tei-p5-doc/en/html/ref-standOff.html',
  },
  files: ['<id>.xml'],
  recognises: ({ text }) => /<TEI[\s>]/.test(text.slice(0, 4000)) && text.includes('http://www.tei-c.org/ns/1.0'),
  write: { document: writeTei, corpus: () => [] },
  read: { documents: readTei },
}
