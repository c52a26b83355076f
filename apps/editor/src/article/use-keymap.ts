import { caretOf } from '@claimspan/lexical'
import { useEffect } from 'react'
import { pressAt, stepFrom } from '../claims/claims-at.js'
import { refOf } from '../claims/shown-claim.js'
import { announce } from '../design/announcer.js'
import { adjust } from '../marking/adjust.js'
import { attributeToLast } from '../marking/attribute.js'
import { fulfilPending, markInstead, markPart } from '../marking/mark-part.js'
import { mergePair } from '../marking/merge-pair.js'
import { pairNow, pick, relate, turnRelation } from '../marking/relate.js'
import { repeatClaim, takeSentence } from '../marking/take-sentence.js'
import { cycleWorth } from '../marking/worth.js'
import { goToUnread } from '../threads/go-to-unread.js'
import { vote } from '../threads/vote.js'
import { say } from '../words/words.js'
import { findAgain, nextToCheck, stillRight, stopFinding } from './checking.js'
import type { Command, KeyContext } from './command.js'
import { focusArticle } from './focus-article.js'
import { goToField, keepForField } from './form-fields.js'
import { goToClaim } from './go-to-words.js'
import { changeMode, redo, undo } from './history.js'
import { commandFor, type SchemeKeys } from './keymap.js'
import { chosen, copyClaim, deleteChosen, letGoOfSelection, makeClaim, toggleType } from './marking.js'
import { focusClaim, focusNextRegion } from './regions.js'
import { stopFindingWords } from './stop-finding-words.js'
import type { Workspace } from './workspace.js'

/** Listen to the keys of an open article for as long as it is shown. */
export function useKeymap(workspace: Workspace): void {
  useEffect(() => {
    const keys: SchemeKeys = { types: workspace.looks.map(({ key }) => key), relations: workspace.relationKeys }
    const press = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing || isModifier(event.key)) return
      if (keepForField(event)) {
        event.preventDefault()
        event.stopPropagation()
        return
      }
      const at = contextOf(workspace, event)
      workspace.led.set(false)
      // After the key that leads to a field Escape only lets go of that.
      const command = at.isLed && event.key === 'Escape' ? undefined : commandFor(event, at, keys)
      if (at.isLed && event.key === 'Escape') event.preventDefault()
      if (command === undefined || !run(workspace, command)) return
      event.preventDefault()
      event.stopPropagation()
    }
    // Before Lexical: while annotating, its own keys for the text are not wanted.
    window.addEventListener('keydown', press, true)
    return () => window.removeEventListener('keydown', press, true)
  }, [workspace])
}

const isModifier = (key: string) => ['Shift', 'Control', 'Alt', 'Meta', 'AltGraph', 'CapsLock'].includes(key)

const textInputs = 'input:not([type=checkbox],[type=radio],[type=file]),textarea,select'

function contextOf(workspace: Workspace, event: KeyboardEvent): KeyContext {
  const target = event.target instanceof Element ? event.target : document.body
  const root = workspace.surface.get()?.root
  const inArticle = root?.contains(target) ?? false
  if (inArticle && workspace.mode.get() === 'annotate' && (event.key.length === 1 || event.key === 'Enter')) {
    workspace.surface.get()?.readSelection()
  }
  const overlay = target.closest('[role=dialog],[role=alertdialog],[role=menu],[role=listbox]') !== null
  return {
    mode: workspace.mode.get(),
    inArticle,
    // A dialog or an open menu has its own keys, so it counts as a field.
    inField: !inArticle && (overlay || target.matches(textInputs)),
    hasSelection: workspace.selection.get() !== undefined,
    hasClaim: chosen(workspace) !== undefined,
    hasPair: pairNow(workspace) !== undefined,
    isLed: workspace.led.get(),
  }
}

