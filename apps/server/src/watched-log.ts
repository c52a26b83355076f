import { parseRoom } from '@claimspan/collab'
import type { UpdateLog } from './update-log.js'

/** The same log; `changed` is called with a document's id after something of it has been stored. */
export function watchedLog(log: UpdateLog, changed: (document: string) => void): UpdateLog {
  return {
    ...log,
    async append(update) {
      const seq = await log.append(update)
      const document = parseRoom(update.room)?.document
      if (document !== undefined) changed(document)
      return seq
    },
    async createDocument(id, first) {
      await log.createDocument(id, first)
      changed(id)
    },
    async addRoom(document, first) {
      await log.addRoom(document, first)
      changed(document)
    },
    async deleteDocument(id) {
      const isDeleted = await log.deleteDocument(id)
      if (isDeleted) changed(id)
      return isDeleted
    },
  }
}
