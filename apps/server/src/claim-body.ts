import type { YjsClaimStore } from '@claimspan/collab'
import {
  type AnnotatedDocument,
  type Attribution,
  type Claim,
  type ClaimFields,
  type Document,
  type Mention,
  type OffsetUnit,
  problemSentence,
  readNativeLine,
  type Span,
  unannotated,
  writeNativeLine,
} from '@claimspan/core'
import { HttpProblem } from './http-problem.js'
import type { Identity } from './identity.js'

/** Who made a claim and when, and where it is, is the server's to say. */
const serverSays = ['createdBy', 'createdAt', 'updatedAt', 'layer'] as const

/** The parts of a claim that can be set on one that is there. */
const settable = [
  'mentions',
  'normalizedClaim',
  'proposition',
  'types',
  'checkWorthiness',
  'verdict',
  'confidence',
  'attribution',
  'evidence',
  'tags',
  'note',
  'status',
] as const satisfies readonly (keyof Claim)[]

/** What claims in a body are read with. */
export interface Reading {
  readonly document: Document
  readonly layer: { readonly id: string; readonly kind: string; readonly name?: string }
  readonly unit: OffsetUnit
  readonly who: Identity
  readonly now: string
}

type Body = Readonly<Record<string, unknown>>

/**
 * Claims of the native form in a body, as claims of one layer by whoever sends them. Every mention's quote is the words at
 * its spans. Throws {@link HttpProblem} 422 with every problem and its place in the body.
 */
export function readNewClaims(
  bodies: readonly unknown[],
  reading: Reading,
  placeOf: (index: number) => string,
): AnnotatedDocument {
  const { who, now, layer } = reading
  const claims = bodies.map((body, index) => {
    const said = asBody(body, placeOf(index))
    refuseServerSays(said)
    return {
      ...said,
      layer: layer.id,
      status: said.status ?? 'draft',
      origin: said.origin ?? { kind: 'human' },
      createdBy: who.id,
      createdAt: now,
    }
  })
  const annotated = readClaims(claims, reading, (path) =>
    path.replace(/^\/claims\/(\d+)/, (_, index: string) => placeOf(Number(index))),
  )
  for (const [index, claim] of annotated.claims.entries()) {
    const gone = mentionsOf(claim).find(({ spans }) => spans.length === 0)
    if (gone !== undefined) throw withoutWords(placeOf(index))
  }
  return annotated
}

/** One new claim that is the whole body. */
export function readNewClaim(body: Body, id: string, reading: Reading): Claim {
  const { claims } = readNewClaims([{ id, ...body }], reading, () => '')
  const [made] = claims
  if (made === undefined) throw new RangeError('One claim was read')
  return made
}

/**
 * What a claim is to become: the body's keys in place of its own, `null` taking one away (JSON Merge Patch, RFC 7396, at the
 * first level). Throws {@link HttpProblem} 400 or 422.
 */
export function readChangedClaim(body: Body, before: Body, reading: Reading): Claim {
  refuseServerSays(body)
  for (const key of Object.keys(body)) {
    if (settable.some((one) => one === key)) continue
    const sentence = `"${key.slice(0, 60)}" is no part of a claim that can be changed; these are: ${settable.join(', ')}.`
    throw new HttpProblem(400, 'bad-request', sentence)
  }
  const merged = Object.fromEntries(
    Object.entries({ ...before, ...body }).filter(([, value]) => value !== null && value !== undefined),
  )
  const { claims } = readClaims([merged], reading, (path) => path.replace(/^\/claims\/0/, ''))
  const [changed] = claims
  if (changed === undefined) throw new RangeError('One claim was read')
  return changed
}

/** Set, field by field, what of a claim is to be other than it is: what others change meanwhile stays. */
export function applyClaim(store: YjsClaimStore, before: Claim, wanted: Claim, keys: readonly string[]): void {
  const { id } = before
  for (const field of [
    'normalizedClaim',
    'proposition',
    'checkWorthiness',
    'verdict',
    'confidence',
    'note',
    'status',
    'evidence',
  ] as const) {
    if (keys.includes(field) && !isSame(before[field], wanted[field])) setField(store, before, field, wanted)
  }
  if (keys.includes('types')) {
    for (const type of wanted.types) store.addType(id, type)
    for (const type of before.types) if (!wanted.types.includes(type)) store.removeType(id, type)
  }
  if (keys.includes('tags')) {
    for (const tag of wanted.tags) store.addTag(id, tag)
    for (const tag of before.tags) if (!wanted.tags.includes(tag)) store.removeTag(id, tag)
  }
  if (keys.includes('mentions')) applyMentions(store, before, wanted)
  if (keys.includes('attribution')) applyAttribution(store, before, wanted.attribution)
}

