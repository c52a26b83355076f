import type { Claim, Relation, Span } from '@claimspan/core'

/** A labelled span, as tools have it that know spans and arcs between them. */
export interface Mark {
  /** What the span is of its claim: the first one of all stands for the claim. */
  readonly role: 'head' | 'mention' | 'fragment' | 'type' | 'source' | 'cue'
  readonly claim: Claim
  readonly labels: readonly string[]
  readonly span: Span
}

/** An arc between two marks: of a relation, or one that says what belongs together. */
export interface Link {
  readonly label: string
  readonly from: Mark
  readonly to: Mark
  readonly relation?: Relation
}

/** The arcs that say what belongs together, under the names that a person sees in the tool. */
export const linkLabels = {
  /** From a later part of a discontinuous mention to the part before it. */
  continues: 'Continues',
  /** From another mention of a claim to the first. */
  sameClaim: 'Same claim',
  /** From a mark for a further type of a claim to its first mark. */
  alsoOfType: 'Also of type',
  source: 'Has source',
  cue: 'Has cue',
} as const

/** The labels of marks that are no claim type. */
export const markLabels = { untyped: 'Untyped claim', source: 'Source', cue: 'Cue' } as const

/** A scheme's label that would be taken for one of these gets ` (label)` behind it, as often as it needs to come back. */
const apart = (reserved: readonly string[], label: string): string =>
  isEscaped(reserved, label, 0) ? `${label}${tail}` : label
const back = (reserved: readonly string[], label: string): string =>
  isEscaped(reserved, label, 1) ? label.slice(0, -tail.length) : label
const tail = ' (label)'

function isEscaped(reserved: readonly string[], label: string, times: number): boolean {
  let bare = label
  let count = 0
  for (; bare.endsWith(tail); count++) bare = bare.slice(0, -tail.length)
  return count >= times && reserved.includes(bare)
}

const reservedMarks: readonly string[] = [markLabels.untyped]
const reservedLinks: readonly string[] = Object.values(linkLabels)

/** A claim type as the label of a mark, and back. */
export const markLabel = (type: string): string => apart(reservedMarks, type)
export const typeOfLabel = (label: string): string => back(reservedMarks, label)

/** A relation type as the label of a link, and back. */
export const linkLabel = (type: string): string => apart(reservedLinks, type)
export const typeOfLink = (label: string): string => back(reservedLinks, label)
