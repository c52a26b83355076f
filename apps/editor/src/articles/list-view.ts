import type { ArticleSummary, DocumentStatus } from '../server/api.js'
import { progressOf } from './progress.js'

/** How far the work on an article can be, in the order in which it goes. */
export const documentStatuses: readonly DocumentStatus[] = ['new', 'in-progress', 'done', 'curated']

/** By what articles are sorted. */
export const sortings = ['changed', 'title', 'status', 'assignee', 'progress'] as const
export type Sorting = (typeof sortings)[number]

/** Which articles are listed, and in what order. */
export interface ListView {
  /** Absent: of every status. */
  readonly status?: DocumentStatus
  /** Whose: of anybody, of nobody, or of who has this id. */
  readonly of: 'anybody' | 'nobody' | { readonly id: string }
  readonly sort: Sorting
}

export const firstView: ListView = { of: 'anybody', sort: 'changed' }

const isOf = ({ assignees }: ArticleSummary, of: ListView['of']): boolean =>
  of === 'anybody' || (of === 'nobody' ? assignees.length === 0 : assignees.some(({ id }) => id === of.id))

/** The articles of a view; those that are the same in what is sorted by stay in their order. */
export function inView(articles: readonly ArticleSummary[], { status, of, sort }: ListView): readonly ArticleSummary[] {
  const shown = articles.filter((one) => (status === undefined || one.status === status) && isOf(one, of))
  if (sort === 'changed') return shown
  // One collator for the whole list: making one for each comparison takes most of the time.
  const { compare } = new Intl.Collator()
  const names = ({ assignees }: ArticleSummary) => assignees.map(({ name }) => name).join(', ')
  const share = (one: ArticleSummary) => {
    const { settled, all } = progressOf(one)
    return all === 0 ? -1 : settled / all
  }
  const orders: Readonly<Record<typeof sort, (a: ArticleSummary, b: ArticleSummary) => number>> = {
    title: (a, b) => compare(a.title, b.title),
    status: (a, b) => documentStatuses.indexOf(a.status) - documentStatuses.indexOf(b.status),
    // What is nobody's comes last.
    assignee: (a, b) =>
      Number(a.assignees.length === 0) - Number(b.assignees.length === 0) || compare(names(a), names(b)),
    progress: (a, b) => share(b) - share(a),
  }
  return [...shown].sort(orders[sort])
}

/** How many articles of these people have each status, whichever status is shown. */
export function statusCounts(articles: readonly ArticleSummary[], of: ListView['of']): Record<DocumentStatus, number> {
  const counts = { new: 0, 'in-progress': 0, done: 0, curated: 0 }
  for (const one of articles) if (isOf(one, of)) counts[one.status]++
  return counts
}

/** Whose work the articles are, by name. */
export function assigneesOf(articles: readonly ArticleSummary[]): readonly ArticleSummary['assignees'][number][] {
  const people = new Map(articles.flatMap(({ assignees }) => assignees.map((one) => [one.id, one] as const)))
  const { compare } = new Intl.Collator()
  return [...people.values()].sort((a, b) => compare(a.name, b.name))
}
