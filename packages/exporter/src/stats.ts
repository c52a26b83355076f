import { type AnnotatedDocument, mentionState, offsetTable } from '@claimspan/core'

/** How often each thing occurs, the most frequent first, then by name. */
export type Counts = Readonly<Record<string, number>>

/** The counts of a corpus that a person wants to know. */
export interface CorpusStats {
  readonly documents: number
  /** Code points. */
  readonly characters: number
  /** Runs of letters and digits; in scripts without spaces each ideograph or kana is one. */
  readonly words: number
  readonly claims: number
  /** A claim of two types counts under both; one without a type under `(none)`. */
  readonly claimsByType: Counts
  readonly claimsByStatus: Counts
  readonly claimsByCheckWorthiness: Counts
  readonly claimsByVerdict: Counts
  readonly claimsByLayer: Counts
  readonly claimsByAnnotator: Counts
  readonly normalizedClaims: number
  readonly mentions: number
  readonly discontinuousMentions: number
  readonly changedMentions: number
  readonly detachedMentions: number
  readonly attributions: number
  readonly attributionsWithSource: number
  readonly attributionsWithCue: number
  readonly attributionsByKind: Counts
  /** How many different names speakers have. */
  readonly speakers: number
  /** The twenty with most claims. */
  readonly topSpeakers: Counts
  readonly evidenceSets: number
  readonly relations: number
  readonly relationsByType: Counts
  readonly threads: number
}

/** Counts documents one at a time, so that a corpus need not fit into memory. */
export interface StatsAccumulator {
  add(annotated: AnnotatedDocument): void
  stats(): CorpusStats
}

export function corpusStats(documents: Iterable<AnnotatedDocument>): CorpusStats {
  const accumulator = statsAccumulator()
  for (const annotated of documents) accumulator.add(annotated)
  return accumulator.stats()
}

const tables = [
  'claimsByType',
  'claimsByStatus',
  'claimsByCheckWorthiness',
  'claimsByVerdict',
  'claimsByLayer',
  'claimsByAnnotator',
  'attributionsByKind',
  'relationsByType',
  'speakers',
] as const

export function statsAccumulator(): StatsAccumulator {
  const totals = {
    documents: 0,
    characters: 0,
    words: 0,
    claims: 0,
    normalizedClaims: 0,
    mentions: 0,
    discontinuousMentions: 0,
    changedMentions: 0,
    detachedMentions: 0,
    attributions: 0,
    attributionsWithSource: 0,
    attributionsWithCue: 0,
    evidenceSets: 0,
    relations: 0,
    threads: 0,
  }
  const counted = Object.fromEntries(tables.map((table) => [table, new Map<string, number>()])) as Record<
    (typeof tables)[number],
    Map<string, number>
  >
  const count = (table: (typeof tables)[number], name: string): void =>
    void counted[table].set(name, (counted[table].get(name) ?? 0) + 1)

  function addClaim(claim: AnnotatedDocument['claims'][number]): void {
    totals.claims += 1
    for (const type of claim.types.length === 0 ? ['(none)'] : claim.types) count('claimsByType', type)
    count('claimsByStatus', claim.status)
    count('claimsByCheckWorthiness', claim.checkWorthiness ?? '(none)')
    count('claimsByVerdict', claim.verdict === undefined ? '(none)' : `${claim.verdict.scale}: ${claim.verdict.label}`)
    count('claimsByLayer', claim.layer)
    count('claimsByAnnotator', claim.createdBy)
    if (claim.normalizedClaim !== undefined) totals.normalizedClaims += 1
    totals.evidenceSets += claim.evidence.length
    for (const mention of claim.mentions) {
      totals.mentions += 1
      if (mention.spans.length > 1) totals.discontinuousMentions += 1
      const state = mentionState(mention)
      if (state === 'changed') totals.changedMentions += 1
      if (state === 'detached') totals.detachedMentions += 1
    }
    const { attribution } = claim
    if (attribution === undefined) return
    totals.attributions += 1
    if (attribution.source !== undefined) totals.attributionsWithSource += 1
    if (attribution.cue !== undefined) totals.attributionsWithCue += 1
    count('attributionsByKind', attribution.kind)
    if (attribution.speaker !== undefined) count('speakers', attribution.speaker.name)
  }

  return {
    add({ document, claims, relations, threads }) {
      totals.documents += 1
      totals.characters += offsetTable(document.text).lengthIn('code-point')
      totals.words += wordsIn(document.text)
      claims.forEach(addClaim)
      totals.relations += relations.length
      for (const { type } of relations) count('relationsByType', type)
      totals.threads += threads.length
    },
    stats() {
      const { speakers, ...others } = counted
      const byName = Object.fromEntries(Object.entries(others).map(([table, of]) => [table, sorted(of)])) as Record<
        keyof typeof others,
        Counts
      >
      return { ...totals, ...byName, speakers: speakers.size, topSpeakers: sorted(speakers, 20) }
    },
  }
}

function sorted(counts: ReadonlyMap<string, number>, most = Number.POSITIVE_INFINITY): Counts {
  const entries = [...counts].sort(([a, countA], [b, countB]) => countB - countA || (a < b ? -1 : 1))
  return Object.fromEntries(entries.slice(0, most))
}

/** By one expression and not a dictionary, so that every machine counts the same, fast. */
function wordsIn(text: string): number {
  const word = /[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}]|[\p{L}\p{N}\p{M}]+(?:['’.,-][\p{L}\p{N}\p{M}]+)*/gu
  let count = 0
  for (const _ of text.matchAll(word)) count += 1
  return count
}
