import type { Command, FormField, KeyContext } from './command.js'

/** Where a row's keys hold. */
export type KeyPlace =
  /** Everywhere, also in fields. */
  | 'everywhere'
  /** Outside of fields that take text; also in the article while it is edited. */
  | 'outside-fields'
  /** As above, and not where letters are typed into the article. */
  | 'page'
  /** As above, while annotating only. */
  | 'annotate'

/** Keys that do one thing: what the handler listens to and what the help shows. */
export interface KeyRow {
  /**
   * Each as `s`, `Shift+s`, `Mod+z` (Ctrl, or ⌘) or `Alt+ArrowDown`; of a sign such as `?` it does not matter whether it
   * needs Shift. A row without is the browser's own and is only shown.
   */
  readonly press: readonly string[]
  readonly place: KeyPlace
  readonly when?: ((at: KeyContext) => boolean) | undefined
  readonly command?: Command | undefined
  /** The key caps in the help. */
  readonly shown: readonly string[]
  readonly does: string
}

export interface KeyGroup {
  readonly title: string
  readonly rows: readonly KeyRow[]
}

interface RowOptions {
  readonly place?: KeyPlace
  readonly when?: (at: KeyContext) => boolean
  readonly shown?: readonly string[]
}

function row(press: string, does: string, command?: Command, { place, when, shown }: RowOptions = {}): KeyRow {
  const keys = press === '' ? [] : press.split(' ')
  return { press: keys, place: place ?? 'annotate', when, command, shown: shown ?? capsOf(keys[0] ?? ''), does }
}

const caps: Readonly<Record<string, string>> = {
  Shift: '⇧',
  Mod: 'Ctrl/⌘',
  Enter: '↵',
  Escape: 'Esc',
  Delete: 'Del',
  ArrowDown: '↓',
  ArrowUp: '↑',
}

/** The key caps of a key as the table writes it. */
export function capsOf(press: string): readonly string[] {
  return press.split(/\+(?!$)/).map((part) => caps[part] ?? (part.length === 1 ? part.toUpperCase() : part))
}

const selecting = ({ hasSelection }: KeyContext) => hasSelection
const withClaim = ({ hasClaim }: KeyContext) => hasClaim
const either = (at: KeyContext) => at.hasSelection || at.hasClaim
const selectingFor = (at: KeyContext) => at.hasSelection && at.hasClaim
const selectingHere = (at: KeyContext) => at.hasSelection && at.inArticle
const withPair = (at: KeyContext) => at.hasPair && !at.hasSelection
const led = ({ isLed }: KeyContext) => isLed

const leads = (key: string, field: FormField, does: string): KeyRow =>
  row(key, does, { kind: 'go-to-field', field }, { when: led, shown: capsOf(key) })

/** The keys that follow G; they hold only then, and before all others. */
export const fieldKeys: KeyGroup = {
  title: 'Fields, after G',
  rows: [
    leads('n', 'normalized', 'Normalized claim'),
    leads('s', 'speaker', 'Speaker'),
    leads('w', 'worth', 'Check-worthiness'),
    leads('v', 'verdict', 'Verdict'),
    leads('c', 'confidence', 'Confidence'),
    leads('e', 'evidence', 'Evidence'),
    leads('r', 'relations', 'Relations'),
    leads('t', 'tags', 'Tags'),
    leads('o', 'note', 'Note'),
    leads('a', 'status', 'Status'),
    leads('d', 'discussion', 'Discussion'),
  ],
}

/**
 * Every key there is. Of rows with the same key, the first that holds is taken. The keys of claim types and relations are
 * the scheme's and are asked before these.
 */
