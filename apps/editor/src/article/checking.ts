import { type Claim, claimId, wordsAt } from '@claimspan/core'
import { isToCheck, markWords, type PartName, partNamed, partsOf, samePart, stateWords } from '../claims/claim-parts.js'
import type { FoundPlace } from '../claims/lost-words.js'
import { findClaim, refOf, type ShownClaim, sameRef } from '../claims/shown-claim.js'
import { announce } from '../design/announcer.js'
import { toast } from '../design/toasts.js'
import { say } from '../words/words.js'
import { bringIntoView, goToClaim } from './go-to-words.js'
import { chosen } from './marking.js'
import { flash } from './painting.js'
import { focusClaim } from './regions.js'
import type { Workspace } from './workspace.js'

/** "2 claims to check." */
export const countToCheck = (count: number): string =>
  count === 0 ? say('check.no-claims') : say('check.claims', { count })

const restToCheck = (workspace: Workspace) => {
  const left = workspace.claims.get().filter(isToCheck).length
  return left === 0 ? say('check.none-left') : say('check.left', { count: left })
}

/** Choose the next claim in the panel, after the chosen one and round, whose words were edited or are gone. */
export function nextToCheck(workspace: Workspace): void {
  const claims = workspace.claims.get()
  const at = claims.findIndex((shown) => sameRef(refOf(shown), workspace.selected.get()))
  const next = [...claims.slice(at + 1), ...claims.slice(0, at + 1)].find(isToCheck)
  if (next === undefined) {
    announce(countToCheck(0))
    return
  }
  const inPanel = document.activeElement?.closest('[data-region=claims]') != null
  workspace.panelOpen.set(true)
  goToClaim(workspace, next)
  if (inPanel) requestAnimationFrame(() => focusClaim(refOf(next)))
  const off = claims.filter(isToCheck)
  const states = partsOf(next.claim)
    .map(stateWords)
    .filter((words) => words !== '')
  const words = next.claim.mentions[0]?.quote ?? ''
  announce(say('check.at', { at: off.indexOf(next) + 1, all: off.length, states: states.join(', '), words }))
}

/**
 * Say that edited words are still right: what stands in the text now is what the claim, its source or its cue is marked
 * on from now on. Without a name all edited words of the chosen claim are meant. Words that are gone stay as they are.
 */
export function stillRight(workspace: Workspace, name?: PartName): void {
  const at = chosenNow(workspace)
  if (at === undefined) return
  const { store, claim, seen } = at
  const changed = partsOf(claim).filter(
    (part) => part.state === 'changed' && (name === undefined || samePart(part.name, name)),
  )
  if (changed.length === 0) {
    const isGone = partsOf(claim).some(({ state }) => state === 'detached')
    announce(say(isGone ? 'check.gone' : 'check.nothing'))
    return
  }
  // What is called right is what the person has seen, not what somebody typed a moment ago.
  if (changed.some((part) => partNamed(seen, part.name)?.mention.quote !== part.mention.quote)) {
    toast(say('check.just-edited'))
    return
  }
  store.transact(() => {
    for (const part of changed) markWords(store, claim.id, part.name, part.mention.spans)
  })
  workspace.settle()
  keepFocus(workspace)
  announce(say('check.right', { rest: restToCheck(workspace) }))
}

/** Look for the words that are gone of the chosen claim, or of one part of it, and offer the places. */
export function findAgain(workspace: Workspace, name?: PartName): void {
  const at = chosenNow(workspace)
  if (at === undefined) return
  const gone = partsOf(at.claim).filter(({ state }) => state === 'detached')
  const part = name === undefined ? gone[0] : gone.find((one) => samePart(one.name, name))
  if (part === undefined) {
    announce(say('check.there'))
    return
  }
  workspace.panelOpen.set(true)
  workspace.finding.set({ claim: at.ref, part: part.name })
}

/** Stop looking, and put the focus back on the claim's card. */
export function stopFinding(workspace: Workspace): void {
  const finding = workspace.finding.get()
  workspace.finding.set(undefined)
  workspace.preview.set([])
  if (finding !== undefined) focusClaim(finding.claim)
}

/** Show a place in the text that is offered, without taking it. */
export function previewPlace(workspace: Workspace, place: FoundPlace | undefined): void {
  workspace.preview.set(place?.spans ?? [])
  const [first] = place?.spans ?? []
  const surface = workspace.surface.get()
  if (first !== undefined && surface !== undefined) bringIntoView(surface, first.from, first.to)
}

/** Take a place that was offered: the claim's words are there from now on. */
export function takePlace(workspace: Workspace, name: PartName, place: FoundPlace): void {
  const at = chosenNow(workspace)
  if (at === undefined) return
  const { store, claim, ref } = at
  const text = store.text()
  const isThere = place.spans.every(({ to }) => to <= text.length) && wordsAt(text, place.spans) === place.words
  if (!isThere || partNamed(claim, name) === undefined) {
    toast(say('check.text-edited'))
    return
  }
  markWords(store, claim.id, name, place.spans)
  workspace.settle()
  workspace.finding.set(undefined)
  workspace.preview.set([])
  flash(workspace, place.spans)
  requestAnimationFrame(() => focusClaim(ref))
  announce(say('check.found', { words: place.words, rest: restToCheck(workspace) }))
}

/** The chosen claim as it is in the store this moment, with what of it was shown last. */
function chosenNow(workspace: Workspace) {
  workspace.surface.get()?.binding.flush()
  const at = chosen(workspace)
  if (at === undefined) return undefined
  const ref = refOf(at.shown)
  const claim: Claim | undefined = at.layer.store.claim(claimId(ref.id))
  const seen: ShownClaim | undefined = findClaim(workspace.claims.get(), ref)
  return claim === undefined || seen === undefined ? undefined : { store: at.layer.store, claim, seen: seen.claim, ref }
}

/** The button that was pressed goes with what it settled: the claim's card takes the focus over. */
function keepFocus(workspace: Workspace): void {
  const ref = workspace.selected.get()
  if (ref === undefined || document.activeElement?.closest('.claim-detail') == null) return
  requestAnimationFrame(() => {
    if (document.activeElement === document.body || document.activeElement === null) focusClaim(ref)
  })
}
