// @vitest-environment happy-dom
import { type SharedText, sharedLayer, sharedText, writeDocument, writeLayer, yjsClaimStore } from '@claimspan/collab'
import { document as article, type Claim, type LayerKind, layer, type NewClaim } from '@claimspan/core'
import { afterEach, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { edit, letGo, step, stepField, stepOpen, take, takeAgreed, travel } from '../../src/compare/acts.js'
import { type CompareCommand, compareCommand, compareKeys, shownKeys } from '../../src/compare/compare-keys.js'
import { contextOf } from '../../src/compare/context-words.js'
import { chosenNow, type Desk, isOpen, listed, makeDesk } from '../../src/compare/desk.js'
import { layerChoice } from '../../src/compare/layer-choice.js'
import { fieldName, placeSummary, titleOf } from '../../src/compare/place-words.js'
import type { LayerSession } from '../../src/session/article-session.js'

const text = 'The mayor said the bridge would cost 12 million euros. It rained. The river rose by two metres.'

const press = (notation: string) => {
  const parts = notation.split('+')
  return {
    key: parts[parts.length - 1] ?? '',
    ctrlKey: parts.includes('Ctrl'),
    metaKey: parts.includes('Meta'),
    altKey: parts.includes('Alt'),
    shiftKey: parts.includes('Shift'),
  }
}

function layerOf(shared: SharedText, id: string, kind: LayerKind, writable: boolean) {
  const maps = sharedLayer(new Y.Doc())
  writeLayer(maps, layer({ id, kind }))
  let count = 0
  const store = yjsClaimStore(shared, maps, {
    edges: { now: () => '2026-01-02T03:04:05Z', newId: () => `${id}${++count}` },
  })
  const session: LayerSession = {
    id,
    kind,
    name: id,
    writable,
    isRevealed: true,
    store,
    shared: maps,
    nameOf: (annotator) => annotator,
    names: () => [],
  }
  const mark = (words: string, more: Partial<NewClaim> = {}): Claim => {
    const from = text.indexOf(words)
    return store.add({ mentions: [[{ from, to: from + words.length }]], createdBy: id, ...more } as NewClaim)
  }
  return { ...session, mark }
}

const open: Desk[] = []
afterEach(() => {
  for (const desk of open.splice(0)) desk.close()
})

/**
 * A desk with three places: the bridge, of which words and type differ; the rain, of which both say the same; the river, which
 * only ben has.
 */
function desk({ mayWrite = true, layers = 2 } = {}) {
  const shared = sharedText(new Y.Doc())
  writeDocument(shared, article({ id: 'd', text }))
  const ann = layerOf(shared, 'ann', 'independent', false)
  const ben = layerOf(shared, 'ben', 'independent', false)
  const cem = layerOf(shared, 'cem', 'independent', false)
  const curated = layerOf(shared, 'curated', 'curated', mayWrite)
  ann.mark('the bridge would cost 12 million euros', { types: ['Numerical Claim'] })
  ben.mark('bridge would cost 12 million euros', { types: ['Quote'] })
  for (const one of [ann, ben]) one.mark('It rained', { types: ['Event/Property Claim'] })
  ben.mark('The river rose by two metres')
  const made = makeDesk({ shared, nameIn: () => {} }, [ann, ben, cem].slice(0, layers), curated)
  open.push(made)
  const words = () => curated.store.claims().map(({ mentions }) => mentions.map(({ quote }) => quote).join(' … '))
  return { desk: made, ann, ben, curated, words }
}

const titles = (of: Desk) => listed(of.live.get(), of.listing.get()).map(titleOf)
const where = (of: Desk) => {
  const place = chosenNow(of)
  return place === undefined ? undefined : titleOf(place)
}

const bridge = 'the bridge would cost 12 million euros'
const river = 'The river rose by two metres'

describe('the keys of comparing', () => {
  it.each<[string, CompareCommand | undefined]>([
    ['j', { kind: 'step', by: 1 }],
    ['k', { kind: 'step', by: -1 }],
    ['n', { kind: 'step-open', by: 1 }],
    ['Shift+N', { kind: 'step-open', by: -1 }],
    ['ArrowLeft', { kind: 'take', taken: 0 }],
    ['ArrowRight', { kind: 'take', taken: 'last' }],
    ['3', { kind: 'take', taken: 2 }],
    ['b', { kind: 'take', taken: 'both' }],
    ['x', { kind: 'take', taken: 'none' }],
    ['Delete', { kind: 'take', taken: 'none' }],
    ['e', { kind: 'edit' }],
    ['Ctrl+z', { kind: 'undo' }],
    ['Meta+Shift+Z', { kind: 'redo' }],
    ['Ctrl+ArrowLeft', undefined],
    ['Alt+ArrowLeft', undefined],
    ['Ctrl+a', undefined],
    ['0', undefined],
    ['q', undefined],
  ])('%s is %o', (notation, command) => {
    expect(compareCommand(press(notation))).toEqual(command)
  })

  it('are each for one thing', () => {
    const all = compareKeys.flatMap(({ press: keys }) => keys)
    expect(new Set(all).size).toBe(all.length)
  })

  it('are all in the help, the digits in one row', () => {
    const does = new Set(shownKeys.map((key) => key.does))
    expect(compareKeys.every((key) => does.has(key.does))).toBe(true)
    expect(does.size).toBe(shownKeys.length)
  })
})

describe('the layers on the desk', () => {
  const kinds = (...all: readonly (readonly [string, LayerKind, number])[]) =>
    all.map(([id, kind, claims]) => {
      const store = { claims: () => Array.from({ length: claims }) }
      return { id, kind, store } as unknown as LayerSession
    })
  it.each([
    {
      all: kinds(
        ['shared', 'shared', 2],
        ['ann', 'independent', 1],
        ['ben', 'independent', 1],
        ['curated', 'curated', 3],
      ),
      expected: [['ann', 'ben'], 'curated'],
    },
    { all: kinds(['shared', 'shared', 2], ['ann', 'independent', 1]), expected: [['shared', 'ann'], undefined] },
    // A seed's curated layer is read, not written: it is compared when there is nothing else.
    { all: kinds(['shared', 'shared', 2], ['gold', 'curated', 9]), expected: [['shared', 'gold'], undefined] },
    { all: kinds(['shared', 'shared', 2]), expected: [['shared'], undefined] },
    {
      all: kinds(['ann', 'independent', 1], ['ben', 'independent', 1], ['cem', 'independent', 1]),
      chosen: { layers: ['ann', 'cem'] },
      expected: [['ann', 'cem'], undefined],
    },
    {
      all: kinds(['ann', 'independent', 1], ['ben', 'independent', 1], ['a', 'curated', 0], ['b', 'curated', 4]),
      chosen: { target: 'b' },
      expected: [['ann', 'ben'], 'b'],
    },
  ])('are $expected', ({ all, chosen = {}, expected }) => {
    const { layers, target } = layerChoice(all, chosen)
    expect([layers.map(({ id }) => id), target?.id]).toEqual(expected)
  })
})

describe('a person at the desk', () => {
  it('begins at the first question, among what differs', () => {
    const { desk: at } = desk()
    expect(titles(at)).toEqual([bridge, river])
    expect(where(at)).toBe(bridge)
    at.listing.set('all')
    expect(titles(at)).toEqual([bridge, 'It rained', river])
  })

  it('goes on to the next question after deciding on a claim', () => {
    const { desk: at, words } = desk()
    take(at, 0)
    expect(words()).toEqual([bridge])
    expect(where(at)).toBe(river)
    take(at, 'last')
    expect(words()).toEqual([bridge, river])
    expect(at.live.get()?.places.filter(isOpen)).toEqual([])
  })

  it('stays at a claim while deciding on its fields', () => {
    const { desk: at, curated } = desk()
    stepField(at, 1)
    const place = chosenNow(at)
    expect(place === undefined ? '' : fieldName(place, at.focus.get())).toBe('Words')
    take(at, 'last')
    stepField(at, 1)
    take(at, 'both')
    expect(where(at)).toBe('bridge would cost 12 million euros')
    expect(curated.store.claims().map(({ types }) => [...types].sort())).toEqual([['Numerical Claim', 'Quote']])
    expect(letGo(at)).toBe(true)
    expect(at.focus.get()).toEqual({ kind: 'whole' })
    expect(letGo(at)).toBe(false)
  })

  it('walks through the list and stops at its ends; through the questions in a ring', () => {
    const { desk: at } = desk()
    step(at, -1)
    expect(where(at)).toBe(bridge)
    step(at, 1)
    step(at, 1)
    expect(where(at)).toBe(river)
    stepOpen(at, 1)
    expect(where(at)).toBe(bridge)
    stepOpen(at, -1)
    expect(where(at)).toBe(river)
  })

  it('is brought back by undo and redo to what changed', () => {
    const { desk: at, words } = desk()
    take(at, 0)
    take(at, 'none')
    stepOpen(at, 1)
    travel(at, 'undo')
    expect(where(at)).toBe(river)
    travel(at, 'undo')
    expect(where(at)).toBe(bridge)
    expect(words()).toEqual([])
    step(at, 1)
    travel(at, 'redo')
    expect(where(at)).toBe(bridge)
    expect(words()).toEqual([bridge])
    travel(at, 'undo')
    travel(at, 'undo')
    expect(words()).toEqual([])
  })

  it('takes what all say alike at once, and nothing that is a question', () => {
    const { desk: at, words } = desk()
    takeAgreed(at)
    expect(words()).toEqual(['It rained'])
    expect(where(at)).toBe(bridge)
    travel(at, 'undo')
    expect(words()).toEqual([])
  })

  it('edits a claim that was not taken yet as the first layer that has it left it', () => {
    const { desk: at, words } = desk()
    stepOpen(at, 1)
    edit(at)
    expect(at.editing.get()).toBe(true)
    expect(words()).toEqual([river])
    letGo(at)
    expect(at.editing.get()).toBe(false)
  })

  it('cannot decide where the layer may only be read', () => {
    const { desk: at, words } = desk({ mayWrite: false })
    take(at, 0)
    takeAgreed(at)
    edit(at)
    expect(words()).toEqual([])
    expect(at.editing.get()).toBe(false)
  })

  it('has the digits for the layers there are', () => {
    const { desk: at, words } = desk({ layers: 3 })
    take(at, 5)
    expect(words()).toEqual([])
    take(at, 1)
    expect(words()).toEqual(['bridge would cost 12 million euros'])
  })

  it('hears a place in one sentence: how it stands, in what the layers differ, what each has', () => {
    const { desk: at } = desk()
    const places = at.live.get()?.places ?? []
    expect(places.map((place) => placeSummary(at, place))).toEqual([
      `Open. They differ in: Words, Type. ann: ${bridge}. ben: bridge would cost 12 million euros`,
      'Agreed, not taken yet. All say the same. ann: It rained. ben: It rained',
      `Open. They differ in: Is a claim. ann: No claim. ben: ${river}`,
    ])
  })

  it('sees what others decide at the next frame', async () => {
    const { desk: at, ben } = desk()
    ben.mark('million euros')
    await expect.poll(() => at.live.get()?.places.length).toBe(4)
  })
})

describe('the words around a place', () => {
  it('are all of a short paragraph, in pieces by who has them', () => {
    const { desk: at } = desk()
    const [place] = at.live.get()?.places ?? []
    if (place === undefined) throw new Error('There is no place')
    const pieces = contextOf(text, place)
    expect(pieces.map(({ text: words, columns }) => [words, columns])).toEqual([
      ['The mayor said ', []],
      ['the ', [0]],
      ['bridge would cost 12 million euros', [0, 1]],
      ['. It rained. The river rose by two metres.', []],
    ])
    expect(pieces.map(({ text: words }) => words).join('')).toBe(text)
  })
})
