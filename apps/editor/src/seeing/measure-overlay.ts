import type { Span } from '@claimspan/core'
import { rectsOfSpan, spanInView } from '@claimspan/lexical'
import type { ArticleSurface } from '../article/surface.js'
import type { Workspace } from '../article/workspace.js'
import { claimsIn } from '../claims/claims-at.js'
import { findClaim, refOf, type ShownClaim, sameRef, spansOf } from '../claims/shown-claim.js'
import { type MarginLayout, marginLayout } from './margin-layout.js'

/** A claim beside the text, as it was when it was measured. */
export interface MeasuredClaim {
  readonly shown: ShownClaim
  readonly key: string
}

/** An arc from one claim to another, in the gutter before the text; places are in pixels of the sheet. */
export interface Arc {
  readonly id: string
  readonly type: string
  readonly from: number
  readonly to: number
  /** How many arcs are nested in it: it reaches further out. */
  readonly depth: number
  readonly isChosen: boolean
}

/** Relations of the chosen claim to claims that are out of the window, of one type and on one side. */
export interface FarRelations {
  readonly type: string
  readonly side: 'above' | 'below'
  /** Whether the arrows point to the chosen claim. */
  readonly incoming: boolean
  readonly count: number
}

/** A part of the chosen claim: its own words, those of its source, of its cue. */
export interface Part {
  readonly kind: 'claim' | 'source' | 'cue'
  readonly left: number
  readonly top: number
  /** The middle of its first line. */
  readonly middle: number
}

/** Everything that is laid over the text in its own coordinates. */
export interface Overlay {
  readonly claims: ReadonlyMap<string, MeasuredClaim>
  readonly margin: MarginLayout
  readonly arcs: readonly Arc[]
  readonly far: readonly FarRelations[]
  readonly parts: readonly Part[]
  readonly text: { readonly left: number; readonly right: number; readonly height: number }
  /** Pixels that are free on each side of the text. */
  readonly room: { readonly before: number; readonly after: number }
  readonly rightToLeft: boolean
}

/** So many claims get a bar, so many relations an arc: more cannot be told apart. */
const mostBars = 80
const mostArcs = 40
export const columnWidth = 7

export const keyOfClaim = ({ layer, claim }: ShownClaim) => `${layer} ${claim.id}`

/** Measure what is near the window. */
export function measureOverlay(workspace: Workspace, { editor, root, scroller }: ArticleSurface): Overlay | undefined {
  const { view } = workspace
  const sheet = root.parentElement?.getBoundingClientRect()
  const near = spanInView(editor, scroller, 0.6)
  if (sheet === undefined || near === null) return undefined
  const box = root.getBoundingClientRect()
  const frame = scroller.getBoundingClientRect()
  const text = { left: box.left - sheet.left, right: box.right - sheet.left, height: sheet.height }
  const room = { before: box.left - frame.left, after: frame.left + scroller.clientWidth - box.right }
  const extentOf = (spans: readonly Span[]) => {
    const rects = spans.flatMap((span) => rectsOfSpan(editor, span))
    if (rects.length === 0) return undefined
    const top = Math.min(...rects.map((rect) => rect.top)) - sheet.top
    return { top, bottom: Math.max(...rects.map((rect) => rect.bottom)) - sheet.top }
  }
  const passing = view.passing.get()
  const measured = view.margin.get() ? claimsIn(passing, near).slice(0, mostBars) : []
  const extents = measured.flatMap((shown) => {
    const extent = extentOf(spansOf(shown.claim))
    return extent === undefined ? [] : [{ key: keyOfClaim(shown), ...extent }]
  })
  const columns = Math.max(1, Math.min(8, Math.floor((room.after - 16) / columnWidth)))
  const chosen = findClaim(workspace.claims.get(), workspace.selected.get())
  const partOf = (kind: Part['kind'], spans: readonly Span[]): readonly Part[] => {
    const rect = spans[0] === undefined ? undefined : rectsOfSpan(editor, spans[0])[0]
    if (rect === undefined) return []
    const top = rect.top - sheet.top
    return [{ kind, left: rect.left - sheet.left, top, middle: top + rect.height / 2 }]
  }
  return {
    claims: new Map(measured.map((shown) => [keyOfClaim(shown), { shown, key: keyOfClaim(shown) }])),
    margin: marginLayout(extents, columns),
    ...arcsOf(workspace, passing, near, (shown) => {
      const extent = extentOf(spansOf(shown.claim).slice(0, 1))
      return extent === undefined ? undefined : Math.min(extent.top + 14, (extent.top + extent.bottom) / 2)
    }),
    parts:
      chosen === undefined
        ? []
        : [
            ...partOf('source', chosen.claim.attribution?.source?.spans ?? []),
            ...partOf('cue', chosen.claim.attribution?.cue?.spans ?? []),
            ...partOf('claim', spansOf(chosen.claim)),
          ],
    text,
    room,
    rightToLeft: getComputedStyle(root.firstElementChild ?? root).direction === 'rtl',
  }
}

