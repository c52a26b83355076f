import type { Command } from './command.js'
import { type ExitCode, fileSentence, Trouble, WrongUse } from './exit.js'
import { type Terminal, table } from './terminal.js'
import { version } from './version.js'

/** The commands, in the order of the list; each is loaded when it is asked for, since together they take a second to load. */
const commands: Readonly<Record<string, () => Promise<Command>>> = {
  serve: async () => (await import('./serve.js')).serve,
  account: async () => (await import('./account.js')).account,
  backup: async () => (await import('./backup.js')).backup,
  restore: async () => (await import('./restore.js')).restore,
  prune: async () => (await import('./prune.js')).prune,
  import: async () => (await import('./import.js')).importArticles,
  export: async () => (await import('./export.js')).exportCorpus,
  rebase: async () => (await import('./rebase.js')).rebaseCorpus,
  check: async () => (await import('./check.js')).check,
  stats: async () => (await import('./stats.js')).stats,
  agreement: async () => (await import('./agreement.js')).agreement,
  adjudicate: async () => (await import('./adjudicate.js')).adjudicateCorpus,
  formats: async () => (await import('./formats.js')).formats,
}

async function overview(): Promise<string> {
  const all = await Promise.all(Object.values(commands).map((load) => load()))
  return `claimspan: annotate the claims of articles together, live; export exact corpora

${table(all.map(({ name, summary }) => [`  claimspan ${name}`, summary]))}
  claimspan <command> --help    how to use one of them
  claimspan --version

A <corpus> is a folder or file in the native form, a folder in any readable format, or a server's data folder.
Exit codes: 0 done, 1 problems found in the input, 2 wrong use.
`
}

/** The command of a name, `undefined` when there is none. */
const commandNamed = async (name: string | undefined): Promise<Command | undefined> =>
  name !== undefined && Object.hasOwn(commands, name) ? commands[name]?.() : undefined

/** Run the command that these arguments ask for. */
export async function run(args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const [name, ...rest] = args
  if (name === undefined || name === 'help' || name === '--help' || name === '-h') {
    const about = await commandNamed(rest[0])
    terminal.out(about === undefined ? await overview() : `${about.usage}\n`)
    return name === undefined ? 2 : 0
  }
  if (name === '--version' || name === '-v') {
    terminal.out(`${version}\n`)
    return 0
  }
  const command = await commandNamed(name)
  if (command === undefined) {
    terminal.err(`There is no command ${JSON.stringify(name)}.\n\n${await overview()}`)
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
