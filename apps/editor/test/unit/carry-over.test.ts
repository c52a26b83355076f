import fc from 'fast-check'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { carryOver } from '../../src/session/carry-over.js'

function copyOf(doc: Y.Doc): Y.Doc {
  const copy = new Y.Doc()
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc))
  return copy
}

function server(): Y.Doc {
  const doc = new Y.Doc()
  doc.getText('article').insert(0, 'A cat sat.')
  doc.getMap('claims').set('c1', new Y.Map([['note', 'N']]))
  return doc
}

test('words and fields that nobody else has got are there again, under the new client', () => {
  const had = server()
  const old = copyOf(had)
  old.getText('article').insert(2, 'big ')
  Y.applyUpdate(had, Y.encodeStateAsUpdate(old))
  old.getText('article').insert(6, 'black ')
  old.getText('article').delete(0, 2)
  const claim = old.getMap('claims').get('c1') as Y.Map<unknown>
  claim.set('note', 'M')
  old.getMap('claims').set('c2', new Y.Map([['note', 'new']]))
  const anew = copyOf(had)
  const { clientID } = anew
  expect(carryOver(old, anew, 'carried')).toBe(true)
  expect(anew.clientID).toBe(clientID)
  expect(anew.getText('article').toString()).toBe('big black cat sat.')
  expect(anew.getMap('claims').toJSON()).toEqual({ c1: { note: 'M' }, c2: { note: 'new' } })
  const added = Y.decodeUpdate(Y.encodeStateAsUpdate(anew, Y.encodeStateVector(had)))
  expect(new Set(added.structs.map(({ id }) => id.client))).toEqual(new Set([anew.clientID]))
})

test('when the server has everything, there is nothing to carry', () => {
  const had = server()
  const old = copyOf(had)
  old.getText('article').insert(0, 'Look: ')
  old.getText('article').delete(3, 2)
  Y.applyUpdate(had, Y.encodeStateAsUpdate(old))
  expect(carryOver(old, copyOf(had), 'carried')).toBe(false)
})

test('what rests on the lost words of somebody else is not carried, and that is said', () => {
  const had = server()
  const other = copyOf(had)
  other.getText('article').insert(10, ' It slept.')
  const old = copyOf(other)
  old.getText('article').insert(15, 'xx')
  expect(() => carryOver(old, copyOf(had), 'carried')).toThrow(RangeError)
})

/** Whatever is typed and deleted before and after the last that the server took, the page opened anew reads the same. */
test('a page opened anew reads as the old one did', () => {
  const act = fc.record({ at: fc.nat(999), cut: fc.nat(4), put: fc.string({ maxLength: 3 }) })
  fc.assert(
    fc.property(fc.array(act, { maxLength: 30 }), fc.array(act, { maxLength: 30 }), (before, after) => {
      const had = server()
      const old = copyOf(had)
      const edit = (acts: typeof before) => {
        const text = old.getText('article')
        for (const { at, cut, put } of acts) {
          const from = at % (text.length + 1)
          text.delete(from, Math.min(cut, text.length - from))
          text.insert(from, put)
        }
      }
      edit(before)
      Y.applyUpdate(had, Y.encodeStateAsUpdate(old))
      edit(after)
      const anew = copyOf(had)
      carryOver(old, anew, 'carried')
      expect(anew.getText('article').toString()).toBe(old.getText('article').toString())
    }),
  )
})
