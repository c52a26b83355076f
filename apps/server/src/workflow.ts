import type { People } from './people.js'

/**
 * How far the work on a document is, as people say it: nobody has begun, somebody has, the annotators are done, the curators
 * are too. The first four of INCEpTION's document states, where curation that is going on is not told from annotation.
 */
export const documentStatuses = ['new', 'in-progress', 'done', 'curated'] as const
export type DocumentStatus = (typeof documentStatuses)[number]

export const isDocumentStatus = (value: unknown): value is DocumentStatus =>
  documentStatuses.some((status) => status === value)

/** Somebody whose work a document is; `name` as it was when they were assigned. */
export interface Assignee {
  readonly id: string
  readonly name: string
}

/** What people have said of the work on a document. */
export interface DocumentWorkflow {
  /** Absent while nobody has said it. */
  readonly status?: DocumentStatus
  /** The account that said so, absent where there are no accounts, and when: ISO 8601, UTC. */
  readonly statusBy?: string
  readonly statusAt?: string
  /** In the order in which they were assigned; nobody twice. */
  readonly assignees: readonly Assignee[]
}

/** What is known of a document of which nobody has said anything. */
export const noWorkflow: DocumentWorkflow = { assignees: [] }

/** What people have said of the work on each document. Every implementation keeps the contract in `test/workflow-contract.ts`. */
export interface WorkflowStore {
  /** By document; those of which nothing was said are not in it. */
  all(): Promise<ReadonlyMap<string, DocumentWorkflow>>
  of(document: string): Promise<DocumentWorkflow>
  /**
   * Put what `change` makes of what is there, and resolve with it: changes follow each other, so that of two at once none is
   * lost. What `change` throws, the promise rejects with, and nothing changes. It may be called more than once.
   */
  change(document: string, change: (before: DocumentWorkflow) => DocumentWorkflow): Promise<DocumentWorkflow>
}

/** Two sets of assignees as one change: who is in `removed` goes, who is in `added` comes last. */
export function reassigned(
  before: readonly Assignee[],
  added: readonly Assignee[],
  removed: readonly string[],
): readonly Assignee[] {
  const names = new Map(added.map(({ id, name }) => [id, name]))
  const stay = before
    .filter(({ id }) => !removed.includes(id))
    .map(({ id, name }) => ({ id, name: names.get(id) ?? name }))
  const isThere = new Set(stay.map(({ id }) => id))
  return [
    ...stay,
    ...[...names].flatMap(([id, name]) => (isThere.has(id) || removed.includes(id) ? [] : [{ id, name }])),
  ]
}

/** Assignees under the names that their accounts have now. */
export function namedNow(assignees: readonly Assignee[], people?: Pick<People, 'accounts'>): readonly Assignee[] {
  if (assignees.length === 0 || people === undefined) return assignees
  const names = new Map(people.accounts().map(({ id, name }) => [id, name]))
  return assignees.map(({ id, name }) => ({ id, name: names.get(id) ?? name }))
}

/** For a log in memory: gone with the process. */
export function memoryWorkflow(): WorkflowStore {
  const kept = new Map<string, DocumentWorkflow>()
  return {
    all: async () => new Map(kept),
    of: async (document) => kept.get(document) ?? noWorkflow,
    async change(document, change) {
      const after = change(kept.get(document) ?? noWorkflow)
      kept.set(document, after)
      return after
    },
  }
}
