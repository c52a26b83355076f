import { announce } from '../design/announcer.js'
import type { FormField } from './command.js'
import { focusArticle } from './focus-article.js'
import type { Workspace } from './workspace.js'

const words = { none: 'This claim has no such field.' }

const controls =
  'input:not([disabled]),textarea,[role=radio],[role=slider],button:not([disabled])[aria-pressed=true],button:not([disabled])'

/** Put the focus into a field of the chosen claim's form, in the panel beside the article. */
export function goToField(workspace: Workspace, field: FormField): void {
  workspace.panelOpen.set(true)
  workspace.settle()
  // The form of a claim that was chosen this moment is there in the next frame, its card in view in the one after.
  let turns = 5
  const look = () => {
    const place = document.querySelector<HTMLElement>(`.claim-detail [data-field=${field}]`)
    const control =
      place?.querySelector<HTMLElement>('[data-first]') ??
      (place?.matches(controls) === true ? place : place?.querySelector<HTMLElement>(controls))
    control?.focus()
    if (control == null || document.activeElement !== control) {
      if (turns-- > 0) requestAnimationFrame(look)
      else announce(words.none)
      return
    }
    control.scrollIntoView({ block: 'nearest' })
    if (control instanceof HTMLInputElement && control.type !== 'range') returnOnEnter(workspace, control)
  }
  requestAnimationFrame(look)
}

/** Who came to a field of one line by a key goes back to the article with Enter, once the field has taken it. */
function returnOnEnter(workspace: Workspace, control: HTMLInputElement): void {
  const done = new AbortController()
  control.addEventListener('blur', () => done.abort(), { signal: done.signal })
  control.addEventListener(
    'keydown',
    (event) => {
      if (event.key !== 'Enter' || event.isComposing || control.value === '') return
      setTimeout(() => focusArticle(workspace))
    },
    { signal: done.signal },
  )
}
