import type { Mention } from './mention.js'

export type AttributionKind = 'direct' | 'indirect' | 'mixed'
export const attributionKinds: readonly AttributionKind[] = ['direct', 'indirect', 'mixed']

export type SpeakerKind = 'person' | 'organisation' | 'publication' | 'group' | 'other'
export const speakerKinds: readonly SpeakerKind[] = ['person', 'organisation', 'publication', 'group', 'other']

/** Who is speaking, as an entity: what the words of the source stand for. */
export interface Speaker {
  readonly name: string
  readonly kind?: SpeakerKind
  readonly uri?: string
}

/**
 * Who said it, in the terms of PARC (Pareti 2016): the source's words, the cue that ties them to the content, and the
 * content, which is the claim's own mention. `within` is the attribution that this one is itself the content of.
 */
export interface Attribution {
  readonly kind: AttributionKind
  readonly source?: Mention
  readonly cue?: Mention
  readonly speaker?: Speaker
  readonly within?: Attribution
}
