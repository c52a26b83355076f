import { createHash } from 'node:crypto'
import {
  closeSync,
  copyFileSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { join, resolve } from 'node:path'
import Database from 'libsql'
import { databasePath, holdDataFolder, isDataFolder } from './data-folder.js'
import { openDatabaseToRead, schemaVersion } from './database.js'
import { ServerProblem } from './server-problem.js'
import { copyShared } from './shared-copy.js'
import type { SharedStorage } from './storage.js'

/** What a backup says of itself, in `backup.json` beside its database. */
export interface BackupFacts {
  readonly claimspanBackup: 1
  /** When it was made: ISO 8601, UTC. */
  readonly at: string
  /** The last update that is in it. */
  readonly seq: number
  readonly documents: number
  /** SHA-256 of the database, hex. */
  readonly sha256: string
}

const factsName = 'backup.json'

/**
 * Copy what a data folder has at one moment into a new folder, also while a server writes to it: everything that was
 * acknowledged before is in it. Sessions, invitations and what was still to be sent to webhooks are not. The folder gets its name when all of it is there and
 * was read back. Throws {@link ServerProblem}.
 */
export function backupData(dataFolder: string, out: string, now: () => string): BackupFacts {
  if (!isDataFolder(dataFolder)) {
    throw new ServerProblem(
      'not-a-data-folder',
      `${dataFolder} is not a data folder of a Claimspan server: it has no claimspan.db.`,
    )
  }
  const place = newBackup(out)
  try {
    // Refuses a database that is of a later version, or none of ours.
    openDatabaseToRead(databasePath(dataFolder)).close()
    const source = new Database(databasePath(dataFolder), { timeout: 5000 })
    try {
      source.prepare<unknown[]>('VACUUM INTO ?').run([place.copy])
    } finally {
      source.close()
    }
    return place.finish(now)
  } catch (error) {
    place.abandon()
    throw error
  }
}

/**
 * The same of a database that servers share, while they write to it: what it had at one moment, in the form of the backup of
 * a data folder. Rejects with {@link ServerProblem}.
 */
export async function backupShared(
  shared: Pick<SharedStorage, 'database'>,
  out: string,
  now: () => string,
): Promise<BackupFacts> {
  const place = newBackup(out)
  try {
    await copyShared(shared, place.copy)
    return place.finish(now)
  } catch (error) {
    place.abandon()
    throw error
  }
}

/** A backup that has no name yet: a database is to be put at `copy`. */
function newBackup(out: string) {
  const folder = resolve(out)
  if (existsSync(folder)) throw new ServerProblem('backup-exists', `${folder} is there already. Choose another folder.`)
  const aside = `${folder}.part-${process.pid}`
  mkdirSync(aside, { recursive: true })
  const copy = databasePath(aside)
  return {
    copy,
    finish(now: () => string): BackupFacts {
      const { seq, documents } = finished(copy)
      const facts: BackupFacts = { claimspanBackup: 1, at: now(), seq, documents, sha256: sha256Of(copy) }
      writeFileSync(join(aside, factsName), `${JSON.stringify(facts, null, 2)}\n`)
      for (const file of [copy, join(aside, factsName)]) flush(file)
      renameSync(aside, folder)
      flush(resolve(folder, '..'))
      return facts
    },
    abandon: () => rmSync(aside, { recursive: true, force: true }),
  }
}

/**
 * Make a data folder of a backup. Nothing is written when the backup is not whole or the folder has data. Throws
 * {@link ServerProblem}.
 */
export function restoreData(backup: string, dataFolder: string): BackupFacts {
  const { facts, source } = wholeBackup(backup)
  if (isDataFolder(dataFolder)) {
    throw new ServerProblem(
      'data-folder-taken',
      `${resolve(dataFolder)} has data already. Restore into another folder, or move that one away first.`,
    )
  }
  const release = holdDataFolder(dataFolder)
  const aside = `${databasePath(dataFolder)}.part`
  try {
    copyFileSync(source, aside)
    if (!isSound(aside)) throw damaged(backup)
    flush(aside)
    renameSync(aside, databasePath(dataFolder))
    flush(resolve(dataFolder))
    return facts
  } finally {
    for (const left of [aside, `${aside}-wal`, `${aside}-shm`]) rmSync(left, { force: true })
    release()
  }
}

/** What a backup says of itself and its database, which is as it was written. Throws {@link ServerProblem}. */
export function wholeBackup(backup: string): { readonly facts: BackupFacts; readonly source: string } {
  const facts = readFacts(backup)
  const source = databasePath(backup)
  if (!existsSync(source) || sha256Of(source) !== facts.sha256) throw damaged(backup)
  return { facts, source }
}

/** Take out of the copy what must not come back to life, and read it all. */
function finished(copy: string): { readonly seq: number; readonly documents: number } {
  const database = new Database(copy)
  try {
    const one = (source: string) => Number(database.prepare<unknown[]>(source).raw().all([]).flat()[0] ?? 0)
    if (one('PRAGMA user_version') >= 2) database.exec('DELETE FROM sessions; DELETE FROM invitations;')
    // What is restored is another server: it tells nobody until somebody turns that on there.
    if (one('PRAGMA user_version') >= 3) {
      database.exec(
        "DELETE FROM sign_ins; DELETE FROM deliveries; DELETE FROM told; UPDATE webhooks SET off = coalesce(off, 'It was restored from a backup.');",
      )
    }
    database.exec('VACUUM')
    const check = database.prepare<unknown[]>('PRAGMA integrity_check').raw().all([]).flat()[0]
    if (check !== 'ok') throw new ServerProblem('damaged-data-folder', `The copy is not sound: ${String(check)}.`)
    return {
      seq: one('SELECT max(seq) FROM updates'),
      documents: one('SELECT count(*) FROM documents WHERE deleted_at IS NULL'),
    }
  } finally {
    database.close()
  }
}

function isSound(path: string): boolean {
  const database = new Database(path)
  try {
    return database.prepare<unknown[]>('PRAGMA integrity_check').raw().all([]).flat()[0] === 'ok'
  } finally {
    database.close()
  }
}

function readFacts(backup: string): BackupFacts {
  const path = join(backup, factsName)
  let value: unknown
  try {
    value = JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    throw new ServerProblem('not-a-backup', `${backup} is not a backup: it has no sound ${factsName}.`)
  }
  const facts = value as Partial<BackupFacts>
  if (facts?.claimspanBackup === 1 && typeof facts.sha256 === 'string' && typeof facts.seq === 'number') {
    return facts as BackupFacts
  }
  throw new ServerProblem(
    'not-a-backup',
    `${path} is of another version of Claimspan than this one, which writes data of version ${schemaVersion}.`,
  )
}

const damaged = (backup: string) =>
  new ServerProblem('damaged-backup', `The backup ${backup} is damaged: it is not as it was written. Take another one.`)

const sha256Of = (path: string): string => createHash('sha256').update(readFileSync(path)).digest('hex')

/** Puts a file, or the names in a folder, on the disk. */
function flush(path: string): void {
  const file = openSync(path, 'r')
  try {
    fsyncSync(file)
  } catch (error) {
    // Windows opens folders but does not flush them; there a rename is on the disk with its journal.
    if (process.platform !== 'win32') throw error
  } finally {
    closeSync(file)
  }
}
