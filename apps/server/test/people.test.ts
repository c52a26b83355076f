import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { openDatabase } from '../src/database.js'
import type { PasswordCost } from '../src/password.js'
import { keptOf } from '../src/secret.js'
import { sqlitePeople } from '../src/sqlite-people.js'
import { emptyFolder } from './empty-folder.js'

/** Passwords that cost little: the tests make many, and only one is about their cost. */
const cheap: PasswordCost = { log2N: 4, r: 1, p: 1 }

/** People with a clock that a test moves. */
function people(cost?: PasswordCost) {
  const path = join(emptyFolder(), 'people.db')
  const database = openDatabase(path)
  onTestFinished(() => void database.close())
  const clock = { now: Date.UTC(2026, 0, 2) }
  return { clock, path, database, people: sqlitePeople(database, { now: () => clock.now, cost: cost ?? cheap }) }
}

const mei = { id: 'mei', name: 'Mei Ito', role: 'owner', password: 'a long password' } as const

describe('an account', () => {
  test('signs in with its password only, and stays itself', async () => {
    const { people: all } = people()
    expect(all.hasAccounts()).toBe(false)
    expect(await all.add(mei)).toEqual({
      id: 'mei',
      name: 'Mei Ito',
      role: 'owner',
      createdAt: '2026-01-02T00:00:00.000Z',
    })
    expect(all.hasAccounts()).toBe(true)
    expect(await all.signIn('mei', 'a long passwort')).toBeUndefined()
    expect(await all.signIn('Mei', mei.password)).toBeUndefined()
    expect(await all.signIn('mei', '')).toBeUndefined()
    const session = await all.signIn('mei', mei.password)
    expect(session?.who).toMatchObject({ id: 'mei', name: 'Mei Ito', role: 'owner' })
    expect(all.session(keptOf(session?.secret ?? ''))).toEqual(session?.who)
    expect(all.session(session?.secret ?? '')).toBeUndefined()
  })

  test.each([
    [{ ...mei, id: 'server' }, 'bad-account'],
    [{ ...mei, id: 'guest' }, 'bad-account'],
    [{ ...mei, id: 'guest-mei' }, 'bad-account'],
    [{ ...mei, id: '../mei' }, 'bad-account'],
    [{ ...mei, id: '' }, 'bad-account'],
    [{ ...mei, name: ' ' }, 'bad-account'],
    [{ ...mei, name: 'x'.repeat(81) }, 'bad-account'],
    [{ ...mei, password: 'too short' }, 'weak-password'],
    [{ ...mei, password: 'x'.repeat(201) }, 'weak-password'],
    [{ ...mei, id: 'taken' }, 'account-exists'],
  ])('that is not sound is refused: %j', async (account, kind) => {
    const { people: all } = people()
    await all.add({ ...mei, id: 'taken' })
    await expect(all.add(account)).rejects.toMatchObject({ kind })
    expect(all.accounts()).toHaveLength(1)
  })

  test('that is closed is out at once, cannot come back, and keeps its id', async () => {
    const { people: all } = people()
    await all.add(mei)
    await all.add({ ...mei, id: 'ana', role: 'reader' })
    const session = await all.signIn('ana', mei.password)
    expect(await all.change('ana', { closed: true })).toMatchObject({ closedAt: expect.stringContaining('2026') })
    expect(all.session(session?.who.session ?? '')).toBeUndefined()
    expect(await all.signIn('ana', mei.password)).toBeUndefined()
    await expect(all.add({ ...mei, id: 'ana' })).rejects.toMatchObject({ kind: 'account-exists' })
    expect(await all.change('ana', { closed: false })).not.toHaveProperty('closedAt')
    expect(await all.signIn('ana', mei.password)).toBeDefined()
  })

  test('with a new password is signed out everywhere; a new role counts at once', async () => {
    const { people: all } = people()
    await all.add(mei)
    await all.add({ ...mei, id: 'ana', role: 'reader' })
    const before = await all.signIn('ana', mei.password)
    await all.change('ana', { role: 'curator' })
    expect(all.session(before?.who.session ?? '')).toMatchObject({ role: 'curator' })
    await all.change('ana', { password: 'another password' })
    expect(all.session(before?.who.session ?? '')).toBeUndefined()
    expect(await all.signIn('ana', mei.password)).toBeUndefined()
    expect(await all.signIn('ana', 'another password')).toBeDefined()
  })

  test('of the last owner cannot be closed or made less', async () => {
    const { people: all } = people()
    await all.add(mei)
    await expect(all.change('mei', { closed: true })).rejects.toMatchObject({ kind: 'last-owner' })
    await expect(all.change('mei', { role: 'curator' })).rejects.toMatchObject({ kind: 'last-owner' })
    await all.add({ ...mei, id: 'ana' })
    await all.change('mei', { role: 'curator' })
    await expect(all.change('ana', { closed: true })).rejects.toMatchObject({ kind: 'last-owner' })
    await expect(all.change('none', { closed: true })).rejects.toMatchObject({ kind: 'unknown-account' })
  })
})

