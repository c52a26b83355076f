import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { copyReader } from './copy-reader.js'
import { databasePath } from './data-folder.js'
import { openCopy } from './log-copy.js'
import { openPostgres } from './postgres.js'
import { postgresWebhooks } from './postgres-webhooks.js'
import { sqliteWebhooks } from './sqlite-webhooks.js'
import type { SharedStorage } from './storage.js'
import { postgresSchemes, sqliteSchemes } from './stored-schemes.js'
import { fillWorkflow, postgresWorkflow } from './stored-workflow.js'

/**
 * Put what a database that servers share has at one moment into a new database file at `path`, as a server alone would keep
 * it: documents, their whole history and people, who is told of events, the scheme in all versions, and whose work each document is. Rejects with `ServerProblem` when the database
 * cannot be read.
 */
export async function copyShared({ database }: Pick<SharedStorage, 'database'>, path: string): Promise<void> {
  const postgres = await openPostgres(database)
  try {
    const copy = await openCopy(path, postgres)
    try {
      // All of the first reading is one transaction, which sees one moment.
      await copyReader(postgres, copy, () => undefined).readAll()
      const webhooks = sqliteWebhooks(copy.database)
      for (const webhook of await postgresWebhooks(postgres).webhooks()) await webhooks.addWebhook(webhook)
      const schemes = sqliteSchemes(copy.database)
      const versions = await postgresSchemes(postgres).versions()
      for (const [at, next] of versions.slice(1).entries()) {
        const before = versions[at]
        if (before !== undefined) await schemes.put(before, next)
      }
      const documents = new Set(copy.reader.documents().map(({ id }) => id))
      // Of documents made since the first reading nothing is there.
      const work = [...(await postgresWorkflow(postgres).all())].filter(([id]) => documents.has(id))
      fillWorkflow(copy.database, new Map(work))
      copy.database.exec('DROP TABLE copied')
      // One file, which can be moved.
      copy.database.pragma('journal_mode = DELETE')
    } finally {
      copy.close()
    }
  } finally {
    await postgres.close()
  }
}

/** A data folder for reading, taken away when it is closed. */
export interface SharedFolder {
  readonly folder: string
  close(): void
}

/** What a database that servers share has at one moment, as a data folder that only this user can read. */
export async function openSharedFolder(shared: Pick<SharedStorage, 'database'>): Promise<SharedFolder> {
  const folder = mkdtempSync(join(tmpdir(), 'claimspan-copy-'))
  const close = () => rmSync(folder, { recursive: true, force: true })
  try {
    await copyShared(shared, databasePath(folder))
    return { folder, close }
  } catch (error) {
    close()
    throw error
  }
}
