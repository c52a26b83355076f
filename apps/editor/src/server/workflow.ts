import { type ArticleSummary, type Assignee, type DocumentStatus, json, posted } from './api.js'

/** What is changed of the work on an article; what is left out stays. */
export interface WorkflowChange {
  readonly status?: DocumentStatus
  readonly assign?: readonly Assignee[]
  readonly unassign?: readonly string[]
}

/** Say how far the work on an article is and whose it is; what is said of it now. */
export const changeWorkflow = (document: string, change: WorkflowChange) =>
  json<{ readonly status?: DocumentStatus; readonly assignees: readonly Assignee[] }>(
    `/api/documents/${encodeURIComponent(document)}/workflow`,
    posted(change, 'PATCH'),
  )

/** Who can be assigned: accounts that may annotate. Empty where there are no accounts. */
export const listAnnotators = () => json<readonly Assignee[]>('/api/annotators')

/** How far the work on an article is and whose it is. */
export const readWorkflow = (document: string) =>
  json<Pick<ArticleSummary, 'status' | 'assignees'>>(`/api/documents/${encodeURIComponent(document)}/workflow`)
