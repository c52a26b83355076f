import { offsetAtPoint } from '@claimspan/lexical'
import { type MouseEvent, type PointerEvent, useEffect, useRef } from 'react'
import { claimsAt, pressAt } from '../claims/claims-at.js'
import { refOf, sameRef } from '../claims/shown-claim.js'
import { onDemand } from '../design/on-demand.js'
import { fulfilPending } from '../marking/mark-part.js'
import { useObservable } from '../state/observable.js'
import { directionOf } from '../words/direction.js'
import { useWords } from '../words/words.js'
import { mountSurface } from './mount-surface.js'
import { PeerCarets } from './peer-carets.js'
import { useWorkspace } from './use-workspace.js'

// What is laid beside the words or over them comes after them.
const Minimap = onDemand(async () => (await import('../seeing/minimap.js')).Minimap)
const Overlay = onDemand(async () => (await import('../seeing/overlay.js')).Overlay)
const SelectionToolbar = onDemand(async () => (await import('./selection-toolbar.js')).SelectionToolbar)

/** The article itself: its text, what is painted on it, and what floats over it. */
export function ArticleText({ title, language }: { readonly title: string; readonly language: string | undefined }) {
  const say = useWords()
  const workspace = useWorkspace()
  const mode = useObservable(workspace.mode)
  const focus = useObservable(workspace.view.focus)
  const selected = useObservable(workspace.selected)
  const scroller = useRef<HTMLDivElement>(null)
  const root = useRef<HTMLDivElement>(null)

  useEffect(() => {
    if (root.current === null || scroller.current === null) return
    return mountSurface(workspace, root.current, scroller.current)
  }, [workspace])

  const offsetOf = (event: MouseEvent | PointerEvent) => {
    const surface = workspace.surface.get()
    return surface === undefined ? null : offsetAtPoint(surface.editor, event.clientX, event.clientY)
  }
  const press = (event: MouseEvent) => {
    if (fulfilPending(workspace)) return
    // A double click or a drag selects words; only a plain press chooses a claim.
    if (event.detail > 1 || !(window.getSelection()?.isCollapsed ?? true)) return
    const offset = offsetOf(event)
    if (offset === null) return
    const shown = pressAt(workspace.view.passing.get(), offset, workspace.selected.get())
    workspace.selected.set(shown === undefined ? undefined : refOf(shown))
  }
  const point = (event: PointerEvent) => {
    if (event.buttons !== 0 || event.pointerType === 'touch') return
    const offset = offsetOf(event)
    const shown = offset === null ? undefined : claimsAt(workspace.view.passing.get(), offset)[0]
    const ref = shown === undefined ? undefined : refOf(shown)
    if (!sameRef(ref, workspace.hovered.get())) workspace.hovered.set(ref)
  }

  return (
    <>
      <Minimap />
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the pointer only points at words here; keys have the same through the article's own commands */}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: as above */}
      <div
        ref={scroller}
        className="article-scroller"
        data-mode={mode}
        data-focus={focus && selected !== undefined}
        onClick={press}
        onPointerMove={point}
        onPointerLeave={() => workspace.hovered.set(undefined)}
      >
        <div className="article-sheet">
          {/* biome-ignore lint/a11y/useSemanticElements: an article with paragraphs is no textarea */}
          <div
            ref={root}
            className="article-text"
            role="textbox"
            tabIndex={0}
            aria-multiline="true"
            aria-label={say(mode === 'edit' ? 'article.edits' : 'article.reads', { title })}
            aria-readonly={mode === 'annotate'}
            aria-describedby="article-hint"
            contentEditable
            suppressContentEditableWarning
            lang={language}
            dir={directionOf(language)}
            spellCheck={mode === 'edit'}
            data-region="article"
          />
          <p id="article-hint" className="visually-hidden">
            {say(mode === 'annotate' ? 'article.hint-annotate' : 'article.hint-edit')}
          </p>
          <Overlay />
          <PeerCarets />
          <SelectionToolbar />
        </div>
      </div>
    </>
  )
}
