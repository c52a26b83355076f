import { type ClaimId, claimId, mention, overlaps, type Span } from '@claimspan/core'
import { focusArticle } from '../article/focus-article.js'
import { chosen, letGoOfSelection, selectedNow, writableLayerOf } from '../article/marking.js'
import type { MarkedPart, Workspace } from '../article/workspace.js'
import { markWords } from '../claims/claim-parts.js'
import { findClaim } from '../claims/shown-claim.js'
import { announce } from '../design/announcer.js'
import { toast } from '../design/toasts.js'
import type { LayerSession } from '../session/article-session.js'
import { say } from '../words/words.js'
import { addEvidence } from './evidence.js'
import { suggestBounds } from './suggest-bounds.js'

/**
 * Mark the selected words as a part of the chosen claim. Without a selection the mark is kept waiting for the next one.
 */
export function markPart(workspace: Workspace, part: MarkedPart): void {
  const at = chosen(workspace)
  if (at === undefined) return
  const span = wordsNow(workspace)
  if (span === undefined) {
    workspace.pending.set({ claim: { layer: at.layer.id, id: at.shown.claim.id }, part })
    announce(say('mark.select', { part: partName(part) }))
    workspace.panelOpen.set(false)
    focusArticle(workspace)
    return
  }
  applyMark(at.layer, at.shown.claim.id, part, span)
  letGoOfSelection(workspace)
}

/** Give the selected words to the mark that waits for them. Returns whether one did. */
export function fulfilPending(workspace: Workspace): boolean {
  const pending = workspace.pending.get()
  const span = wordsNow(workspace)
  if (pending === undefined || span === undefined) return false
  workspace.pending.set(undefined)
  const layer = writableLayerOf(workspace, pending.claim.layer)
  if (layer === undefined || findClaim(workspace.claims.get(), pending.claim) === undefined) {
    toast(say('mark.claim-gone'))
    return true
  }
  applyMark(layer, claimId(pending.claim.id), pending.part, span)
  letGoOfSelection(workspace)
  workspace.panelOpen.set(true)
  return true
}

function applyMark({ store }: LayerSession, id: ClaimId, part: MarkedPart, span: Span): void {
  const claim = store.claim(id)
  if (claim === undefined) return
  switch (part.kind) {
    case 'source':
    case 'cue':
    case 'mention':
      markWords(store, id, part, [span])
      break
    case 'new-mention':
      store.addMention(id, [span])
      break
    case 'evidence':
      addEvidence(store, claim, part.set, { kind: 'mention', mention: mention(store.text(), [span]) })
      break
    case 'join-mention': {
      const first = claim.mentions.find(({ spans }) => spans.length > 0) ?? claim.mentions[0]
      const spans = joined(first?.spans ?? [], span)
      if (first === undefined || spans === undefined) {
        toast(say('mark.overlap'))
        return
      }
      store.markMention(id, first.id, spans)
      break
    }
  }
  announce(say('mark.done', { part: partName(part) }))
}

/** The spans with one more, in order; `undefined` when it overlaps one of them. */
function joined(spans: readonly Span[], more: Span): readonly Span[] | undefined {
  if (spans.some(({ from, to }) => more.from < to && from < more.to)) return undefined
  return [...spans, more].sort((a, b) => a.from - b.from)
}

/** Mark the selected words as the claim's instead of the mention that they overlap, else of its first. */
export function markInstead(workspace: Workspace): void {
  const at = chosen(workspace)
  const span = wordsNow(workspace)
  if (at === undefined || span === undefined) return
  const { mentions } = at.shown.claim
  const meant = mentions.find(({ spans }) => spans.some((one) => overlaps(one, span))) ?? mentions[0]
  if (meant !== undefined) markPart(workspace, { kind: 'mention', mention: meant.id })
}

/** The selected words without punctuation at their edges. */
function wordsNow(workspace: Workspace): Span | undefined {
  const selected = selectedNow(workspace)
  if (selected === undefined) return undefined
  return suggestBounds(workspace.session.shared.text.toString(), selected) ?? selected
}

/** A part of a claim in words. */
export const partName = ({ kind }: MarkedPart): string => say(`mark.${kind}`)
