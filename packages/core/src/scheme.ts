/** A label of a scheme with what it means; colour is `#rrggbb`, key is what an annotator presses. */
export interface Label {
  readonly label: string
  readonly definition?: string
  readonly color?: string
  readonly key?: string
}

/** The label sets of a project, with their guideline. A changed scheme has the next version. */
export interface Scheme {
  readonly id: string
  readonly version: number
  readonly name: string
  readonly claimTypes: readonly Label[]
  readonly checkWorthiness: readonly Label[]
  /** Ids of the verdict scales in use. */
  readonly verdictScales: readonly string[]
  readonly relationTypes: readonly Label[]
  readonly attributionKinds: readonly Label[]
  /** Markdown. */
  readonly guideline?: string
}
