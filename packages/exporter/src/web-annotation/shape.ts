/** The JSON of a file: what the writer writes and the reader expects. Every list of one is still a list. */
export interface AnnotationPage {
  readonly '@context': readonly unknown[]
  readonly id: string
  readonly type: 'AnnotationPage'
  /** The collection of all annotations of the article, of which this is the only page. */
  readonly partOf: {
    readonly id: string
    readonly type: 'AnnotationCollection'
    readonly label: string
    readonly total: number
  }
  readonly startIndex: 0
  readonly article: {
    readonly id: string
    readonly type: 'Article'
    readonly localId: string
    readonly textVersion: number
    readonly title: string
    readonly language?: string
    readonly text: string
    readonly blocks: readonly string[]
    readonly metadata?: readonly { readonly key: string; readonly value: string }[]
  }
  readonly layers?: readonly { readonly localId: string; readonly kind: string; readonly name?: string }[]
  readonly annotators?: readonly Creator[]
  readonly items: readonly (ClaimItem | RelationItem | ThreadItem)[]
}

export interface Creator {
  readonly id: string
  readonly type: 'Person'
  readonly localId: string
  readonly name: string
}

/** The words of one span, or of a detached mention; those with one `mention` are one mention. */
export interface Target {
  readonly type: 'SpecificResource'
  readonly source: string
  readonly mention: string
  readonly markedOn: number
  readonly markedQuote?: string
  readonly selector: readonly Selector[]
}

export type Selector =
  | { readonly type: 'TextQuoteSelector'; readonly exact: string; readonly prefix: string; readonly suffix: string }
  | { readonly type: 'TextPositionSelector'; readonly start: number; readonly end: number }

export interface Body {
  readonly type: 'TextualBody'
  readonly purpose: string
  readonly value: string
  readonly language?: string
  readonly scale?: string
  readonly justification?: string
  readonly rating?: { readonly value: number; readonly best: number; readonly worst: number }
  readonly creator?: string
  readonly created?: string
  /** The side that a comment takes on a proposed claim. */
  readonly vote?: 'agree' | 'disagree'
}

export interface AttributionShape {
  readonly type: 'Attribution'
  readonly kind: string
  readonly sourceWords?: readonly Target[]
  readonly cueWords?: readonly Target[]
  readonly speaker?: { readonly name: string; readonly kind?: string; readonly uri?: string }
  readonly within?: AttributionShape
}

export interface EvidenceShape {
  readonly stance: string
  readonly evidenceItems: readonly (
    | { readonly words: readonly Target[]; readonly ofDocument?: string }
    | { readonly url: string; readonly quote?: string }
  )[]
}

export interface ClaimItem {
  readonly id: string
  readonly type: readonly ['Annotation', 'Claim']
  readonly motivation: 'describing'
  readonly localId: string
  readonly layer: string
  readonly creator: string
  readonly created: string
  readonly modified?: string
  readonly status: string
  readonly checkWorthiness?: string
  readonly proposition?: string
  readonly confidence?: number
  readonly origin: {
    readonly kind: string
    readonly name?: string
    readonly version?: string
    readonly importedFrom?: string
  }
  readonly body?: readonly Body[]
  readonly target: readonly Target[]
  readonly attribution?: AttributionShape
  readonly evidence?: readonly EvidenceShape[]
}

export interface RelationItem {
  readonly id: string
  readonly type: readonly ['Annotation', 'Relation']
  readonly motivation: 'linking'
  readonly localId: string
  readonly layer: string
  readonly creator: string
  readonly relationType: string
  readonly body: readonly [from: string, ...notes: Body[]]
  readonly target: string
}

export interface ThreadItem {
  readonly id: string
  readonly type: readonly ['Annotation', 'Thread']
  readonly motivation: 'commenting'
  readonly localId: string
  readonly resolved: boolean
  readonly body: readonly Body[]
  readonly target: string
}
