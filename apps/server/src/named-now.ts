import type { People } from './people.js'
import type { Assignee } from './workflow.js'

/** Assignees under the names that their accounts have now. */
export function namedNow(assignees: readonly Assignee[], people?: Pick<People, 'accounts'>): readonly Assignee[] {
  if (assignees.length === 0 || people === undefined) return assignees
  const names = new Map(people.accounts().map(({ id, name }) => [id, name]))
  return assignees.map(({ id, name }) => ({ id, name: names.get(id) ?? name }))
}
