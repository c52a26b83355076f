import { CircleCheck, CircleDashed, CircleX, Lightbulb, PencilLine } from 'lucide-react'
import { type PointerEvent, useEffect, useState } from 'react'
import { initials } from '../article/initials.js'
import { useWorkspace } from '../article/use-workspace.js'
import { claimState, refOf, type ShownClaim, sameRef } from '../claims/shown-claim.js'
import { lookOf } from '../claims/type-look.js'
import { frameTask } from '../state/frame.js'
import { useObservable } from '../state/observable.js'
import { paced } from '../state/paced.js'
import { columnWidth, type Overlay as Measured, type MeasuredClaim, measureOverlay } from './measure-overlay.js'
import { Ties } from './ties.js'

/**
 * What is laid over the text: beside it a bar for each claim with who made it and how it stands, before it relations, and
 * what ties a source and a cue to their claim. It repeats for the eye what the panel says in words, so that a screen
 * reader is spared it.
 */
export function Overlay() {
  const workspace = useWorkspace()
  const [measured, setMeasured] = useState<Measured | undefined>(undefined)
  const surface = useObservable(workspace.surface)
  useEffect(() => {
    if (surface === undefined) return
    const { view, selected, visible } = workspace
    const measure = frameTask(() => setMeasured(measureOverlay(workspace, surface)))
    const watched = [view.passing, view.margin, view.relations, selected, visible, ...workspace.relationsOf]
    const ends = watched.map((one) => one.subscribe(measure.request))
    // What is measured reaches past the window and moves with the text, so that scrolling asks for more only now and then.
    const scrolled = paced(measure.request, 160)
    // Paragraphs near the window get their own heights, and the text its own letters, a while after it is there.
    const resized = new ResizeObserver(scrolled.request)
    for (const one of [surface.root, surface.scroller]) resized.observe(one)
    surface.scroller.addEventListener('scroll', scrolled.request, { passive: true })
    document.fonts.addEventListener('loadingdone', measure.request)
    measure.request()
    return () => {
      surface.scroller.removeEventListener('scroll', scrolled.request)
      document.fonts.removeEventListener('loadingdone', measure.request)
      resized.disconnect()
      for (const end of ends) end()
      scrolled.end()
      measure.end()
    }
  }, [workspace, surface])
  if (measured === undefined || surface === undefined) return null
  return (
    <div className="overlay" aria-hidden="true">
      <Margin measured={measured} />
      <Ties measured={measured} />
    </div>
  )
}

function Margin({ measured }: { readonly measured: Measured }) {
  const { claims, margin, text, room, rightToLeft } = measured
  const sideX = rightToLeft ? text.left : text.right
  const way = rightToLeft ? -1 : 1
  const tagsAt = sideX + way * (10 + margin.columns * columnWidth + 4)
  const hasRoom = (rightToLeft ? room.before : room.after) - margin.columns * columnWidth > 64
  return (
    <>
      {margin.bars.map(({ key, top, bottom, column }) => {
        const claim = claims.get(key)
        return claim === undefined ? null : (
          <MarginPiece
            key={key}
            claim={claim}
            className="margin-bar"
            left={sideX + way * (10 + column * columnWidth)}
            top={top}
            height={bottom - top}
          />
        )
      })}
      {hasRoom
        ? margin.tags.map(({ key, top }) => {
            const claim = claims.get(key)
            return claim === undefined ? null : (
              <MarginPiece key={key} claim={claim} className="margin-tag" left={tagsAt} top={top} turned={rightToLeft}>
                <TagWords shown={claim.shown} />
              </MarginPiece>
            )
          })
        : null}
    </>
  )
}

function MarginPiece({
  claim: { shown },
  className,
  left,
  top,
  height,
  turned = false,
  children,
}: {
  readonly claim: MeasuredClaim
  readonly className: string
  readonly left: number
  readonly top: number
  readonly height?: number
  /** Whether it ends at `left` rather than begins there. */
  readonly turned?: boolean
  readonly children?: React.ReactNode
}) {
  const workspace = useWorkspace()
  const ref = refOf(shown)
  const isHovered = sameRef(useObservable(workspace.hovered), ref)
  const isChosen = sameRef(useObservable(workspace.selected), ref)
  const { slot } = lookOf(workspace.looks, shown.claim.types[0])
  const stop = (event: PointerEvent) => event.stopPropagation()
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: for the pointer only; the panel's cards do the same by keys
    // biome-ignore lint/a11y/useKeyWithClickEvents: as above
    <div
      className={`${className} type-${slot}`}
      data-slot={slot}
      data-active={isHovered || isChosen}
      data-state={claimState(shown.claim)}
      data-layer={shown.writable ? 'shared' : 'reference'}
      ref={(element) => {
        if (element === null) return
        element.style.transform = `translate(${left}px, ${top}px)${turned ? ' translateX(-100%)' : ''}`
        if (height !== undefined) element.style.height = `${height}px`
      }}
      onPointerMove={stop}
      onPointerEnter={() => workspace.hovered.set(ref)}
      onPointerLeave={() => workspace.hovered.set(undefined)}
      onClick={(event) => {
        event.stopPropagation()
        workspace.selected.set(isChosen ? undefined : ref)
      }}
    >
      {children}
    </div>
  )
}

const statusIcons = { draft: CircleDashed, proposed: Lightbulb, accepted: CircleCheck, rejected: CircleX } as const

/** Who made a claim, and how it stands: by the shape of the sign, not by colour. */
function TagWords({ shown: { claim, layer } }: { readonly shown: ShownClaim }) {
  const { layers } = useWorkspace()
  const name = layers.find(({ id }) => id === layer)?.nameOf(claim.createdBy) ?? claim.createdBy
  const Status = statusIcons[claim.status]
  return (
    <>
      {claimState(claim) === 'whole' ? (
        <Status size={11} strokeWidth={2.2} />
      ) : (
        <PencilLine size={11} strokeWidth={2.2} />
      )}
      {initials(name)}
    </>
  )
}
