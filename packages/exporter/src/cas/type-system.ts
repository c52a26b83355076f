/** What a feature holds: a value, a reference to a structure, or several of them in an order. */
export type FeatureRange =
  | 'string'
  | 'integer'
  | 'double'
  | 'boolean'
  | 'reference'
  | 'references'
  | 'strings'
  | 'integers'

export interface CasFeature {
  readonly name: string
  readonly range: FeatureRange
  /** The type that a reference is to; `uima.cas.TOP` when left out. */
  readonly of?: string
}

/** A type of the CAS, with the features it adds to its supertype. Annotations have `begin` and `end` before these. */
export interface CasType {
  readonly name: string
  readonly isAnnotation: boolean
  /** Whether its structures stand in the index of the view; the others are reached from those. */
  readonly isIndexed: boolean
  readonly description: string
  readonly features: readonly CasFeature[]
}

/** The package of Claimspan's types. */
export const typePackage = 'dev.claimspan.type'

function features(spec: string): readonly CasFeature[] {
  return spec.split(' ').map((each) => {
    const [name = '', range = 'string', of] = each.split(':')
    return { name, range: range as FeatureRange, ...(of === undefined ? {} : { of: `${typePackage}.${of}` }) }
  })
}

const type = (name: string, kind: 'annotation' | 'indexed' | 'inner', description: string, spec: string): CasType => ({
  name: `${typePackage}.${name}`,
  isAnnotation: kind === 'annotation',
  isIndexed: kind !== 'inner',
  description,
  features: spec === '' ? [] : features(spec),
})

/** Claimspan's types, by their short names. */
export const casTypes = {
  Article: type(
    'Article',
    'indexed',
    'The document: its text is the sofa, its language that of the DocumentAnnotation.',
    'documentId version:integer title metadata:references:MetadataEntry layers:references:Layer annotators:references:Annotator',
  ),
  MetadataEntry: type('MetadataEntry', 'inner', 'What is known about where the document comes from.', 'key value'),
  Layer: type('Layer', 'inner', 'Who sees and writes a set of claims.', 'layerId kind name'),
  Annotator: type('Annotator', 'inner', 'A person or a program that annotates.', 'annotatorId name'),
  Block: type('Block', 'annotation', 'A line of the text: heading, paragraph, quote or list-item.', 'kind'),
  Mention: type(
    'Mention',
    'annotation',
    'Words that state a claim (role claim) or name its source, cue or evidence; from the first to the last of its fragments.',
    'claim:reference:Claim role label mentionId fragments:references:Fragment quote prefix suffix documentVersion:integer markedQuote',
  ),
  Fragment: type('Fragment', 'annotation', 'One of the spans of a discontinuous mention.', ''),
  UnplacedMention: type(
    'UnplacedMention',
    'inner',
    'Words that are not in this text: gone from it, or of another document, where they stand at the offsets (UTF-16 pairs).',
    'mentionId quote prefix suffix documentVersion:integer markedQuote offsets:integers',
  ),
  Claim: type(
    'Claim',
    'indexed',
    'A statement that words of the document make, with what is known of it.',
    'claimId layer mentions:references types:strings normalizedClaim checkWorthiness verdictScale verdictLabel verdictJustification ' +
      'ratingValue:double ratingBest:double ratingWorst:double confidence:double attribution:reference:Attribution ' +
      'evidence:references:EvidenceSet tags:strings note status originKind originName originVersion createdBy createdAt updatedAt ' +
      'proposition',
  ),
  Attribution: type(
    'Attribution',
    'inner',
    'Who said it: the words of the source and the cue, the speaker, and the attribution that this one is within.',
    'kind source:reference cue:reference speakerName speakerKind speakerUri within:reference:Attribution',
  ),
  EvidenceSet: type(
    'EvidenceSet',
    'inner',
    'Items that together bear on a claim.',
    'stance items:references:EvidenceItem',
  ),
  EvidenceItem: type(
    'EvidenceItem',
    'inner',
    'A page on the web, or words of this document or of the one named.',
    'url quote mention:reference document',
  ),
  Relation: type(
    'Relation',
    'indexed',
    'A typed arc from one claim to another.',
    'relationId relationType source:reference:Claim target:reference:Claim layer note createdBy',
  ),
  Thread: type(
    'Thread',
    'indexed',
    'A discussion of a claim.',
    'threadId claim:reference:Claim comments:references:Comment resolved:boolean',
  ),
  Comment: type('Comment', 'inner', 'One contribution to a discussion.', 'createdBy createdAt text vote'),
} as const

export const documentAnnotationType = 'uima.tcas.DocumentAnnotation'
/** The language of a text of which none is known. */
export const unspecifiedLanguage = 'x-unspecified'

/** The UIMA name of a feature's range. */
export function rangeName({ range, of }: CasFeature): string {
  switch (range) {
    case 'reference':
      return of ?? 'uima.cas.TOP'
    case 'references':
      return 'uima.cas.FSArray'
    case 'strings':
      return 'uima.cas.StringArray'
    case 'integers':
      return 'uima.cas.IntegerArray'
    case 'string':
      return 'uima.cas.String'
    case 'integer':
      return 'uima.cas.Integer'
    case 'double':
      return 'uima.cas.Double'
    case 'boolean':
      return 'uima.cas.Boolean'
  }
}

export const supertypeName = ({ isAnnotation }: CasType): string =>
  isAnnotation ? 'uima.tcas.Annotation' : 'uima.cas.TOP'
