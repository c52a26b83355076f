// @vitest-environment happy-dom
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { newGuest, readGuest } from '../../src/session/guest.js'
import { hexOfPeer, slotOfPeer } from '../../src/session/peer-color.js'

beforeEach(() => localStorage.clear())

describe('a guest', () => {
  it('is "Guest" with a number at first, and can be an annotator', () => {
    const guest = newGuest(() => 0.5)
    expect(guest).toMatchObject({ name: 'Guest 55', color: 5 })
    expect(guest.id).toMatch(/^guest-[a-z0-9]{12}$/)
    expect(readGuest(JSON.stringify(guest))).toEqual(guest)
  })

  it.each([
    null,
    '',
    'null',
    '[]',
    '{"id":"x","name":"A","color":1}',
    '{"id":"guest-abcdefgh","name":" ","color":1}',
    '{"id":"guest-abcdefgh","name":"A","color":9}',
  ])('is not read from %j', (kept) => {
    expect(readGuest(kept)).toBeUndefined()
  })

  it('stays the same in another tab, with its new name', async () => {
    vi.resetModules()
    const first = await import('../../src/session/guest.js')
    first.renameGuest({ name: '  Mei  ', color: 3 })
    first.renameGuest({ name: ' ' })
    vi.resetModules()
    const second = await import('../../src/session/guest.js')
    expect(second.guest.get()).toEqual(first.guest.get())
    expect(second.guest.get()).toMatchObject({ name: 'Mei', color: 3 })
    first.renameGuest({ name: 'Mei Lin' })
    window.dispatchEvent(
      new StorageEvent('storage', { key: 'claimspan.guest', newValue: localStorage.getItem('claimspan.guest') }),
    )
    expect(second.guest.get().name).toBe('Mei Lin')
  })
})

describe('colours of people', () => {
  it('are told in full and come back as their slot', () => {
    for (let slot = 1; slot <= 8; slot++) expect(slotOfPeer(hexOfPeer(slot))).toBe(slot)
  })

  it('have a slot for every other colour, always the same', () => {
    expect(slotOfPeer('#123456')).toBe(slotOfPeer('#123456'))
    expect(slotOfPeer('#123456')).toBeGreaterThanOrEqual(1)
    expect(slotOfPeer('#123456')).toBeLessThanOrEqual(8)
  })
})
