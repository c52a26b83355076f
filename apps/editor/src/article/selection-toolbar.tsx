import '../words/dialogs-en.js'
import { rectsOfSpan } from '@claimspan/lexical'
import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import { Button, Toolbar } from 'react-aria-components'
import { Tip } from '../design/tip.js'
import { markPart } from '../marking/mark-part.js'
import { useObservable } from '../state/observable.js'
import { useWords } from '../words/words.js'
import { makeClaim } from './marking.js'
import { useSelectedClaim, useWorkspace } from './use-workspace.js'

const parts = [
  { part: 'source', label: 'select.source', key: 'W', hint: 'select.source-hint' },
  { part: 'cue', label: 'select.cue', key: 'C', hint: 'select.cue-hint' },
  { part: 'join-mention', label: 'select.join', key: '+', hint: 'select.join-hint' },
  { part: 'new-mention', label: 'select.also', key: 'T', hint: 'select.also-hint' },
] as const

/** Over the selected words: what they can be made, each with its key. */
export function SelectionToolbar() {
  const say = useWords()
  const workspace = useWorkspace()
  const selection = useObservable(workspace.selection)
  const mode = useObservable(workspace.mode)
  const pending = useObservable(workspace.pending)
  const surface = useObservable(workspace.surface)
  const dragging = useDragging(surface?.scroller)
  const chosen = useSelectedClaim()
  const place = useRef<HTMLDivElement>(null)
  const shown = selection !== undefined && mode === 'annotate' && pending === undefined && !dragging

  useLayoutEffect(() => {
    const bar = place.current
    const sheet = bar?.parentElement
    if (!shown || selection === undefined || surface === undefined || bar == null || sheet == null) return
    const rects = rectsOfSpan(surface.editor, selection)
    const [first] = rects
    const last = rects[rects.length - 1]
    if (first === undefined || last === undefined) return
    const frame = sheet.getBoundingClientRect()
    const view = surface.scroller.getBoundingClientRect()
    const above = first.top - view.top > bar.offsetHeight + 16
    const top = above ? first.top - frame.top - bar.offsetHeight - 10 : last.bottom - frame.top + 10
    const middle = (Math.min(...rects.map(({ left }) => left)) + Math.max(...rects.map(({ right }) => right))) / 2
    const room = { from: view.left - frame.left + 8, to: view.right - frame.left - 8 - bar.offsetWidth }
    const left = Math.max(room.from, Math.min(middle - frame.left - bar.offsetWidth / 2, room.to))
    bar.style.transform = `translate(${Math.round(left)}px, ${Math.round(top)}px)`
  })

  if (!shown) return null
  // The bar goes with the selection; who came to it by keys is put back into the text first.
  const act = (mark: () => void) => {
    if (place.current?.contains(document.activeElement) === true) surface?.root.focus({ preventScroll: true })
    mark()
  }
  return (
    <div ref={place} className="selection-bar" onPointerDown={(event) => event.preventDefault()}>
      <Toolbar aria-label={say('select.mark')} className="selection-bar-inner">
        {workspace.looks.map(({ label, short, slot, icon: Icon, definition, key }) => (
          <Tip key={label} text={definition ?? label} placement="top">
            <Button
              className={`mark type-${slot}`}
              aria-label={label}
              onPress={() => act(() => makeClaim(workspace, label))}
            >
              <Icon size={15} strokeWidth={2} aria-hidden />
              <span className="mark-name">{short}</span>
              {key === undefined ? null : (
                <span aria-hidden="true">
                  <kbd>{key.toUpperCase()}</kbd>
                </span>
              )}
            </Button>
          </Tip>
        ))}
        {chosen?.writable === true ? (
          <>
            <span className="bar-rule" aria-hidden="true" />
            {parts.map(({ part, label, key, hint }) => (
              <Tip key={part} text={say(hint)} placement="top">
                <Button
                  className="mark"
                  aria-label={say(label)}
                  onPress={() => act(() => markPart(workspace, { kind: part }))}
                >
                  {say(label)}
                  <span aria-hidden="true">
                    <kbd>{key}</kbd>
                  </span>
                </Button>
              </Tip>
            ))}
          </>
        ) : null}
      </Toolbar>
    </div>
  )
}

/** Whether a pointer is held down in the article: the toolbar waits until the selection is made. */
function useDragging(scroller: HTMLElement | undefined): boolean {
  const [dragging, setDragging] = useState(false)
  useEffect(() => {
    if (scroller === undefined) return
    const down = (event: PointerEvent) => {
      const inBar = event.target instanceof Element && event.target.closest('.selection-bar') !== null
      if (!inBar && event.pointerType === 'mouse') setDragging(true)
    }
    const up = () => setDragging(false)
    scroller.addEventListener('pointerdown', down)
    window.addEventListener('pointerup', up)
    window.addEventListener('pointercancel', up)
    return () => {
      scroller.removeEventListener('pointerdown', down)
      window.removeEventListener('pointerup', up)
      window.removeEventListener('pointercancel', up)
    }
  }, [scroller])
  return dragging
}
