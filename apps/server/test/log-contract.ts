import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { compact, storedDoc } from '../src/stored-room.js'
import { DocumentExists, RoomExists, type UpdateLog } from '../src/update-log.js'

/** A log for one test. `reopened` is the same log after its process has ended and another has opened it. */
export interface LogUnderTest {
  readonly log: UpdateLog
  reopened(): Promise<UpdateLog>
}

const bytes = (...values: number[]) => new Uint8Array(values)

/** What every {@link UpdateLog} does. `open` is called with a clock that gives `t01`, `t02`… */
export function logContract(name: string, open: (now: () => string) => LogUnderTest | Promise<LogUnderTest>): void {
  const opened = async () => {
    let tick = 0
    return open(() => `t${String(++tick).padStart(4, '0')}`)
  }
  const withRoom = async () => {
    const made = await opened()
    await made.log.createDocument('d', [{ room: 'text/d', update: bytes(0) }])
    return made
  }

  describe(`${name} keeps the log's contract`, () => {
    test('updates come back in the order of the calls, each once, with what was said of them', async () => {
      const { log } = await withRoom()
      const clocks = [{ client: 4_294_967_295, from: 0, to: 3 }]
      const seqs = await Promise.all([
        log.append({ room: 'text/d', update: bytes(1), user: 'mei', clocks }),
        log.append({ room: 'text/d', update: bytes(2, 0, 255) }),
        log.append({ room: 'text/d', update: bytes(3) }),
      ])
      expect(seqs).toEqual([...seqs].sort((a, b) => a - b))
      expect(new Set(seqs).size).toBe(3)
      const history = log.history('text/d')
      expect(history.map(({ update }) => [...update])).toEqual([[0], [1], [2, 0, 255], [3]])
      expect(history.map(({ seq }) => seq).slice(1)).toEqual(seqs)
      expect(history[1]).toMatchObject({ room: 'text/d', user: 'mei', clocks, at: expect.stringMatching(/^t\d+$/) })
      expect(history[2]).not.toHaveProperty('user')
      expect(log.history('text/d', seqs[1]).map(({ update }) => [...update])).toEqual([[3]])
      expect(log.changes('text/d')).toEqual(history.map(({ update, ...row }) => ({ ...row, size: update.length })))
      expect(log.changes('text/d', seqs[1]).map(({ seq }) => seq)).toEqual([seqs[2]])
      expect(log.history('text/d', 0, 2).map(({ update }) => [...update])).toEqual([[0], [1]])
      expect(log.load('text/d')).toEqual({ updates: history.map(({ update }) => update), seq: seqs[2] })
    })

    test('a client belongs to the user who first wrote under its id, and its clock is that of its last item', async () => {
      const { log, reopened } = await withRoom()
      const at = (client: number, from: number, to: number) => ({ clocks: [{ client, from, to }] })
      await Promise.all([
        log.append({ room: 'text/d', update: bytes(1), user: 'mei', ...at(4_294_967_295, 0, 3) }),
        log.append({ room: 'text/d', update: bytes(2), user: 'ana', ...at(4_294_967_295, 3, 9) }),
        log.append({ room: 'text/d', update: bytes(3), ...at(7, 0, 2) }),
        log.append({ room: 'text/d', update: bytes(4), user: 'ana', ...at(7, 0, 1) }),
        log.append({ room: 'text/d', update: bytes(5), ...at(8, 0, 1) }),
      ])
      for (const open of [() => log, reopened]) {
        const one = await open()
        expect(one.clients('text/d')).toEqual(
          new Map([
            [4_294_967_295, { user: 'mei', to: 9 }],
            [7, { user: 'ana', to: 2 }],
            [8, { to: 1 }],
          ]),
        )
        expect(() => one.clients('text/other')).toThrow(RangeError)
      }
    })

    test('a part of a larger buffer is kept as that part', async () => {
      const { log } = await withRoom()
      await log.append({ room: 'text/d', update: bytes(9, 1, 2, 9).subarray(1, 3) })
      expect([...(log.history('text/d')[1]?.update ?? [])]).toEqual([1, 2])
    })

    test('rooms do not mix', async () => {
      const { log } = await opened()
      await log.createDocument('d', [
        { room: 'text/d', update: bytes(1) },
        { room: 'layer/d/shared', update: bytes(2) },
      ])
      await Promise.all([
        log.append({ room: 'layer/d/shared', update: bytes(3) }),
        log.append({ room: 'text/d', update: bytes(4) }),
      ])
      expect(log.load('text/d').updates.map(([value]) => value)).toEqual([1, 4])
      expect(log.load('layer/d/shared').updates.map(([value]) => value)).toEqual([2, 3])
      expect(log.document('d')?.rooms).toEqual(['text/d', 'layer/d/shared'])
    })

    test('a room that does not exist takes nothing and gives nothing', async () => {
      const { log } = await withRoom()
      const beside = log.append({ room: 'text/d', update: bytes(1) })
      await expect(log.append({ room: 'text/other', update: bytes(1) })).rejects.toThrow(RangeError)
      await expect(beside).resolves.toBeGreaterThan(0)
      expect(() => log.load('text/other')).toThrow(RangeError)
      expect(() => log.history('text/other')).toThrow(RangeError)
      expect(() => log.snapshot('text/other', 1, bytes())).toThrow(RangeError)
      expect(log.mark('text/other')).toBeUndefined()
      expect(log.documentOf('text/other')).toBeUndefined()
      expect(log.documentOf('text/d')).toEqual({ id: 'd', createdAt: expect.stringMatching(/^t/) })
    })

    test('a document is made whole or not at all', async () => {
      const { log, reopened } = await withRoom()
      const taken = [
        { room: 'text/e', update: bytes(1) },
        { room: 'text/d', update: bytes(2) },
      ]
      await expect(log.createDocument('e', taken)).rejects.toThrow()
      await expect(log.createDocument('d', [{ room: 'text/f', update: bytes(1) }])).rejects.toThrow(DocumentExists)
      for (const open of [() => log, reopened]) {
        const one = await open()
        expect(one.document('e')).toBeUndefined()
        expect(one.mark('text/e')).toBeUndefined()
        expect(one.mark('text/f')).toBeUndefined()
        expect(one.documents().map(({ id }) => id)).toEqual(['d'])
        expect(one.history('text/d')).toHaveLength(1)
      }
    })

    test('a room is added to a document that is there, with its first update, or not at all', async () => {
      const { log, reopened } = await withRoom()
      await log.addRoom('d', {
        room: 'layer/d/mei',
        update: bytes(7),
        user: 'mei',
        clocks: [{ client: 3, from: 0, to: 1 }],
      })
      await expect(log.addRoom('d', { room: 'layer/d/mei', update: bytes(8) })).rejects.toThrow(RoomExists)
      await expect(log.addRoom('e', { room: 'layer/e/mei', update: bytes(8) })).rejects.toThrow(RangeError)
      await log.createDocument('gone', [{ room: 'text/gone', update: bytes(1) }])
      await log.deleteDocument('gone')
      await expect(log.addRoom('gone', { room: 'layer/gone/mei', update: bytes(8) })).rejects.toThrow(RangeError)
      for (const open of [() => log, reopened]) {
        const one = await open()
        expect(one.document('d')?.rooms).toEqual(['text/d', 'layer/d/mei'])
        expect(one.history('layer/d/mei')).toMatchObject([{ update: bytes(7), user: 'mei' }])
        expect(one.clients('layer/d/mei').get(3)).toEqual({ user: 'mei', to: 1 })
        expect(one.mark('layer/e/mei')).toBeUndefined()
      }
    })

    test('a deleted document keeps its rows and its id but is not listed', async () => {
      const { log, reopened } = await withRoom()
      expect(await log.deleteDocument('d')).toBe(true)
      expect(await log.deleteDocument('d')).toBe(false)
      expect(await log.deleteDocument('never')).toBe(false)
      for (const open of [() => log, reopened]) {
        const one = await open()
        expect(one.documents()).toEqual([])
        expect(one.document('d')).toMatchObject({ id: 'd', deletedAt: expect.stringMatching(/^t/) })
        expect(one.history('text/d')).toHaveLength(1)
        expect(one.documentOf('text/d')).toEqual({
          id: 'd',
          createdAt: expect.stringMatching(/^t/),
          deletedAt: expect.stringMatching(/^t/),
        })
        await expect(one.createDocument('d', [{ room: 'text/d2', update: bytes(1) }])).rejects.toThrow(/deleted/)
      }
    })

    test('documents are listed in the order they were made', async () => {
      const { log } = await opened()
      for (const id of ['b', 'c', 'a']) await log.createDocument(id, [{ room: `text/${id}`, update: bytes(1) }])
      expect(log.documents().map(({ id }) => id)).toEqual(['b', 'c', 'a'])
    })

    test('a snapshot stands for the updates before it; an older one does not replace it; history stays', async () => {
      const { log, reopened } = await withRoom()
      const first = await log.append({ room: 'text/d', update: bytes(1) })
      const second = await log.append({ room: 'text/d', update: bytes(2) })
      expect(log.mark('text/d')?.pending).toBe(3)
      log.snapshot('text/d', first, bytes(77))
      log.snapshot('text/d', first - 1, bytes(66))
      for (const open of [() => log, reopened]) {
        const one = await open()
        expect(one.load('text/d')).toEqual({ snapshot: bytes(77), updates: [bytes(2)], seq: second })
        expect(one.mark('text/d')).toMatchObject({ document: 'd', seq: second, pending: 1 })
        expect(one.history('text/d')).toHaveLength(3)
      }
    })

    test('what was appended is there after the log has been opened again, and numbers go on', async () => {
      const { log, reopened } = await withRoom()
      const before = await log.append({ room: 'text/d', update: bytes(5) })
      const again = await reopened()
      expect(again.load('text/d').updates.map(([value]) => value)).toEqual([0, 5])
      expect(await again.append({ room: 'text/d', update: bytes(6) })).toBeGreaterThan(before)
    })

    test('after closing, the log takes and gives nothing; what was appended just before is kept', async () => {
      const { log, reopened } = await withRoom()
      const last = log.append({ room: 'text/d', update: bytes(8) })
      await log.close()
      await log.close()
      await expect(last).resolves.toBeGreaterThan(0)
      await expect(log.append({ room: 'text/d', update: bytes(9) })).rejects.toThrow('closed')
      const uses: readonly (() => unknown)[] = [
        () => log.createDocument('e', [{ room: 'text/e', update: bytes(1) }]),
        () => log.deleteDocument('d'),
        () => log.document('d'),
        () => log.documents(),
        () => log.mark('text/d'),
        () => log.load('text/d'),
        () => log.history('text/d'),
        () => log.snapshot('text/d', 1, bytes(1)),
      ]
      for (const use of uses) await expect(async () => use(), String(use)).rejects.toThrow('closed')
      const again = await reopened()
      expect(again.history('text/d').map(({ update }) => update[0])).toEqual([0, 8])
      expect(again.documents().map(({ id }) => id)).toEqual(['d'])
    })

    test('whatever the edits and wherever the snapshots, a room comes back as it was', async () => {
      const edit = fc.record({ by: fc.nat(2), at: fc.nat(1000), cut: fc.nat(3), put: fc.string({ maxLength: 3 }) })
      await fc.assert(
        fc.asyncProperty(fc.array(edit, { maxLength: 60 }), fc.nat(20), async (edits, every) => {
          const { log, reopened } = await withRoom0(await opened())
          const docs = [new Y.Doc(), new Y.Doc(), new Y.Doc()]
          const appended: Promise<number>[] = []
          for (const doc of docs) {
            doc.on('update', (update: Uint8Array, origin: unknown) => {
              if (origin === 'from elsewhere') return
              appended.push(log.append({ room: 'text/d', update }))
              for (const other of docs) if (other !== doc) Y.applyUpdate(other, update, 'from elsewhere')
            })
          }
          for (const [step, { by, at, cut, put }] of edits.entries()) {
            const text = docs[by]?.getText('t')
            if (text === undefined) continue
            const from = at % (text.length + 1)
            text.doc?.transact(() => {
              text.delete(from, Math.min(cut, text.length - from))
              text.insert(from, put)
            })
            if (step % (every + 1) === 0) {
              await Promise.all(appended)
              compact(log, 'text/d', 1)
            }
          }
          await Promise.all(appended)
          const expected = docs[0]?.getText('t').toString()
          for (const open of [() => log, reopened]) {
            const one = await open()
            expect(storedDoc(one, 'text/d').getText('t').toString()).toBe(expected)
          }
        }),
        { numRuns: 30 },
      )
    })
  })
}

/** With a first update that Yjs can read. */
async function withRoom0(made: LogUnderTest): Promise<LogUnderTest> {
  await made.log.createDocument('d', [{ room: 'text/d', update: bytes(0, 0) }])
  return made
}
