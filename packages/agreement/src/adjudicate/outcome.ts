import { type Claim, type LayerId, type Mention, mention, type Span } from '@claimspan/core'
import { answerOf, faultOf } from './answer.js'
import { byTime, type Decision, type Decisions, sourceOf, takenBy } from './decision.js'
import { type FieldValues, keyOfField, type ValueField, valueFields, valuesOf, wordsOfField } from './field.js'
import type { AdjudicationRecord, Choice, FieldOutcome } from './record.js'
import { type AdjudicationRule, decided, weightOf } from './rule.js'

/** The value that was taken for each field; fields that nothing was taken for are absent. */
export type Taken = Partial<FieldValues> & { readonly mentions: readonly Mention[] }

/** Claims that are taken for one, and what a person decided on them as a whole. */
export interface DecidedGroup {
  readonly claims: readonly Claim[]
  readonly whole: Decision | undefined
}

export interface Voting {
  readonly text: string
  readonly layers: readonly LayerId[]
  readonly rule: AdjudicationRule
  readonly boundaries: 'exact' | 'characters'
  readonly answers: Decisions
}

export interface GroupOutcome {
  readonly outcome: Exclude<AdjudicationRecord['outcome'], 'kept'>
  readonly fields: readonly FieldOutcome[]
  readonly taken: Taken
}

/** Decide whether a group is a claim, and each of its fields. */
export function outcomesOf(group: DecidedGroup, voting: Voting): GroupOutcome {
  const isClaim = presence(group, voting)
  if (isClaim.value === 'no') return { outcome: 'left-out', fields: [isClaim], taken: { mentions: [] } }
  const decided = valueFields.map((field) => decideField(group, field, voting))
  const taken: Partial<FieldValues> = Object.assign({}, ...decided.map(({ values }) => values))
  const { mentions = [] } = taken
  const isOpen = isClaim.by === 'open' || mentions.length === 0
  return {
    outcome: isOpen ? 'open' : 'curated',
    fields: [isClaim, ...decided.map(({ outcome }) => outcome)],
    taken: { ...taken, mentions },
  }
}

/** The later of a decision on one field and one on the whole claim that says something of it. */
function laterOf(own: Decision | undefined, whole: Decision | undefined, answers: Decisions): Decision | undefined {
  if (own === undefined || whole === undefined) return own ?? whole
  if (byTime(own, whole) > 0) return own
  answers.overruled(own)
  return whole
}

/** The vote on whether it is a claim: a layer that has none here votes no. */
function presence({ claims, whole }: DecidedGroup, { layers, rule, answers, text }: Voting): FieldOutcome {
  const holders = new Map(claims.map((claim) => [claim.layer, claim]))
  const votes = layers.map((layer) => ({ layer, key: holders.has(layer) ? 'yes' : 'no' }))
  const [yes, no] = ['yes', 'no'].map((key) => votes.filter((vote) => vote.key === key).map(({ layer }) => layer))
  const [first] = claims
  const choices: readonly Choice[] = [
    { value: 'yes', layers: yes ?? [], ...(first === undefined ? {} : { take: first.id }) },
    { value: 'no', layers: no ?? [] },
  ].filter(({ layers: of }) => of.length > 0)
  const own = answers.on('is-claim', claims.map(sourceOf), (decision) => faultOf(decision, text))
  const decision = laterOf(own, whole, answers)
  if (decision !== undefined) {
    const isOne = takenBy(decision).length > 0 || decision.edit !== undefined
    return { field: 'is-claim', by: 'person', choices, value: isOne ? 'yes' : 'no', decision }
  }
  const value = decided(votes, rule)
  // A rule that wants all to agree does not leave out what one has marked: only a person does.
  if (value === undefined) return { field: 'is-claim', by: 'open', choices }
  return { field: 'is-claim', by: 'rule', choices, value }
}

interface DecidedField {
  readonly outcome: FieldOutcome
  readonly values: Partial<FieldValues>
}

function decideField({ claims, whole }: DecidedGroup, field: ValueField, voting: Voting): DecidedField {
  const { answers, text } = voting
  const votes = claims.map((claim) => ({ claim, layer: claim.layer, key: keyOfField(claim, field) }))
  const choices = choicesOf(votes, field)
  const own = answers.on(field, claims.map(sourceOf), (one) => faultOf(one, text))
  const saysSo = whole !== undefined && answerOf(whole, field, claims, text) !== undefined
  const decision = laterOf(own, saysSo ? whole : undefined, answers)
  const answer = decision && answerOf(decision, field, claims, text)
  if (decision !== undefined && answer !== undefined) {
    const value = wordsOfField(answer.values, field)
    return { outcome: { field, by: 'person', choices, value, decision }, values: answer.values }
  }
  const key = decided(votes, voting.rule)
  const from = key === undefined ? undefined : votes.find((vote) => vote.key === key)?.claim
  if (from !== undefined) {
    return { outcome: { field, by: 'rule', choices, value: wordsOfField(from, field) }, values: valuesOf(from, field) }
  }
  if (field === 'mentions' && voting.boundaries === 'characters') {
    const words = wordsByCharacter(claims, voting)
    if (words !== undefined) {
      return { outcome: { field, by: 'characters', choices, value: words.quote }, values: { mentions: [words] } }
    }
  }
  return { outcome: { field, by: 'open', choices }, values: {} }
}

/** What the claims have in a field: values with the layers that have them, those of most layers first. */
function choicesOf(
  votes: readonly { readonly claim: Claim; readonly key: string }[],
  field: ValueField,
): readonly Choice[] {
  const byKey = new Map<string, Claim[]>()
  for (const { claim, key } of votes) {
    const same = byKey.get(key)
    if (same === undefined) byKey.set(key, [claim])
    else same.push(claim)
  }
  return [...byKey.values()]
    .sort((a, b) => b.length - a.length)
    .flatMap((same) => {
      const [first] = same
      if (first === undefined) return []
      return [{ value: wordsOfField(first, field), layers: same.map(({ layer }) => layer), take: first.id }]
    })
}

/** The characters that the rule decides for one by one; `undefined` when there are none, or a claim has several mentions. */
function wordsByCharacter(claims: readonly Claim[], { text, rule }: Voting): Mention | undefined {
  if (claims.some(({ mentions }) => mentions.length !== 1)) return undefined
  const all = claims.flatMap(({ mentions }) => mentions.flatMap(({ spans }) => spans))
  const borders = [...new Set(all.flatMap(({ from, to }) => [from, to]))].sort((a, b) => a - b)
  const total = claims.reduce((sum, { layer }) => sum + weightOf(layer, rule), 0)
  const share = rule.kind === 'reliability' ? (rule.share ?? 0.5) : 0.5
  const spans: Span[] = []
  for (const [at, from] of borders.slice(0, -1).entries()) {
    const to = borders[at + 1] ?? from
    const covering = claims.filter(({ mentions }) =>
      mentions.some((each) => each.spans.some((span) => span.from <= from && to <= span.to)),
    )
    const weight = covering.reduce((sum, { layer }) => sum + weightOf(layer, rule), 0)
    const isIn = rule.kind === 'unanimous' ? covering.length === claims.length : weight > share * total + 1e-12
    if (!isIn) continue
    const last = spans.at(-1)
    if (last?.to === from) spans[spans.length - 1] = { from: last.from, to }
    else spans.push({ from, to })
  }
  if (spans.length === 0) return undefined
  const documentVersion = Math.max(...claims.flatMap(({ mentions }) => mentions.map((each) => each.documentVersion)))
  return mention(text, spans, { documentVersion })
}
