/** What a key does in an open article. */
export type Command =
  | { readonly kind: 'make-claim'; readonly type: number | undefined }
  | { readonly kind: 'toggle-type'; readonly type: number }
  | { readonly kind: 'pick-at-caret' }
  | { readonly kind: 'step'; readonly by: 1 | -1 }
  | { readonly kind: 'mark'; readonly part: 'source' | 'cue' }
  | { readonly kind: 'delete-claim' }
  | { readonly kind: 'next-to-check' }
  | { readonly kind: 'still-right' }
  | { readonly kind: 'find-again' }
  | { readonly kind: 'undo' }
  | { readonly kind: 'redo' }
  | { readonly kind: 'toggle-mode' }
  | { readonly kind: 'help' }
  | { readonly kind: 'escape' }
  | { readonly kind: 'next-region'; readonly by: 1 | -1 }

/** What of a key press matters. */
export interface KeyPress {
  readonly key: string
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly altKey: boolean
  readonly shiftKey: boolean
}

/** Where a key was pressed. */
export interface KeyContext {
  readonly mode: 'annotate' | 'edit'
  /** In a field that takes text, outside the article. */
  readonly inField: boolean
  /** In the article's text. */
  readonly inArticle: boolean
  readonly hasSelection: boolean
  readonly hasClaim: boolean
}

/** The command of a key in its place; `undefined` when the key is nobody's, so that the browser does what it does. */
export function commandFor(press: KeyPress, at: KeyContext): Command | undefined {
  const { key } = press
  const chord = press.ctrlKey || press.metaKey
  if (key === 'F6') return { kind: 'next-region', by: press.shiftKey ? -1 : 1 }
  if (key === 'Escape') return { kind: 'escape' }
  if (press.altKey && !chord && !at.inField) {
    if (key === 'ArrowDown') return { kind: 'step', by: 1 }
    if (key === 'ArrowUp') return { kind: 'step', by: -1 }
  }
  if (at.inField) return undefined
  if (chord && !press.altKey) return historyCommand(key.toLowerCase(), press.shiftKey)
  if (press.altKey || chord) return undefined
  // While the text is edited its letters are letters; elsewhere on the page the keys still hold.
  if (at.mode === 'edit' && at.inArticle) return undefined
  return plainCommand(key, at)
}

function historyCommand(key: string, shift: boolean): Command | undefined {
  if (key === 'z') return { kind: shift ? 'redo' : 'undo' }
  return key === 'y' ? { kind: 'redo' } : undefined
}

function plainCommand(key: string, at: KeyContext): Command | undefined {
  if (/^[1-9]$/.test(key) && at.mode === 'annotate') {
    const type = Number(key) - 1
    if (at.hasSelection) return { kind: 'make-claim', type }
    return at.hasClaim ? { kind: 'toggle-type', type } : undefined
  }
  if (key === 'Enter' && at.inArticle) {
    return at.hasSelection ? { kind: 'make-claim', type: undefined } : { kind: 'pick-at-caret' }
  }
  switch (key) {
    case 'm':
      return at.hasSelection && at.mode === 'annotate' ? { kind: 'make-claim', type: undefined } : undefined
    case 'j':
      return { kind: 'step', by: 1 }
    case 'k':
      return { kind: 'step', by: -1 }
    case 's':
    case 'c':
      return at.hasSelection && at.hasClaim ? { kind: 'mark', part: key === 's' ? 'source' : 'cue' } : undefined
    case 'n':
      return { kind: 'next-to-check' }
    case 'y':
      return at.hasClaim ? { kind: 'still-right' } : undefined
    case 'f':
      return at.hasClaim ? { kind: 'find-again' } : undefined
    case 'Delete':
    case 'Backspace':
      return at.hasClaim && !at.hasSelection ? { kind: 'delete-claim' } : undefined
    case 'e':
      return { kind: 'toggle-mode' }
    case '?':
      return { kind: 'help' }
    default:
      return undefined
  }
}

/** The keys as the help shows them. */
export const keyHelp: readonly { readonly title: string; readonly keys: readonly (readonly [string, string])[] }[] = [
  {
    title: 'Mark',
    keys: [
      ['Shift + arrows', 'Select words in the article'],
      ['1 – 5', 'Mark the selection as a claim of that type'],
      ['Enter or M', 'Mark it as a claim of the last type used'],
      ['1 – 5', 'Without a selection: give the chosen claim a type, or take it away'],
      ['S / C', 'Mark the selection as the source / the cue of the chosen claim'],
      ['Delete', 'Delete the chosen claim'],
    ],
  },
  {
    title: 'Move',
    keys: [
      ['J / K', 'Next / previous claim'],
      ['Alt + ↓ / ↑', 'The same, also while editing'],
      ['Enter', 'Choose the claim under the caret; again: the one around it'],
      ['F6', 'Go round: article, claims, bar'],
      ['Esc', 'Close, let go, back to the article'],
    ],
  },
  {
    title: 'Check',
    keys: [
      ['N', 'Next claim whose words were edited or are gone'],
      ['Y', 'The edited words are still right'],
      ['F', 'Find words again that are gone: places are offered'],
    ],
  },
  {
    title: 'Change',
    keys: [
      ['E', 'Edit the text / annotate it'],
      ['Ctrl/⌘ + Z', 'Undo what you did here'],
      ['Ctrl/⌘ + Shift + Z', 'Redo'],
      ['Ctrl/⌘ + B / I', 'Bold / italic, while editing'],
      ['?', 'These keys'],
    ],
  },
]
