import {
  type Attribution,
  type Claim,
  type ClaimId,
  compareClaims,
  type EvidenceSet,
  type LayerId,
  type Mention,
} from '@claimspan/core'
import type * as Y from 'yjs'
import { type Anchor, heldSpans, mentionSpans } from './anchor.js'
import { carrySpans, spanChange } from './carry-spans.js'
import { type ClaimMaps, collectInner, type KeyedAnchor, readClaim } from './read-claims.js'
import type { SharedText } from './shared-text.js'
import { anchorKey, isAnchor, isClaimKey } from './stored-claim.js'

/** The claims of a layer, read once; after a change only those that it touched are read anew. */
export interface ClaimCarrier {
  /** Whether all that was done to the text has been heard. */
  readonly isCurrent: boolean
  /** The fields of these claims are others now; a claim may have come or gone. */
  claimsChanged(ids: Iterable<string>): void
  /** The anchors under these keys are others now. */
  anchorsChanged(keys: Iterable<string>): void
  /** All claims with their words as they are in the text now, in the order of the text. A claim that did not change is the same object. */
  claims(): readonly Claim[]
  close(): void
}

/** A claim as it was read. */
interface Entry {
  readonly map: Y.Map<unknown>
  readonly anchors: readonly KeyedAnchor[]
  readonly slots: ReadonlyMap<Anchor, readonly number[]>
  claim: Claim | undefined
}

/** Follow the claims of a layer. Whoever does so says what changed in its maps; edits of the text are heard. */
export function carryClaims(
  maps: ClaimMaps,
  shared: Pick<SharedText, 'text' | 'returns'>,
  layer: LayerId,
): ClaimCarrier {
  return new Carrier(maps, shared, layer)
}

class Carrier implements ClaimCarrier {
  private readonly spans
  private readonly entries = new Map<string, Entry>()
  private readonly anchorOf = new WeakMap<Mention, Anchor>()
  private keysOf: Map<string, Set<string>> | undefined
  private changed = new Set<string>()
  private read: readonly Claim[] = []

  constructor(
    private readonly maps: ClaimMaps,
    private readonly shared: Pick<SharedText, 'text' | 'returns'>,
    private readonly layer: LayerId,
  ) {
    this.spans = carrySpans(shared)
  }

  get isCurrent(): boolean {
    return this.spans.isCurrent
  }

  claimsChanged(ids: Iterable<string>): void {
    for (const id of ids) this.changed.add(id)
  }

  anchorsChanged(keys: Iterable<string>): void {
    for (const key of keys) {
      const claim = anchorKey.claimOf(key)
      this.changed.add(claim)
      if (this.keysOf === undefined) continue
      if (this.maps.anchors.has(key)) this.addKey(this.keysOf, key)
      else this.keysOf.get(claim)?.delete(key)
    }
  }

  claims(): readonly Claim[] {
    if (this.keysOf === undefined) {
      this.keysOf = new Map()
      for (const key of this.maps.anchors.keys()) this.addKey(this.keysOf, key)
      this.claimsChanged(this.maps.claims.keys())
    }
    const { changed } = this
    this.changed = new Set()
    for (const id of changed) this.renew(id)
    this.spans.settle()
    let words: string | undefined
    let isSame = changed.size === 0
    for (const [id, entry] of this.entries) {
      const change = changed.has(id) ? spanChange.other : this.changeOf(entry)
      if (change === spanChange.none) continue
      isSame = false
      if (change === spanChange.moved && entry.claim !== undefined) {
        entry.claim = withMentions(entry.claim, (mention) => this.moved(mention, entry))
      } else {
        words ??= this.shared.text.toString()
        entry.claim = this.readAnew(id, entry, words)
      }
    }
    this.spans.unchanged()
    if (!isSame) {
      this.read = [...this.entries.values()]
        .flatMap(({ claim }) => (claim === undefined ? [] : [claim]))
        .sort(compareClaims)
    }
    return this.read
  }

