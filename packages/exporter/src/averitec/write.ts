import type { AnnotatedDocument, Claim, EvidenceSet, Metadata } from '@claimspan/core'
import type { Field } from '../field-losses.js'
import type { WriteOptions, WrittenDocument } from '../format.js'
import { type Losses, lossesOf } from '../loss.js'
import { labelOn, stanceOf, statementLosses, statementOf } from '../statements/statement.js'
import { averitecDate } from './date.js'

const carried: readonly Field[] = [
  'title',
  'blocks',
  'normalizedClaim',
  'verdict',
  'verdict.justification',
  'verdict.rating',
  'attribution',
  'attribution.kind',
  'attribution.speaker',
  'attribution.within',
  'evidence',
]

/** Metadata that has a key of its own, and the key's name. */
export const metadataKeys = {
  url: 'original_claim_url',
  source: 'reporting_source',
  cached_original_claim_url: 'cached_original_claim_url',
  fact_checking_article: 'fact_checking_article',
  location_ISO_code: 'location_ISO_code',
} as const
/** Between the fact-checking strategies in the metadata. */
export const strategyJoint = '; '

/**
 * The claims of one document as a list in AVeriTeC's layout (Schlichtkrull et al. 2023,
 * https://fever.ai/dataset/averitec.html): what each says, its verdict and justification, its types, who said it, when and
 * where. An evidence set is a question without words, its items the answers.
 */
export function writeAveritec(annotated: AnnotatedDocument, options: WriteOptions): WrittenDocument {
  const { document, claims } = annotated
  const { metadata } = document
  const losses = lossesOf(annotated, 'averitec')
  statementLosses(annotated, carried, isKept, losses)
  for (const claim of claims) attributionLoss(claim, losses)
  const date = metadata.published === undefined ? undefined : averitecDate(metadata.published)
  const given = (key: keyof typeof metadataKeys): string | null => {
    const value = metadata[key]
    return value !== undefined && isKept(key, value) ? value : null
  }
  const items = claims.map((claim) => {
    const label = labelOn('averitec-4', claim, losses)
    return {
      claim: statementOf(claim),
      required_reannotation: false,
      label: label ?? null,
      justification: label === undefined ? null : (claim.verdict?.justification ?? null),
      claim_date: date ?? null,
      speaker: claim.attribution?.speaker?.name ?? null,
      original_claim_url: given('url'),
      cached_original_claim_url: given('cached_original_claim_url'),
      fact_checking_article: given('fact_checking_article'),
      reporting_source: given('source'),
      location_ISO_code: given('location_ISO_code'),
      claim_types: claim.types,
      fact_checking_strategies: strategiesOf(metadata),
      questions: claim.evidence.map((set) => questionOf(set, claim, label, metadata, losses)),
    }
  })
  const path = `${options.fileName ?? document.id}.averitec.json`
  return { files: [{ path, text: `${JSON.stringify(items, null, 1)}\n` }], losses: losses.all }
}

function attributionLoss({ id, attribution }: Claim, losses: Losses): void {
  if (attribution === undefined) return
  const { speaker, kind, source, cue, within } = attribution
  const isPlain = kind === 'indirect' && source === undefined && cue === undefined && within === undefined
  if (isPlain && speaker !== undefined && speaker.kind === undefined && speaker.uri === undefined) return
  const detail = speaker === undefined ? 'nothing of it is written' : `only ${speaker.name} is written`
  losses.add({ claim: id, what: 'attribution', done: 'flattened', detail })
}

const strategiesOf = ({ fact_checking_strategies: strategies }: Metadata): readonly string[] =>
  strategies === undefined || !isKept('fact_checking_strategies', strategies) ? [] : strategies.split(strategyJoint)

/** Whether a value of the metadata comes back as it is. Nothing, and the word null, are no values in AVeriTeC. */
function isKept(key: string, value: string): boolean {
  if (key === 'published') return averitecDate(value) !== undefined
  if (key === 'fact_checking_strategies') return value.split(strategyJoint).every((each) => each !== '')
  return Object.hasOwn(metadataKeys, key) && value !== '' && value !== 'null'
}

function questionOf(
  { stance, items }: EvidenceSet,
  claim: Claim,
  label: string | undefined,
  { url }: Metadata,
  losses: Losses,
): unknown {
  const loss = (what: string, detail: string): void => losses.add({ claim: claim.id, what, done: 'flattened', detail })
  const told = stanceOf(label === undefined ? undefined : { scale: 'averitec-4', label })
  if (stance !== told)
    loss('evidence.stance', `that it is evidence for ${stance} is told by the verdict only, as ${told}`)
  return {
    question: '',
    answers: items.map((item) => {
      if (item.kind === 'mention') {
        const detail = `words of ${item.document ?? 'the article'} become an answer without their place`
        loss('evidence.mention', detail)
      } else if (item.quote === '') loss('evidence.quote', 'a quote without words is as none')
      const source = item.kind === 'url' ? item.url : item.document === undefined ? url : undefined
      return {
        answer: item.kind === 'url' ? (item.quote ?? '') : item.mention.quote,
        answer_type: 'Extractive',
        source_url: source ?? null,
        cached_source_url: null,
        source_medium: 'Web text',
      }
    }),
  }
}
