import { describe, expect, it } from 'vitest'
import type { KeyContext } from '../../src/article/command.js'
import { commandFor, type KeyPress } from '../../src/article/keymap.js'
import { keyTable } from '../../src/article/keys.js'
import { labelKeys } from '../../src/article/label-keys.js'
import '../../src/words/keys-en.js'
import { say } from '../../src/words/words.js'

const nowhere: KeyContext = {
  mode: 'annotate',
  inField: false,
  inArticle: false,
  hasSelection: false,
  hasClaim: false,
  hasPair: false,
  isLed: false,
}
const inText: KeyContext = { ...nowhere, inArticle: true }
const selecting: KeyContext = { ...inText, hasSelection: true }
const editing: KeyContext = { ...inText, mode: 'edit' }
const withClaim: KeyContext = { ...inText, hasClaim: true }
const led: KeyContext = { ...withClaim, isLed: true }
const pair: KeyContext = { ...withClaim, hasPair: true }
const inField: KeyContext = { ...nowhere, inField: true, hasClaim: true }

/** `Ctrl+Shift+z` and the like. */
const press = (notation: string): KeyPress => {
  const parts = notation.split('+')
  const key = notation === '+' || notation.endsWith('++') ? '+' : (parts[parts.length - 1] ?? '')
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
    ['s', inText, { kind: 'take-sentence', by: 1 }],
    ['s', selecting, { kind: 'take-sentence', by: 1 }],
    ['Shift+S', nowhere, { kind: 'take-sentence', by: -1 }],
    ['s', editing, undefined],
    ['s', inField, undefined],
    ['l', withClaim, { kind: 'adjust', edge: 'to', by: 1 }],
    ['Shift+L', selecting, { kind: 'adjust', edge: 'to', by: -1 }],
    ['h', withClaim, { kind: 'adjust', edge: 'from', by: -1 }],
    ['h', inText, undefined],
    ['.', withClaim, { kind: 'adjust', edge: 'both', by: 1 }],
    [',', selecting, { kind: 'adjust', edge: 'both', by: -1 }],
    ['r', inText, { kind: 'repeat', withSpeaker: false }],
    ['Shift+R', inText, { kind: 'repeat', withSpeaker: true }],
    ['Shift+Enter', selecting, { kind: 'make-claim', type: undefined, exact: true }],
    ['a', withClaim, { kind: 'attribute' }],
    ['Shift+A', withClaim, { kind: 'go-to-field', field: 'speaker' }],
    ['w', { ...selecting, hasClaim: true }, { kind: 'mark', part: 'source' }],
    ['c', { ...selecting, hasClaim: true }, { kind: 'mark', part: 'cue' }],
    ['w', selecting, undefined],
    ['Shift++', { ...selecting, hasClaim: true }, { kind: 'mark', part: 'join-mention' }],
    ['+', { ...selecting, hasClaim: true }, { kind: 'mark', part: 'join-mention' }],
    ['t', { ...selecting, hasClaim: true }, { kind: 'mark', part: 'new-mention' }],
    ['x', { ...selecting, hasClaim: true }, { kind: 'mark', part: 'words' }],
    ['t', withClaim, undefined],
    ['g', withClaim, { kind: 'lead' }],
    ['n', led, { kind: 'go-to-field', field: 'normalized' }],
    ['s', led, { kind: 'go-to-field', field: 'speaker' }],
    ['2', led, undefined],
    ['j', led, { kind: 'step', by: 1 }],
    ['p', withClaim, { kind: 'pick' }],
    ['2', pair, { kind: 'relate', relation: 1 }],
    ['2', { ...pair, hasSelection: true }, { kind: 'make-claim', type: 1 }],
    ['o', pair, { kind: 'turn-relation' }],
    ['v', pair, { kind: 'merge' }],
    ['v', withClaim, undefined],
    ['Shift+Y', withClaim, { kind: 'vote', side: 'agree' }],
    ['Alt+2', selecting, undefined],
    ['Ctrl+Alt++', { ...selecting, hasClaim: true }, { kind: 'mark', part: 'join-mention' }],
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

describe('the table of keys', () => {
  it('has one meaning for a key in one place, of those that always hold', () => {
    const always = keyTable.flatMap(({ rows }) => rows.filter(({ when }) => when === undefined))
    const keys = always.flatMap(({ press: presses }) => presses)
    expect(keys.filter((key, at) => keys.indexOf(key) !== at)).toEqual([])
  })

  it('says for each row what it does, and on which caps', () => {
    for (const { rows } of keyTable) {
      for (const { shown, does } of rows) {
        expect(shown.join('')).not.toBe('')
        expect(say(does)).toMatch(/^[A-Z]/)
      }
    }
  })

  it('knows a key by its place where the letters are not Latin', () => {
    const cyrillic = { ...press('ы'), code: 'KeyS' }
    expect(commandFor(cyrillic, inText)).toEqual({ kind: 'take-sentence', by: 1 })
    expect(commandFor({ ...press('é'), code: 'Digit2' }, selecting)).toBeUndefined()
  })
})

describe('keys of a scheme', () => {
  it.each([
    [
      [{ label: 'A' }, { label: 'B' }],
      ['1', '2'],
    ],
    [
      [{ label: 'A', key: 'b' }, { label: 'B' }],
      ['b', '2'],
    ],
    [
      [{ label: 'A', key: '2' }, { label: 'B' }, { label: 'C' }],
      ['2', '1', '3'],
    ],
    [
      [
        { label: 'A', key: 's' },
        { label: 'B', key: 'ab' },
      ],
      ['1', '2'],
    ],
    [
      [
        { label: 'A', key: 'b' },
        { label: 'B', key: 'B' },
      ],
      ['b', '2'],
    ],
  ])('%j are pressed as %j', (labels, keys) => {
    expect(labelKeys(labels)).toEqual(keys)
  })

  it('leave labels without a key when there are none left', () => {
    const labels = Array.from({ length: 11 }, (_, at) => ({ label: String(at) }))
    expect(labelKeys(labels).slice(8)).toEqual(['9', undefined, undefined])
  })

  it('are asked before the keys of the page', () => {
    const keys = { types: [undefined, 'b'], relations: [] }
    expect(commandFor(press('b'), selecting, keys)).toEqual({ kind: 'make-claim', type: 1 })
    expect(commandFor(press('1'), selecting, keys)).toBeUndefined()
  })
})
