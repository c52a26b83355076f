import {
  type AnnotatedDocument,
  type Claim,
  type Document,
  type EvidenceStance,
  type Metadata,
  mapVerdict,
  type Verdict,
  verdictScales,
} from '@claimspan/core'
import { type Field, fieldLosses } from '../field-losses.js'
import type { Losses } from '../loss.js'

/** What a claim says, for formats that keep claims without the article: the normalized claim, else the words of its first mention. */
export function statementOf({ normalizedClaim, mentions }: Claim): string {
  return normalizedClaim !== undefined && normalizedClaim.trim() !== '' ? normalizedClaim : (mentions[0]?.quote ?? '')
}

/** A normalized claim without words cannot stand for a claim: it is a loss. */
export function blankLosses(claims: readonly Claim[], losses: Losses): void {
  for (const { id, normalizedClaim } of claims) {
    if (normalizedClaim === undefined || normalizedClaim.trim() !== '') continue
    const detail = 'a normalized claim without words is as none'
    losses.add({ claim: id, what: 'normalizedClaim', done: 'left-out', detail })
  }
}

/**
 * The losses of a document of which only what its claims say is kept, with these fields; `keptMetadata` are the keys whose
 * values are written with each claim.
 */
export function statementLosses(
  annotated: AnnotatedDocument,
  carried: readonly Field[],
  keptMetadata: (key: string, value: string) => boolean,
  losses: Losses,
): void {
  const { document, claims, relations } = annotated
  losses.add({
    what: 'text',
    done: 'left-out',
    detail: 'the article, with its title and lines, is not written, only what its claims say',
  })
  fieldLosses({ ...annotated, document: withoutKept(document, keptMetadata) }, carried, losses)
  blankLosses(claims, losses)
  for (const claim of claims) {
    const detail = 'where its words stand is not written'
    losses.add({ claim: claim.id, what: 'mentions', done: 'flattened', detail })
  }
  for (const { id } of relations) {
    losses.add({ relation: id, what: 'relation', done: 'left-out', detail: 'relations between claims have no place' })
  }
}

/** The document as far as a statement does not carry it; its title is that of the claim anyhow. */
function withoutKept(document: Document, isKept: (key: string, value: string) => boolean): Document {
  const metadata: Metadata = Object.fromEntries(
    Object.entries(document.metadata).filter(([key, value]) => value !== undefined && !isKept(key, value)),
  )
  return { ...document, metadata }
}

/**
 * The verdict on another scale with its losses: of one that the scale has no place for, all is lost, and the label is
 * `undefined`.
 */
export function labelOn(scale: string, claim: Claim, losses: Losses): string | undefined {
  const { verdict } = claim
  if (verdict === undefined) return undefined
  const labels = verdictScales.find(({ id }) => id === scale)?.labels ?? []
  const found = mapVerdict(verdict, scale)
  const mapped = found !== undefined && labels.includes(found.label) ? found : undefined
  const loss = (what: string, done: 'left-out' | 'renamed', detail: string): void =>
    losses.add({ claim: claim.id, what, done, detail })
  if (mapped === undefined) {
    loss('verdict', 'left-out', `${verdict.label} of the scale ${verdict.scale} has no label on ${scale}`)
    return undefined
  }
  if (verdict.scale !== scale) {
    const lost = mapped.loses === undefined ? '' : `, which loses ${mapped.loses}`
    loss('verdict', 'renamed', `${verdict.label} of ${verdict.scale} is written ${mapped.label}${lost}`)
  }
  if (verdict.rating !== undefined) loss('verdict.rating', 'left-out', 'a numeric rating has no place')
  return mapped.label
}

/** How evidence bears on a claim when only the verdict says it. */
export function stanceOf(verdict: Pick<Verdict, 'scale' | 'label'> | undefined): EvidenceStance {
  const label = verdict === undefined ? undefined : mapVerdict(verdict, 'core')?.label
  return label === 'supported' ? 'SUPPORTS' : label === 'refuted' ? 'REFUTES' : 'NOT ENOUGH INFO'
}
