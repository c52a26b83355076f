import type { AnnotatedDocument } from '@claimspan/core'

/** What became of something that a format has no place for. */
export type LossDone = 'left-out' | 'flattened' | 'split' | 'renamed'

/** One thing of one document that a format could not carry as it is. */
export interface Loss {
  /** Id of the document. */
  readonly document: string
  /** Name of the format, or `selection` for what choosing layers took away. */
  readonly format: string
  readonly claim?: string
  readonly relation?: string
  readonly mention?: string
  /** What was lost: the name of a field (`evidence`, `language`) or of a thing (`overlap`, `line-break`). */
  readonly what: string
  readonly done: LossDone
  /** A sentence for a person. */
  readonly detail: string
}

/** What {@link Losses.add} needs besides the document and the format. */
export type LossParts = Omit<Loss, 'document' | 'format'>

/** The losses of one document in one format, as its writer meets them. */
export interface Losses {
  readonly all: readonly Loss[]
  add(loss: LossParts): void
}

export function lossesOf(annotated: AnnotatedDocument, format: string): Losses {
  const all: Loss[] = []
  return { all, add: (loss) => void all.push({ document: annotated.document.id, format, ...loss }) }
}

/** A loss as a line for a person: document, claim, what was lost, why. */
export function lossSentence(loss: Loss): string {
  const place = [
    loss.document,
    loss.claim === undefined ? undefined : `claim ${loss.claim}`,
    loss.mention === undefined ? undefined : `mention ${loss.mention}`,
    loss.relation === undefined ? undefined : `relation ${loss.relation}`,
  ]
  return `${place.filter((part) => part !== undefined).join(', ')}: ${loss.what} ${loss.done}: ${loss.detail}`
}

/** How often each thing was lost, the most frequent first: for a report over a whole corpus. */
export function countLosses(
  losses: Iterable<Loss>,
): readonly { readonly format: string; readonly what: string; readonly done: LossDone; readonly count: number }[] {
  const counts = new Map<string, { format: string; what: string; done: LossDone; count: number }>()
  for (const { format, what, done } of losses) {
    const key = `${format} ${what} ${done}`
    const entry = counts.get(key)
    if (entry === undefined) counts.set(key, { format, what, done, count: 1 })
    else entry.count += 1
  }
  return [...counts.values()].sort(
    (a, b) => b.count - a.count || (`${a.format} ${a.what}` < `${b.format} ${b.what}` ? -1 : 1),
  )
}
