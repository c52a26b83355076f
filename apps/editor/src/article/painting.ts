import type { Span } from '@claimspan/core'
import { findClaim, type ShownClaim, spansOf } from '../claims/shown-claim.js'
import { lookOf, slotCount } from '../claims/type-look.js'
import { peerColors } from '../session/guest.js'
import { me } from '../session/me.js'
import { slotOfPeer } from '../session/peer-color.js'
import { frameTask } from '../state/frame.js'
import type { ArticleSurface } from './surface.js'
import type { Workspace } from './workspace.js'

/** Spans that are painted alike; the style of a name is in `highlights.css`. */
export interface PaintGroup {
  readonly name: string
  readonly spans: readonly Span[]
}

/** Every name that is painted, in the order in which they lie on each other; the last on top. */
const paintNames: readonly string[] = [
  ...Array.from({ length: slotCount + 1 }, (_, slot) => `reference-${slot}`),
  ...Array.from({ length: slotCount + 1 }, (_, slot) => `claim-${slot}`),
  'claim-hover',
  'claim-selected',
  'claim-cue',
  'claim-source',
  ...peerColors.map((slot) => `peer-${slot}`),
  'kept-selection',
  'claim-preview',
  'claim-flash',
]

/**
 * What is painted on the article: one group for each type and kind of layer, then what is pointed at and chosen, then
 * people. Few names with many spans each, because a browser takes seconds over thousands of names; and always the same
 * names, because the painter draws everything anew when they change.
 */
export function paintGroups(
  workspace: Pick<Workspace, 'looks' | 'claims' | 'selected' | 'hovered' | 'selection' | 'preview'> & {
    readonly session: Pick<Workspace['session'], 'peers'>
  },
  options: { readonly keepSelection: boolean; readonly flash: readonly Span[] },
): readonly PaintGroup[] {
  const groups = new Map<string, Span[]>(paintNames.map((name) => [name, []]))
  const add = (name: string, spans: readonly Span[]) => groups.get(name)?.push(...spans)
  const claims = workspace.claims.get()
  for (const { claim, writable } of claims) {
    const { slot } = lookOf(workspace.looks, claim.types[0])
    add(`${writable ? 'claim' : 'reference'}-${slot}`, spansOf(claim))
  }
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
  return [...groups].map(([name, spans]) => ({ name, spans }))
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
  let timer: ReturnType<typeof setTimeout> | undefined
  const paint = frameTask(() => {
    const keepSelection = !root.contains(document.activeElement)
    painter.paint(paintGroups(workspace, { keepSelection, flash: flashing }))
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
  const { claims, selected, hovered, selection, preview, session } = workspace
  const ends = [claims, selected, hovered, selection, preview, session.peers].map((watched) =>
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
