import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import Database from 'libsql'
import { ServerProblem } from './server-problem.js'

/** Where the log is in a data folder. */
export const databasePath = (dataFolder: string): string => join(dataFolder, 'claimspan.db')

/** Whether the folder holds a server's data. */
export function isDataFolder(path: string): boolean {
  return existsSync(databasePath(path)) && statSync(databasePath(path)).isFile()
}

/**
 * Make the folder when it is not there and keep every other server out of it until the returned function is called or
 * this process ends, however it ends: the lock is the operating system's, so a killed server leaves none behind. The
 * file `server.pid` says whose it is. Throws {@link ServerProblem}.
 */
export function holdDataFolder(dataFolder: string): () => void {
  const folder = resolve(dataFolder)
  const pidPath = join(folder, 'server.pid')
  try {
    mkdirSync(folder, { recursive: true })
  } catch (error) {
    throw notWritable(folder, error)
  }
  let lock: Database.Database | undefined
  try {
    lock = new Database(join(folder, 'server.lock'))
    lock.exec('BEGIN EXCLUSIVE')
    writeFileSync(pidPath, `${process.pid}\n`)
  } catch (error) {
    lock?.close()
    if (codeOf(error) === 'SQLITE_BUSY') {
      throw new ServerProblem(
        'data-folder-in-use',
        `The data folder ${folder} is in use by another Claimspan server (process ${pidIn(pidPath)}). Stop that one, or choose another folder.`,
      )
    }
    throw notWritable(folder, error)
  }
  const held = lock
  return () => {
    writeFileSync(pidPath, '')
    held.close()
  }
}

function pidIn(path: string): string {
  try {
    return readFileSync(path, 'utf8').trim() || 'unknown'
  } catch {
    // Who holds the lock may not have come to writing its number yet.
    return 'unknown'
  }
}

function notWritable(folder: string, error: unknown): ServerProblem {
  const said = error instanceof Error ? error.message : String(error)
  return new ServerProblem(
    'data-folder-not-writable',
    `The data folder ${folder} cannot be written to: ${said}. Choose another folder, or give yourself the right to write there.`,
  )
}

function codeOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined
}
