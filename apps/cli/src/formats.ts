import { formats as all } from '@claimspan/exporter'
import { type Command, readArguments } from './command.js'
import { table } from './terminal.js'

export const formats: Command = {
  name: 'formats',
  summary: 'what each format carries, reads, writes, loses',
  usage: 'claimspan formats [--json]',
  async run(args, terminal) {
    const { flags } = readArguments(args, { json: 'flag' })
    if (flags.has('json')) {
      const rows = all.map(({ name, title, unit, carries, loses, read, write }) => ({
        name,
        title,
        unit,
        reads: read !== undefined,
        writes: write !== undefined,
        carries,
        loses,
      }))
      terminal.out(`${JSON.stringify(rows, null, 2)}\n`)
      return 0
    }
    terminal.out(
      table([
        ['format', 'title', 'offsets', 'reads', 'writes'],
        ...all.map(({ name, title, unit, read, write }) => [
          name,
          title,
          unit,
          read ? 'yes' : '–',
          write ? 'yes' : '–',
        ]),
      ]),
    )
    for (const { name, carries, loses } of all) {
      terminal.out(`\n${name}\n  carries: ${carries.join(', ')}\n  loses: ${loses.join(', ') || 'nothing'}\n`)
    }
    return 0
  },
}
