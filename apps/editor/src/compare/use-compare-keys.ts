import { useLayoutEffect } from 'react'
import { adjustWords, edit, letGo, step, stepField, stepOpen, take, takeAgreed, travel } from './acts.js'
import { type CompareCommand, compareCommand } from './compare-keys.js'
import type { Desk } from './desk.js'

/** Fields and whatever has keys of its own: there only what holds everywhere does. */
const fields = 'input:not([type=checkbox],[type=radio]),textarea,select'
const overlays = '[role=dialog],[role=alertdialog],[role=menu],[role=listbox]'
/** A row of choices, through which the arrows go. */
const rows = '[role=radiogroup],[role=toolbar],[role=group].segmented'

/** Listen to the keys of the page for as long as it is shown. */
export function useCompareKeys(desk: Desk): void {
  // Before the page is painted: the first key may be as quick.
  useLayoutEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing) return
      const target = event.target instanceof Element ? event.target : document.body
      const command = compareCommand(event)
      if (command === undefined || target.closest(overlays) !== null) return
      if (target.matches(fields) && command.kind !== 'escape') return
      if (event.key.startsWith('Arrow') && target.closest(rows) !== null) return
      // While a claim is edited its form has the keys: no slip of the hand decides on something else.
      if (desk.editing.get() && !keptWhileEditing.includes(command.kind)) return
      if (!run(desk, command)) return
      event.preventDefault()
      event.stopPropagation()
    }
    window.addEventListener('keydown', press, true)
    return () => window.removeEventListener('keydown', press, true)
  }, [desk])
}

const keptWhileEditing: readonly CompareCommand['kind'][] = ['adjust', 'undo', 'redo', 'escape', 'help', 'step']

function run(desk: Desk, command: CompareCommand): boolean {
  switch (command.kind) {
    case 'step':
      step(desk, command.by)
      return true
    case 'step-open':
      stepOpen(desk, command.by)
      return true
    case 'step-field':
      stepField(desk, command.by)
      return true
    case 'take':
      take(desk, command.taken)
      return true
    case 'adjust':
      adjustWords(desk, command.edge, command.by)
      return true
    case 'take-agreed':
      takeAgreed(desk)
      return true
    case 'edit':
      edit(desk)
      return true
    case 'undo':
    case 'redo':
      travel(desk, command.kind)
      return true
    case 'help':
      desk.keysShown.set(true)
      return true
    case 'escape':
      return letGo(desk)
  }
}
