import * as Y from 'yjs'
import { allOrNothing } from './all-or-nothing.js'
import { databasePath, holdDataFolder, isDataFolder } from './data-folder.js'
import { type Database, openDatabase } from './database.js'
import { readMoment } from './moments.js'
import { prunedUpdate } from './pruned.js'
import { ServerProblem } from './server-problem.js'
import { sqliteReader } from './sqlite-log.js'
import { preparedRun } from './statement.js'
import { loadRoom } from './stored-room.js'
import type { LoggedDocument, LogReader } from './update-log.js'

/** What was pruned. */
export interface PruneFacts {
  /** Documents of which something was. */
  readonly documents: number
  /** Updates whose content is gone. */
  readonly updates: number
}

/** What to prune: what documents were before a sequence number or a time (ISO 8601, with its zone); of one or of all. */
export interface PruneWanted {
  readonly before: string
  readonly document?: string
}

/**
 * Take what documents were before a moment out of a data folder that no server uses. What they are stays, and so does who
 * wrote when: the first update of each room holds the room as it was at that moment, those after it up to there hold
 * nothing. Of documents that were deleted before, nothing stays but that they were. One transaction a document, so that
 * whatever ends this leaves each as it was or pruned. Throws {@link ServerProblem}.
 */
export function pruneData(dataFolder: string, wanted: PruneWanted): PruneFacts {
  if (!isDataFolder(dataFolder)) {
    throw new ServerProblem(
      'not-a-data-folder',
      `${dataFolder} is not a data folder of a Claimspan server: it has no claimspan.db.`,
    )
  }
  const release = holdDataFolder(dataFolder)
  try {
    const database = openDatabase(databasePath(dataFolder))
    try {
      // What is taken out is overwritten on the disk.
      database.pragma('secure_delete = ON')
      const facts = pruneDatabase(database, wanted)
      if (facts.updates > 0) {
        database.exec('VACUUM')
        database.pragma('wal_checkpoint(TRUNCATE)')
      }
      return facts
    } finally {
      database.close()
    }
  } finally {
    release()
  }
}

function pruneDatabase(database: Database.Database, wanted: PruneWanted): PruneFacts {
  const write = preparedRun(database, 'UPDATE updates SET bytes = ? WHERE seq = ?')
  const forgetSnapshot = preparedRun(
    database,
    'DELETE FROM snapshots WHERE up_to < ? AND room = (SELECT number FROM rooms WHERE name = ?)',
  )
  return counted(pruning(database, wanted), (rooms) =>
    allOrNothing(database, () => {
      for (const { room, first, emptied, snapshotsBefore } of rooms) {
        if (first !== undefined) write(first.state, first.seq)
        for (const seq of emptied) write(prunedUpdate, seq)
        forgetSnapshot(snapshotsBefore, room)
      }
    }),
  )
}

/** What is to be taken out of one room. */
export interface RoomPruning {
  readonly room: string
  /** What its first update is to hold: the room as it was at the moment. Absent when nothing of the room stays. */
  readonly first?: { readonly seq: number; readonly state: Uint8Array }
  /** The updates that are to hold nothing. */
  readonly emptied: readonly number[]
  /** A snapshot of before that update would have to be carried on by what is gone. */
  readonly snapshotsBefore: number
}

/**
 * What is to be taken out, document by document, of a log that lies in an SQLite database. Throws {@link ServerProblem} for a
 * moment that is none or a document that there is not.
 */
export function* pruning(
  database: Database.Database,
  { before, document: only }: PruneWanted,
): Generator<readonly RoomPruning[]> {
  const log = sqliteReader(database)
  const documents = allDocuments(database).flatMap((id) => log.document(id) ?? [])
  const chosen = only === undefined ? documents : documents.filter(({ id }) => id === only)
  if (only !== undefined && chosen.length === 0) {
    throw new ServerProblem('nothing-to-prune', `There is no document ${JSON.stringify(only)} to prune.`)
  }
  for (const document of chosen) {
    const moment = readMoment(log, document, before)
    if (moment === undefined) {
      throw new ServerProblem(
        'nothing-to-prune',
        `A moment is a sequence number or a time such as 2026-01-02T03:04:05Z: got ${JSON.stringify(before)}.`,
      )
    }
    const isGone = wasDeletedBefore(document, before) && lastSeqOf(log, document) <= moment.seq
    yield document.rooms.flatMap((room): RoomPruning[] => {
      const [first, ...others] = log.history(room).filter(({ seq }) => seq <= moment.seq)
      if (first === undefined) return []
      const full = (isGone ? [first, ...others] : others).filter(({ update }) => update.length > prunedUpdate.length)
      if (full.length === 0) return []
      const emptied = full.map(({ seq }) => seq)
      if (isGone) return [{ room, emptied, snapshotsBefore: Number.MAX_SAFE_INTEGER }]
      const state = stateOf([first, ...others])
      return [{ room, first: { seq: first.seq, state }, emptied, snapshotsBefore: moment.seq }]
    })
  }
}

function counted(
  documents: Iterable<readonly RoomPruning[]>,
  prune: (rooms: readonly RoomPruning[]) => void,
): PruneFacts {
  let updates = 0
  let touched = 0
  for (const rooms of documents) {
    prune(rooms)
    updates += rooms.reduce((sum, { emptied }) => sum + emptied.length, 0)
    if (rooms.length > 0) touched += 1
  }
  return { documents: touched, updates }
}

function stateOf(rows: readonly { readonly update: Uint8Array; readonly seq: number }[]): Uint8Array {
  const { doc } = loadRoom({ updates: rows.map(({ update }) => update), seq: rows.at(-1)?.seq ?? 0 })
  const state = Y.encodeStateAsUpdate(doc)
  doc.destroy()
  return state
}

const lastSeqOf = (log: LogReader, { rooms }: LoggedDocument): number =>
  Math.max(0, ...rooms.map((room) => log.mark(room)?.seq ?? 0))

/** Of a sequence number it is not known when that was: then deleted is deleted. */
const wasDeletedBefore = ({ deletedAt }: LoggedDocument, before: string): boolean =>
  deletedAt !== undefined && (!before.includes('T') || Date.parse(deletedAt) <= Date.parse(before))

/** Ids of all documents, also of deleted ones. */
function allDocuments(database: Database.Database): readonly string[] {
  return database
    .prepare<unknown[]>('SELECT id FROM documents ORDER BY number')
    .raw()
    .all([])
    .map((row) => String((row as readonly unknown[])[0]))
}
