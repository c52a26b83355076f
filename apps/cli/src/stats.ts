import { type Counts, statsAccumulator } from '@claimspan/exporter/corpora'
import { type Command, onePath, readArguments } from './command.js'
import { openCorpus } from './corpus.js'
import { problemLine } from './problems.js'
import { progress, table } from './terminal.js'

export const stats: Command = {
  name: 'stats',
  summary: 'counts a person would want, as a table or --json',
  usage: 'claimspan stats <corpus> [--json]',
  async run(args, terminal) {
    const { flags, rest } = readArguments(args, { json: 'flag' })
    const corpus = await openCorpus(onePath(rest, 'corpus'))
    const shown = progress(terminal)
    const counted = statsAccumulator()
    let documents = 0
    let bad = 0
    for await (const entry of corpus.entries()) {
      if (!entry.ok) {
        bad += 1
        shown.end()
        terminal.err(entry.problems.map(problemLine).join(''))
        continue
      }
      counted.add(entry.annotated)
      documents += 1
      shown.tell(documents, 'documents')
    }
    shown.end()
    const all = counted.stats()
    if (flags.has('json')) terminal.out(`${JSON.stringify(all, null, 2)}\n`)
    else {
      const rows = Object.entries(all).flatMap(([name, value]): (readonly (string | number)[])[] =>
        typeof value === 'number' ? [[words(name), value]] : [],
      )
      terminal.out(table(rows))
      for (const [name, value] of Object.entries(all)) {
        if (typeof value === 'object') terminal.out(section(words(name), value))
      }
    }
    return bad === 0 ? 0 : 1
  },
}

function section(title: string, counts: Counts): string {
  const rows = Object.entries(counts)
  return rows.length === 0 ? '' : `\n${title}\n${table(rows.map(([name, count]) => [`  ${name}`, count]))}`
}

/** `claimsByType` as a person would write it: claims by type. */
const words = (name: string): string => name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
