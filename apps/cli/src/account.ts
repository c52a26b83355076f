import { randomInt } from 'node:crypto'
import { readFileSync } from 'node:fs'
import {
  isRole,
  type OpenPeople,
  openPeople,
  openSharedPeople,
  PeopleProblem,
  roles,
  ServerProblem,
  sharedFrom,
} from '@claimspan/server'
import { type Command, readArguments } from './command.js'
import { Trouble, WrongUse } from './exit.js'
import { type Terminal, table } from './terminal.js'

export const account: Command = {
  name: 'account',
  summary: 'make, list, change and close the accounts of a server',
  usage: `claimspan account add <id> --role owner|curator|annotator|reader [--name "Mei Ito"]
claimspan account list
claimspan account change <id> [--role role] [--name name] [--password]
claimspan account close <id>
                 [--data folder] [--password-file file]

  --data           the server's data folder; default: CLAIMSPAN_DATA, else .claimspan. The server may be running.
                   Of servers that share a database the accounts are there: CLAIMSPAN_DATABASE, as for serve
  --password-file  a file with the password; - reads it from the standard input.
                   Without it a password is made and printed, once
  --password       give the account a new password

With the first account the editor asks everybody to sign in; until then whoever is at this machine is a guest.`,
  async run(args, terminal) {
    const { values, flags, rest } = readArguments(args, {
      role: 'value',
      name: 'value',
      data: 'value',
      'password-file': 'value',
      password: 'flag',
    })
    const [act, id, ...more] = rest
    if (more.length > 0) throw new WrongUse(`One account at a time: got ${JSON.stringify(more[0])} too`)
    const isKnown = act === 'add' || act === 'list' || act === 'change' || act === 'close'
    if (!isKnown) throw new WrongUse(`Say what to do: add, list, change or close`)
    if (act !== 'list' && id === undefined) throw new WrongUse('Say which account: claimspan account add mei')
    const { role, name } = values
    if (role !== undefined && !isRole(role)) throw new WrongUse(`--role is ${roles.join(', ')}: got ${role}`)
    if (act === 'add' && role === undefined) throw new WrongUse('Say what they are: --role owner')
    const file = values['password-file']
    const password = () => (file === undefined ? newPassword() : passwordIn(file))
    try {
      const shared = values.data === undefined ? sharedFrom(process.env) : undefined
      const people =
        shared === undefined
          ? openPeople(values.data ?? process.env.CLAIMSPAN_DATA ?? '.claimspan', { make: act === 'add' })
          : await openSharedPeople(shared)
      try {
        if (act === 'list') return list(people, terminal)
        if (act === 'add') {
          const made = password()
          await people.add({ id: id ?? '', name: name ?? id ?? '', role: role ?? 'reader', password: made })
          tell(terminal, `${id} is ${role}`, file === undefined ? made : undefined)
          return 0
        }
        if (act === 'close') await people.change(id ?? '', { closed: true })
        else {
          const made = flags.has('password') || file !== undefined ? password() : undefined
          await people.change(id ?? '', {
            ...(role === undefined ? {} : { role }),
            ...(name === undefined ? {} : { name }),
            ...(made === undefined ? {} : { password: made }),
          })
          tell(terminal, `${id} was changed`, file === undefined ? made : undefined)
        }
        return 0
      } finally {
        await people.close()
      }
    } catch (error) {
      if (error instanceof ServerProblem || error instanceof PeopleProblem) throw new Trouble(error.message)
      throw error
    }
  },
}

function list(people: OpenPeople, terminal: Terminal): 0 {
  const rows = people
    .accounts()
    .map(({ id, name, role, createdAt, closedAt }) => [
      id,
      name,
      role,
      createdAt.slice(0, 10),
      closedAt === undefined ? '' : `closed ${closedAt.slice(0, 10)}`,
    ])
  terminal.out(rows.length === 0 ? 'There are no accounts: everybody on this machine is a guest.\n' : table(rows))
  return 0
}

function tell(terminal: Terminal, what: string, password: string | undefined): void {
  terminal.out(password === undefined ? `${what}\n` : `${what}; the password is ${password}\n`)
}

function passwordIn(file: string): string {
  return readFileSync(file === '-' ? 0 : file, 'utf8').replace(/\r?\n$/, '')
}

/** Five groups of four letters and digits that nobody mistakes for each other: 98 bits. */
function newPassword(): string {
  const letters = 'abcdefghjkmnpqrstuvwxyz23456789'
  const group = () => Array.from({ length: 4 }, () => letters[randomInt(letters.length)]).join('')
  return Array.from({ length: 5 }, group).join('-')
}
