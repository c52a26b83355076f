import { annotatorId, document, layer, layerId, type StoreEdges } from '@claimspan/core'
import * as Y from 'yjs'
import {
  type SharedLayer,
  type SharedText,
  sharedLayer,
  sharedText,
  writeDocument,
  writeLayer,
  type YjsClaimStore,
  yjsClaimStore,
} from '../src/index.js'

/** One person with copies of the text and of the shared layer, who may be cut off from the others. */
export interface Person {
  readonly text: SharedText
  readonly layer: SharedLayer
  readonly store: YjsClaimStore
}

/** A clock and ids that are the same every time. */
export function testEdges(who: string): StoreEdges {
  let tick = 0
  let made = 0
  return {
    now: () => new Date(Date.UTC(2026, 0, 2, 3, 4, tick++)).toISOString().replace('.000', ''),
    newId: () => `${who}-${++made}`,
    annotator: annotatorId(who),
  }
}

/** People on one article; the first of them has created it, as the server would. */
export function people(text: string, ...names: string[]): Person[] {
  const made = names.map((name, at) => {
    const [words, claims] = [new Y.Doc(), new Y.Doc()]
    words.clientID = 1000 + at
    claims.clientID = 2000 + at
    return { name, text: sharedText(words), layer: sharedLayer(claims) }
  })
  const [first] = made
  if (first === undefined) throw new Error('people needs a name')
  writeDocument(first.text, document({ id: 'article', text }))
  writeLayer(first.layer, layer({ id: 'shared', kind: 'shared' }))
  meet(made)
  return made.map(({ name, text, layer }) => ({
    text,
    layer,
    store: yjsClaimStore(text, layer, { edges: testEdges(name), layer: layerId('shared') }),
  }))
}

/** Everybody gets everything from everybody. */
export function meet(all: readonly Pick<Person, 'text' | 'layer'>[]): void {
  for (const room of ['text', 'layer'] as const) {
    for (const from of all) {
      for (const to of all) {
        if (from === to) continue
        const update = Y.encodeStateAsUpdate(from[room].doc, Y.encodeStateVector(to[room].doc))
        Y.applyUpdate(to[room].doc, update, 'remote')
      }
    }
  }
}

/** The copy of somebody who has just loaded the article. */
export function reloaded(of: Person): Person {
  const [text, layer] = [sharedText(new Y.Doc()), sharedLayer(new Y.Doc())]
  Y.applyUpdate(text.doc, Y.encodeStateAsUpdate(of.text.doc))
  Y.applyUpdate(layer.doc, Y.encodeStateAsUpdate(of.layer.doc))
  return { text, layer, store: yjsClaimStore(text, layer, { edges: testEdges('reload'), layer: layerId('shared') }) }
}

/** The words of every mention of every claim, claim by claim in the order of the text. */
export function wordsOf({ store }: Person): readonly string[] {
  return store
    .claims()
    .flatMap(({ mentions }) => mentions.map(({ spans, quote }) => (spans.length === 0 ? `(${quote})` : quote)))
}
