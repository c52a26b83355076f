import { annotator, claim, document, layer, mention, writeNativeLine } from '@claimspan/core'
import { databasePath } from '../../src/data-folder.js'
import { openDatabase } from '../../src/database.js'
import { type Role, roles } from '../../src/roles.js'
import { sqlitePeople } from '../../src/sqlite-people.js'

/** The accounts: one of each role to attack with, one to be attacked, and one that only works. */
const accounts: readonly (readonly [id: string, role: Role])[] = [
  ...roles.map((role) => [role, role] as const),
  ['honest', 'curator'],
  ['victim', 'reader'],
]

/** Sessions of one account that are signed in already. */
export type Sessions = (account: string) => string

/** Put the accounts into a data folder, with so many sessions of each: a server takes only so many sign-ins at once. */
export async function withProject(dataFolder: string, sessionsEach: number): Promise<Sessions> {
  const database = openDatabase(databasePath(dataFolder))
  // Cheap passwords, since sessions are many.
  const people = sqlitePeople(database, { now: Date.now, cost: { log2N: 4, r: 1, p: 1 } })
  const sessions = new Map<string, string[]>()
  for (const [id, role] of accounts) {
    const password = `the password of ${id}`
    await people.add({ id, name: id.toUpperCase(), role, password })
    const all: string[] = []
    for (let at = 0; at < sessionsEach; at++) all.push((await people.signIn(id, password))?.secret ?? '')
    sessions.set(id, all)
  }
  database.close()
  return (id) => {
    const next = sessions.get(id)?.pop()
    if (next === undefined) throw new Error(`${id} has no session left`)
    return next
  }
}

const layers = [
  layer({ id: 'shared', kind: 'shared' }),
  layer({ id: 'annotator', kind: 'independent' }),
  layer({ id: 'somebody', kind: 'independent' }),
  layer({ id: 'curated', kind: 'curated' }),
  layer({ id: 'suggested', kind: 'suggested' }),
]

export const roomsOf = (id: string) => [`text/${id}`, ...layers.map((layer) => `layer/${id}/${layer.id}`)]

/** A document with layers of each kind; each has one claim, with its secret. */
export function documentWithSecrets(id: string): string {
  const text = 'A cat sat.'
  return writeNativeLine({
    document: document({ id, text }),
    layers,
    annotators: [annotator('somebody', 'Somebody')],
    claims: layers.map((layer) =>
      claim({
        id: `of-${layer.id}`,
        layer: layer.id,
        mentions: [mention(text, [{ from: 2, to: 5 }])],
        note: `secret of ${layer.id}`,
        createdBy: 'somebody',
        createdAt: '2026-01-02T03:04:05Z',
      }),
    ),
    relations: [],
    threads: [],
  })
}
