import {
  type Attribution,
  attributionKinds,
  type Claim,
  type ClaimId,
  claim,
  compareSpans,
  fieldFault,
  type Mention,
  mention,
  mentionThatFails,
  quoteStands,
  type RelationId,
  type Span,
} from '@claimspan/core'
import { joined } from '../covered.js'
import { type Decision, takenBy } from './decision.js'
import { type FieldValues, type ValueField, valueFields, valuesOf } from './field.js'

/** What a decision says of one field; `undefined` when it leaves it to the rule. */
export interface Answer {
  /** The field with its value; nothing in it when the field stays empty. */
  readonly values: Partial<FieldValues>
}

/** Why a decision cannot be what a person meant, in words; `undefined` when it can. */
export function faultOf(decision: Decision, text: string): string | undefined {
  const { field, edit } = decision
  const taken = takenBy(decision)
  if (new Set(taken).size < taken.length) return 'it takes the same twice'
  if (field === 'relation' || field === 'is-claim') {
    if (edit !== undefined) return 'only a field of a claim, or the whole claim, can be edited'
    return taken.length > 1 ? 'only one can be taken; to keep several as claims, decide on the field claim' : undefined
  }
  if (edit !== undefined && taken.length > 1) return 'what is edited is taken of one, or of none'
  if (field !== 'claim') {
    if (edit !== undefined && (taken.length > 0 || Object.keys(edit).some((each) => each !== field))) {
      return `a decision on ${field} edits ${field} alone, and takes none`
    }
    if (taken.length > 1 && !['mentions', 'types', 'tags', 'evidence'].includes(field)) {
      return `only one ${field} can be taken`
    }
    if (field === 'mentions' && taken.length === 0 && edit?.mentions === undefined) {
      return 'words cannot stay empty; say which to take'
    }
  }
  return edit === undefined ? undefined : faultOfEdit(edit, text)
}

function faultOfEdit(edit: Partial<FieldValues>, text: string): string | undefined {
  const stranger = Object.keys(edit).find((field) => !valueFields.some((each) => each === field))
  if (stranger !== undefined) return `${stranger} is no field that is adjudicated`
  if (edit.mentions?.length === 0) return 'words cannot stay empty; a claim has a mention'
  for (const field of ['checkWorthiness', 'verdict', 'normalizedClaim', 'evidence'] as const) {
    const fault = edit[field] === undefined ? undefined : fieldFault(field, edit[field])
    if (fault !== undefined) return fault
  }
  for (let one: Attribution | undefined = edit.attribution; one !== undefined; one = one.within) {
    const { kind } = one
    if (!attributionKinds.includes(kind)) return `An attribution is ${attributionKinds.join(', ')}: got ${kind}`
  }
  if ([...(edit.types ?? []), ...(edit.tags ?? [])].includes('')) return 'A type or tag has a name'
  const written = claimOf(edit, text)
  const wrong = mentionThatFails(written, (each) => each.spans.length > 0 && quoteStands(text, each))
  return wrong && `the words at its place are not ${JSON.stringify(wrong.quote)}`
}

/** The edited fields as a claim's, for what looks at claims. */
const claimOf = (edit: Partial<FieldValues>, text: string): Claim =>
  claim({
    mentions: [mention(text, [{ from: 0, to: text.length }])],
    ...edit,
    ...(edit.mentions && { mentions: edit.mentions.map((each, at) => ({ ...each, id: numbered(at) })) }),
    id: 'edit',
    layer: 'edit',
    createdBy: 'edit',
    createdAt: '1970-01-01T00:00:00Z',
  })

const numbered = (at: number): Mention['id'] => `m${at + 1}` as Mention['id']

/** What a decision on a field, or on the whole claim, says of a field of these claims; it has no fault. */
export function answerOf(
  decision: Decision,
  field: ValueField,
  claims: readonly Claim[],
  text: string,
): Answer | undefined {
  const { edit } = decision
  if (edit !== undefined && field in edit) return { values: only(edit, field) }
  const taken = takenBy(decision)
  const from = claims.filter(({ id }) => taken.some((each: ClaimId | RelationId) => each === id))
  const [first, ...more] = from
  if (first === undefined) return decision.field === 'claim' ? undefined : { values: {} }
  return { values: more.length === 0 ? valuesOf(first, field) : together(from, field, text) }
}

const only = (edit: Partial<FieldValues>, field: ValueField): Partial<FieldValues> =>
  Object.fromEntries(Object.entries(edit).filter(([each]) => each === field))

function together(claims: readonly Claim[], field: ValueField, text: string): Partial<FieldValues> {
  switch (field) {
    case 'mentions':
      return { mentions: wordsOfAll(claims, text) }
    case 'types':
    case 'tags':
      return { [field]: [...new Set(claims.flatMap((each) => each[field]))] }
    case 'evidence': {
      const sets = claims.flatMap(({ evidence }) => evidence)
      return { evidence: sets.filter((one, at) => sets.findIndex((other) => isSame(one, other)) === at) }
    }
    default:
      throw new RangeError(`Only one ${field} can be taken`)
  }
}

const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b)

/** All mentions of claims, those that share characters as one, in the order of the text. */
function wordsOfAll(claims: readonly Claim[], text: string): readonly Mention[] {
  const all = claims.flatMap(({ mentions }) => mentions)
  const gone = all.filter(({ spans }) => spans.length === 0)
  let parts: (readonly Mention[])[] = []
  for (const each of all) {
    if (each.spans.length === 0) continue
    const touching = parts.filter((part) => part.some((other) => sharesCharacter(other.spans, each.spans)))
    parts = [...parts.filter((part) => !touching.includes(part)), [...touching.flat(), each]]
  }
  const placed = parts.map((part) => {
    const spans = joined(part.flatMap((each) => each.spans))
    const same = part.find((each) => isSame(each.spans, spans))
    const documentVersion = Math.max(...part.map((each) => each.documentVersion))
    return same ?? mention(text, spans, { documentVersion })
  })
  placed.sort((a, b) => compareSpans(a.spans[0] ?? nowhere, b.spans[0] ?? nowhere))
  return placed.length > 0 ? placed : gone.slice(0, 1)
}

const nowhere: Span = { from: 0, to: 0 }

const sharesCharacter = (a: readonly Span[], b: readonly Span[]): boolean =>
  a.some((one) => b.some((other) => one.from < other.to && other.from < one.to))
