import { claimId, overlaps, type Span } from '@claimspan/core'
import { $getSelection, $isRangeSelection, SKIP_DOM_SELECTION_TAG } from 'lexical'
import { refOf, type ShownClaim, sameRef } from '../claims/shown-claim.js'
import { announce } from '../design/announcer.js'
import { toast } from '../design/toasts.js'
import { suggestBounds } from '../marking/suggest-bounds.js'
import type { LayerSession } from '../session/article-session.js'
import { me } from '../session/me.js'
import { say } from '../words/words.js'
import { focusClaim } from './regions.js'
import type { Workspace } from './workspace.js'

/** The layer of a claim that may be changed here; `undefined` for one that may only be read. */
export function writableLayerOf(workspace: Workspace, layer: string): LayerSession | undefined {
  return workspace.layers.find((open) => open.id === layer && open.writable)
}

/** The chosen claim with its layer, when it may be changed. */
export function chosen(workspace: Workspace): { readonly shown: ShownClaim; readonly layer: LayerSession } | undefined {
  const ref = workspace.selected.get()
  const layer = ref === undefined ? undefined : writableLayerOf(workspace, ref.layer)
  const claim = ref === undefined ? undefined : layer?.store.claim(claimId(ref.id))
  if (layer === undefined || claim === undefined) return undefined
  return { layer, shown: { claim, layer: layer.id, writable: true } }
}

/** The words that are selected in the text as it is now, also when somebody has edited it since the last frame. */
export function selectedNow(workspace: Workspace): Span | undefined {
  workspace.surface.get()?.readSelection()
  return workspace.selection.get()
}

/**
 * Make a claim of the selected words, of this type or the last one used, and choose it. Punctuation at the edges is left
 * out, unless the selection is meant to the letter.
 */
export function makeClaim(workspace: Workspace, type?: string, { exact = false } = {}): void {
  const selected = selectedNow(workspace)
  const layer = workspace.writable
  if (selected === undefined) return
  if (layer === undefined) {
    toast(say('claim.no-layer'))
    return
  }
  const span = (exact ? undefined : suggestBounds(workspace.session.shared.text.toString(), selected)) ?? selected
  const taken = workspace.taken.get()
  if (taken !== undefined && overlaps(taken, selected)) workspace.taken.set(selected)
  const label = type ?? workspace.lastType.get()
  const self = me.get()
  workspace.session.nameIn(layer.id, self)
  const claim = layer.store.add({
    mentions: [[span]],
    types: label === undefined ? [] : [label],
    createdBy: self.id,
  })
  if (label !== undefined) workspace.lastType.set(label)
  if (!workspace.visible.get().has(layer.id)) workspace.visible.set(new Set([...workspace.visible.get(), layer.id]))
  workspace.settle()
  workspace.selected.set({ layer: layer.id, id: claim.id })
  letGoOfSelection(workspace)
  announce(say('claim.made', { type: label ?? say('claim.no-type'), words: claim.mentions[0]?.quote ?? '' }))
}

/** Copy a claim into the layer that may be written, as a draft of one's own, and choose the copy. */
export function copyClaim(workspace: Workspace, { claim }: ShownClaim): void {
  const layer = workspace.writable
  if (layer === undefined) {
    toast(say('claim.no-layer'))
    return
  }
  const self = me.get()
  workspace.session.nameIn(layer.id, self)
  const mentions = claim.mentions.filter(({ spans }) => spans.length > 0).map(({ spans }) => spans)
  if (mentions.length === 0) {
    toast(say('claim.no-copy'))
    return
  }
  const { source, cue, ...attribution } = claim.attribution ?? { kind: 'indirect' as const }
  const { normalizedClaim, checkWorthiness, verdict, confidence, note, evidence } = claim
  const copy = layer.store.add({
    mentions,
    types: claim.types,
    tags: claim.tags,
    fields: {
      ...(normalizedClaim === undefined ? {} : { normalizedClaim }),
      ...(checkWorthiness === undefined ? {} : { checkWorthiness }),
      ...(verdict === undefined ? {} : { verdict }),
      ...(confidence === undefined ? {} : { confidence }),
      ...(note === undefined ? {} : { note }),
      ...(evidence.length === 0 ? {} : { evidence }),
    },
    ...(claim.attribution === undefined
      ? {}
      : {
          attribution: {
            ...attribution,
            ...(source === undefined || source.spans.length === 0 ? {} : { source: source.spans }),
            ...(cue === undefined || cue.spans.length === 0 ? {} : { cue: cue.spans }),
          },
        }),
    createdBy: self.id,
  })
  workspace.settle()
  workspace.selected.set({ layer: layer.id, id: copy.id })
  announce(say('claim.copied', { layer: layer.name }))
}

/** Take the chosen claim away, with an offer to undo it as long as nothing else was done since. */
export function deleteChosen(workspace: Workspace): void {
  const at = chosen(workspace)
  if (at === undefined) return
  const { store } = at.layer
  const ref = workspace.selected.get()
  const neighbour = neighbourOf(workspace, at.shown)
  const inPanel = document.activeElement?.closest('[data-region=claims]') != null
  store.remove(at.shown.claim.id)
  const deletion = store.history.undoStack.at(-1)
  workspace.settle()
  workspace.selected.set(undefined)
  workspace.hovered.set(undefined)
  // The card that had the focus is gone.
  if (inPanel) {
    requestAnimationFrame(() =>
      neighbour === undefined ? workspace.surface.get()?.root.focus() : focusClaim(refOf(neighbour)),
    )
  }
  const isLast = () => store.history.undoStack.at(-1) === deletion
  toast(
    say('claim.deleted'),
    {
      label: say('claim.undo'),
      run() {
        if (!isLast()) return
        store.history.undo()
        workspace.settle()
        workspace.selected.set(ref)
        announce(say('claim.back'))
      },
    },
    { until: (expire) => store.observe((change) => change.local && !isLast() && expire()) },
  )
}

/** The claim after this one in the panel, else the one before. */
function neighbourOf(workspace: Workspace, shown: ShownClaim): ShownClaim | undefined {
  const claims = workspace.claims.get()
  const at = claims.findIndex((one) => sameRef(refOf(one), refOf(shown)))
  return claims[at + 1] ?? claims[at - 1]
}

/** Give the chosen claim a type, or take it away when it has it. */
export function toggleType(workspace: Workspace, label: string): void {
  const at = chosen(workspace)
  if (at === undefined) return
  const has = at.shown.claim.types.includes(label)
  if (has) at.layer.store.removeType(at.shown.claim.id, label)
  else at.layer.store.addType(at.shown.claim.id, label)
  announce(say(has ? 'claim.type-taken' : 'claim.type-given', { type: label }))
}

/** Leave a caret at the end of the selection, so that the toolbar over it goes. */
export function letGoOfSelection(workspace: Workspace): void {
  workspace.selection.set(undefined)
  const surface = workspace.surface.get()
  if (surface === undefined) return
  const { editor, root } = surface
  const here = root.contains(document.activeElement)
  editor.update(
    () => {
      const selection = $getSelection()
      if (!$isRangeSelection(selection) || selection.isCollapsed()) return
      const { anchor, focus } = selection
      const end = selection.isBackward() ? anchor : focus
      anchor.set(end.key, end.offset, end.type)
      focus.set(end.key, end.offset, end.type)
    },
    // To set the browser's selection in the article would take the focus there, away from the panel.
    here ? {} : { tag: SKIP_DOM_SELECTION_TAG },
  )
  if (!here) window.getSelection()?.removeAllRanges()
}
