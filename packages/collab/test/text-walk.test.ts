import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { makeAnchors, resolveAnchors } from '../src/anchor.js'
import { characterIds, textPlaces } from '../src/text-walk.js'

/** A text that three people have edited apart and merged, so that it is made of many items, some of them deleted. */
function edited(
  edits: readonly { readonly who: number; readonly at: number; readonly del: number; readonly ins: string }[],
) {
  const docs = [1, 2, 3].map((id) => {
    const doc = new Y.Doc()
    doc.clientID = id
    return doc
  })
  const [first] = docs
  if (first === undefined) throw new Error('there are three')
  first.getText('article').insert(0, 'The quick brown fox\njumps over\nthe lazy dog.')
  const merge = () => {
    for (const from of docs) for (const to of docs) if (from !== to) Y.applyUpdate(to, Y.encodeStateAsUpdate(from))
  }
  merge()
  edits.forEach(({ who, at, del, ins }, n) => {
    const text = docs[who]?.getText('article')
    if (text === undefined) return
    const place = at % (text.length + 1)
    text.delete(place, Math.min(del, text.length - place))
    text.insert(place, ins)
    if (n % 3 === 0) merge()
  })
  merge()
  return first.getText('article')
}

const edits = fc.array(
  fc.record({
    who: fc.integer({ min: 0, max: 2 }),
    at: fc.nat(400),
    del: fc.nat(6),
    ins: fc.string({ maxLength: 4, unit: fc.constantFrom('a', 'b', '\n', 'ж') }),
  }),
  { maxLength: 60 },
)

describe('one walk of the text', () => {
  it('finds every character where Yjs finds it one at a time', () => {
    fc.assert(
      fc.property(edits, (made) => {
        const text = edited(made)
        const offsets = Array.from({ length: text.length }, (_, at) => at)
        const ids = characterIds(text, offsets)
        const doc = text.doc
        if (doc === null) throw new Error('the text is in a document')
        for (const [at, id] of ids.entries()) {
          const yjs = Y.createRelativePositionFromTypeIndex(text, at, 0)
          expect(id).toEqual({ client: yjs.item?.client, clock: yjs.item?.clock })
        }
        const places = textPlaces(text)
        expect(offsets.map((offset) => places.idAt(offset))).toEqual(ids)
        expect(ids.map((id) => places.place(id))).toMatchObject(offsets.map((offset) => ({ offset, deleted: false })))
      }),
    )
  })

  it('places deleted characters and the ends of spans where Yjs places them', () => {
    fc.assert(
      fc.property(edits, edits, fc.array(fc.tuple(fc.nat(40), fc.nat(20)), { maxLength: 20 }), (one, two, wanted) => {
        const text = edited(one)
        const { length } = text
        if (length === 0) return
        const spans = wanted.map(([at, more]) => {
          const from = at % length
          return [{ from, to: Math.min(length, from + more + 1) }]
        })
        const anchors = makeAnchors(text, spans, 1)
        const doc = text.doc
        if (doc === null) throw new Error('the text is in a document')
        expect(resolveAnchors(text, anchors)).toEqual(spans)
        for (const { at, del, ins } of two) {
          const place = at % (text.length + 1)
          text.delete(place, Math.min(del, text.length - place))
          text.insert(place, ins)
        }
        const alone = anchors.map(({ spans: stored }) =>
          stored.flatMap(([start, end]) => {
            const find = (bytes: Uint8Array) =>
              Y.createAbsolutePositionFromRelativePosition(Y.decodeRelativePosition(bytes), doc, false)?.index ?? 0
            const [from, to] = [find(start), find(end)]
            return from < to ? [{ from, to }] : []
          }),
        )
        expect(resolveAnchors(text, anchors)).toEqual(alone)
      }),
    )
  })

  it('refuses an offset that no character has', () => {
    const text = new Y.Doc().getText('article')
    text.insert(0, 'abc')
    expect(() => characterIds(text, [3])).toThrow('No character at offset 3: the text has 3')
  })
})
