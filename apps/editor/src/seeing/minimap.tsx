import { spanInView } from '@claimspan/lexical'
import { type PointerEvent, useEffect, useRef } from 'react'
import { bringIntoView } from '../article/go-to-words.js'
import { useWorkspace } from '../article/use-workspace.js'
import type { Workspace } from '../article/workspace.js'
import { claimState, findClaim, type ShownClaim, spansOf } from '../claims/shown-claim.js'
import { lookOf } from '../claims/type-look.js'
import { slotCount } from '../claims/type-slots.js'
import { themeChoice } from '../design/theme.js'
import { frameTask } from '../state/frame.js'
import { useObservable } from '../state/observable.js'

/** Where in the article the claims are, and which part of it is in the window; pressing it goes there. */
export function Minimap() {
  const workspace = useWorkspace()
  const shown = useObservable(workspace.view.minimap)
  const canvas = useRef<HTMLCanvasElement>(null)
  const frame = useRef<HTMLDivElement>(null)
  const surface = useObservable(workspace.surface)
  useEffect(() => {
    if (!shown || surface === undefined) return
    const draw = frameTask(() => {
      if (canvas.current !== null) drawMap(workspace, canvas.current)
    })
    // Scrolling moves the frame alone: ten thousand bars are not drawn again for it.
    const place = frameTask(() => {
      if (frame.current !== null) placeFrame(workspace, frame.current)
    })
    const both = () => {
      draw.request()
      place.request()
    }
    const { view, selected, hovered } = workspace
    const ends = [view.passingCards, selected, hovered, themeChoice].map((one) => one.subscribe(both))
    const resized = new ResizeObserver(both)
    if (canvas.current !== null) resized.observe(canvas.current)
    surface.scroller.addEventListener('scroll', place.request, { passive: true })
    both()
    return () => {
      surface.scroller.removeEventListener('scroll', place.request)
      resized.disconnect()
      for (const end of ends) end()
      draw.end()
      place.end()
    }
  }, [workspace, shown, surface])
  if (!shown) return null
  const go = (event: PointerEvent<HTMLCanvasElement>) => {
    if (event.buttons === 0) return
    if (surface === undefined) return
    event.preventDefault()
    if (event.type === 'pointerdown') event.currentTarget.setPointerCapture(event.pointerId)
    const box = event.currentTarget.getBoundingClientRect()
    const length = workspace.session.shared.text.length
    const at = Math.round(((event.clientY - box.top) / box.height) * length)
    const from = Math.max(0, Math.min(length - 1, at))
    bringIntoView(surface, from, from + 1)
  }
  // What it shows is said by the panel, and J and K go from claim to claim: it is for the eye and the pointer.
  return (
    <div className="minimap" aria-hidden="true">
      <canvas ref={canvas} onPointerDown={go} onPointerMove={go} />
      <div ref={frame} className="minimap-frame" />
    </div>
  )
}

function drawMap(workspace: Workspace, canvas: HTMLCanvasElement): void {
  const pen = canvas.getContext('2d')
  if (pen === null) return
  const scale = window.devicePixelRatio || 1
  const [width, height] = [canvas.clientWidth, canvas.clientHeight]
  if (canvas.width !== Math.round(width * scale)) canvas.width = Math.round(width * scale)
  if (canvas.height !== Math.round(height * scale)) canvas.height = Math.round(height * scale)
  pen.setTransform(scale, 0, 0, scale, 0, 0)
  pen.clearRect(0, 0, width, height)
  const length = Math.max(1, workspace.session.shared.text.length)
  const style = getComputedStyle(canvas)
  const color = (name: string) => style.getPropertyValue(name).trim()
  const types = Array.from({ length: slotCount + 1 }, (_, slot) => color(`--type-${slot}`))
  const y = (offset: number) => (offset / length) * height
  const bar = ({ claim }: ShownClaim, x: number, wide: number, least: number) => {
    for (const { from, to } of spansOf(claim)) pen.fillRect(x, y(from), wide, Math.max(least, y(to) - y(from)))
  }
  pen.globalAlpha = 0.62
  for (const shown of workspace.view.passing.get()) {
    pen.fillStyle = types[lookOf(workspace.looks, shown.claim.types[0]).slot] ?? ''
    // Words to check reach over the whole width: seen without colour.
    if (claimState(shown.claim) === 'changed') bar(shown, 1, width - 2, 2)
    else bar(shown, 5, width - 8, 1)
  }
  pen.globalAlpha = 1
  const claims = workspace.claims.get()
  for (const ref of [workspace.hovered.get(), workspace.selected.get()]) {
    const shown = findClaim(claims, ref)
    if (shown === undefined) continue
    pen.fillStyle = color('--ink')
    bar(shown, 0, width, 3)
  }
}

/** Where in the map the window is. */
function placeFrame(workspace: Workspace, frame: HTMLElement): void {
  const surface = workspace.surface.get()
  const view = surface === undefined ? null : spanInView(surface.editor, surface.scroller)
  frame.hidden = view === null
  if (view === null) return
  const length = Math.max(1, workspace.session.shared.text.length)
  const height = frame.parentElement?.clientHeight ?? 0
  const y = (offset: number) => Math.round((offset / length) * height)
  frame.style.transform = `translateY(${y(view.from)}px)`
  frame.style.height = `${Math.max(8, y(view.to) - y(view.from))}px`
}
