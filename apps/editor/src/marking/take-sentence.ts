import { overlaps, type Span } from '@claimspan/core'
import { type Caret, caretOf, selectSpan } from '@claimspan/lexical'
import { bringIntoView } from '../article/go-to-words.js'
import { makeClaim } from '../article/marking.js'
import type { ArticleSurface } from '../article/surface.js'
import type { Workspace } from '../article/workspace.js'
import { findClaim, spansOf } from '../claims/shown-claim.js'
import { announce } from '../design/announcer.js'
import { say } from '../words/words.js'
import { attributeToLast } from './attribute.js'
import { sentenceAt, sentenceBeside } from './sentences.js'
import { suggestBounds } from './suggest-bounds.js'

/**
 * Select the sentence at the caret, without the punctuation at its end; when that one was taken before and the caret is
 * still where it was left, the next one (`1`) or the one before (`-1`). Returns whether there was one.
 */
export function takeSentence(workspace: Workspace, by: 1 | -1): boolean {
  const place = placeNow(workspace)
  if (place === undefined) return false
  const { caret, selected } = place
  const taken = workspace.taken.get()
  const isLeft = taken !== undefined && caret.anchor === taken.to && caret.head === taken.to
  const wasTaken = taken !== undefined && (isSame(taken, selected) || isLeft)
  return take(workspace, place, by, wasTaken ? taken.from : undefined)
}

/**
 * Mark the selected words, else the next sentence, as a claim of the last type used; with the last speaker, as said by
 * them. The next sentence is the one at the caret, unless the chosen claim is of that one.
 */
export function repeatClaim(workspace: Workspace, withSpeaker: boolean): void {
  const place = placeNow(workspace)
  if (place === undefined) return
  if (place.selected === undefined) {
    const shown = findClaim(workspace.claims.get(), workspace.selected.get())
    const here = sentenceAt(place.text, place.caret.head, place.language)
    const done =
      shown === undefined || here === undefined ? [] : spansOf(shown.claim).filter((of) => overlaps(of, here))
    if (!take(workspace, place, 1, done[0]?.from)) return
  }
  makeClaim(workspace)
  if (withSpeaker) attributeToLast(workspace)
}

interface Place {
  readonly surface: ArticleSurface
  readonly text: string
  readonly language: string | undefined
  readonly caret: Caret
  readonly selected: Span | undefined
}

function placeNow(workspace: Workspace): Place | undefined {
  const surface = workspace.surface.get()
  if (surface === undefined) return undefined
  surface.readSelection()
  return {
    surface,
    text: workspace.session.shared.text.toString(),
    language: surface.root.lang === '' ? undefined : surface.root.lang,
    caret: caretOf(surface.editor) ?? { anchor: 0, head: 0 },
    selected: workspace.selection.get(),
  }
}

/** Select the sentence at the caret, or the one beside that of `past`. */
function take(workspace: Workspace, place: Place, by: 1 | -1, past: number | undefined): boolean {
  const { surface, text, language, caret, selected } = place
  const at = past ?? Math.min(caret.anchor, caret.head)
  const here = sentenceAt(text, at, language)
  const isDone = here === undefined || past !== undefined || isSame(suggestBounds(text, here), selected)
  const sentence = isDone ? sentenceBeside(text, here ?? { from: at, to: at }, by, language) : here
  const span = sentence === undefined ? undefined : suggestBounds(text, sentence)
  if (span === undefined) {
    announce(here === undefined ? say('sentence.none') : by === 1 ? say('sentence.last') : say('sentence.first'))
    return false
  }
  surface.root.focus({ preventScroll: true })
  selectSpan(surface.editor, span, { scroll: false })
  bringIntoView(surface, span.from, span.to)
  surface.readSelection()
  workspace.taken.set(span)
  announce(say('sentence.taken', { words: text.slice(span.from, span.to) }))
  return true
}

const isSame = (a: Span | undefined, b: Span | undefined) =>
  a !== undefined && b !== undefined && a.from === b.from && a.to === b.to
