import type { AnnotatedDocument } from './annotated-document.js'
import type { Attribution } from './attribution.js'
import type { Claim, EvidenceItem, EvidenceSet } from './claim.js'
import { type Block, blocksOf } from './document.js'
import type { DocumentId, MentionId } from './id.js'
import { cueMentionId, evidenceMentionId, type Mention, sourceMentionId } from './mention.js'
import type {
  NativeAttribution,
  NativeClaim,
  NativeDocument,
  NativeEvidenceItem,
  NativeEvidenceSet,
  NativeMention,
} from './native-shape.js'
import { type Problem, pointer } from './problem.js'
import { quoteAt } from './quote.js'
import type { Span } from './span.js'
import { type OffsetTable, offsetTable } from './unit.js'

/** How the offsets of one document are read. An offset that is none of the text's is `NaN`, and a problem. */
interface Reading {
  readonly documentVersion: number
  /** The text, when it is at hand. */
  readonly text: string | undefined
  /** `path` is of the span or block, `end` its key. */
  offset(written: number, path: string, end: 'from' | 'to'): number
  /** The place of an item of a list; empty when places are not asked for. */
  step(path: string, list: string, at: number): string
}

/**
 * The annotated document that a native object means, with the offsets that the text does not have. The object has the shape
 * of a {@link NativeDocument}; whether its values go together is for `check`. Problems have their places only `withPlaces`, which
 * takes longer.
 */
export function documentOfNative(
  native: NativeDocument,
  withPlaces = true,
): {
  readonly annotated: AnnotatedDocument
  readonly table: OffsetTable
  readonly problems: readonly Problem[]
} {
  const { text, version, offsetUnit } = native
  const table = offsetTable(text)
  const length = table.lengthIn(offsetUnit)
  const problems: Problem[] = []
  const reading: Reading = {
    documentVersion: version,
    text,
    offset(written, of, end) {
      const utf16 = table.toUtf16(written, offsetUnit)
      if (utf16 !== undefined) return utf16
      const path = pointer(of, end)
      if (written > length) {
        const expected = `at most ${length}, the length of the text in ${unitNames[offsetUnit]}`
        problems.push({ kind: 'span-past-end', path, value: written, expected })
      } else if (written >= 0) {
        const expected = `an offset on a character's border, counted in ${unitNames[offsetUnit]}`
        problems.push({ kind: 'splits-character', path, value: written, expected })
      }
      return Number.NaN
    },
    step: withPlaces ? (path, list, at) => `${path}/${list}/${at}` : () => '',
  }
  const annotated: AnnotatedDocument = {
    document: {
      id: native.id as DocumentId,
      version,
      title: native.title,
      ...(native.language === undefined ? {} : { language: native.language }),
      text,
      blocks:
        native.blocks?.map((block, at) => readBlock(block, reading.step('', 'blocks', at), reading)) ?? blocksOf(text),
      metadata: native.metadata ?? {},
    },
    layers: native.layers ?? [],
    annotators: native.annotators ?? [],
    claims: (native.claims ?? []).map((claim, at) => readClaim(claim, reading.step('', 'claims', at), reading)),
    relations: native.relations ?? [],
    threads: native.threads ?? [],
  }
  return { annotated, table, problems }
}

export const unitNames = { 'code-point': 'code points', 'utf-16': 'UTF-16 code units', byte: 'bytes of UTF-8' } as const

const readBlock = ({ kind, ...span }: Block, path: string, reading: Reading): Block => ({
  kind,
  ...readSpan(span, path, reading),
})

const readSpan = ({ from, to }: Span, path: string, { offset }: Reading): Span => ({
  from: offset(from, path, 'from'),
  to: offset(to, path, 'to'),
})

/** A claim under construction. */
type Made = { -readonly [Name in keyof Claim]: Claim[Name] }

function readClaim(native: NativeClaim, path: string, reading: Reading): Claim {
  const { attribution, evidence = [] } = native
  // Key by key, what may be absent last: V8 copies the rest of an object slowly and gives what it makes so many shapes.
  const made: Made = {
    id: native.id,
    layer: native.layer,
    mentions: native.mentions.map((mention, at) =>
      readMention(mention, mention.id ?? `m${at + 1}`, reading.step(path, 'mentions', at), reading),
    ),
    types: native.types ?? [],
    evidence: evidence.map((set, at) => readEvidence(set, reading.step(path, 'evidence', at), reading)),
    tags: native.tags ?? [],
    status: native.status,
    origin: native.origin,
    createdBy: native.createdBy,
    createdAt: native.createdAt,
  }
  if (native.normalizedClaim !== undefined) made.normalizedClaim = native.normalizedClaim
  if (native.proposition !== undefined) made.proposition = native.proposition
  if (native.checkWorthiness !== undefined) made.checkWorthiness = native.checkWorthiness
  if (native.verdict !== undefined) made.verdict = native.verdict
  if (native.confidence !== undefined) made.confidence = native.confidence
  if (attribution !== undefined) made.attribution = readAttribution(attribution, `${path}/attribution`, reading)
  if (native.note !== undefined) made.note = native.note
  if (native.updatedAt !== undefined) made.updatedAt = native.updatedAt
  return made
}

const readEvidence = ({ stance, items }: NativeEvidenceSet, path: string, reading: Reading): EvidenceSet => ({
  stance,
  items: items.map((item, at) => readItem(item, reading.step(path, 'items', at), reading)),
})

function readAttribution(native: NativeAttribution, path: string, reading: Reading): Attribution {
  const { source, cue, within, ...rest } = native
  return {
    ...rest,
    ...(source && { source: readMention(source, sourceMentionId, `${path}/source`, reading) }),
    ...(cue && { cue: readMention(cue, cueMentionId, `${path}/cue`, reading) }),
    ...(within && { within: readAttribution(within, `${path}/within`, reading) }),
  }
}

function readItem(item: NativeEvidenceItem, path: string, reading: Reading): EvidenceItem {
  if (item.kind === 'url') return item
  const { document, mention } = item
  const place = `${path}/mention`
  if (document === undefined)
    return { kind: 'mention', mention: readMention(mention, evidenceMentionId, place, reading) }
  const elsewhere: Reading = { documentVersion: 1, text: undefined, offset: (written) => written, step: () => '' }
  return {
    kind: 'mention',
    mention: readMention(mention, evidenceMentionId, place, elsewhere),
    document: document as DocumentId,
  }
}

/** Context that is left out is taken from the text. */
function readMention(native: NativeMention, id: string, path: string, reading: Reading): Mention {
  const spans = native.spans.map((span, at) => readSpan(span, reading.step(path, 'spans', at), reading))
  const { prefix, suffix } = native
  const there = prefix === undefined || suffix === undefined ? contextOf(spans, reading.text) : { prefix, suffix }
  const made: { -readonly [Name in keyof Mention]: Mention[Name] } = {
    id: id as MentionId,
    spans,
    quote: native.quote,
    prefix: prefix ?? there.prefix,
    suffix: suffix ?? there.suffix,
    documentVersion: native.documentVersion ?? reading.documentVersion,
  }
  if (native.markedQuote !== undefined) made.markedQuote = native.markedQuote
  return made
}

function contextOf(
  spans: readonly Span[],
  text: string | undefined,
): { readonly prefix: string; readonly suffix: string } {
  const isReadable = spans.length > 0 && spans.every(({ from, to }) => from <= to)
  return isReadable && text !== undefined ? quoteAt(text, spans) : { prefix: '', suffix: '' }
}
