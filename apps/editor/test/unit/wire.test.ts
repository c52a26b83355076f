import { describe, expect, it } from 'vitest'
import { readWire } from '../../src/session/wire.js'
import { frame } from './frame.js'

describe('reading the wire', () => {
  it.each(['update', 'answer', 'acknowledged', 'refused'] as const)('knows %s, and its room', (kind) => {
    expect(readWire(frame[kind]('layer/ä/shared'))).toEqual({ kind, room: 'layer/ä/shared' })
  })

  it.each(['question', 'awareness'] as const)('leaves %s alone', (kind) => {
    expect(readWire(frame[kind]('text/a'))).toEqual({ kind: 'other' })
  })

  it('leaves a ping and a cut-off message alone', () => {
    expect(readWire(frame.ping())).toEqual({ kind: 'other' })
    expect(readWire(frame.update('text/a').slice(0, 5)).kind).toBe('other')
  })

  it('reads a room whose name is longer than one length byte can say', () => {
    const room = `text/${'a'.repeat(200)}`
    const name = new TextEncoder().encode(room)
    const bytes = Uint8Array.from([(name.length & 0x7f) | 0x80, name.length >> 7, ...name, 0, 2, 0])
    expect(readWire(bytes)).toEqual({ kind: 'update', room })
  })
})