test('a session ends after two weeks, or when it is ended', async () => {
  const { people: all, clock } = people()
  await all.add(mei)
  const [one, two] = [await all.signIn('mei', mei.password), await all.signIn('mei', mei.password)]
  await all.signOut(one?.who.session ?? '')
  expect(all.session(one?.who.session ?? '')).toBeUndefined()
  clock.now = (two?.expiresAt ?? 0) - 1
  expect(all.session(two?.who.session ?? '')).toBeDefined()
  clock.now += 1
  expect(all.session(two?.who.session ?? '')).toBeUndefined()
})

test('an invitation makes one account of its role, within a week', async () => {
  const { people: all, clock } = people()
  await all.add(mei)
  const { secret } = await all.invite('annotator', 'mei')
  expect(all.invitation(secret)).toBe('annotator')
  await expect(all.accept(secret, { ...mei, id: 'mei' })).rejects.toMatchObject({ kind: 'account-exists' })
  expect(await all.accept(secret, { id: 'ana', name: 'Ana', password: mei.password })).toMatchObject({
    role: 'annotator',
  })
  expect(all.invitation(secret)).toBeUndefined()
  await expect(all.accept(secret, { ...mei, id: 'eve' })).rejects.toMatchObject({ kind: 'bad-invitation' })
  await expect(all.accept('made up', { ...mei, id: 'eve' })).rejects.toMatchObject({ kind: 'bad-invitation' })
  const late = await all.invite('owner', 'mei')
  clock.now = late.expiresAt
  await expect(all.accept(late.secret, { ...mei, id: 'eve' })).rejects.toMatchObject({ kind: 'bad-invitation' })
  expect(all.accounts().map(({ id }) => id)).toEqual(['mei', 'ana'])
})

test('no secret is kept as it is', async () => {
  const { people: all, database } = people({ log2N: 15, r: 8, p: 3 })
  await all.add(mei)
  const session = await all.signIn('mei', mei.password)
  const { secret } = await all.invite('reader', 'mei')
  const kept = ['accounts', 'sessions', 'invitations']
    .flatMap((name) => database.prepare<unknown[]>(`SELECT * FROM ${name}`).raw().all([]))
    .map((row) => JSON.stringify(row))
    .join('\n')
  for (const word of [mei.password, session?.secret ?? '', secret]) expect(kept).not.toContain(word)
  expect(kept).toContain('scrypt$15$8$3$')
})

test('an invitation is listed until it is used, over or taken back; its id lets nobody in', async () => {
  const { people: all, clock } = people()
  await all.add(mei)
  const [one, two, three] = [
    await all.invite('reader', 'mei'),
    await all.invite('curator', 'mei'),
    await all.invite('owner', 'mei'),
  ]
  const listed = all.invitations()
  expect(listed.map(({ role, by }) => [role, by])).toEqual([
    ['reader', 'mei'],
    ['curator', 'mei'],
    ['owner', 'mei'],
  ])
  const [first] = listed
  if (first === undefined) throw new Error('Three were made')
  expect(all.invitation(first.id)).toBeUndefined()
  expect(await all.withdraw(first.id)).toBe(true)
  expect(await all.withdraw(first.id)).toBe(false)
  expect(await all.withdraw(two.secret)).toBe(false)
  expect(all.invitation(one.secret)).toBeUndefined()
  await all.accept(two.secret, { id: 'ana', name: 'Ana', password: mei.password })
  expect(all.invitations().map(({ role }) => role)).toEqual(['owner'])
  clock.now = three.expiresAt
  expect(all.invitations()).toEqual([])
})
