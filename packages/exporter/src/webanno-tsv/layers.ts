/** The custom layers that documents are written with; a project in INCEpTION needs them to import one. */
export const layerNames = {
  claim: 'webanno.custom.Claim',
  role: 'webanno.custom.AttributionSpan',
  relation: 'webanno.custom.ClaimRelation',
} as const

/**
 * The features of a claim's annotations. The first three stand on each of them, the others on the one that begins first; those that no
 * claim of the document has a value for are left out of its header.
 */
export const claimFeatures = [
  'claim',
  'mention',
  'claimType',
  'otherTypes',
  'normalizedClaim',
  'checkWorthiness',
  'status',
  'verdict',
  'verdictScale',
  'justification',
  'confidence',
  'attributionKind',
  'speaker',
  'speakerKind',
  'speakerUri',
  'tags',
  'note',
] as const
export const commonFeatures = 3

export type ClaimFeature = (typeof claimFeatures)[number]

export const roleFeatures = ['role', 'claim'] as const
export const relationFeatures = ['relation', 'relationType', 'note'] as const
