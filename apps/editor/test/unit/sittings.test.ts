import { describe, expect, it } from 'vitest'
import { layerOf, sittings } from '../../src/history/sittings.js'
import type { LoggedChange } from '../../src/server/history.js'

const change = (seq: number, minute: number, by: string, room = 'text'): LoggedChange => ({
  seq,
  at: new Date(Date.UTC(2026, 0, 2, 3, minute)).toISOString(),
  by,
  room,
})

describe('a history in sittings', () => {
  it('joins what one person did in one place without a long pause, the newest first', () => {
    const all = sittings([
      change(1, 0, 'server'),
      change(2, 1, 'mei'),
      change(4, 5, 'mei'),
      change(5, 6, 'mei', 'layer shared'),
      change(7, 7, 'ana', 'layer shared'),
      change(8, 8, 'mei'),
      change(9, 18, 'mei'),
    ])
    expect(all.map(({ by, room, after, first, last, count }) => [by, room, after, first.seq, last.seq, count])).toEqual(
      [
        ['mei', 'text', 8, 9, 9, 1],
        ['mei', 'text', 7, 8, 8, 1],
        ['ana', 'layer shared', 5, 7, 7, 1],
        ['mei', 'layer shared', 4, 5, 5, 1],
        ['mei', 'text', 1, 2, 4, 2],
        ['server', 'text', 0, 1, 1, 1],
      ],
    )
    expect(sittings([])).toEqual([])
  })

  it.each([
    ['text', undefined],
    ['layer shared', 'shared'],
    ['layer mei', 'mei'],
  ])('are of a layer or of the text: %s', (room, layer) => {
    expect(layerOf(room)).toBe(layer)
  })
})
