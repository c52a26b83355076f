import { allOrNothing } from './all-or-nothing.js'
import type { Database } from './database.js'
import type { Ask, Postgres } from './postgres.js'
import { preparedRows, preparedRun } from './statement.js'
import { type Assignee, type DocumentWorkflow, isDocumentStatus, noWorkflow, type WorkflowStore } from './workflow.js'

const columns = 'document, status, status_by, status_at, assignees'
const put = (value: (at: number) => string) => `INSERT INTO workflow (${columns})
  VALUES (${[1, 2, 3, 4, 5].map(value).join(', ')})
  ON CONFLICT (document) DO UPDATE SET status = excluded.status, status_by = excluded.status_by,
    status_at = excluded.status_at, assignees = excluded.assignees`

/** In the database of the log. */
export function sqliteWorkflow(database: Database.Database): WorkflowStore {
  const all = preparedRows(database, `SELECT ${columns} FROM workflow`)
  const one = preparedRows(database, `SELECT ${columns} FROM workflow WHERE document = ?`)
  const write = preparedRun(
    database,
    put(() => '?'),
  )
  const of = (document: string) => kept(one(document)).get(document) ?? noWorkflow
  return {
    all: async () => kept(all()),
    of: async (document) => of(document),
    change: async (document, change) =>
      allOrNothing(database, () => {
        const after = change(of(document))
        write(...valuesOf(document, after))
        return after
      }),
  }
}

/** Put the workflow of many documents into a database that has none of them, as one change. */
export function fillWorkflow(database: Database.Database, all: ReadonlyMap<string, DocumentWorkflow>): void {
  const write = preparedRun(
    database,
    put(() => '?'),
  )
  allOrNothing(database, () => {
    for (const [document, workflow] of all) write(...valuesOf(document, workflow))
  })
}

/** In the database that several servers share: each asks it, so all know the same. */
export function postgresWorkflow({ ask, change }: Pick<Postgres, 'ask' | 'change'>): WorkflowStore {
  const of = async (asked: Ask, document: string) =>
    kept(await asked(`SELECT ${columns} FROM workflow WHERE document = $1`, [document])).get(document) ?? noWorkflow
  return {
    all: async () => kept(await ask(`SELECT ${columns} FROM workflow`)),
    of: (document) => of(ask, document),
    // A change holds the one row of `head` to its end, so nobody writes between the question and the answer.
    change: (document, changed) =>
      change(async (asked) => {
        const after = changed(await of(asked, document))
        await asked(
          put((at) => `$${at}`),
          valuesOf(document, after),
        )
        return after
      }),
  }
}

const valuesOf = (document: string, workflow: DocumentWorkflow): readonly unknown[] => [
  document,
  workflow.status ?? null,
  workflow.statusBy ?? null,
  workflow.statusAt ?? null,
  JSON.stringify(workflow.assignees),
]

function kept(rows: readonly (readonly unknown[])[]): ReadonlyMap<string, DocumentWorkflow> {
  return new Map(
    rows.map(([document, status, statusBy, statusAt, assignees]) => [
      String(document),
      {
        ...(isDocumentStatus(status) ? { status } : {}),
        ...(typeof statusBy === 'string' ? { statusBy } : {}),
        ...(typeof statusAt === 'string' ? { statusAt } : {}),
        assignees: JSON.parse(String(assignees)) as readonly Assignee[],
      },
    ]),
  )
}
