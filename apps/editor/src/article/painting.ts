import type { Span } from '@claimspan/core'
import type { PaintGroup } from '@claimspan/lexical'
import { findClaim, type ShownClaim, spansOf } from '../claims/shown-claim.js'
import { claimGroups } from '../seeing/claim-groups.js'
import { focused, focusWords } from '../seeing/focus.js'
import { peerColors } from '../session/guest.js'
import { me } from '../session/me.js'
import { slotOfPeer } from '../session/peer-color.js'
import { frameTask } from '../state/frame.js'
import type { ArticleSurface } from './surface.js'
import type { Workspace } from './workspace.js'

/** The names that are painted over the claims, in the order in which they lie on each other; the last on top. */
const otherNames: readonly string[] = [
  'focus-words',
  'claim-hover',
  'claim-selected',
  'claim-cue',
  'claim-source',
  ...peerColors.map((slot) => `peer-${slot}`),
  'kept-selection',
  'claim-preview',
  'claim-flash',
]

/** What is painted beside the claims themselves. */
export interface PaintOptions {
  /** What sorts the claims that pass into groups. */
  readonly claims: readonly PaintGroup[]
  readonly keepSelection: boolean
  readonly flash: readonly Span[]
  /** The words that do not step back in focus mode. */
  readonly focus?: readonly Span[]
}

const noSpans: readonly Span[] = []

/**
 * What is painted on the article: one group for each type, lane and kind of layer, then what is pointed at and chosen, then
 * people. Few names with many spans each, because a browser takes seconds over thousands of names; and always the same
 * names, because the painter draws everything anew when they change.
 */
export function paintGroups(
  workspace: Pick<Workspace, 'claims' | 'selected' | 'hovered' | 'selection' | 'preview'> & {
    readonly session: Pick<Workspace['session'], 'peers'>
  },
  options: PaintOptions,
): readonly PaintGroup[] {
  const groups = new Map<string, Span[]>()
  const add = (name: string, spans: readonly Span[]) => {
    const there = groups.get(name)
    if (there === undefined) groups.set(name, [...spans])
    else there.push(...spans)
  }
  const claims = workspace.claims.get()
  const selected = findClaim(claims, workspace.selected.get())
  const hovered = findClaim(claims, workspace.hovered.get())
  if (hovered !== undefined && hovered !== selected) add('claim-hover', spansOf(hovered.claim))
  if (selected !== undefined) addChosen(selected, add)
  const kept = workspace.selection.get()
  if (options.keepSelection && kept !== undefined) add('kept-selection', [kept])
  for (const { user, selection } of workspace.session.peers.get()) {
    if (selection === undefined || selection.anchor === selection.head || user.id === me.get().id) continue
    const from = Math.min(selection.anchor, selection.head)
    add(`peer-${slotOfPeer(user.color)}`, [{ from, to: Math.max(selection.anchor, selection.head) }])
  }
  add('claim-preview', workspace.preview.get())
  add('claim-flash', options.flash)
  add('focus-words', options.focus ?? noSpans)
  return [...options.claims, ...otherNames.map((name) => ({ name, spans: groups.get(name) ?? noSpans }))]
}

function addChosen({ claim }: ShownClaim, add: (name: string, spans: readonly Span[]) => void): void {
  add('claim-selected', spansOf(claim))
  add('claim-source', claim.attribution?.source?.spans ?? [])
  add('claim-cue', claim.attribution?.cue?.spans ?? [])
}

/** How long words flash that were gone to, in milliseconds. */
const flashFor = 900
const flashed = new WeakMap<Workspace, (spans: readonly Span[]) => void>()

/** Make these words stand out for a moment. */
export function flash(workspace: Workspace, spans: readonly Span[]): void {
  flashed.get(workspace)?.(spans)
}

/** Keep what is painted the same as the workspace, at most once a frame. Returns what ends it. */
export function paintWorkspace(workspace: Workspace, { painter, root }: ArticleSurface): () => void {
  let flashing: readonly Span[] = []
  const grouping = claimGroups(workspace.looks)
  const sorted = () => {
    const inFocus = focused(workspace)
    return grouping.groups(inFocus ?? workspace.view.passing.get())
  }
  let timer: ReturnType<typeof setTimeout> | undefined
  const paint = frameTask(() => {
    const keepSelection = !root.contains(document.activeElement)
    painter.paint(
      paintGroups(workspace, { claims: sorted(), keepSelection, flash: flashing, focus: focusWords(workspace) }),
    )
    // This is a frame already: drawn in the next one, a claim would be seen a frame later.
    painter.flush()
  })
  flashed.set(workspace, (spans) => {
    clearTimeout(timer)
    flashing = spans
    paint.request()
    timer = setTimeout(() => {
      flashing = []
      paint.request()
    }, flashFor)
  })
  const { view, selected, hovered, selection, preview, session } = workspace
  const ends = [view.passing, view.focus, selected, hovered, selection, preview, session.peers].map((watched) =>
    watched.subscribe(paint.request),
  )
  root.addEventListener('focus', paint.request)
  root.addEventListener('blur', paint.request)
  paint.request()
  return () => {
    root.removeEventListener('focus', paint.request)
    root.removeEventListener('blur', paint.request)
    for (const end of ends) end()
    clearTimeout(timer)
    paint.end()
  }
}
