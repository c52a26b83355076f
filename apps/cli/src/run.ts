import { account } from './account.js'
import { adjudicateCorpus } from './adjudicate.js'
import { agreement } from './agreement.js'
import { backup } from './backup.js'
import { check } from './check.js'
import type { Command } from './command.js'
import { type ExitCode, fileSentence, Trouble, WrongUse } from './exit.js'
import { exportCorpus } from './export.js'
import { formats } from './formats.js'
import { importArticles } from './import.js'
import { prune } from './prune.js'
import { rebaseCorpus } from './rebase.js'
import { restore } from './restore.js'
import { serve } from './serve.js'
import { stats } from './stats.js'
import { type Terminal, table } from './terminal.js'
import { version } from './version.js'

const commands: readonly Command[] = [
  serve,
  account,
  backup,
  restore,
  prune,
  importArticles,
  exportCorpus,
  rebaseCorpus,
  check,
  stats,
  agreement,
  adjudicateCorpus,
  formats,
]

const overview = `claimspan: annotate the claims of articles together, live; export exact corpora

${table(commands.map(({ name, summary }) => [`  claimspan ${name}`, summary]))}
  claimspan <command> --help    how to use one of them
  claimspan --version

A <corpus> is a folder or file in the native form, a folder in any readable format, or a server's data folder.
Exit codes: 0 done, 1 problems found in the input, 2 wrong use.
`

/** Run the command that these arguments ask for. */
export async function run(args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const [name, ...rest] = args
  if (name === undefined || name === 'help' || name === '--help' || name === '-h') {
    const about = commands.find((command) => command.name === rest[0])
    terminal.out(about === undefined ? overview : `${about.usage}\n`)
    return name === undefined ? 2 : 0
  }
  if (name === '--version' || name === '-v') {
    terminal.out(`${version}\n`)
    return 0
  }
  const command = commands.find((one) => one.name === name)
  if (command === undefined) {
    terminal.err(`There is no command ${JSON.stringify(name)}.\n\n${overview}`)
    return 2
  }
  if (rest.includes('--help') || rest.includes('-h')) {
    terminal.out(`${command.usage}\n`)
    return 0
  }
  try {
    return await command.run(rest, terminal)
  } catch (error) {
    if (error instanceof WrongUse) {
      terminal.err(`${asSentence(error.message)}\n\n${command.usage}\n`)
      return 2
    }
    const sentence = error instanceof Trouble ? error.message : fileSentence(error)
    if (sentence === undefined) throw error
    terminal.err(`${asSentence(sentence)}\n`)
    return 1
  }
}

/** A message with exactly one full stop at its end. */
const asSentence = (message: string): string => `${message.replace(/\.$/, '')}.`
