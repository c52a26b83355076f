import type { AnnotatedDocument, Block, Claim, EvidenceItem } from '@claimspan/core'
import type { Field } from '../field-losses.js'
import type { WriteOptions, WrittenDocument } from '../format.js'
import { type Losses, lossesOf } from '../loss.js'
import { labelOn, stanceOf, statementLosses, statementOf } from '../statements/statement.js'
import { corpusPage, pageOfUrl } from './page.js'

const carried: readonly Field[] = ['title', 'blocks', 'normalizedClaim', 'verdict', 'verdict.rating', 'evidence']

/**
 * The claims of one document as lines in FEVER's layout (Thorne et al. 2018, https://fever.ai/dataset/fever.html). A claim
 * without a verdict is a line of FEVER's test set: id and claim only. Evidence sets are lists of [annotation, evidence, page,
 * sentence]: numbers within the line, a page's url or Wikipedia name or a document of the corpus, and the line of the article that words
 * begin on. The id is a number from a hash of the document's and the claim's.
 */
export function writeFever(annotated: AnnotatedDocument, _: WriteOptions): WrittenDocument {
  const { document, claims } = annotated
  const losses = lossesOf(annotated, 'fever')
  statementLosses(annotated, carried, () => false, losses)
  const lines = claims.map((claim) => {
    const label = labelOn('fever-3', claim, losses)
    const id = numberOf(`${document.id} ${claim.id}`)
    const loss = (what: string, detail: string): void =>
      losses.add({ claim: claim.id, what, done: 'flattened', detail })
    if (claim.types.length > 0) loss('types', `${claim.types.join(', ')} have no place`)
    if (label === undefined) {
      if (claim.evidence.length > 0) loss('evidence', 'a claim without a verdict has no evidence')
      return { id, claim: statementOf(claim) }
    }
    return {
      id,
      verifiable: label === 'NOT ENOUGH INFO' ? 'NOT VERIFIABLE' : 'VERIFIABLE',
      label,
      claim: statementOf(claim),
      evidence: evidenceOf(claim, label, annotated, losses),
    }
  })
  const text = lines.map((line) => `${JSON.stringify(line)}\n`).join('')
  return { files: [{ path: 'corpus.fever.jsonl', text, append: true }], losses: losses.all }
}

type Tuple = readonly [annotation: number, evidence: number, page: string | null, sentence: number | null]

function evidenceOf(
  claim: Claim,
  label: string,
  annotated: AnnotatedDocument,
  losses: Losses,
): readonly (readonly Tuple[])[] {
  let count = 0
  const told = stanceOf({ scale: 'fever-3', label })
  const sets = claim.evidence.flatMap(({ stance, items }, set) => {
    const loss = (what: string, detail: string): void =>
      losses.add({ claim: claim.id, what, done: 'flattened', detail })
    if (items.length === 0) {
      loss('evidence.empty', 'an evidence set without items has no place')
      return []
    }
    if (stance !== told)
      loss('evidence.stance', `that it is evidence for ${stance} is told by the verdict only, as ${told}`)
    return [
      items.map((item): Tuple => {
        count += 1
        if (item.kind === 'mention') loss('evidence.mention', 'its words become the page and line that they stand on')
        else if (item.quote !== undefined) loss('evidence.quote', 'the words quoted of a page have no place')
        const { page, sentence } = placeOf(item, annotated)
        return [set + 1, count, page, sentence ?? null]
      }),
    ]
  })
  return sets.length > 0 ? sets : [[[1, 1, null, null]]]
}

function placeOf(
  item: EvidenceItem,
  { document }: AnnotatedDocument,
): { readonly page: string; readonly sentence?: number } {
  if (item.kind === 'url') return pageOfUrl(item.url)
  if (item.document !== undefined) return { page: `${corpusPage}${item.document}` }
  const from = item.mention.spans[0]?.from
  const line = from === undefined ? -1 : lineAt(document.blocks, from)
  const page = document.metadata.url ?? `${corpusPage}${document.id}`
  return { page, ...(line === -1 ? {} : { sentence: line }) }
}

const lineAt = (blocks: readonly Block[], offset: number): number => blocks.findIndex(({ to }) => offset <= to)

/**
 * A whole number below 2⁵³ for a text, from two 32-bit hashes of its UTF-16 code units with different multipliers, finished as
 * MurmurHash3 does: among a million texts the odds that two have one number are 1 to 18,000.
 */
function numberOf(text: string): number {
  const [high, low] = [hash(text, 0x9e3779b1), hash(text, 0x5f356495)]
  return (high >>> 11) * 0x1_0000_0000 + low
}

function hash(text: string, multiplier: number): number {
  let value = multiplier
  for (let at = 0; at < text.length; at++) {
    value = Math.imul(value ^ text.charCodeAt(at), multiplier)
    value = (value << 13) | (value >>> 19)
  }
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b)
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35)
  return (value ^ (value >>> 16)) >>> 0
}
