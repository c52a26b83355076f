import type { Edge } from '../marking/word-edges.js'

/** The parts of the claim form that a key leads to. */
export type FormField =
  | 'normalized'
  | 'speaker'
  | 'worth'
  | 'confidence'
  | 'verdict'
  | 'evidence'
  | 'relations'
  | 'tags'
  | 'note'
  | 'status'
  | 'discussion'
  /** Why one disagrees with a proposed claim. */
  | 'reason'

/** What a key does in an open article. */
export type Command =
  | { readonly kind: 'take-sentence'; readonly by: 1 | -1 }
  | { readonly kind: 'adjust'; readonly edge: Edge; readonly by: 1 | -1 }
  | { readonly kind: 'make-claim'; readonly type: number | undefined; readonly exact?: true }
  | { readonly kind: 'repeat'; readonly withSpeaker: boolean }
  | { readonly kind: 'toggle-type'; readonly type: number }
  | { readonly kind: 'attribute' }
  | { readonly kind: 'mark'; readonly part: 'source' | 'cue' | 'words' | 'join-mention' | 'new-mention' }
  | { readonly kind: 'duplicate' }
  | { readonly kind: 'delete-claim' }
  | { readonly kind: 'cycle-worth' }
  | { readonly kind: 'vote'; readonly side: 'agree' | 'disagree' }
  | { readonly kind: 'lead' }
  | { readonly kind: 'go-to-field'; readonly field: FormField }
  | { readonly kind: 'pick' }
  | { readonly kind: 'relate'; readonly relation: number }
  | { readonly kind: 'turn-relation' }
  | { readonly kind: 'merge' }
  | { readonly kind: 'pick-at-caret' }
  | { readonly kind: 'step'; readonly by: 1 | -1 }
  | { readonly kind: 'next-to-check' }
  | { readonly kind: 'next-unread' }
  | { readonly kind: 'still-right' }
  | { readonly kind: 'find-again' }
  | { readonly kind: 'undo' }
  | { readonly kind: 'redo' }
  | { readonly kind: 'toggle-mode' }
  | { readonly kind: 'find-words' }
  | { readonly kind: 'help' }
  | { readonly kind: 'escape' }
  | { readonly kind: 'next-region'; readonly by: 1 | -1 }

/** Where a key was pressed. */
export interface KeyContext {
  readonly mode: 'annotate' | 'edit'
  /** In a field that takes text, outside the article. */
  readonly inField: boolean
  /** In the article's text. */
  readonly inArticle: boolean
  readonly hasSelection: boolean
  /** Whether a claim that may be changed is chosen. */
  readonly hasClaim: boolean
  /** Whether one claim was picked and another one is chosen now. */
  readonly hasPair: boolean
  /** Whether the key before this one was the one that leads to a field. */
  readonly isLed: boolean
}
