import { type AnnotatedDocument, blocksOf, type Claim, document, type Mention, mention } from '@claimspan/core'
import type { Loss } from '../src/index.js'

/**
 * The document with each reported loss taken from it, and nothing else. What has no value at all after a loss (who made a
 * claim, in which layer it is) is as it was `read`.
 */
export function afterLosses(
  annotated: AnnotatedDocument,
  losses: readonly Loss[],
  read: AnnotatedDocument,
): AnnotatedDocument {
  const ofDocument = losses.filter((loss) => loss.claim === undefined && loss.relation === undefined)
  const isLost = (what: string): boolean => ofDocument.some((loss) => loss.what === what)
  const { language, ...original } = annotated.document
  const { text, id } = original
  const base = {
    ...original,
    ...(isLost('language') || language === undefined ? {} : { language }),
    ...(isLost('title') ? { title: document({ id, text }).title } : {}),
    ...(isLost('version') ? { version: 1 } : {}),
    ...(isLost('blocks') ? { blocks: blocksOf(text) } : {}),
    ...(isLost('metadata') ? { metadata: {} } : {}),
  }
  const [first] = read.claims
  const authorship = isLost('authorship') && first !== undefined ? pick(first, ['createdBy', 'createdAt']) : {}
  return {
    document: base,
    layers: isLost('layers') ? read.layers : annotated.layers,
    annotators: isLost('authorship') ? read.annotators : annotated.annotators,
    claims: annotated.claims.flatMap((claim) => {
      const left = claimLeft(
        claim,
        losses.filter((loss) => loss.claim === claim.id),
        text,
        base.version,
      )
      if (left === undefined) return []
      const { updatedAt, ...rest } = left
      return [
        {
          ...rest,
          ...(isLost('authorship') || updatedAt === undefined ? {} : { updatedAt }),
          ...(isLost('layers') ? { layer: read.layers[0]?.id ?? claim.layer } : {}),
          ...authorship,
          ...(losses.some((loss) => loss.claim === claim.id && loss.what === 'origin')
            ? { origin: first?.origin ?? claim.origin }
            : {}),
        },
      ]
    }),
    relations: annotated.relations.flatMap((relation) => {
      const own = losses.filter((loss) => loss.relation === relation.id)
      if (own.some(({ what }) => what === 'relation')) return []
      const { note, ...rest } = relation
      return [
        {
          ...rest,
          ...(note === undefined || own.some(({ what }) => what === 'note') ? {} : { note }),
          ...(isLost('layers') ? { layer: read.layers[0]?.id ?? relation.layer } : {}),
          ...(own.some(({ what }) => what === 'layer')
            ? { layer: annotated.claims.find(({ id: claim }) => claim === relation.from)?.layer ?? relation.layer }
            : {}),
          ...(isLost('authorship') ? { createdBy: read.annotators[0]?.id ?? relation.createdBy } : {}),
        },
      ]
    }),
    threads: isLost('threads') ? [] : annotated.threads,
  }
}

