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
  write: { document: writeTei, corpus: () => [] },
  read: { documents: readTei },
}
