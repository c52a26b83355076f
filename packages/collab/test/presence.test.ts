import { claimId, layerId } from '@claimspan/core'
import { describe, expect, it } from 'vitest'
import { editText, peersOf, setPresence } from '../src/index.js'
import { meet, people } from './people.js'

class FakeAwareness {
  readonly states = new Map<number, { [key: string]: unknown }>()
  constructor(readonly clientID: number) {}
  getStates() {
    return this.states
  }
  setLocalState(state: { [key: string]: unknown } | null) {
    if (state !== null) this.states.set(this.clientID, JSON.parse(JSON.stringify(state)))
  }
}

const user = { id: 'mei', name: 'Mei', color: '#aa3366' }

describe('presence', () => {
  it('shows another where one is, and stays there while the text changes', () => {
    const [mei, tom] = people('The cat sat.', 'mei', 'tom')
    if (mei === undefined || tom === undefined) throw new Error('two people')
    const [hers, his] = [new FakeAwareness(1), new FakeAwareness(2)]
    setPresence(hers, mei.text, {
      user,
      selection: { anchor: 4, head: 7 },
      claim: claimId('c1'),
      layer: layerId('shared'),
    })
    for (const [id, state] of hers.states) his.states.set(id, state)
    editText(tom.text, 0, 0, 'Yes: ')
    expect(peersOf(his, tom.text)).toEqual([
      { clientId: 1, user, selection: { anchor: 9, head: 12 }, claim: 'c1', layer: 'shared' },
    ])
    meet([mei, tom])
    expect(peersOf(hers, mei.text)).toEqual([])
  })

  it('leaves out what a client wrote wrongly', () => {
    const [mei] = people('The cat sat.', 'mei')
    if (mei === undefined) throw new Error('one person')
    const awareness = new FakeAwareness(1)
    awareness.states.set(2, { user: 'nobody' })
    awareness.states.set(3, {
      user: { id: 'x', name: 'X', color: 'url(evil)' },
      selection: { anchor: 1, head: {} },
      claim: '../x',
    })
    expect(peersOf(awareness, mei.text)).toEqual([{ clientId: 3, user: { id: 'x', name: 'X', color: '#777777' } }])
  })
})
