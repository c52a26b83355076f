import '../words/compare-en.js'
import type { KeyPress } from '../article/keymap.js'
import { notationOf } from '../article/keymap.js'
import { capsOf } from '../article/keys.js'
import type { Edge } from '../marking/word-edges.js'
import type { WordKey } from '../words/en.js'
import type { Taken } from './acts.js'

/** What a key does where layers are compared. */
export type CompareCommand =
  | { readonly kind: 'step' | 'step-open' | 'step-field'; readonly by: 1 | -1 }
  | { readonly kind: 'take'; readonly taken: Taken }
  | { readonly kind: 'adjust'; readonly edge: Edge; readonly by: 1 | -1 }
  | { readonly kind: 'take-agreed' | 'edit' | 'undo' | 'redo' | 'help' | 'escape' }

/** Keys that do one thing, as `Command`'s table writes them, and what the help says of them. */
export interface CompareKey {
  readonly press: readonly string[]
  readonly command: CompareCommand
  readonly does: WordKey
  readonly shown: readonly string[]
}

const row = (press: string, does: WordKey, command: CompareCommand, shown?: readonly string[]): CompareKey => {
  const keys = press.split(' ')
  return { press: keys, command, does, shown: shown ?? capsOf(keys[0] ?? '') }
}

const digits = [1, 2, 3, 4, 5, 6, 7, 8, 9]

/** Every key of the page on which layers are compared, in the order of the help. */
export const compareKeys: readonly CompareKey[] = [
  row('j', 'compare.key.next', { kind: 'step', by: 1 }),
  row('k', 'compare.key.previous', { kind: 'step', by: -1 }),
  row('n', 'compare.key.next-open', { kind: 'step-open', by: 1 }),
  row('Shift+n', 'compare.key.previous-open', { kind: 'step-open', by: -1 }),
  row('ArrowDown', 'compare.key.next-field', { kind: 'step-field', by: 1 }),
  row('ArrowUp', 'compare.key.previous-field', { kind: 'step-field', by: -1 }),
  row('ArrowLeft', 'compare.key.left', { kind: 'take', taken: 0 }, ['←']),
  row('ArrowRight', 'compare.key.right', { kind: 'take', taken: 'last' }, ['→']),
  ...digits.map((digit) =>
    row(String(digit), 'compare.key.nth', { kind: 'take', taken: digit - 1 }, digit === 1 ? ['1', '…', '9'] : []),
  ),
  row('b', 'compare.key.both', { kind: 'take', taken: 'both' }),
  row('x Delete', 'compare.key.none', { kind: 'take', taken: 'none' }),
  row('e', 'compare.key.edit', { kind: 'edit' }),
  row('l', 'compare.key.later', { kind: 'adjust', edge: 'to', by: 1 }),
  row('Shift+l', 'compare.key.earlier', { kind: 'adjust', edge: 'to', by: -1 }),
  row('h', 'compare.key.begin-earlier', { kind: 'adjust', edge: 'from', by: -1 }),
  row('Shift+h', 'compare.key.begin-later', { kind: 'adjust', edge: 'from', by: 1 }),
  row('a', 'compare.key.agreed', { kind: 'take-agreed' }),
  row('Mod+z', 'compare.key.undo', { kind: 'undo' }),
  row('Mod+Shift+z Mod+y', 'compare.key.redo', { kind: 'redo' }),
  row('Escape', 'compare.key.escape', { kind: 'escape' }),
  row('?', 'compare.key.help', { kind: 'help' }),
]

/** What is shown in the help: a row for all digits. */
export const shownKeys: readonly CompareKey[] = compareKeys.filter(({ shown }) => shown.length > 0)

/** The command of a key; `undefined` when it is nobody's. */
export function compareCommand(press: KeyPress): CompareCommand | undefined {
  const pressed = notationOf(press)
  return compareKeys.find((key) => key.press.includes(pressed))?.command
}
