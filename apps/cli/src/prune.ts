import { pruneData, pruneShared, ServerProblem, sharedFrom } from '@claimspan/server'
import { type Command, onePath, readArguments } from './command.js'
import { Trouble, WrongUse } from './exit.js'

export const prune: Command = {
  name: 'prune',
  summary: 'take what documents were before a moment out of a server’s data',
  usage: `claimspan prune [<data folder>] --before <sequence number or time> [--document id] [--json]

Without a data folder: of the database that CLAIMSPAN_DATABASE names, as for serve.

The documents stay as they are, and so does who changed them when. What they were before the moment is gone for good,
also from the disk; of documents that were deleted before it, nothing is left but that they were. Stop the server
first, or all servers on the database; each makes its copy of that anew when it starts. Backups that were made before
still have it all.

  --before     such as 2026-01-02T03:04:05Z, or the number of an update in the history
  --document   only of this one; default: of all`,
  async run(args, terminal) {
    const { values, flags, rest } = readArguments(args, { before: 'value', document: 'value', json: 'flag' })
    const { before, document } = values
    try {
      const shared = rest.length === 0 ? sharedFrom(process.env) : undefined
      const path = shared === undefined ? onePath(rest, 'data folder') : ''
      if (before === undefined) throw new WrongUse('Say up to when: --before <sequence number or time>')
      const wanted = { before, ...(document === undefined ? {} : { document }) }
      const facts = shared === undefined ? pruneData(path, wanted) : await pruneShared(shared, wanted)
      const { documents, updates } = facts
      terminal.out(
        flags.has('json')
          ? `${JSON.stringify(facts)}\n`
          : `What ${documents} ${documents === 1 ? 'document was' : 'documents were'} before ${before} is gone: ${updates} ${updates === 1 ? 'update has' : 'updates have'} no content any more\n`,
      )
      return 0
    } catch (error) {
      if (error instanceof ServerProblem) throw new Trouble(error.message)
      throw error
    }
  },
}
