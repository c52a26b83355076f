import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { openCopy } from '../../src/log-copy.js'
import { type Notices, noNotices } from '../../src/notices.js'
import { openPostgres } from '../../src/postgres.js'
import { postgresLog } from '../../src/postgres-log.js'
import type { UpdateLog } from '../../src/update-log.js'
import { emptyFolder } from '../empty-folder.js'

let schemas = 0

/** A schema that nobody has used. */
export const newSchema = (): string => `test_${process.pid}_${++schemas}`

/** The database, and one server's copy of its log. */
export async function openBoth(url: string, schema: string, folder = emptyFolder()) {
  const postgres = await openPostgres({ url, schema })
  return { postgres, copy: await openCopy(join(folder, 'copy.db'), postgres) }
}

/** One server's log on a shared database, closed with the test. */
export async function openShared(
  url: string,
  schema: string,
  {
    now = () => new Date().toISOString(),
    notices = noNotices,
    folder = emptyFolder(),
    said = [],
  }: {
    readonly now?: () => string
    readonly notices?: Notices
    readonly folder?: string
    readonly said?: string[]
  } = {},
): Promise<UpdateLog> {
  const { postgres, copy } = await openBoth(url, schema, folder)
  const log = await postgresLog({ postgres, copy, notices, now, say: (line) => void said.push(line) })
  onTestFinished(() => log.close())
  return log
}
