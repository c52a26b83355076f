import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { jointHistory } from '../../src/state/joint-history.js'

/** Two documents as one person has them: a text and claims, each with its own undo manager. */
function world() {
  const origin = {}
  const make = () => {
    const doc = new Y.Doc()
    const map = doc.getMap<number>('all')
    const manager = new Y.UndoManager(map, { trackedOrigins: new Set([origin]), captureTimeout: 0 })
    const set = (key: string, value: number, by: object = origin) => doc.transact(() => map.set(key, value), by)
    return { doc, map, manager, set }
  }
  const text = make()
  const claims = make()
  const history = jointHistory()
  history.add({ name: 'text', manager: text.manager, undo: () => text.manager.undo(), redo: () => text.manager.redo() })
  history.add({
    name: 'claims',
    manager: claims.manager,
    undo: () => claims.manager.undo(),
    redo: () => claims.manager.redo(),
  })
  const state = () => JSON.stringify([text.map.toJSON(), claims.map.toJSON()])
  return { text, claims, history, state }
}

describe('undo over text and claims', () => {
  it('goes back in the order in which things were done, and on again', () => {
    const { text, claims, history, state } = world()
    text.set('a', 1)
    claims.set('b', 1)
    text.set('a', 2)
    const last = state()
    expect([history.undo(), history.undo(), history.undo(), history.undo()]).toEqual([
      'text',
      'claims',
      'text',
      undefined,
    ])
    expect(state()).toBe('[{},{}]')
    expect([history.redo(), history.redo(), history.redo(), history.redo()]).toEqual([
      'text',
      'claims',
      'text',
      undefined,
    ])
    expect(state()).toBe(last)
  })

  it('leaves out what has no effect any more, without going past what was done elsewhere', () => {
    const { text, claims, history } = world()
    claims.set('old', 1)
    text.set('a', 1)
    claims.set('gone', 1)
    // Somebody else deletes what was made last: nothing of it is left to undo.
    claims.doc.transact(() => claims.map.delete('gone'), 'somebody')
    expect(history.undo()).toBe('text')
    expect(claims.map.get('old')).toBe(1)
    expect(history.undo()).toBe('claims')
  })

  it('cannot redo after something new was done on the other side', () => {
    const { text, claims, history } = world()
    claims.set('a', 1)
    history.undo()
    expect(history.can('redo')).toBe(true)
    text.set('b', 1)
    expect(history.can('redo')).toBe(false)
    expect(history.redo()).toBeUndefined()
  })

  it('never undoes what somebody else did', () => {
    const { text, claims, history, state } = world()
    text.set('theirs', 1, { other: true })
    claims.set('mine', 1)
    expect([history.undo(), history.undo()]).toEqual(['claims', undefined])
    expect(state()).toBe('[{"theirs":1},{}]')
  })

  it('forgets a source that was taken out', () => {
    const { history } = world()
    const doc = new Y.Doc()
    const manager = new Y.UndoManager(doc.getMap('x'), { captureTimeout: 0 })
    const end = history.add({ name: 'third', manager, undo: () => manager.undo(), redo: () => manager.redo() })
    doc.getMap('x').set('k', 1)
    expect(history.can('undo')).toBe(true)
    end()
    expect(history.can('undo')).toBe(false)
  })

  /** Law: after n things done and n undone, everything is as at each step on the way; redo goes the same way back. */
  it('is exact for any order of things done', () => {
    const acts = fc.array(
      fc.record({ where: fc.constantFrom('text' as const, 'claims' as const), key: fc.constantFrom('a', 'b', 'c') }),
      { maxLength: 12 },
    )
    fc.assert(
      fc.property(acts, (done) => {
        const here = world()
        const states = [here.state()]
        done.forEach(({ where, key }, at) => {
          here[where].set(key, at)
          states.push(here.state())
        })
        for (let at = done.length - 1; at >= 0; at--) {
          expect(here.history.undo()).toBe(done[at]?.where)
          expect(here.state()).toBe(states[at])
        }
        for (let at = 0; at < done.length; at++) {
          expect(here.history.redo()).toBe(done[at]?.where)
          expect(here.state()).toBe(states[at + 1])
        }
      }),
    )
  })
})