function claimLeft(claim: Claim, losses: readonly Loss[], text: string, version: number): Claim | undefined {
  const isLost = (what: string, of?: string): boolean =>
    losses.some((loss) => loss.what === what && loss.mention === of)
  if (isLost('claim')) return undefined
  const mentionLeft = (of: Mention): readonly Mention[] => {
    if (isLost('mention', of.id)) return []
    const { markedQuote, ...rest } = of
    const whole = isLost('context', of.id) ? mention(text, of.spans, { id: of.id }) : rest
    return [
      {
        ...whole,
        documentVersion: version,
        ...(markedQuote === undefined || isLost('markedQuote', of.id) ? {} : { markedQuote }),
      },
    ]
  }
  const { verdict, attribution, normalizedClaim, proposition, checkWorthiness, confidence, note, ...rest } = claim
  const { rating, justification, ...plain } = verdict ?? { scale: '', label: '' }
  const kept = <Key extends string, Value>(key: Key, value: Value | undefined, what: string = key) =>
    value === undefined || isLost(what) ? {} : ({ [key]: value } as Record<Key, Value>)
  const left = attributionLeft()
  return {
    ...rest,
    mentions: claim.mentions.flatMap(mentionLeft),
    types: isLost('types') ? claim.types.slice(0, 1) : claim.types,
    ...kept('normalizedClaim', normalizedClaim),
    ...kept('proposition', proposition),
    ...kept('checkWorthiness', checkWorthiness),
    ...kept('confidence', confidence),
    ...kept('note', note),
    ...(verdict === undefined || isLost('verdict')
      ? {}
      : {
          verdict: {
            ...plain,
            ...kept('rating', rating, 'verdict.rating'),
            ...kept('justification', justification, 'verdict.justification'),
          },
        }),
    ...(left === undefined ? {} : { attribution: left }),
    evidence: isLost('evidence') ? [] : claim.evidence,
    tags: isLost('tags') ? [] : claim.tags,
    status: isLost('status') ? 'draft' : claim.status,
  }

  function attributionLeft(): Claim['attribution'] {
    if (attribution === undefined || isLost('attribution')) return undefined
    const { source, cue, speaker, within, kind } = attribution
    const [sourceLeft] = source === undefined ? [] : mentionLeft(source)
    const [cueLeft] = cue === undefined ? [] : mentionLeft(cue)
    if (isLost('attribution.kind') && sourceLeft === undefined && cueLeft === undefined) return undefined
    return {
      kind: isLost('attribution.kind') ? 'indirect' : kind,
      ...(sourceLeft && { source: sourceLeft }),
      ...(cueLeft && { cue: cueLeft }),
      ...kept('speaker', speaker, 'attribution.speaker'),
      ...kept('within', within, 'attribution.within'),
    }
  }
}

/** Claims and relations by layer, for formats that keep each layer's by themselves. */
export function byLayer(annotated: AnnotatedDocument): AnnotatedDocument {
  const layers = [...annotated.layers].sort((a, b) => Number(a.kind === 'suggested') - Number(b.kind === 'suggested'))
  const order = new Map<string, number>(layers.map(({ id }, at) => [id, at]))
  const place = ({ layer }: { readonly layer: string }): number => order.get(layer) ?? -1
  return {
    ...annotated,
    claims: [...annotated.claims].sort((a, b) => place(a) - place(b)),
    relations: [...annotated.relations].sort((a, b) => place(a) - place(b)),
  }
}

/** Relations by the claim they go from, for formats that keep them with it. */
export function byClaim(annotated: AnnotatedDocument): AnnotatedDocument {
  const place = (id: string): number => annotated.claims.findIndex((claim) => claim.id === id)
  return { ...annotated, relations: [...annotated.relations].sort((a, b) => place(a.from) - place(b.from)) }
}

/** Ids by place, so that only what they join counts. */
export function numbered(annotated: AnnotatedDocument): AnnotatedDocument {
  const claimIds = new Map<string, string>(annotated.claims.map(({ id }, at) => [id, `claim-${at}`]))
  return {
    ...annotated,
    claims: annotated.claims.map((claim) => ({
      ...claim,
      id: claimIds.get(claim.id) as Claim['id'],
      mentions: claim.mentions.map((each, at) => ({ ...each, id: `mention-${at}` as Mention['id'] })),
    })),
    relations: annotated.relations.map((each, at) => ({
      ...each,
      id: `relation-${at}` as typeof each.id,
      from: claimIds.get(each.from) as Claim['id'],
      to: claimIds.get(each.to) as Claim['id'],
    })),
  }
}

function pick<Of, Key extends keyof Of>(of: Of, keys: readonly Key[]): Pick<Of, Key> {
  return Object.fromEntries(keys.map((key) => [key, of[key]])) as Pick<Of, Key>
}
