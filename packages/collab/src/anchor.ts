import { compareSpans, firstSpanOutOfOrder, isInsidePair, type Quote, quoteAt, type Span } from '@claimspan/core'
import * as Y from 'yjs'
import { type HeldSpan, madeOver, spansResolver } from './resolve-spans.js'
import { returnedWords, runsOf } from './returned-words.js'
import { type CharacterId, characterIds } from './text-walk.js'

/**
 * One span as it is stored: the Yjs relative positions of its first character (assoc 0) and of its last (assoc -1), so
 * that what is typed at either edge stays outside and what is typed inside belongs. Encoded as Yjs encodes them.
 */
export type StoredSpan = readonly [start: Uint8Array, end: Uint8Array]

/**
 * Where the words of a mention are, and what they were when they were marked. Replaced as a whole, never edited.
 * `spans` is empty for a mention that was already detached when it was stored.
 */
export interface Anchor extends Quote {
  readonly spans: readonly StoredSpan[]
  /** The document version the mention was made on. */
  readonly version: number
  /** Which records of words that came back, near these, were there before: they say nothing about where the words are. */
  readonly known?: readonly string[]
  /**
   * Characters between the ends of its spans that were gone when it was made, as client, count and length of each run: they
   * are no words of it when somebody moves them.
   */
  readonly gone?: readonly number[]
}

/** Anchors for these lists of spans, made in one walk of the text. Throws `RangeError` when a span is not within the text or cuts a surrogate pair. */
export function makeAnchors(
  text: Y.Text,
  spansOf: readonly (readonly Span[])[],
  version: number,
  words: string = text.toString(),
  returns?: Y.Map<unknown>,
): readonly Anchor[] {
  for (const { from, to } of spansOf.flat()) {
    if (!Number.isSafeInteger(from) || !Number.isSafeInteger(to) || from < 0 || to <= from || to > words.length) {
      throw new RangeError(`A span needs 0 ≤ from < to ≤ ${words.length}: got ${from} to ${to}`)
    }
    if (isInsidePair(words, from) || isInsidePair(words, to)) {
      throw new RangeError(`A span from ${from} to ${to} cuts a character in half (a surrogate pair)`)
    }
  }
  for (const spans of spansOf) {
    if (spans.length === 0) throw new RangeError('A mention needs at least one span: got none')
    const disorder = firstSpanOutOfOrder(spans)
    if (disorder !== undefined) {
      throw new RangeError(
        `A mention's spans are in order and do not overlap: span ${disorder} starts before the end of the one before it`,
      )
    }
  }
  const ids = characterIds(
    text,
    spansOf.flat().flatMap(({ from, to }) => [from, to - 1]),
  )
  const held = Array.from({ length: ids.length / 2 }, (_, at): HeldSpan => heldBy(ids[2 * at], ids[2 * at + 1]))
  const over = madeOver(text, held, returnedWords(returns))
  let next = 0
  return spansOf.map((spans) => {
    const known = new Set<string>()
    const gone: number[] = []
    const stored = spans.map((): StoredSpan => {
      for (const key of over[next]?.known ?? []) known.add(key)
      for (const { client, clock, length } of over[next]?.gone ?? []) gone.push(client, clock, length)
      const span = held[next++]
      return [encode(span?.start, 0), encode(span?.end, -1)]
    })
    return {
      spans: stored,
      ...quoteAt(words, spans),
      version,
      ...(known.size === 0 ? {} : { known: [...known] }),
      ...(gone.length === 0 ? {} : { gone }),
    }
  })
}

function heldBy(start: CharacterId | undefined, end: CharacterId | undefined): HeldSpan {
  if (start === undefined || end === undefined) throw new RangeError('A span has no character to hold on to')
  return { start, end }
}

function encode(id: CharacterId | undefined, assoc: 0 | -1): Uint8Array {
  if (id === undefined) throw new RangeError('A span has no character to hold on to')
  return Y.encodeRelativePosition(new Y.RelativePosition(null, null, Y.createID(id.client, id.clock), assoc))
}

const decoded = new WeakMap<StoredSpan, HeldSpan | null>()

/** The two characters a stored span holds on to; `null` when the bytes are not what {@link makeAnchors} makes. */
function decode(stored: StoredSpan): HeldSpan | null {
  const known = decoded.get(stored)
  if (known !== undefined) return known
  let ids: HeldSpan | null = null
  try {
    const start = Y.decodeRelativePosition(stored[0]).item
    const end = Y.decodeRelativePosition(stored[1]).item
    if (start !== null && end !== null) ids = { start, end }
  } catch {
    // lib0 throws a plain Error on bytes that end too early: such a span has no place
  }
  decoded.set(stored, ids)
  return ids
}

/** What the spans of an anchor hold on to; `null` for one that holds on to nothing. */
export function heldSpans(anchor: Pick<Anchor, 'spans' | 'known' | 'gone'>): readonly (HeldSpan | null)[] {
  // Anybody may have written it: what is no list says nothing.
  const known = Array.isArray(anchor.known) ? new Set<string>(anchor.known) : undefined
  const gone = Array.isArray(anchor.gone) ? runsOf(anchor.gone) : undefined
  return anchor.spans.map((stored) => {
    const span = decode(stored)
    if (span === null) return span
    return { ...span, ...(known === undefined ? {} : { known }), ...(gone === undefined ? {} : { gone }) }
  })
}

/**
 * The spans of these anchors now, resolved together, each list in the order of the text. A span whose every character is
 * gone is left out, so an anchor whose words are all gone (or have not arrived) has none. Deletions that were undone are
 * followed through the records in `returns`, never through what only the client that undid them knows.
 */
export function resolveAnchors(
  text: Y.Text,
  anchors: readonly Pick<Anchor, 'spans' | 'known' | 'gone'>[],
  returns?: Y.Map<unknown>,
): readonly (readonly Span[])[] {
  return anchors.map(anchorResolver(text, returns))
}

/** As {@link resolveAnchors}, one anchor after the other, all in one walk of the text. Not for use after an edit. */
export function anchorResolver(
  text: Y.Text,
  returns?: Y.Map<unknown>,
): (anchor: Pick<Anchor, 'spans' | 'known' | 'gone'>) => readonly Span[] {
  const resolve = spansResolver(text, returnedWords(returns))
  return (anchor) => mentionSpans(heldSpans(anchor).map((span) => (span === null ? undefined : resolve(span))))
}

/** The spans of one mention, where each of them that has words is. */
export function mentionSpans(resolved: readonly (Span | undefined)[]): readonly Span[] {
  const found = resolved.filter((span) => span !== undefined)
  return found.length < 2 ? found : inOrder(found)
}

/** Spans of one mention that were moved apart may have changed places or run into each other: in order, joined where they touch. */
function inOrder(spans: readonly Span[]): readonly Span[] {
  return [...spans].sort(compareSpans).reduce<Span[]>((joined, span) => {
    const before = joined[joined.length - 1]
    if (before !== undefined && span.from < before.to) {
      joined[joined.length - 1] = { from: before.from, to: Math.max(before.to, span.to) }
    } else joined.push(span)
    return joined
  }, [])
}
