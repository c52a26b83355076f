import { formats as all, isWritable } from '@claimspan/exporter/corpora'
import { type Command, readArguments } from './command.js'
import { formatsPage, specLine } from './formats-page.js'
import { table } from './terminal.js'

export const formats: Command = {
  name: 'formats',
  summary: 'what each format carries, reads, writes, loses',
  usage: `claimspan formats [--json | --markdown]

  --json       for programs
  --markdown   the page docs/formats.md`,
  async run(args, terminal) {
    const { flags } = readArguments(args, { json: 'flag', markdown: 'flag' })
    if (flags.has('markdown')) {
      terminal.out(formatsPage(all))
      return 0
    }
    if (flags.has('json')) {
      const rows = all.map((format) => {
        const { name, title, unit, units, spec, files, extensions, carries, loses, read } = format
        const writes = isWritable(format)
        return { name, title, unit, units, spec, files, extensions, reads: read !== undefined, writes, carries, loses }
      })
      terminal.out(`${JSON.stringify(rows, null, 2)}\n`)
      return 0
    }
    terminal.out(
      table([
        ['format', 'title', 'offsets', 'reads', 'writes'],
        ...all.map((format) => [
          format.name,
          format.title,
          format.unit,
          format.read ? 'yes' : '–',
          isWritable(format) ? 'yes' : '–',
        ]),
      ]),
    )
    for (const format of all) {
      const { name, carries, loses } = format
      const spec = specLine(format)
      const defined = spec === undefined ? '' : `  defined by: ${spec}\n`
      terminal.out(`\n${name}\n${defined}  carries: ${carries.join(', ')}\n  loses: ${loses.join(', ') || 'nothing'}\n`)
    }
    return 0
  },
}
