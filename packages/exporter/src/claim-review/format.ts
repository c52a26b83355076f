import type { Format } from '../format.js'
import { writeClaimReview } from './write.js'

/** schema.org's ClaimReview and Claim as JSON-LD, as of version 29: https://schema.org/ClaimReview */
export const claimReview: Format = {
  name: 'claim-review',
  title: 'ClaimReview (schema.org JSON-LD)',
  unit: 'none',
  units: [],
  carries: [
    'the article with its text, title, language, url, author, source, date and version',
    'what each claim says, and the words of its mentions as quotations',
    'claim types and tags, as keywords; the speaker, as author; evidence, as citations',
    'verdict label, rating and justification, each as a ClaimReview with the annotator and the date',
  ],
  loses: [
    'where words stand, detached mentions, and what words were before they changed',
    'ids of mentions, times, origin, layers, block kinds, other metadata',
    'the scale of a verdict, check-worthiness, status, confidence, note',
    'that claims of other articles say the same (proposition), source, cue and kind of attribution; stances and sets of evidence',
    'relations, discussions',
  ],
  extensions: ['.claim-review.json'],
  spec: { name: 'schema.org ClaimReview and Claim', version: '29', url: 'https://schema.org/ClaimReview' },
  files: ['<id>.claim-review.json'],
  write: { document: writeClaimReview, corpus: () => [] },
}
