import { restoreData, ServerProblem } from '@claimspan/server'
import { type Command, onePath, readArguments } from './command.js'
import { Trouble } from './exit.js'

export const restore: Command = {
  name: 'restore',
  summary: 'make a server’s data folder of a backup',
  usage: `claimspan restore <backup> [--data folder]

  --data   the new data folder; default: CLAIMSPAN_DATA, else .claimspan. It must not have data

Nothing is written when the backup is not as it was made.`,
  async run(args, terminal) {
    const { values, rest } = readArguments(args, { data: 'value' })
    const path = onePath(rest, 'backup')
    const folder = values.data ?? process.env.CLAIMSPAN_DATA ?? '.claimspan'
    try {
      const { at, documents, seq } = restoreData(path, folder)
      terminal.out(`${folder} has the ${documents} documents of ${at}, up to update ${seq}\n`)
      return 0
    } catch (error) {
      if (error instanceof ServerProblem) throw new Trouble(error.message)
      throw error
    }
  },
}
