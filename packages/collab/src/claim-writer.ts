import type { AttributionFields, ClaimFields, Mention, Span } from '@claimspan/core'
import type * as Y from 'yjs'
import { type Anchor, makeAnchors } from './anchor.js'
import type { SharedText } from './shared-text.js'
import {
  type Anchored,
  fieldKey,
  nextOrder,
  type StoredAnchor,
  storeAttribution,
  storeEvidence,
} from './stored-claim.js'

/** Writes parts of claims into the shared maps, with their words held by anchors in the text. */
export interface ClaimWriter {
  label(map: Y.Map<unknown>, kind: keyof typeof fieldKey, label: string): void
  /** Set a field; `undefined` takes it away. */
  field(map: Y.Map<unknown>, field: string, value: unknown): void
  attribution(map: Y.Map<unknown>, fields: AttributionFields): void
  anchor(key: string, anchor: Anchor | undefined, more?: { readonly order?: number }): void
  /** Anchors for lists of spans. Throws `RangeError` when a span is not one of the text. */
  anchorsAt(spans: readonly (readonly Span[])[]): readonly Anchor[]
  /** The anchor that reads back as this mention, also when it is changed or detached. */
  anchorOf(mention: Mention): Anchor
}

export function claimWriter(shared: SharedText, anchors: Y.Map<StoredAnchor>): ClaimWriter {
  const version = (): number => {
    const value = shared.meta.get('version')
    return typeof value === 'number' ? value : 1
  }
  const anchorOf = (mention: Mention): Anchor => {
    const { quote, prefix, suffix, documentVersion, markedQuote } = mention
    if (mention.spans.length === 0) return { spans: [], quote, prefix, suffix, version: documentVersion }
    const [anchor] = makeAnchors(shared.text, [mention.spans], documentVersion, undefined, shared.returns)
    if (anchor === undefined) throw new RangeError(`Mention ${mention.id} has no place`)
    return { ...anchor, quote: markedQuote ?? quote }
  }
  const inField = (mention: Mention): Anchored => ({ anchor: anchorOf(mention) })
  return {
    label(map, kind, label) {
      if (!map.has(fieldKey[kind](label))) map.set(fieldKey[kind](label), nextOrder(map, kind))
    },
    field(map, field, value) {
      if (value === undefined) map.delete(field)
      else if (field === 'evidence') map.set(field, storeEvidence(value as ClaimFields['evidence'], inField))
      else map.set(field, value)
    },
    attribution(map, { kind, speaker, within }) {
      map.set('attribution', {
        kind,
        ...(speaker === undefined ? {} : { speaker }),
        ...(within === undefined ? {} : { within: storeAttribution(within, inField) }),
      })
    },
    anchor(key, anchor, more = {}) {
      if (anchor !== undefined) anchors.set(key, { ...anchor, ...more })
    },
    anchorsAt: (spans) => makeAnchors(shared.text, spans, version(), undefined, shared.returns),
    anchorOf,
  }
}
