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
  const surface = useObservable(workspace.surface)
  useEffect(() => {
    if (!shown || surface === undefined) return
    const draw = frameTask(() => {
      if (canvas.current !== null) drawMap(workspace, canvas.current)
    })
    const { view, selected, hovered } = workspace
    const ends = [view.passingCards, selected, hovered, themeChoice].map((one) => one.subscribe(draw.request))
    const resized = new ResizeObserver(draw.request)
    if (canvas.current !== null) resized.observe(canvas.current)
    surface.scroller.addEventListener('scroll', draw.request, { passive: true })
    draw.request()
    return () => {
      surface.scroller.removeEventListener('scroll', draw.request)
      resized.disconnect()
      for (const end of ends) end()
      draw.end()
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
    </div>
  )
}

function drawMap(workspace: Workspace, canvas: HTMLCanvasElement): void {
  const pen = canvas.getContext('2d')
  const surface = workspace.surface.get()
  if (pen === null || surface === undefined) return
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
  const view = spanInView(surface.editor, surface.scroller)
  if (view === null) return
  pen.strokeStyle = color('--rule-strong')
  pen.lineWidth = 1
  pen.strokeRect(0.5, Math.round(y(view.from)) + 0.5, width - 1, Math.max(8, Math.round(y(view.to) - y(view.from))))
}
