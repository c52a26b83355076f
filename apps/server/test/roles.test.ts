import { describe, expect, test } from 'vitest'
import { accessTo, acts, may, roles } from '../src/roles.js'

/** y: may; the columns are owner, curator, annotator, reader, guest (who is anybody where there are no accounts). */
const table = `
  read text                       y y y y y
  edit text                       y y - - y
  read shared                     y y y y y
  write shared                    y y y - y
  read own independent            y y y y y
  write own independent           y y y - y
  read another’s independent      y y - - y
  write another’s independent     - - - - y
  read curated                    y y y y y
  write curated                   y y - - y
  read suggested                  y y y y y
  write suggested                 - - - - -
  create document                 y y - - y
  make version                    y y - - y
  make own layer                  y y y - y
  make any layer                  y y - - y
  delete document                 y - - - y
  read history                    y y y - y
  restore                         y y - - y
  export                          y y y - y
  edit scheme                     y y - - y
  set status                      y y y - y
  set curated                     y y - - y
  assign anybody                  y y - - y
  manage people                   y - - - -
  manage webhooks                 y - - - -
`

const cells = table
  .trim()
  .split('\n')
  .flatMap((line) => {
    const [, act = '', marks = ''] = /^\s*(.+?)\s{2,}([y -]+)$/.exec(line) ?? []
    return [...roles, 'guest' as const].map((role, at) => ({ act, role, allowed: marks.split(' ')[at] === 'y' }))
  })

test('the table has every act once', () => {
  expect(cells.map(({ act }) => act).filter((_, at) => at % 5 === 0)).toEqual([...acts])
})

test.each(cells)('$role, $act: $allowed', ({ role, act, allowed }) => {
  expect(may(role, act as (typeof acts)[number])).toBe(allowed)
})

describe('a room', () => {
  test.each([
    [{ kind: 'text' }, 'write', 'write', 'read', 'read'],
    [{ kind: 'layer', layer: 'shared', is: 'shared' }, 'write', 'write', 'write', 'read'],
    [{ kind: 'layer', layer: 'mei', is: 'independent' }, 'write', 'write', 'write', 'read'],
    [{ kind: 'layer', layer: 'ana', is: 'independent' }, 'read', 'read', 'none', 'none'],
    [{ kind: 'layer', layer: 'curated', is: 'curated' }, 'write', 'write', 'read', 'read'],
    [{ kind: 'layer', layer: 'model', is: 'suggested' }, 'read', 'read', 'read', 'read'],
  ] as const)('%j', (room, ...expected) => {
    expect(roles.map((role) => accessTo(room, { id: 'mei', role }))).toEqual(expected)
  })
})
