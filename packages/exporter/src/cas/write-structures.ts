import type { AnnotatedDocument, Attribution, Claim, EvidenceItem, Mention, Thread } from '@claimspan/core'
import { hasContext } from '../context.js'
import { type CasType, casTypes } from './type-system.js'

export type CasValue = string | number | boolean | readonly string[] | readonly number[]

/** Where the structures of a CAS go, one by one. */
export interface CasSink {
  /**
   * A structure with the values of its type's features, in their order; `undefined` when it has none. `begin` and `end` are
   * UTF-16 code units, as UIMA counts, and those of an annotation only.
   */
  structure(type: CasType, id: number, values: readonly (CasValue | undefined)[], begin?: number, end?: number): void
}

/** Ids below it are the writer's own: the sofa and the document annotation. */
const firstId = 3

/** A document as structures of Claimspan's types: everything that is known of it. Ids go up from 3 without a gap. */
export function writeStructures(annotated: AnnotatedDocument, sink: CasSink): void {
  const { document, layers, annotators, claims, relations, threads } = annotated
  const { text, version } = document
  let nextId = firstId
  const claimIds = new Map<string, number>()

  function put(type: CasType, values: readonly (CasValue | undefined)[], id = nextId++): number {
    sink.structure(type, id, values)
    return id
  }

  function mentionStructure(mention: Mention, claim: number, role: string, label: string | undefined): number {
    const first = mention.spans[0]
    const last = mention.spans.at(-1)
    if (first === undefined || last === undefined) return unplaced(mention)
    const id = nextId++
    let fragments: number[] | undefined
    if (mention.spans.length > 1) {
      fragments = mention.spans.map(({ from, to }) => {
        const fragment = nextId++
        sink.structure(casTypes.Fragment, fragment, [], from, to)
        return fragment
      })
    }
    const context = hasContext(text, mention)
    const { documentVersion } = mention
    sink.structure(
      casTypes.Mention,
      id,
      [
        claim,
        role,
        label,
        mention.id,
        fragments,
        mention.quote,
        context.prefix ? undefined : mention.prefix,
        context.suffix ? undefined : mention.suffix,
        documentVersion === version ? undefined : documentVersion,
        mention.markedQuote,
      ],
      first.from,
      last.to,
    )
    return id
  }

  function unplaced({ id, quote, prefix, suffix, documentVersion, markedQuote, spans }: Mention): number {
    const offsets = spans.length === 0 ? undefined : spans.flatMap(({ from, to }) => [from, to])
    return put(casTypes.UnplacedMention, [id, quote, prefix, suffix, documentVersion, markedQuote, offsets])
  }

  function attributionStructure({ kind, source, cue, speaker, within }: Attribution, claim: number): number {
    return put(casTypes.Attribution, [
      kind,
      source && mentionStructure(source, claim, 'source', undefined),
      cue && mentionStructure(cue, claim, 'cue', undefined),
      speaker?.name,
      speaker?.kind,
      speaker?.uri,
      within && attributionStructure(within, claim),
    ])
  }

  function evidenceItem(item: EvidenceItem, claim: number): number {
    if (item.kind === 'url') return put(casTypes.EvidenceItem, [item.url, item.quote, undefined, undefined])
    const { mention, document } = item
    const words = document === undefined ? mentionStructure(mention, claim, 'evidence', undefined) : unplaced(mention)
    return put(casTypes.EvidenceItem, [undefined, undefined, words, document])
  }

  function writeClaim(claim: Claim): void {
    const id = claimIds.get(claim.id) ?? 0
    const { verdict, attribution, origin } = claim
    const label = claim.types[0]
    const mentions = claim.mentions.map((mention) => mentionStructure(mention, id, 'claim', label))
    const evidence = claim.evidence.map(({ stance, items }) =>
      put(casTypes.EvidenceSet, [stance, some(items.map((item) => evidenceItem(item, id)))]),
    )
    const values = [
      claim.id,
      claim.layer,
      mentions,
      some(claim.types),
      claim.normalizedClaim,
      claim.checkWorthiness,
      verdict?.scale,
      verdict?.label,
      verdict?.justification,
      verdict?.rating?.value,
      verdict?.rating?.best,
      verdict?.rating?.worst,
      claim.confidence,
      attribution && attributionStructure(attribution, id),
      some(evidence),
      some(claim.tags),
      claim.note,
      claim.status,
      origin.kind,
      origin.kind === 'model' ? origin.name : origin.kind === 'import' ? origin.from : undefined,
      origin.kind === 'model' ? origin.version : undefined,
      claim.createdBy,
      claim.createdAt,
      claim.updatedAt,
      claim.proposition,
    ]
    sink.structure(casTypes.Claim, id, values)
  }

  function writeThread({ id, claim, comments, resolved }: Thread): void {
    const written = comments.map(({ by, at, text, vote }) => put(casTypes.Comment, [by, at, text, vote]))
    put(casTypes.Thread, [id, claimIds.get(claim), some(written), resolved])
  }

  const metadata = Object.entries(document.metadata).flatMap(([key, value]) =>
    value === undefined ? [] : [put(casTypes.MetadataEntry, [key, value])],
  )
  const layerIds = layers.map(({ id, kind, name }) => put(casTypes.Layer, [id, kind, name]))
  const annotatorIds = annotators.map(({ id, name }) => put(casTypes.Annotator, [id, name]))
  put(casTypes.Article, [document.id, version, document.title, some(metadata), some(layerIds), some(annotatorIds)])
  for (const { kind, from, to } of document.blocks) sink.structure(casTypes.Block, nextId++, [kind], from, to)
  for (const claim of claims) claimIds.set(claim.id, nextId++)
  claims.forEach(writeClaim)
  for (const { id, type, from, to, layer, note, createdBy } of relations) {
    put(casTypes.Relation, [id, type, claimIds.get(from), claimIds.get(to), layer, note, createdBy])
  }
  threads.forEach(writeThread)
}

const some = <T>(values: readonly T[]): readonly T[] | undefined => (values.length === 0 ? undefined : values)
