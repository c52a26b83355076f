import type { Attribution } from './attribution.js'
import type { Claim, EvidenceSet } from './claim.js'
import type { Mention } from './mention.js'

/**
 * The claim with every mention of this document's words put through `change`: its own, those of its source and cue (nested
 * ones too), and its evidence in the same document. The same claim comes back when `change` changes nothing.
 */
export function mapMentions(of: Claim, change: (mention: Mention) => Mention): Claim {
  const mentions = mapKeeping(of.mentions, change)
  const attribution = of.attribution && mapAttribution(of.attribution, change)
  const evidence = mapEvidence(of.evidence, change)
  if (mentions === of.mentions && attribution === of.attribution && evidence === of.evidence) return of
  return { ...of, mentions, evidence, ...(attribution === undefined ? {} : { attribution }) }
}

/** {@link mapMentions} for an attribution alone. */
export function mapAttribution(of: Attribution, change: (mention: Mention) => Mention): Attribution {
  const source = of.source && change(of.source)
  const cue = of.cue && change(of.cue)
  const within = of.within && mapAttribution(of.within, change)
  if (source === of.source && cue === of.cue && within === of.within) return of
  return { ...of, ...(source && { source }), ...(cue && { cue }), ...(within && { within }) }
}

/** {@link mapMentions} for evidence alone. */
export function mapEvidence(of: readonly EvidenceSet[], change: (mention: Mention) => Mention): readonly EvidenceSet[] {
  return mapKeeping(of, (set) => {
    const items = mapKeeping(set.items, (item) => {
      if (item.kind !== 'mention' || item.document !== undefined) return item
      const mention = change(item.mention)
      return mention === item.mention ? item : { ...item, mention }
    })
    return items === set.items ? set : { ...set, items }
  })
}

function mapKeeping<T>(of: readonly T[], change: (item: T) => T): readonly T[] {
  const changed = of.map(change)
  return changed.every((item, at) => item === of[at]) ? of : changed
}
