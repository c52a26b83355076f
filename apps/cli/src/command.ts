import { parseArgs } from 'node:util'
import { type ExitCode, WrongUse } from './exit.js'
import type { Terminal } from './terminal.js'

/** One thing the command can do. */
export interface Command {
  readonly name: string
  /** One line for the list of commands. */
  readonly summary: string
  /** Shown by `--help` and after a wrong use. */
  readonly usage: string
  run(args: readonly string[], terminal: Terminal): Promise<ExitCode>
}

/** An option that takes a value, or one that is there or not. */
export type OptionKind = 'value' | 'flag'

/** Arguments as read: options by name, the rest in order. */
export interface Arguments<Name extends string> {
  readonly values: { readonly [name in Name]?: string }
  readonly flags: ReadonlySet<Name>
  readonly rest: readonly string[]
}

/** Read arguments. Throws `WrongUse` for an option that there is not, or a value that is missing. */
export function readArguments<Name extends string>(
  args: readonly string[],
  options: Readonly<Record<Name, OptionKind>>,
): Arguments<Name> {
  const names = Object.keys(options) as Name[]
  const config = Object.fromEntries(
    names.map((name) => [name, { type: options[name] === 'flag' ? ('boolean' as const) : ('string' as const) }]),
  )
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: config,
      allowPositionals: true,
      strict: true,
    })
    return {
      values: Object.fromEntries(Object.entries(values).filter(([, value]) => typeof value === 'string')) as {
        readonly [name in Name]?: string
      },
      flags: new Set(names.filter((name) => values[name] === true)),
      rest: positionals,
    }
  } catch (error) {
    if (error instanceof TypeError && 'code' in error)
      throw new WrongUse(error.message.replace(/\. To specify .*$/, ''))
    throw error
  }
}

/** The one path a command is about. Throws `WrongUse` when there is none or more than one. */
export function onePath(rest: readonly string[], what: string): string {
  const [path, ...more] = rest
  if (path === undefined) throw new WrongUse(`Say which ${what}`)
  if (more.length > 0) throw new WrongUse(`One ${what} at a time: got ${rest.join(' ')}`)
  return path
}

/** The parts of a list such as `brat,conll`. */
export function list(text: string): readonly string[] {
  return text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
}
