import type { Operation, Session } from '../../packages/collab/fuzz/operation.js'

/**
 * What an operation turned out to be in the session that it was made for. With it the operation stays what it is when
 * others before it are left out.
 */
export interface Pin {
  /** The last character of its own identity before the place of the edit; '' at the start of the text. */
  readonly left?: string
  /** How many block borders and line ends there were after it, before the place. */
  readonly off?: number
  /** The number of the first character that was typed. */
  readonly word?: number
  /** The number of the claim that was made. */
  readonly claim?: number
  /** Which message was delivered or lost. */
  readonly message?: string
}

export interface Step extends Operation {
  /** Its place in the first session; the messages that it sends are named by it. */
  readonly index?: number
  readonly pin?: Pin
}

/** A session of which some operations may be pinned. */
export interface EditorSession extends Session {
  readonly operations: readonly Step[]
}