export const keyTable: readonly KeyGroup[] = [
  {
    title: 'Select',
    rows: [
      row('s', 'The sentence at the caret; again: the next', { kind: 'take-sentence', by: 1 }),
      row('Shift+s', 'The sentence before', { kind: 'take-sentence', by: -1 }),
      row('', 'Words; whole words with Ctrl (⌥)', undefined, { shown: ['⇧', '← →'] }),
      row('l', 'End a word later: selection, or chosen claim', { kind: 'adjust', edge: 'to', by: 1 }, { when: either }),
      row('Shift+l', 'End a word earlier', { kind: 'adjust', edge: 'to', by: -1 }, { when: either }),
      row('h', 'Begin a word earlier', { kind: 'adjust', edge: 'from', by: -1 }, { when: either }),
      row('Shift+h', 'Begin a word later', { kind: 'adjust', edge: 'from', by: 1 }, { when: either }),
      row(',', 'Move it a word back', { kind: 'adjust', edge: 'both', by: -1 }, { when: either }),
      row('.', 'Move it a word on', { kind: 'adjust', edge: 'both', by: 1 }, { when: either }),
    ],
  },
  {
    title: 'Mark',
    rows: [
      row('Enter', 'A claim of the last type used', { kind: 'make-claim', type: undefined }, { when: selectingHere }),
      row('m', 'The same', { kind: 'make-claim', type: undefined }, { when: selecting }),
      row(
        'Shift+Enter',
        'The same, to the last full stop selected',
        { kind: 'make-claim', type: undefined, exact: true },
        { when: selectingHere },
      ),
      row('r', 'The next sentence, as the last type', { kind: 'repeat', withSpeaker: false }),
      row('Shift+r', 'The same, said by the last speaker', { kind: 'repeat', withSpeaker: true }),
      row(
        '+',
        'Add the selection to the claim’s words',
        { kind: 'mark', part: 'join-mention' },
        { when: selectingFor },
      ),
      row('t', 'It is said here too: another mention', { kind: 'mark', part: 'new-mention' }, { when: selectingFor }),
      row('x', 'The claim’s words are these instead', { kind: 'mark', part: 'words' }, { when: selectingFor }),
      row('d', 'Duplicate the chosen claim', { kind: 'duplicate' }, { when: withClaim }),
      row(
        'Delete Backspace',
        'Delete the chosen claim',
        { kind: 'delete-claim' },
        {
          place: 'page',
          when: (at) => at.hasClaim && !at.hasSelection,
        },
      ),
    ],
  },
  {
    title: 'Describe the chosen claim',
    rows: [
      row('a', 'Said by the speaker just used', { kind: 'attribute' }, { when: withClaim }),
      row('Shift+a', 'Said by somebody else', { kind: 'go-to-field', field: 'speaker' }, { when: withClaim }),
      row('w', 'The selection says who: the source', { kind: 'mark', part: 'source' }, { when: withClaim }),
      row('c', 'The selection is the cue', { kind: 'mark', part: 'cue' }, { when: withClaim }),
      row('u', 'Check-worthy, unimportant, not factual, none', { kind: 'cycle-worth' }, { when: withClaim }),
      row('g', 'Go to a field, by the key that follows', { kind: 'lead' }, { when: withClaim }),
    ],
  },
  fieldKeys,
  {
    title: 'Relate two claims',
    rows: [
      row('p', 'Pick the chosen claim; then choose the other', { kind: 'pick' }, { when: withClaim }),
      row('o', 'Turn the relation round', { kind: 'turn-relation' }, { when: withPair }),
      row('v', 'Merge the two into one', { kind: 'merge' }, { when: withPair }),
    ],
  },
  {
    title: 'Talk about it',
    rows: [
      row('q', 'Comment on the chosen claim', { kind: 'go-to-field', field: 'discussion' }, { when: withClaim }),
      row('Shift+q', 'Next claim with comments you have not read', { kind: 'next-unread' }, { place: 'page' }),
      row('Shift+y', 'Agree with the proposed claim', { kind: 'vote', side: 'agree' }, { when: withClaim }),
      row('Shift+n', 'Disagree, and say why', { kind: 'vote', side: 'disagree' }, { when: withClaim }),
    ],
  },
  {
    title: 'Move',
    rows: [
      row('j', 'Next claim', { kind: 'step', by: 1 }, { place: 'page' }),
      row('k', 'Previous claim', { kind: 'step', by: -1 }, { place: 'page' }),
      row('Alt+ArrowDown', 'Next claim, also while editing', { kind: 'step', by: 1 }, { place: 'outside-fields' }),
      row('Alt+ArrowUp', 'Previous, also while editing', { kind: 'step', by: -1 }, { place: 'outside-fields' }),
      row(
        'Enter',
        'The claim at the caret; again: the one around it',
        { kind: 'pick-at-caret' },
        {
          place: 'page',
          when: (at) => at.inArticle && !at.hasSelection,
        },
      ),
      row('F6', 'Go round: article, claims, bar', { kind: 'next-region', by: 1 }, { place: 'everywhere' }),
      row('Shift+F6', 'The other way round', { kind: 'next-region', by: -1 }, { place: 'everywhere' }),
      row('Escape', 'Close, let go, back to the article', { kind: 'escape' }, { place: 'everywhere' }),
    ],
  },
  {
    title: 'Check edited words',
    rows: [
      row('n', 'Next claim whose words were edited or are gone', { kind: 'next-to-check' }, { place: 'page' }),
      row('y', 'The edited words are still right', { kind: 'still-right' }, { place: 'page', when: withClaim }),
      row('f', 'Find words again that are gone', { kind: 'find-again' }, { place: 'page', when: withClaim }),
    ],
  },
  {
    title: 'Change',
    rows: [
      row('Mod+z', 'Undo what you did last, in the text or on claims', { kind: 'undo' }, { place: 'outside-fields' }),
      row('Mod+Shift+z Mod+y', 'Redo', { kind: 'redo' }, { place: 'outside-fields' }),
      row('e', 'Edit the text / annotate it', { kind: 'toggle-mode' }, { place: 'page' }),
      row('', 'Bold / italic, while editing', undefined, { place: 'everywhere', shown: ['Ctrl/⌘', 'B / I'] }),
      row('?', 'These keys', { kind: 'help' }, { place: 'page' }),
    ],
  },
]

/** Letters and signs that do something already, so that no label of a scheme can have them. */
export const takenKeys: ReadonlySet<string> = new Set(
  keyTable.flatMap(({ rows }) =>
    rows.filter(({ when }) => when !== led).flatMap(({ press }) => press.filter((key) => key.length === 1)),
  ),
)