  close(): void {
    this.spans.close()
    this.entries.clear()
  }

  private addKey(keysOf: Map<string, Set<string>>, key: string): void {
    const claim = anchorKey.claimOf(key)
    const keys = keysOf.get(claim) ?? new Set()
    keysOf.set(claim, keys.add(key))
  }

  /** Take up what the maps have of a claim now. */
  private renew(id: string): void {
    const before = this.entries.get(id)
    const map = this.maps.claims.get(id)
    const slots = new Map<Anchor, readonly number[]>()
    if (map === undefined || !isClaimKey(id) || typeof map.entries !== 'function') this.entries.delete(id)
    else {
      const anchors = [...(this.keysOf?.get(id) ?? [])].flatMap((key): KeyedAnchor[] => {
        const anchor = this.maps.anchors.get(key)
        return isAnchor(anchor) ? [{ key, anchor }] : []
      })
      const all: Anchor[] = anchors.map(({ anchor }) => anchor)
      collectInner(map, all)
      for (const anchor of all) {
        if (slots.has(anchor)) continue
        slots.set(anchor, before?.slots.get(anchor) ?? heldSpans(anchor).map((span) => this.spans.hold(span)))
      }
      this.entries.set(id, { map, anchors, slots, claim: undefined })
    }
    for (const [anchor, old] of before?.slots ?? []) {
      if (!slots.has(anchor)) for (const slot of old) this.spans.release(slot)
    }
  }

  private changeOf({ slots }: Entry): number {
    let most: number = spanChange.none
    for (const of of slots.values()) for (const slot of of) most = Math.max(most, this.spans.change(slot))
    return most
  }

  private spansOf(anchor: Anchor, { slots }: Entry) {
    return mentionSpans((slots.get(anchor) ?? []).map((slot) => this.spans.span(slot)))
  }

  private readAnew(id: string, entry: Entry, words: string): Claim | undefined {
    const { map, anchors } = entry
    return readClaim(id as ClaimId, this.layer, map, anchors, words, {
      spansOf: (anchor) => this.spansOf(anchor, entry),
      made: (mention, anchor) => void this.anchorOf.set(mention, anchor),
    })
  }

  /** A mention whose words and context are as they were. */
  private moved(mention: Mention, entry: Entry): Mention {
    const anchor = this.anchorOf.get(mention)
    if (anchor === undefined || mention.spans.length === 0) return mention
    const spans = this.spansOf(anchor, entry)
    const isSame = spans.every(({ from, to }, at) => from === mention.spans[at]?.from && to === mention.spans[at]?.to)
    if (isSame) return mention
    const moved = { ...mention, spans }
    this.anchorOf.set(moved, anchor)
    return moved
  }
}

/** A claim with each of its mentions replaced, wherever it stands. */
function withMentions(claim: Claim, replaced: (mention: Mention) => Mention): Claim {
  const { mentions, attribution, evidence } = claim
  return {
    ...claim,
    mentions: mentions.map(replaced),
    ...(attribution === undefined ? {} : { attribution: attributionWith(attribution, replaced) }),
    evidence: evidence.length === 0 ? evidence : evidence.map((set) => evidenceWith(set, replaced)),
  }
}

function attributionWith(attribution: Attribution, replaced: (mention: Mention) => Mention): Attribution {
  const { source, cue, within } = attribution
  return {
    ...attribution,
    ...(source === undefined ? {} : { source: replaced(source) }),
    ...(cue === undefined ? {} : { cue: replaced(cue) }),
    ...(within === undefined ? {} : { within: attributionWith(within, replaced) }),
  }
}

function evidenceWith(set: EvidenceSet, replaced: (mention: Mention) => Mention): EvidenceSet {
  return {
    ...set,
    items: set.items.map((item) =>
      item.kind === 'mention' && item.document === undefined ? { ...item, mention: replaced(item.mention) } : item,
    ),
  }
}
