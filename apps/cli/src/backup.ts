import { backupData, backupShared, ServerProblem, sharedFrom } from '@claimspan/server'
import { type Command, onePath, readArguments } from './command.js'
import { Trouble, WrongUse } from './exit.js'

export const backup: Command = {
  name: 'backup',
  summary: 'copy a server’s data at one moment, while it runs',
  usage: `claimspan backup [<data folder>] --out <new folder> [--json]

Without a data folder: of the database that CLAIMSPAN_DATABASE names, as for serve.

Everything that the editor had shown as saved before is in it: documents, their whole history, accounts. Sessions and
invitations are not. The folder gets its name when all of it is there and was read back. claimspan restore makes a data
folder of it; the other commands read it as they read a data folder.`,
  async run(args, terminal) {
    const { values, flags, rest } = readArguments(args, { out: 'value', json: 'flag' })
    const now = () => new Date().toISOString()
    try {
      const shared = rest.length === 0 ? sharedFrom(process.env) : undefined
      const path = shared === undefined ? onePath(rest, 'data folder') : ''
      if (values.out === undefined) throw new WrongUse('Say where: --out <new folder>')
      const facts =
        shared === undefined ? backupData(path, values.out, now) : await backupShared(shared, values.out, now)
      const { documents, seq } = facts
      terminal.out(
        flags.has('json')
          ? `${JSON.stringify(facts)}\n`
          : `${documents} ${documents === 1 ? 'document' : 'documents'}, up to update ${seq}, are in ${values.out}\n`,
      )
      return 0
    } catch (error) {
      if (error instanceof ServerProblem) throw new Trouble(error.message)
      throw error
    }
  },
}
