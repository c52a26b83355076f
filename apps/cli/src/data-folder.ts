import { statSync } from 'node:fs'
import { join } from 'node:path'

/** Whether a folder holds a server's data, told without loading the server. */
export const isDataFolder = (path: string): boolean =>
  statSync(join(path, 'claimspan.db'), { throwIfNoEntry: false })?.isFile() === true
