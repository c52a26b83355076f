import { restoreData, restoreShared, ServerProblem, sharedFrom } from '@claimspan/server'
import { type Command, onePath, readArguments } from './command.js'
import { Trouble } from './exit.js'

export const restore: Command = {
  name: 'restore',
  summary: 'make a server’s data folder of a backup',
  usage: `claimspan restore <backup> [--data folder]

  --data   the new data folder; default: CLAIMSPAN_DATA, else .claimspan. It must not have data.
           Without it, where CLAIMSPAN_DATABASE names a database that servers share, that gets the documents, accounts
           and webhooks; it must have none

Nothing is written when the backup is not as it was made.`,
  async run(args, terminal) {
    const { values, rest } = readArguments(args, { data: 'value' })
    const path = onePath(rest, 'backup')
    const data = values.data ?? process.env.CLAIMSPAN_DATA ?? '.claimspan'
    try {
      const shared = values.data === undefined ? sharedFrom(process.env) : undefined
      const { at, documents, seq } = shared === undefined ? restoreData(path, data) : await restoreShared(path, shared)
      terminal.out(
        `${shared === undefined ? data : 'The database'} has the ${documents} documents of ${at}, up to update ${seq}\n`,
      )
      return 0
    } catch (error) {
      if (error instanceof ServerProblem) throw new Trouble(error.message)
      throw error
    }
  },
}
