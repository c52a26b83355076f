import type { Span } from '@claimspan/core'
import type { Workspace } from '../article/workspace.js'
import { findClaim, type ShownClaim, spansOf } from '../claims/shown-claim.js'

/** In focus mode the chosen claim and those that are related to it; `undefined` when nothing is in focus. */
export function focused(workspace: Workspace): readonly ShownClaim[] | undefined {
  const ref = workspace.selected.get()
  if (!workspace.view.focus.get() || ref === undefined) return undefined
  const claims = workspace.claims.get()
  const chosen = findClaim(claims, ref)
  if (chosen === undefined) return undefined
  const related = new Set<string>([ref.id])
  for (const { from, to } of workspace.layers.find(({ id }) => id === ref.layer)?.store.relations() ?? []) {
    if (from === ref.id) related.add(to)
    if (to === ref.id) related.add(from)
  }
  return related.size === 1
    ? [chosen]
    : claims.filter(({ layer, claim }) => layer === ref.layer && related.has(claim.id))
}

/** The words that stay in ink: the paragraphs of the chosen claim, its source and its cue, and the words of those related. */
export function focusWords(workspace: Workspace): readonly Span[] {
  const inFocus = focused(workspace)
  if (inFocus === undefined) return []
  const text = workspace.session.shared.text.toString()
  const paragraph = ({ from, to }: Span): Span => {
    const end = text.indexOf('\n', to)
    return { from: text.lastIndexOf('\n', Math.max(0, from - 1)) + 1, to: end === -1 ? text.length : end }
  }
  const ref = workspace.selected.get()
  return inFocus.flatMap((shown) => {
    const { attribution } = shown.claim
    if (shown.claim.id !== ref?.id) return spansOf(shown.claim)
    const own = [...spansOf(shown.claim), ...(attribution?.source?.spans ?? []), ...(attribution?.cue?.spans ?? [])]
    return own.map(paragraph)
  })
}
