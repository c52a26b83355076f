import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { databasePath } from './data-folder.js'
import { openDatabase } from './database.js'
import { openPostgres } from './postgres.js'
import { type PruneFacts, type PruneWanted, pruning } from './prune.js'
import { prunedUpdate } from './pruned.js'
import { ServerProblem } from './server-problem.js'
import { copyShared } from './shared-copy.js'
import type { SharedStorage } from './storage.js'

/** One statement empties no more updates than these. */
const batchUpdates = 5000

/**
 * As `pruneData`, of a database that servers share, while none of them uses it: all of it in one transaction. Afterwards the
 * log has another id, so that each server makes its own copy anew when it starts. Rejects with {@link ServerProblem}.
 */
export async function pruneShared(
  { database: place }: Pick<SharedStorage, 'database'>,
  wanted: PruneWanted,
): Promise<PruneFacts> {
  const folder = mkdtempSync(join(tmpdir(), 'claimspan-prune-'))
  try {
    const path = databasePath(folder)
    await copyShared({ database: place }, path)
    const copy = openDatabase(path)
    const postgres = await openPostgres(place)
    try {
      return await postgres.byHand(async (ask) => {
        const [last] = await ask('SELECT coalesce(max(seq), 0) FROM updates')
        if (Number(last?.[0]) !== lastOf(copy.prepare<unknown[]>('SELECT max(seq) FROM updates').raw().all([]))) {
          throw new ServerProblem('data-folder-in-use', 'Somebody changed a document meanwhile. Nothing was pruned.')
        }
        let updates = 0
        let documents = 0
        for (const rooms of pruning(copy, wanted)) {
          for (const { room, first, emptied, snapshotsBefore } of rooms) {
            if (first !== undefined) {
              await ask('UPDATE updates SET bytes = $1 WHERE seq = $2', [Buffer.from(first.state), first.seq])
            }
            for (let at = 0; at < emptied.length; at += batchUpdates) {
              await ask('UPDATE updates SET bytes = $1 WHERE seq = ANY($2::bigint[])', [
                Buffer.from(prunedUpdate),
                emptied.slice(at, at + batchUpdates),
              ])
            }
            await ask('DELETE FROM snapshots WHERE up_to < $1 AND room = (SELECT number FROM rooms WHERE name = $2)', [
              snapshotsBefore,
              room,
            ])
            updates += emptied.length
          }
          if (rooms.length > 0) documents += 1
        }
        if (updates > 0) await ask('UPDATE head SET id = gen_random_uuid()')
        return { documents, updates }
      })
    } finally {
      await postgres.close()
      copy.close()
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const lastOf = (rows: readonly unknown[]): number => Number(rows.flat()[0] ?? 0)
