import { describe, expect, test } from 'vitest'
import { type DocumentWorkflow, noWorkflow, reassigned, type WorkflowStore } from '../src/workflow.js'

/** What every {@link WorkflowStore} does. `reopened` is the same store after its process has ended; `documents` are there. */
export function workflowContract(
  name: string,
  documents: readonly [string, string],
  open: () => Promise<{ readonly store: WorkflowStore; reopened(): Promise<WorkflowStore> }>,
): void {
  const [one, other] = documents
  const done: DocumentWorkflow = {
    status: 'done',
    statusBy: 'mei',
    statusAt: '2026-01-02T03:04:05.000Z',
    assignees: [
      { id: 'mei', name: 'Mei 😀' },
      { id: 'bo', name: 'Bo' },
    ],
  }

  describe(`${name} keeps the contract of the workflow`, () => {
    test('of a document nothing is known until something is said', async () => {
      const { store } = await open()
      expect(await store.of(one)).toEqual(noWorkflow)
      expect(await store.all()).toEqual(new Map())
    })

    test('what was said is kept, in whole and in part, and outlives the process', async () => {
      const { store, reopened } = await open()
      expect(await store.change(one, () => done)).toEqual(done)
      const mine = { assignees: [{ id: 'mei', name: 'Mei' }] }
      await store.change(other, () => mine)
      const again = await reopened()
      expect(await again.all()).toEqual(
        new Map<string, DocumentWorkflow>([
          [one, done],
          [other, mine],
        ]),
      )
      expect(await again.of(one)).toEqual(done)
      expect(await again.change(one, () => noWorkflow)).toEqual(noWorkflow)
      expect(await again.of(one)).toEqual(noWorkflow)
    })

    test('of changes at once none is lost', async () => {
      const { store } = await open()
      await Promise.all(
        Array.from({ length: 12 }, (_, at) =>
          store.change(one, (before) => ({
            ...before,
            assignees: reassigned(before.assignees, [{ id: `a${at}`, name: `A ${at}` }], []),
          })),
        ),
      )
      expect((await store.of(one)).assignees.map(({ id }) => id).sort()).toEqual(
        Array.from({ length: 12 }, (_, at) => `a${at}`).sort(),
      )
    })

    test('what a change throws is thrown, and nothing changes', async () => {
      const { store } = await open()
      await store.change(one, () => done)
      const failing = store.change(one, () => {
        throw new RangeError('No')
      })
      await expect(failing).rejects.toThrow('No')
      expect(await store.of(one)).toEqual(done)
    })
  })
}
