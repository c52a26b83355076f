import { type AnnotatedDocument, type Claim, type Mention, mentionState, quoteAt, type Span } from '@claimspan/core'
import type { Losses } from '../loss.js'
import { type ClaimFeature, claimFeatures, commonFeatures, roleFeatures } from './layers.js'

/** An annotation of a span on one of the layers, with the values of its layer's features in their order. */
export interface TsvAnnotation {
  readonly layer: 'claim' | 'role'
  readonly span: Span
  readonly values: readonly (string | undefined)[]
}

/** The annotations of a document, and for each claim the one that its relations join. */
export interface TsvAnnotations {
  readonly all: readonly TsvAnnotation[]
  readonly heads: ReadonlyMap<string, TsvAnnotation>
}

/** Claims, sources and cues as annotations, one for each span; what they cannot carry are losses. */
export function annotationsOf(annotated: AnnotatedDocument, losses: Losses): TsvAnnotations {
  const { text } = annotated.document
  const all: TsvAnnotation[] = []
  const heads = new Map<string, TsvAnnotation>()
  const claimFirsts: Span[] = []
  for (const claim of annotated.claims) {
    const value = valuesOf(claim, losses)
    const marked = claim.mentions.map((mention) => ({ mention, spans: markedSpans(text, mention, claim, losses) }))
    const firsts = marked.flatMap(({ spans }) => spans.slice(0, 1))
    const [head] = [...firsts].sort(byRow)
    for (const { mention, spans } of marked) {
      for (const span of spans) {
        const isHead = span === head
        const values = claimFeatures.map((feature, at) =>
          feature === 'mention' ? mention.id : at < commonFeatures || isHead ? value(feature) : undefined,
        )
        const annotation: TsvAnnotation = { layer: 'claim', span, values }
        if (isHead) heads.set(claim.id, annotation)
        all.push(annotation)
      }
    }
    if (!heads.has(claim.id)) {
      losses.add({
        claim: claim.id,
        what: 'claim',
        done: 'left-out',
        detail: 'none of its words can be marked in the text',
      })
      continue
    }
    if (!inRowOrder(firsts)) {
      losses.add({
        claim: claim.id,
        what: 'order',
        done: 'flattened',
        detail: 'its mentions are read in the order of the text',
      })
    }
    if (head !== undefined) claimFirsts.push(head)
    fieldLosses(claim, losses)
    for (const role of ['source', 'cue'] as const) {
      const mention = claim.attribution?.[role]
      if (mention === undefined) continue
      for (const span of markedSpans(text, mention, claim, losses)) {
        const values = roleFeatures.map((feature) => (feature === 'role' ? role : claim.id))
        all.push({ layer: 'role', span, values })
      }
    }
  }
  if (!inRowOrder(claimFirsts)) {
    losses.add({ what: 'order', done: 'flattened', detail: 'claims are read in the order of the text' })
  }
  return { all, heads }
}

/** The order of a file's rows: what begins first, of two that begin together the longer one. */
export const byRow = (a: Span, b: Span): number => a.from - b.from || b.to - a.to

const inRowOrder = (spans: readonly Span[]): boolean =>
  spans.every((span, at) => at === 0 || byRow(spans[at - 1] ?? span, span) <= 0)

/** The value of each feature on a claim's first annotation. */
function valuesOf(claim: Claim, losses: Losses): (feature: ClaimFeature) => string | undefined {
  const { verdict, attribution } = claim
  const list = (what: string, values: readonly string[]): string | undefined => {
    if (values.length === 0) return undefined
    if (values.some((each) => each.includes('\n')))
      losses.add({ claim: claim.id, what, done: 'renamed', detail: 'line breaks in them are written as spaces' })
    return values.map((each) => each.replaceAll('\n', ' ')).join('\n')
  }
  const values: Readonly<Record<ClaimFeature, string | undefined>> = {
    claim: claim.id,
    mention: undefined,
    claimType: claim.types[0],
    otherTypes: list('otherTypes', claim.types.slice(1)),
    normalizedClaim: claim.normalizedClaim,
    checkWorthiness: claim.checkWorthiness,
    status: claim.status === 'draft' ? undefined : claim.status,
    verdict: verdict?.label,
    verdictScale: verdict?.scale,
    justification: verdict?.justification,
    confidence: claim.confidence === undefined ? undefined : String(claim.confidence),
    attributionKind: attribution?.kind,
    speaker: attribution?.speaker?.name,
    speakerKind: attribution?.speaker?.kind,
    speakerUri: attribution?.speaker?.uri,
    tags: list('tags', claim.tags),
    note: claim.note,
  }
  if (Object.values(values).some((value) => value?.includes('\r') === true)) {
    losses.add({ claim: claim.id, what: 'carriage-return', done: 'renamed', detail: carriageReturnDetail })
  }
  return (feature) => values[feature]?.replaceAll('\r', ' ')
}

export const carriageReturnDetail = 'a reader would take each for the end of a line: it is written as a space'

/** A mention's spans as they can be marked: no white space at their edges, as only tokens have rows. */
function markedSpans(text: string, mention: Mention, claim: Claim, losses: Losses): readonly Span[] {
  const loss = (what: string, done: 'left-out' | 'flattened', detail: string): void =>
    losses.add({ claim: claim.id, mention: mention.id, what, done, detail })
  if (mentionState(mention) === 'detached') {
    loss('mention', 'left-out', `its words, ${JSON.stringify(mention.quote)}, are not in the text any more`)
    return []
  }
  const spans = mention.spans.map((span) => withoutSpace(text, span))
  const marked = spans.filter(({ from, to }) => from < to)
  if (marked.length === 0) {
    loss('mention', 'left-out', 'it holds white space only')
    return []
  }
  if (spans.some(({ from, to }, at) => from !== mention.spans[at]?.from || to !== mention.spans[at]?.to)) {
    loss('white-space', 'flattened', 'white space at the edges of its spans has no row to be marked on')
  }
  if (mention.markedQuote !== undefined) {
    loss('markedQuote', 'left-out', `that it was marked on ${JSON.stringify(mention.markedQuote)} has no place`)
  }
  const context = quoteAt(text, mention.spans)
  if (context.prefix !== mention.prefix || context.suffix !== mention.suffix) {
    loss('context', 'left-out', 'that it was kept with less text around it has no place')
  }
  return marked
}

function withoutSpace(text: string, { from, to }: Span): Span {
  const words = text.slice(from, to)
  const start = from + (words.length - words.trimStart().length)
  return { from: start, to: Math.max(start, from + words.trimEnd().length) }
}

function fieldLosses(claim: Claim, losses: Losses): void {
  const lost = (what: string, detail: string): void => losses.add({ claim: claim.id, what, done: 'left-out', detail })
  if (claim.proposition !== undefined) lost('proposition', 'that claims elsewhere say the same has no place')
  if (claim.evidence.length > 0) lost('evidence', `${claim.evidence.length} evidence sets have no place`)
  if (claim.verdict?.rating !== undefined) lost('verdict.rating', 'a numeric rating has no place')
  if (claim.attribution?.within !== undefined) lost('attribution.within', 'a nested attribution has no place')
}
