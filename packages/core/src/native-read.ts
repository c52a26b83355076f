import type { AnnotatedDocument } from './annotated-document.js'
import type { Attribution } from './attribution.js'
import type { Claim, EvidenceItem } from './claim.js'
import { type Block, blocksOf } from './document.js'
import type { DocumentId, MentionId } from './id.js'
import { cueMentionId, evidenceMentionId, type Mention, sourceMentionId } from './mention.js'
import type {
  NativeAttribution,
  NativeClaim,
  NativeDocument,
  NativeEvidenceItem,
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
}

/**
 * The annotated document that a native object means, with the offsets that the text does not have. The object has the shape
 * of a {@link NativeDocument}; whether its values go together is for `check`.
 */
export function documentOfNative(native: NativeDocument): {
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
  }
  const annotated: AnnotatedDocument = {
    document: {
      id: native.id as DocumentId,
      version,
      title: native.title,
      ...(native.language === undefined ? {} : { language: native.language }),
      text,
      blocks: native.blocks?.map((block, at) => readBlock(block, `/blocks/${at}`, reading)) ?? blocksOf(text),
      metadata: native.metadata ?? {},
    },
    layers: native.layers ?? [],
    annotators: native.annotators ?? [],
    claims: (native.claims ?? []).map((claim, at) => readClaim(claim, `/claims/${at}`, reading)),
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

function readClaim(native: NativeClaim, path: string, reading: Reading): Claim {
  const { id, mentions, types = [], attribution, evidence = [], tags = [], ...rest } = native
  // Not begun with the spread: see `claim`.
  return {
    id,
    mentions: mentions.map((mention, at) =>
      readMention(mention, mention.id ?? `m${at + 1}`, `${path}/mentions/${at}`, reading),
    ),
    ...rest,
    types,
    ...(attribution && { attribution: readAttribution(attribution, `${path}/attribution`, reading) }),
    evidence: evidence.map(({ stance, items }, set) => ({
      stance,
      items: items.map((item, at) => readItem(item, `${path}/evidence/${set}/items/${at}`, reading)),
    })),
    tags,
  } as Claim
}

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
  const elsewhere: Reading = { documentVersion: 1, text: undefined, offset: (written) => written }
  return {
    kind: 'mention',
    mention: readMention(mention, evidenceMentionId, place, elsewhere),
    document: document as DocumentId,
  }
}

/** Context that is left out is taken from the text. */
function readMention(native: NativeMention, id: string, path: string, reading: Reading): Mention {
  const spans = native.spans.map((span, at) => readSpan(span, `${path}/spans/${at}`, reading))
  const { prefix, suffix } = native
  const there = prefix === undefined || suffix === undefined ? contextOf(spans, reading.text) : { prefix, suffix }
  return {
    id: id as MentionId,
    spans,
    quote: native.quote,
    prefix: prefix ?? there.prefix,
    suffix: suffix ?? there.suffix,
    documentVersion: native.documentVersion ?? reading.documentVersion,
    ...(native.markedQuote === undefined ? {} : { markedQuote: native.markedQuote }),
  }
}

function contextOf(
  spans: readonly Span[],
  text: string | undefined,
): { readonly prefix: string; readonly suffix: string } {
  const isReadable = spans.length > 0 && spans.every(({ from, to }) => from <= to)
  return isReadable && text !== undefined ? quoteAt(text, spans) : { prefix: '', suffix: '' }
}
