import { describe, expect, it } from 'vitest'
import { commandFor, type KeyContext, type KeyPress } from '../../src/article/keymap.js'

const nowhere: KeyContext = { mode: 'annotate', inField: false, inArticle: false, hasSelection: false, hasClaim: false }
const inText: KeyContext = { ...nowhere, inArticle: true }
const selecting: KeyContext = { ...inText, hasSelection: true }
const editing: KeyContext = { ...inText, mode: 'edit' }
const inField: KeyContext = { ...nowhere, inField: true, hasClaim: true }

/** `Ctrl+Shift+z` and the like. */
const press = (notation: string): KeyPress => {
  const parts = notation.split('+')
  const key = notation.endsWith('++') ? '+' : (parts[parts.length - 1] ?? '')
  return {
    key,
    ctrlKey: parts.includes('Ctrl'),
    metaKey: parts.includes('Meta'),
    altKey: parts.includes('Alt'),
    shiftKey: parts.includes('Shift'),
  }
}

describe('keys', () => {
  it.each([
    ['2', selecting, { kind: 'make-claim', type: 1 }],
    ['2', { ...inText, hasClaim: true }, { kind: 'toggle-type', type: 1 }],
    ['2', inText, undefined],
    ['2', { ...editing, hasSelection: true }, undefined],
    ['2', inField, undefined],
    ['Enter', selecting, { kind: 'make-claim', type: undefined }],
    ['Enter', inText, { kind: 'pick-at-caret' }],
    ['Enter', editing, undefined],
    ['Enter', { ...nowhere, hasSelection: true }, undefined],
    ['m', selecting, { kind: 'make-claim', type: undefined }],
    ['m', editing, undefined],
    ['s', { ...selecting, hasClaim: true }, { kind: 'mark', part: 'source' }],
    ['c', { ...selecting, hasClaim: true }, { kind: 'mark', part: 'cue' }],
    ['s', selecting, undefined],
    ['j', nowhere, { kind: 'step', by: 1 }],
    ['k', inText, { kind: 'step', by: -1 }],
    ['j', editing, undefined],
    ['j', inField, undefined],
    ['Alt+ArrowDown', editing, { kind: 'step', by: 1 }],
    ['Alt+ArrowUp', inText, { kind: 'step', by: -1 }],
    ['Alt+ArrowUp', inField, undefined],
    ['n', nowhere, { kind: 'next-to-check' }],
    ['n', editing, undefined],
    ['n', inField, undefined],
    ['y', { ...inText, hasClaim: true }, { kind: 'still-right' }],
    ['y', inText, undefined],
    ['f', { ...nowhere, hasClaim: true }, { kind: 'find-again' }],
    ['f', { ...editing, hasClaim: true }, undefined],
    ['Ctrl+f', { ...nowhere, hasClaim: true }, undefined],
    ['Delete', { ...nowhere, hasClaim: true }, { kind: 'delete-claim' }],
    ['Delete', inField, undefined],
    ['Delete', { ...editing, hasClaim: true }, undefined],
    ['Ctrl+z', inText, { kind: 'undo' }],
    ['Meta+z', editing, { kind: 'undo' }],
    ['Ctrl+Shift+Z', inText, { kind: 'redo' }],
    ['Ctrl+y', inText, { kind: 'redo' }],
    ['Ctrl+z', inField, undefined],
    ['Ctrl+s', selecting, undefined],
    ['e', inText, { kind: 'toggle-mode' }],
    ['e', editing, undefined],
    ['e', { ...nowhere, mode: 'edit' as const }, { kind: 'toggle-mode' }],
    ['Shift+?', nowhere, { kind: 'help' }],
    ['?', inField, undefined],
    ['Escape', inField, { kind: 'escape' }],
    ['F6', inField, { kind: 'next-region', by: 1 }],
    ['Shift+F6', editing, { kind: 'next-region', by: -1 }],
    ['a', inText, undefined],
  ] as const)('%s', (key, context, command) => {
    expect(commandFor(press(key), context)).toEqual(command)
  })
})