function arcsOf(
  workspace: Workspace,
  passing: readonly ShownClaim[],
  near: Span,
  placeOf: (shown: ShownClaim) => number | undefined,
): Pick<Overlay, 'arcs' | 'far'> {
  const wanted = workspace.view.relations.get()
  const selected = workspace.selected.get()
  if (wanted === 'none' || (wanted === 'chosen' && selected === undefined)) return { arcs: [], far: [] }
  const byId = new Map(passing.map((shown) => [keyOfClaim(shown), shown]))
  const isNear = (shown: ShownClaim) => spansOf(shown.claim).some(({ from, to }) => from < near.to && near.from < to)
  const startOf = (shown: ShownClaim) => spansOf(shown.claim)[0]?.from ?? 0
  const arcs: Omit<Arc, 'depth'>[] = []
  const far = new Map<string, FarRelations>()
  for (const { id: layer, store } of workspace.layers) {
    if (!workspace.visible.get().has(layer)) continue
    for (const { id, type, from, to } of store.relations()) {
      const [a, b] = [byId.get(`${layer} ${from}`), byId.get(`${layer} ${to}`)]
      if (a === undefined || b === undefined || arcs.length >= mostArcs) continue
      const isChosen = sameRef(refOf(a), selected) || sameRef(refOf(b), selected)
      if (!isChosen && (wanted === 'chosen' || !(isNear(a) || isNear(b)))) continue
      if (isNear(a) !== isNear(b)) {
        if (!isChosen) continue
        const incoming = sameRef(refOf(b), selected)
        const side = startOf(incoming ? a : b) < startOf(incoming ? b : a) ? 'above' : 'below'
        const key = `${type} ${side} ${incoming}`
        far.set(key, { type, side, incoming, count: (far.get(key)?.count ?? 0) + 1 })
        continue
      }
      const [start, end] = [placeOf(a), placeOf(b)]
      if (start !== undefined && end !== undefined) arcs.push({ id, type, from: start, to: end, isChosen })
    }
  }
  return { arcs: nested(arcs), far: [...far.values()] }
}

/** Each arc with its depth: one more than the deepest of those that lie within it or cross it and are shorter. */
function nested(arcs: readonly Omit<Arc, 'depth'>[]): readonly Arc[] {
  const reach = (arc: Omit<Arc, 'depth'>) => Math.abs(arc.to - arc.from)
  const done: Arc[] = []
  for (const arc of [...arcs].sort((a, b) => reach(a) - reach(b))) {
    const [top, bottom] = [Math.min(arc.from, arc.to), Math.max(arc.from, arc.to)]
    const under = done.filter((one) => Math.min(one.from, one.to) <= bottom && top <= Math.max(one.from, one.to))
    done.push({ ...arc, depth: under.reduce((deepest, one) => Math.max(deepest, one.depth + 1), 0) })
  }
  return done
}