/** Do what a command says. Returns whether it was for us: a key that means nothing here is left to the browser. */
function run(workspace: Workspace, command: Command): boolean {
  switch (command.kind) {
    case 'take-sentence':
      takeSentence(workspace, command.by)
      return true
    case 'adjust':
      adjust(workspace, command.edge, command.by)
      return true
    case 'make-claim': {
      if (fulfilPending(workspace)) return true
      if (workspace.mode.get() === 'edit') return false
      const look = command.type === undefined ? undefined : workspace.looks[command.type]
      if (command.type === undefined || look !== undefined) makeClaim(workspace, look?.label, command)
      return true
    }
    case 'repeat':
      repeatClaim(workspace, command.withSpeaker)
      return true
    case 'toggle-type': {
      const look = workspace.looks[command.type]
      if (look !== undefined) toggleType(workspace, look.label)
      return look !== undefined
    }
    case 'pick-at-caret':
      return pickAtCaret(workspace)
    case 'step':
      step(workspace, command.by)
      return true
    case 'attribute':
      attributeToLast(workspace)
      return true
    case 'mark':
      if (command.part === 'words') markInstead(workspace)
      else markPart(workspace, { kind: command.part })
      return true
    case 'duplicate': {
      const at = chosen(workspace)
      if (at !== undefined) copyClaim(workspace, at.shown)
      return true
    }
    case 'delete-claim':
      deleteChosen(workspace)
      return true
    case 'cycle-worth':
      cycleWorth(workspace)
      return true
    case 'vote':
      vote(workspace, command.side)
      return true
    case 'lead':
      workspace.led.set(true)
      return true
    case 'go-to-field':
      goToField(workspace, command.field)
      return true
    case 'pick':
      pick(workspace)
      return true
    case 'relate':
      relate(workspace, command.relation)
      return true
    case 'turn-relation':
      turnRelation(workspace)
      return true
    case 'merge':
      mergePair(workspace)
      return true
    case 'next-unread':
      goToUnread(workspace)
      return true
    case 'next-to-check':
      nextToCheck(workspace)
      return true
    case 'still-right':
      stillRight(workspace)
      return true
    case 'find-again':
      findAgain(workspace)
      return true
    case 'undo':
      undo(workspace)
      return true
    case 'redo':
      redo(workspace)
      return true
    case 'toggle-mode':
      changeMode(workspace, workspace.mode.get() === 'annotate' ? 'edit' : 'annotate')
      return true
    case 'find-words':
      workspace.findingWords.set(true)
      return true
    case 'help':
      workspace.keysShown.set(true)
      return true
    case 'escape':
      return letGo(workspace)
    case 'next-region':
      focusNextRegion(command.by)
      return true
  }
}

function pickAtCaret(workspace: Workspace): boolean {
  const surface = workspace.surface.get()
  const caret = surface === undefined ? null : caretOf(surface.editor)
  if (caret === null || workspace.mode.get() === 'edit') return false
  const shown =
    pressAt(workspace.claims.get(), caret.head, workspace.selected.get()) ??
    pressAt(workspace.claims.get(), caret.head - 1, workspace.selected.get())
  if (shown === undefined) announce(say('claim.none-here'))
  else {
    workspace.selected.set(refOf(shown))
    announce(say('claim.chosen', { words: shown.claim.mentions[0]?.quote ?? '' }))
  }
  return true
}

function step(workspace: Workspace, by: 1 | -1): void {
  const surface = workspace.surface.get()
  const head = surface === undefined ? undefined : caretOf(surface.editor)?.head
  const next = stepFrom(workspace.view.passing.get(), workspace.selected.get(), by, head ?? 0)
  if (next === undefined) {
    announce(say(workspace.claims.get().length === 0 ? 'claim.none-yet' : 'claim.none-pass'))
    return
  }
  const inPanel = document.activeElement?.closest('[data-region=claims]') != null
  goToClaim(workspace, next)
  if (inPanel) requestAnimationFrame(() => focusClaim(refOf(next)))
  announce(`${next.claim.types[0] ?? say('claims.no-type')}: ${next.claim.mentions[0]?.quote ?? ''}`)
}

/** Escape undoes the nearest thing first: a waiting mark, a picked claim, a search, a selection, being in the panel, editing, the chosen claim. */
function letGo(workspace: Workspace): boolean {
  const root = workspace.surface.get()?.root
  const active = document.activeElement
  if (document.querySelector('[role=dialog],[role=alertdialog],[role=menu],[role=listbox].options') !== null)
    return false
  // The first steps are skipped by it.
  if (active?.closest('.tour') != null) return false
  if (workspace.pending.get() !== undefined) workspace.pending.set(undefined)
  else if (workspace.picked.get() !== undefined) workspace.picked.set(undefined)
  else if (workspace.finding.get() !== undefined) stopFinding(workspace)
  else if (workspace.findingWords.get()) stopFindingWords(workspace)
  else if (workspace.selection.get() !== undefined) letGoOfSelection(workspace)
  else if (root !== undefined && active !== root && active !== document.body) {
    workspace.panelOpen.set(false)
    focusArticle(workspace)
  } else if (workspace.mode.get() === 'edit') changeMode(workspace, 'annotate')
  else if (workspace.selected.get() !== undefined) workspace.selected.set(undefined)
  else return false
  return true
}
