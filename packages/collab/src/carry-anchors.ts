import type { Span } from '@claimspan/core'
import { type Anchor, heldSpans, mentionSpans } from './anchor.js'
import { carrySpans } from './carry-spans.js'
import type { SharedText } from './shared-text.js'

/**
 * Anchors over one shared text that are resolved once and then follow its edits: always where {@link resolveAnchors} finds
 * them, without looking for all of them again.
 */
export interface AnchorCarrier {
  /** Follow one more anchor. Returns what to ask for its spans with. */
  hold(anchor: Pick<Anchor, 'spans' | 'known' | 'gone'>): HeldAnchor
  /** Follow it no more. */
  release(held: HeldAnchor): void
  /**
   * Bring all up to date after edits; most are already. Throws `Error` in the middle of a transaction that has changed
   * the text.
   */
  settle(): void
  /** Where the words of an anchor are, once settled, in the order of the text; none when all are gone. */
  spans(held: HeldAnchor): readonly Span[]
  /** Stop listening to the text. */
  close(): void
}

/** An anchor that is followed. */
export interface HeldAnchor {
  readonly slots: readonly number[]
}

/** Follow anchors over a shared text, which has to be in a Yjs document. */
export function carryAnchors(shared: Pick<SharedText, 'text' | 'returns'>): AnchorCarrier {
  const carrier = carrySpans(shared)
  return {
    hold: (anchor) => ({ slots: heldSpans(anchor).map((span) => carrier.hold(span)) }),
    release({ slots }) {
      for (const slot of slots) carrier.release(slot)
    },
    settle: () => carrier.settle(),
    spans: ({ slots }) => mentionSpans(slots.map((slot) => carrier.span(slot))),
    close: () => carrier.close(),
  }
}
