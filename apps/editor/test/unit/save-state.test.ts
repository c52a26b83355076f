import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ackLedger } from '../../src/session/ack-ledger.js'
import { noProgress, type RoomProgress, saveStateOf, wouldLoseWork } from '../../src/session/save-state.js'
import { frame } from './frame.js'

const settled: RoomProgress = { connected: true, answered: true, outstanding: 0, dirty: false }

describe('the save state', () => {
  it.each([
    ['nothing yet', [noProgress], false, 'connecting'],
    ['everything acknowledged', [settled, settled], true, 'saved'],
    ['one change on its way', [settled, { ...settled, outstanding: 1, dirty: true }], true, 'sending'],
    ['connected, the handshake not done, nothing of ours', [{ ...settled, answered: false }], true, 'connecting'],
    [
      'connected, the handshake not done, a change of ours',
      [{ ...settled, answered: false, dirty: true }],
      true,
      'sending',
    ],
    ['cut off with nothing to send', [{ ...settled, connected: false }], true, 'offline'],
    ['cut off with a change', [settled, { ...settled, connected: false, dirty: true }], true, 'on-device'],
    ['refused for good', [settled, { ...settled, refused: 'no.' }], true, 'refused'],
    [
      'a full disk, a change not stored',
      [{ ...settled, connected: false, dirty: true, trouble: 'full.' }],
      true,
      'refused',
    ],
    ['a full disk before, nothing waits', [{ ...settled, trouble: 'full.' }], true, 'saved'],
  ] as const)('is, with %s, %s', (_, rooms, everSettled, kind) => {
    expect(saveStateOf(rooms, everSettled).kind).toBe(kind)
  })

  it('says that work would be lost exactly when some is not acknowledged', () => {
    const kinds = ['connecting', 'saved', 'sending', 'offline', 'on-device'] as const
    expect(kinds.filter((kind) => wouldLoseWork({ kind }))).toEqual(['sending', 'on-device'])
    expect(wouldLoseWork({ kind: 'refused', reason: 'no.' })).toBe(true)
  })
})

describe('the ledger', () => {
  it('is settled only when the answer and every change since are acknowledged', () => {
    const ledger = ackLedger(() => undefined)
    const state = () => saveStateOf([ledger.progress('text/a')], true).kind
    ledger.opened()
    ledger.changed('text/a')
    ledger.sent(frame.update('text/a'))
    ledger.received(frame.acknowledged('text/a'))
    expect(state()).toBe('sending')
    ledger.sent(frame.answer('text/a'))
    ledger.received(frame.acknowledged('text/a'))
    expect(state()).toBe('saved')
  })

  it('counts a change made while cut off until it is sent and acknowledged on the next connection', () => {
    const ledger = ackLedger(() => undefined)
    const state = () => saveStateOf([ledger.progress('text/a')], true).kind
    ledger.opened()
    ledger.sent(frame.answer('text/a'))
    ledger.received(frame.acknowledged('text/a'))
    ledger.lost()
    expect(state()).toBe('offline')
    ledger.changed('text/a')
    expect(state()).toBe('on-device')
    ledger.opened()
    expect(state()).toBe('sending')
    // What was queued before goes out first; its acknowledgement is not the answer's.
    ledger.sent(frame.update('text/a'))
    ledger.received(frame.acknowledged('text/a'))
    expect(state()).toBe('sending')
    ledger.sent(frame.answer('text/a'))
    expect(state()).toBe('sending')
    ledger.received(frame.acknowledged('text/a'))
    expect(state()).toBe('saved')
  })

  it('keeps a refusal, and drops a trouble once the change is taken', () => {
    const ledger = ackLedger(() => undefined)
    const state = () => saveStateOf([ledger.progress('text/a')], true)
    ledger.opened()
    ledger.changed('text/a')
    ledger.trouble('the disk is full.')
    expect(state()).toEqual({ kind: 'refused', reason: 'the disk is full.' })
    ledger.sent(frame.answer('text/a'))
    ledger.received(frame.acknowledged('text/a'))
    expect(state().kind).toBe('saved')
    ledger.sent(frame.update('text/a'))
    ledger.received(frame.refused('text/a'))
    expect(state().kind).toBe('refused')
    ledger.received(frame.acknowledged('text/a'))
    expect(state().kind).toBe('refused')
  })

  it('never says saved while the server, acknowledging in order, lacks something', () => {
    const act = fc.constantFrom('change', 'acknowledge', 'cut', 'connect', 'handshake')
    fc.assert(
      fc.property(fc.array(act, { maxLength: 60 }), (acts) => {
        const ledger = ackLedger(() => undefined)
        // A world with one room: `made` changes; the wire holds how many changes each message brings the server to.
        let [made, stored, connected, wire] = [0, 0, false, [] as number[]]
        for (const what of acts) {
          if (what === 'change') {
            made += 1
            ledger.changed('r')
            if (connected) {
              ledger.sent(frame.update('r'))
              wire.push(made)
            }
          } else if (what === 'acknowledge' && wire.length > 0) {
            // An update without those before it waits at the server; only the answer fills the gap.
            const reached = wire.shift() ?? 0
            stored = reached < 0 ? -reached : reached === stored + 1 ? reached : stored
            ledger.received(frame.acknowledged('r'))
          } else if (what === 'cut') {
            ;[connected, wire] = [false, []]
            ledger.lost()
          } else if (what === 'connect' && !connected) {
            connected = true
            ledger.opened()
          } else if (what === 'handshake' && connected) {
            ledger.sent(frame.answer('r'))
            wire.push(-made)
          }
          if (saveStateOf([ledger.progress('r')], true).kind === 'saved') expect(stored).toBe(made)
        }
      }),
    )
  })
})
