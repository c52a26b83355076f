import type { Attribution } from './attribution.js'
import { type Claim, claim, type Instant } from './claim.js'
import { fieldFault } from './claim-field.js'
import { mapAttribution, mapEvidence } from './claim-mentions.js'
import type { AttributionFields, ClaimFields, NewClaim } from './claim-store.js'
import type { LayerId, MentionId } from './id.js'
import { cueMentionId, evidenceMentionId, type Mention, sourceMentionId } from './mention.js'
import type { Span } from './span.js'

/** How words of one text become mentions. */
export interface Marking {
  /** A mention of these spans. Throws `RangeError` when they are none of the text. */
  mark(spans: readonly Span[], id: string): Mention
  /** A mention that was made elsewhere, with its words as they are now. Throws as `mark` does. */
  inText(of: Mention): Mention
}

/** What a claim store gives a claim that does not bring it. */
export interface NewClaimDefaults {
  readonly id: string
  readonly layer: LayerId
  readonly now: Instant
}

// Each change below gives a claim as it is after it, the same one when nothing changes, and throws `RangeError` for what
// cannot be.

export function newClaim(parts: NewClaim, { id, layer, now }: NewClaimDefaults, marking: Marking): Claim {
  const { attribution } = parts
  const fields = fieldsOf(parts.fields ?? {})
  return claim({
    ...fields,
    id,
    layer,
    mentions: parts.mentions.map((spans, at) => marking.mark(spans, `m${at + 1}`)),
    types: (parts.types ?? []).map((type) => label('types', type)),
    tags: (parts.tags ?? []).map((tag) => label('tags', tag)),
    evidence: evidenceInText(fields.evidence ?? [], marking),
    ...(parts.origin && { origin: parts.origin }),
    createdBy: parts.createdBy,
    createdAt: parts.createdAt ?? now,
    ...(attribution && {
      attribution: attributionOf(attribution, marking, {
        ...(attribution.source && { source: marking.mark(attribution.source, sourceMentionId) }),
        ...(attribution.cue && { cue: marking.mark(attribution.cue, cueMentionId) }),
      }),
    }),
  })
}

export function withField<Field extends keyof ClaimFields>(
  of: Claim,
  field: Field,
  value: ClaimFields[Field],
  marking: Marking,
): Claim {
  throwFault(field, value)
  if (of[field] === value) return of
  if (value === undefined) return without(of, field) as Claim
  const changed: Claim = { ...of, [field]: value }
  return field === 'evidence' ? { ...changed, evidence: evidenceInText(changed.evidence, marking) } : changed
}

export function withLabel(of: Claim, set: 'types' | 'tags', added: string): Claim {
  return of[set].includes(label(set, added)) ? of : { ...of, [set]: [...of[set], added] }
}

export function withoutLabel(of: Claim, set: 'types' | 'tags', removed: string): Claim {
  return of[set].includes(removed) ? { ...of, [set]: of[set].filter((one) => one !== removed) } : of
}

export function withMention(of: Claim, spans: readonly Span[], marking: Marking): readonly [Claim, MentionId] {
  const taken = new Set<string>(of.mentions.map(({ id }) => id))
  let number = 1
  while (taken.has(`m${number}`)) number += 1
  const added = marking.mark(spans, `m${number}`)
  return [{ ...of, mentions: [...of.mentions, added] }, added.id]
}

export function withMarkedMention(of: Claim, which: MentionId, spans: readonly Span[], marking: Marking): Claim {
  knownMention(of, which)
  const marked = marking.mark(spans, which)
  return { ...of, mentions: of.mentions.map((one) => (one.id === which ? marked : one)) }
}

export function withoutMention(of: Claim, which: MentionId): Claim {
  knownMention(of, which)
  if (of.mentions.length === 1) {
    throw new RangeError(`Claim ${of.id} keeps at least one mention: ${which} is its last`)
  }
  return { ...of, mentions: of.mentions.filter(({ id }) => id !== which) }
}

/** Source and cue stay as they are marked; without fields the whole attribution goes. */
export function withAttribution(of: Claim, fields: AttributionFields | undefined, marking: Marking): Claim {
  if (fields !== undefined) return { ...of, attribution: attributionOf(fields, marking, of.attribution ?? {}) }
  return of.attribution === undefined ? of : (without(of, 'attribution') as Claim)
}

export function withAttributedWords(
  of: Claim,
  part: 'source' | 'cue',
  spans: readonly Span[] | undefined,
  marking: Marking,
): Claim {
  const attribution: Attribution = of.attribution ?? { kind: 'indirect' }
  if (spans !== undefined) {
    const marked = marking.mark(spans, part === 'source' ? sourceMentionId : cueMentionId)
    return { ...of, attribution: { ...attribution, [part]: marked } }
  }
  return attribution[part] === undefined ? of : { ...of, attribution: without(attribution, part) as Attribution }
}

function attributionOf(
  { kind, speaker, within }: AttributionFields,
  { inText }: Marking,
  { source, cue }: Partial<Attribution>,
): Attribution {
  return {
    kind,
    ...(source && { source }),
    ...(cue && { cue }),
    ...(speaker && { speaker }),
    ...(within && { within: mapAttribution(within, inText) }),
  }
}

const evidenceInText = (evidence: Claim['evidence'], { inText }: Marking): Claim['evidence'] =>
  mapEvidence(evidence, (of) => inText({ ...of, id: evidenceMentionId }))

function knownMention(of: Claim, which: MentionId): void {
  if (of.mentions.some(({ id }) => id === which)) return
  throw new RangeError(`Claim ${of.id} has no mention ${JSON.stringify(which)}`)
}

function label(set: 'types' | 'tags', value: string): string {
  if (value === '') throw new RangeError(`A label of a claim's ${set} is not empty`)
  return value
}

function fieldsOf(given: Partial<ClaimFields>): Partial<ClaimFields> {
  const fields: Partial<ClaimFields> = Object.fromEntries(
    Object.entries(given).filter(([, value]) => value !== undefined),
  )
  for (const [field, value] of Object.entries(fields)) throwFault(field as keyof ClaimFields, value)
  return fields
}

function throwFault<Field extends keyof ClaimFields>(field: Field, value: ClaimFields[Field]): void {
  const fault = fieldFault(field, value)
  if (fault !== undefined) throw new RangeError(fault)
}

function without<T extends object, Key extends keyof T>(of: T, key: Key): Omit<T, Key> {
  const { [key]: _, ...rest } = of
  return rest
}
