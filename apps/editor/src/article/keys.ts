import type { WordKey } from '../words/en.js'
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
  readonly does: WordKey
}

export interface KeyGroup {
  readonly title: WordKey
  readonly rows: readonly KeyRow[]
}

interface RowOptions {
  readonly place?: KeyPlace
  readonly when?: (at: KeyContext) => boolean
  readonly shown?: readonly string[]
}

function row(press: string, does: WordKey, command?: Command, { place, when, shown }: RowOptions = {}): KeyRow {
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

const leads = (key: string, field: FormField, does: WordKey): KeyRow =>
  row(key, does, { kind: 'go-to-field', field }, { when: led, shown: capsOf(key) })

/** The keys that follow G; they hold only then, and before all others. */
export const fieldKeys: KeyGroup = {
  title: 'keys.fields',
  rows: [
    leads('n', 'normalized', 'key.field-normalized'),
    leads('s', 'speaker', 'key.field-speaker'),
    leads('w', 'worth', 'key.field-worth'),
    leads('v', 'verdict', 'key.field-verdict'),
    leads('c', 'confidence', 'key.field-confidence'),
    leads('e', 'evidence', 'key.field-evidence'),
    leads('r', 'relations', 'key.field-relations'),
    leads('t', 'tags', 'key.field-tags'),
    leads('o', 'note', 'key.field-note'),
    leads('a', 'status', 'key.field-status'),
    leads('d', 'discussion', 'key.field-discussion'),
  ],
}

/**
 * Every key there is. Of rows with the same key, the first that holds is taken. The keys of claim types and relations are
 * the scheme's and are asked before these.
 */
export const keyTable: readonly KeyGroup[] = [
  {
    title: 'keys.select',
    rows: [
      row('s', 'key.sentence', { kind: 'take-sentence', by: 1 }),
      row('Shift+s', 'key.sentence-before', { kind: 'take-sentence', by: -1 }),
      row('', 'key.by-arrows', undefined, { shown: ['⇧', '← →'] }),
      row('l', 'key.end-later', { kind: 'adjust', edge: 'to', by: 1 }, { when: either }),
      row('Shift+l', 'key.end-earlier', { kind: 'adjust', edge: 'to', by: -1 }, { when: either }),
      row('h', 'key.begin-earlier', { kind: 'adjust', edge: 'from', by: -1 }, { when: either }),
      row('Shift+h', 'key.begin-later', { kind: 'adjust', edge: 'from', by: 1 }, { when: either }),
      row(',', 'key.move-back', { kind: 'adjust', edge: 'both', by: -1 }, { when: either }),
      row('.', 'key.move-on', { kind: 'adjust', edge: 'both', by: 1 }, { when: either }),
    ],
  },
  {
    title: 'keys.mark',
    rows: [
      row('Enter', 'key.make', { kind: 'make-claim', type: undefined }, { when: selectingHere }),
      row('m', 'key.the-same', { kind: 'make-claim', type: undefined }, { when: selecting }),
      row(
        'Shift+Enter',
        'key.make-exact',
        { kind: 'make-claim', type: undefined, exact: true },
        { when: selectingHere },
      ),
      row('r', 'key.repeat', { kind: 'repeat', withSpeaker: false }),
      row('Shift+r', 'key.repeat-said', { kind: 'repeat', withSpeaker: true }),
      row('+', 'key.join', { kind: 'mark', part: 'join-mention' }, { when: selectingFor }),
      row('t', 'key.mention', { kind: 'mark', part: 'new-mention' }, { when: selectingFor }),
      row('x', 'key.instead', { kind: 'mark', part: 'words' }, { when: selectingFor }),
      row('d', 'key.duplicate', { kind: 'duplicate' }, { when: withClaim }),
      row(
        'Delete Backspace',
        'key.delete',
        { kind: 'delete-claim' },
        {
          place: 'page',
          when: (at) => at.hasClaim && !at.hasSelection,
        },
      ),
    ],
  },
  {
    title: 'keys.describe',
    rows: [
      row('a', 'key.attribute', { kind: 'attribute' }, { when: withClaim }),
      row('Shift+a', 'key.attribute-other', { kind: 'go-to-field', field: 'speaker' }, { when: withClaim }),
      row('w', 'key.source', { kind: 'mark', part: 'source' }, { when: withClaim }),
      row('c', 'key.cue', { kind: 'mark', part: 'cue' }, { when: withClaim }),
      row('u', 'key.worth', { kind: 'cycle-worth' }, { when: withClaim }),
      row('g', 'key.lead', { kind: 'lead' }, { when: withClaim }),
    ],
  },
  fieldKeys,
  {
    title: 'keys.relate',
    rows: [
      row('p', 'key.pick', { kind: 'pick' }, { when: withClaim }),
      row('o', 'key.turn', { kind: 'turn-relation' }, { when: withPair }),
      row('v', 'key.merge', { kind: 'merge' }, { when: withPair }),
    ],
  },
  {
    title: 'keys.talk',
    rows: [
      row('q', 'key.comment', { kind: 'go-to-field', field: 'discussion' }, { when: withClaim }),
      row('Shift+q', 'key.unread', { kind: 'next-unread' }, { place: 'page' }),
      row('Shift+y', 'key.agree', { kind: 'vote', side: 'agree' }, { when: withClaim }),
      row('Shift+n', 'key.disagree', { kind: 'vote', side: 'disagree' }, { when: withClaim }),
    ],
  },
  {
    title: 'keys.move',
    rows: [
      row('j', 'key.next', { kind: 'step', by: 1 }, { place: 'page' }),
      row('k', 'key.previous', { kind: 'step', by: -1 }, { place: 'page' }),
      row('Alt+ArrowDown', 'key.next-editing', { kind: 'step', by: 1 }, { place: 'outside-fields' }),
      row('Alt+ArrowUp', 'key.previous-editing', { kind: 'step', by: -1 }, { place: 'outside-fields' }),
      row(
        'Enter',
        'key.at-caret',
        { kind: 'pick-at-caret' },
        {
          place: 'page',
          when: (at) => at.inArticle && !at.hasSelection,
        },
      ),
      row('F6', 'key.round', { kind: 'next-region', by: 1 }, { place: 'everywhere' }),
      row('Shift+F6', 'key.round-back', { kind: 'next-region', by: -1 }, { place: 'everywhere' }),
      row('Escape', 'key.escape', { kind: 'escape' }, { place: 'everywhere' }),
    ],
  },
  {
    title: 'keys.check',
    rows: [
      row('n', 'key.to-check', { kind: 'next-to-check' }, { place: 'page' }),
      row('y', 'key.still-right', { kind: 'still-right' }, { place: 'page', when: withClaim }),
      row('f', 'key.find-again', { kind: 'find-again' }, { place: 'page', when: withClaim }),
    ],
  },
  {
    title: 'keys.change',
    rows: [
      row('Mod+z', 'key.undo', { kind: 'undo' }, { place: 'outside-fields' }),
      row('Mod+Shift+z Mod+y', 'key.redo', { kind: 'redo' }, { place: 'outside-fields' }),
      row('e', 'key.mode', { kind: 'toggle-mode' }, { place: 'page' }),
      row('Mod+f', 'key.find', { kind: 'find-words' }, { place: 'everywhere', when: ({ mode }) => mode === 'edit' }),
      row('', 'key.bold', undefined, { place: 'everywhere', shown: ['Ctrl/⌘', 'B / I'] }),
      row('?', 'key.help', { kind: 'help' }, { place: 'page' }),
    ],
  },
]

/** Letters and signs that do something already, so that no label of a scheme can have them. */
export const takenKeys: ReadonlySet<string> = new Set(
  keyTable.flatMap(({ rows }) =>
    rows.filter(({ when }) => when !== led).flatMap(({ press }) => press.filter((key) => key.length === 1)),
  ),
)