function setField<Field extends keyof ClaimFields>(
  store: YjsClaimStore,
  { id }: Claim,
  field: Field,
  wanted: Claim,
): void {
  const fields: ClaimFields = wanted
  store.set(id, field, fields[field])
}

function applyMentions(store: YjsClaimStore, before: Claim, wanted: Claim): void {
  const had = new Map(before.mentions.map((mention) => [mention.id, mention]))
  // New ones first: a claim keeps at least one.
  for (const mention of wanted.mentions) {
    const known = had.get(mention.id)
    if (known === undefined) store.addMention(before.id, spansOf(mention))
    else if (!isSame(known.spans, mention.spans)) store.markMention(before.id, mention.id, spansOf(mention))
  }
  const kept = new Set(wanted.mentions.map(({ id }) => id))
  for (const { id } of before.mentions) if (!kept.has(id)) store.removeMention(before.id, id)
}

function applyAttribution(
  store: YjsClaimStore,
  { id, attribution: before }: Claim,
  wanted: Attribution | undefined,
): void {
  if (wanted === undefined) {
    store.setAttribution(id, undefined)
    return
  }
  const { source, cue, ...fields } = wanted
  const { source: hadSource, cue: hadCue, ...hadFields } = before ?? {}
  if (!isSame(fields, hadFields)) store.setAttribution(id, fields)
  if (!isSame(source?.spans, hadSource?.spans)) store.markSource(id, source && spansOf(source))
  if (!isSame(cue?.spans, hadCue?.spans)) store.markCue(id, cue && spansOf(cue))
}

/** Where words are marked anew they have to be there. */
function spansOf({ spans }: Mention): readonly Span[] {
  if (spans.length === 0) throw withoutWords('')
  return spans
}

function mentionsOf({ mentions, attribution }: Claim): readonly Mention[] {
  return [...mentions, attribution?.source, attribution?.cue].filter((mention) => mention !== undefined)
}

/** Read with the reader of the native form, in a line that has this text and these claims. */
function readClaims(claims: readonly object[], reading: Reading, placeOf: (path: string) => string): AnnotatedDocument {
  const { document, layer, unit, who } = reading
  const line = JSON.parse(writeNativeLine(unannotated(document), unit)) as object
  const makers = new Map([[who.id, who.name]])
  for (const claim of claims) {
    if ('createdBy' in claim && typeof claim.createdBy === 'string' && !makers.has(claim.createdBy)) {
      makers.set(claim.createdBy, claim.createdBy)
    }
  }
  const annotators = [...makers].map(([id, name]) => ({ id, name }))
  const read = readNativeLine(JSON.stringify({ ...line, layers: [layer], annotators, claims }))
  if (read.ok) return read.annotated
  const problems = read.problems.map((problem) => {
    const placed = { ...problem, path: placeOf(problem.path) }
    return { ...placed, sentence: problemSentence(placed) }
  })
  const sentence = problems
    .slice(0, 5)
    .map((problem) => problem.sentence)
    .join('. ')
  throw new HttpProblem(422, 'unsound-claim', `${sentence}.`, problems)
}

function asBody(value: unknown, at: string): Body {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Body
  throw new HttpProblem(400, 'bad-request', `${at} has to be a claim, as an object.`)
}

function refuseServerSays(body: Body): void {
  const said = serverSays.find((key) => Object.hasOwn(body, key))
  if (said === undefined) return
  const sentence = `Leave out "${said}": who made a claim, when, and in which layer is what the server says.`
  throw new HttpProblem(400, 'bad-request', sentence)
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}

const withoutWords = (at: string) =>
  new HttpProblem(
    422,
    'unsound-claim',
    `${at === '' ? 'A mention' : `${at}: a mention`} needs spans: words of the text as it is now.`,
  )
