import { rectsOfSpan } from '@claimspan/lexical'
import { findClaim, refOf, type ShownClaim, spansOf } from '../claims/shown-claim.js'
import { announce } from '../design/announcer.js'
import { say } from '../words/words.js'
import { flash } from './painting.js'
import type { ArticleSurface } from './surface.js'
import type { Workspace } from './workspace.js'

/** Choose a claim, bring its words into view and make them stand out for a moment. */
export function goToClaim(workspace: Workspace, card: ShownClaim): void {
  workspace.selected.set(refOf(card))
  // A card may be older than what has been typed since.
  const shown = findClaim(workspace.claims.get(), refOf(card)) ?? card
  const spans = spansOf(shown.claim)
  const first = spans[0]
  const surface = workspace.surface.get()
  if (first === undefined || surface === undefined) {
    announce(say('claim.gone'))
    return
  }
  bringIntoView(surface, first.from, first.to)
  flash(workspace, spans)
}

/** Scroll the article so that the words stand in its upper half, unless they are in view already. */
export function bringIntoView(surface: ArticleSurface, from: number, to: number): void {
  const step = (behavior: ScrollBehavior) => {
    const rect = rectsOfSpan(surface.editor, { from, to })[0]
    if (rect === undefined) return
    const view = viewOf(surface.scroller)
    const margin = Math.min(90, view.height / 5)
    if (rect.top >= view.top + margin && rect.bottom <= view.bottom - margin) return
    surface.scroller.scrollTo({ top: surface.scroller.scrollTop + rect.top - view.top - view.height * 0.32, behavior })
  }
  const calm = window.matchMedia('(prefers-reduced-motion: reduce)').matches
  const near = Math.abs(distance(surface, from, to)) < surface.scroller.clientHeight * 2
  step(calm || !near ? 'instant' : 'smooth')
  // Paragraphs that were never shown had only a guessed height: look again when they have their own.
  if (!near) requestAnimationFrame(() => requestAnimationFrame(() => step('instant')))
}

/** The part of the article that can be seen: in a narrow window the claims' sheet may lie over its foot. */
function viewOf(scroller: HTMLElement): { readonly top: number; readonly bottom: number; readonly height: number } {
  const { top, bottom } = scroller.getBoundingClientRect()
  const sheet = document.querySelector('.panel[data-open=true]')
  const foot = sheet === null || getComputedStyle(sheet).position !== 'fixed' ? bottom : sheetTop(sheet)
  const seen = Math.max(top + 80, Math.min(bottom, foot))
  return { top, bottom: seen, height: seen - top }
}

/** Where the sheet's upper edge is once it is open, also while it still moves. */
const sheetTop = (sheet: Element) => window.innerHeight - sheet.clientHeight

function distance({ editor, scroller }: ArticleSurface, from: number, to: number): number {
  const rect = rectsOfSpan(editor, { from, to })[0]
  return rect === undefined ? 0 : rect.top - scroller.getBoundingClientRect().top
}
