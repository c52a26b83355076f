import { hasLoneSurrogate, type OffsetTable, quoteJoint, type Span } from '@claimspan/core'
import { type JsonRecord, listOf, present, recordOf, textOf } from './json-view.js'

/**
 * Mentions in the native form (code points) from targets: those of one `mention` belong together. A position at which the
 * quoted words do not stand is put right when they stand in one place only; else the words count as gone.
 */
export function readMentions(
  targets: readonly unknown[],
  text: string,
  offsets: OffsetTable,
  note: (note: string) => void,
): readonly JsonRecord[] {
  const groups = new Map<unknown, JsonRecord[]>()
  for (const target of targets.map(recordOf)) {
    const group = groups.get(target.mention)
    if (group === undefined) groups.set(target.mention, [target])
    else group.push(target)
  }
  return [...groups].map(([id, group]) => {
    const quotes = group.map((target) => quoteOf(target))
    const spans = group.map((target, at) => spanOf(target, quotes[at] ?? {}, text, offsets, note))
    const isWhole = spans.every((span) => span !== undefined)
    return present({
      id,
      spans: isWhole ? spans : [],
      quote: quotes.map(({ exact }) => exact).join(quoteJoint),
      prefix: quotes[0]?.prefix,
      suffix: quotes.at(-1)?.suffix,
      documentVersion: group[0]?.markedOn,
      markedQuote: isWhole ? group[0]?.markedQuote : undefined,
    })
  })
}

export interface QuoteSelector {
  readonly exact?: string
  readonly prefix?: string
  readonly suffix?: string
}

const selectorOf = (target: JsonRecord, type: string): JsonRecord | undefined =>
  listOf(target.selector)
    .map(recordOf)
    .find((selector) => selector.type === type)

function quoteOf(target: JsonRecord): QuoteSelector {
  const { exact, prefix, suffix } = selectorOf(target, 'TextQuoteSelector') ?? {}
  return present({ exact: textOf(exact), prefix: textOf(prefix), suffix: textOf(suffix) })
}

function spanOf(
  target: JsonRecord,
  quote: QuoteSelector,
  text: string,
  offsets: OffsetTable,
  note: (note: string) => void,
): JsonRecord | undefined {
  const position = selectorOf(target, 'TextPositionSelector')
  if (position === undefined || quote.exact === undefined) return undefined
  const [from, to] = [position.start, position.end].map((at) =>
    typeof at === 'number' ? offsets.toUtf16(at, 'code-point') : undefined,
  )
  if (from !== undefined && to !== undefined && text.slice(from, to) === quote.exact)
    return { from: position.start, to: position.end }
  const utf16 = spanInUtf16(position, quote.exact, text, offsets)
  if (utf16 !== undefined) {
    note(
      `${JSON.stringify(quote.exact)} stands at ${position.start} to ${position.end} counted in UTF-16 code units, not in code points`,
    )
    return { from: offsets.fromUtf16(utf16.from, 'code-point'), to: offsets.fromUtf16(utf16.to, 'code-point') }
  }
  const found = onlyPlace(text, quote)
  note(
    `${JSON.stringify(quote.exact)} does not stand at ${position.start} to ${position.end}: ` +
      (found === undefined ? 'it is taken in without a place' : 'it was found elsewhere'),
  )
  return found === undefined
    ? undefined
    : { from: offsets.fromUtf16(found, 'code-point'), to: offsets.fromUtf16(found + quote.exact.length, 'code-point') }
}

/** The span when a position counts UTF-16 code units, as some tools write it, though the model says code points. */
export function spanInUtf16(position: JsonRecord, exact: string, text: string, offsets: OffsetTable): Span | undefined {
  const [from, to] = [position.start, position.end].map((at) =>
    typeof at === 'number' ? offsets.toUtf16(at, 'utf-16') : undefined,
  )
  return from !== undefined && to !== undefined && text.slice(from, to) === exact ? { from, to } : undefined
}

/** Where the quoted words stand with their context, in UTF-16; `undefined` when nowhere or in several places. */
export function onlyPlace(text: string, { exact = '', prefix = '', suffix = '' }: QuoteSelector): number | undefined {
  const words = prefix + exact + suffix
  const first = words === '' || hasLoneSurrogate(words) ? -1 : text.indexOf(words)
  return first === -1 || text.indexOf(words, first + 1) !== -1 ? undefined : first + prefix.length
}
