import { type Claim, type Mention, type Span, wordsAt } from '@claimspan/core'
import { caretOf, selectSpan } from '@claimspan/lexical'
import { bringIntoView } from '../article/go-to-words.js'
import { chosen } from '../article/marking.js'
import type { Workspace } from '../article/workspace.js'
import { announce } from '../design/announcer.js'
import { say } from '../words/words.js'
import { adjustSpan, type Edge } from './word-edges.js'

/** Move an edge of the selected words, or without a selection of the chosen claim's, by a word; or both edges. */
export function adjust(workspace: Workspace, edge: Edge, by: 1 | -1): void {
  const surface = workspace.surface.get()
  if (surface === undefined) return
  surface.readSelection()
  const text = workspace.session.shared.text.toString()
  const selected = workspace.selection.get()
  if (selected !== undefined) {
    const next = adjustSpan(text, selected, edge, by)
    if (next === undefined) {
      announce(say('adjust.nothing'))
      return
    }
    surface.root.focus({ preventScroll: true })
    selectSpan(surface.editor, next, { scroll: false })
    surface.readSelection()
    if (workspace.taken.get() !== undefined) workspace.taken.set(next)
    announce(text.slice(next.from, next.to))
    return
  }
  const at = chosen(workspace)
  if (at === undefined) return
  const caret = caretOf(surface.editor)?.head
  const place = placeOf(at.shown.claim, edge, caret)
  if (place === undefined) {
    announce(say('claim.gone'))
    return
  }
  const { mention, index, span } = place
  const next = adjustSpan(text, span, edge, by)
  if (next === undefined) {
    announce(say('adjust.nothing'))
    return
  }
  const [before, after] = [mention.spans[index - 1], mention.spans[index + 1]]
  if (next.from < (before?.to ?? 0) || next.to > (after?.from ?? text.length)) {
    announce(say('adjust.overlap'))
    return
  }
  const spans = mention.spans.map((one, here) => (here === index ? next : one))
  at.layer.store.markMention(at.shown.claim.id, mention.id, spans)
  workspace.settle()
  bringIntoView(surface, next.from, next.to)
  announce(wordsAt(text, spans))
}

/** The span that the caret is in or at, else the first mention's first span for its start and its last for its end. */
function placeOf(
  claim: Claim,
  edge: Edge,
  caret: number | undefined,
): { readonly mention: Mention; readonly index: number; readonly span: Span } | undefined {
  const places = claim.mentions.flatMap((mention) => mention.spans.map((span, index) => ({ mention, index, span })))
  const here = places.find(({ span }) => caret !== undefined && span.from <= caret && caret <= span.to)
  const first = places.filter(({ mention }) => mention === places[0]?.mention)
  return here ?? (edge === 'to' ? first[first.length - 1] : first[0])
}
