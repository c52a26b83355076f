import { flushSync } from 'react-dom'
import { announce } from '../design/announcer.js'
import { say } from '../words/words.js'
import type { FormField } from './command.js'
import { focusArticle } from './focus-article.js'
import type { Workspace } from './workspace.js'

const controls =
  'input:not([disabled]),textarea,[role=radio],[role=slider],button:not([disabled])[aria-pressed=true],button:not([disabled])'

/** The script of the form, which may not be here yet. */
interface FormScript {
  isHere(): boolean
  fetch(): Promise<void>
}

let form: FormScript | undefined

/** Say which script the fields are in: the form does, so that nothing here imports it. */
export function fieldsAreIn(script: FormScript): void {
  form = script
}

/** What was typed since a field was asked for that is not on the page yet. */
let typedAhead: string | undefined

/**
 * Keep a key for the field that is on its way to the page, where it would otherwise be taken for a command. Returns whether
 * it was kept.
 */
export function keepForField(event: KeyboardEvent): boolean {
  if (typedAhead === undefined || event.key.length !== 1 || event.ctrlKey || event.metaKey || event.altKey) return false
  typedAhead += event.key
  return true
}

/** Put the focus into a field of the chosen claim's form, in the panel beside the article. */
export function goToField(workspace: Workspace, field: FormField): void {
  workspace.panelOpen.set(true)
  workspace.settle()
  // A claim that was chosen this moment has its card and its form now: the next key is for the field.
  flushSync(() => undefined)
  let turns = 5
  const arrive = () => {
    const typed = typedAhead ?? ''
    typedAhead = undefined
    if (typed !== '') document.execCommand('insertText', false, typed)
  }
  const look = () => {
    const place = document.querySelector<HTMLElement>(`.claim-detail [data-field=${field}]`)
    const control =
      place?.querySelector<HTMLElement>('[data-first]') ??
      (place?.matches(controls) === true ? place : place?.querySelector<HTMLElement>(controls))
    control?.focus()
    if (control == null || document.activeElement !== control) {
      typedAhead ??= ''
      if (turns-- > 0) requestAnimationFrame(look)
      else {
        typedAhead = undefined
        announce(say('claim.no-field'))
      }
      return
    }
    arrive()
    control.scrollIntoView({ block: 'nearest' })
    if (control instanceof HTMLInputElement && control.type !== 'range') returnOnEnter(workspace, control)
  }
  if (form === undefined || form.isHere()) look()
  else {
    typedAhead = ''
    form.fetch().then(look, () => {
      typedAhead = undefined
    })
  }
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
