// @vitest-environment happy-dom
import { memoryClaimStore } from '@claimspan/core'
import { describe, expect, it } from 'vitest'
import { findAgain, nextToCheck, stillRight, takePlace } from '../../src/article/checking.js'
import type { Finding, Workspace } from '../../src/article/workspace.js'
import { partsOf } from '../../src/claims/claim-parts.js'
import { findLostWords } from '../../src/claims/lost-words.js'
import { type ClaimRef, inTextOrder, type ShownClaim } from '../../src/claims/shown-claim.js'
import type { LayerSession } from '../../src/session/article-session.js'
import { cell } from '../../src/state/observable.js'

const text = 'The mayor said the bridge would cost 12 million euros. Nobody in the town believed it.'

/** A workspace on a text in memory; `look` is the next frame: what the person sees is what there is. */
const world = () => {
  let count = 0
  const edges = { now: () => '2026-01-02T03:04:05Z', newId: () => `c${++count}` }
  const store = memoryClaimStore(text, { layer: 'shared', edges } as Parameters<typeof memoryClaimStore>[1])
  const at = (words: string) => ({ from: store.text().indexOf(words), to: store.text().indexOf(words) + words.length })
  const cost = store.add({
    mentions: [[at('the bridge would cost 12 million euros')]],
    attribution: { kind: 'indirect', source: [at('The mayor')], cue: [at('said')] },
    createdBy: 'mei',
  })
  const nobody = store.add({ mentions: [[at('Nobody in the town')]], createdBy: 'mei' })
  const collect = () => inTextOrder(store.claims().map((claim) => ({ claim, layer: 'shared', writable: true })))
  const claims = cell<readonly ShownClaim[]>(collect())
  const look = () => claims.set(collect())
  const layer = { id: 'shared', name: 'Shared', kind: 'shared', writable: true, store } as unknown as LayerSession
  const selected = cell<ClaimRef | undefined>(undefined)
  const finding = cell<Finding | undefined>(undefined)
  const workspace = {
    layers: [layer],
    writable: layer,
    claims,
    selected,
    finding,
    preview: cell([]),
    surface: cell(undefined),
    panelOpen: cell(false),
    settle: look,
  } as unknown as Workspace
  const edit = (words: string, to: string) => store.edit(at(words).from, words.length, to)
  const states = (claim = cost) => partsOf(store.claim(claim.id) ?? claim).map(({ state }) => state)
  const choose = (claim: typeof cost) => selected.set({ layer: 'shared', id: claim.id })
  return { store, cost, nobody, workspace, look, edit, states, choose, selected, finding }
}

describe('calling edited words still right', () => {
  it('settles all edited words of the claim together, and leaves those that are gone', () => {
    const { store, workspace, look, edit, states, choose, cost } = world()
    edit('12', '15')
    edit('mayor', 'lord mayor')
    edit('said', '')
    look()
    choose(cost)
    let heard = 0
    store.observe(() => {
      heard += 1
    })
    stillRight(workspace)
    expect(states()).toEqual(['whole', 'whole', 'detached'])
    expect(heard).toBe(1)
  })

  it('settles one part alone when it is named', () => {
    const { workspace, look, edit, states, choose, cost } = world()
    edit('12', '15')
    edit('mayor', 'lord mayor')
    look()
    choose(cost)
    stillRight(workspace, { kind: 'source' })
    expect(states()).toEqual(['changed', 'whole', 'whole'])
  })

  it('does not settle words that were edited again since the person looked', () => {
    const { workspace, look, edit, states, choose, cost } = world()
    edit('12', '15')
    look()
    choose(cost)
    edit('15', '99')
    stillRight(workspace)
    expect(states()).toEqual(['changed', 'whole', 'whole'])
    look()
    stillRight(workspace)
    expect(states()).toEqual(['whole', 'whole', 'whole'])
  })

  it('does nothing to a claim that is whole, and nothing when none is chosen', () => {
    const { store, workspace, look, edit, choose, cost, nobody } = world()
    edit('12', '15')
    look()
    const before = store.claims()
    stillRight(workspace)
    choose(nobody)
    stillRight(workspace)
    expect(store.claims()).toEqual(before)
    expect(cost.id).not.toBe(nobody.id)
  })
})

describe('finding words again', () => {
  it('looks only for words that are gone, and takes none by itself', () => {
    const { workspace, look, edit, states, choose, cost, finding } = world()
    choose(cost)
    findAgain(workspace)
    expect(finding.get()).toBeUndefined()
    edit('said', '')
    look()
    findAgain(workspace)
    expect(finding.get()?.part).toEqual({ kind: 'cue' })
    expect(states()).toEqual(['whole', 'whole', 'detached'])
  })

  it('takes the place that was chosen', () => {
    const { store, workspace, look, edit, states, choose, nobody } = world()
    edit('Nobody in the town', '')
    store.edit(0, 0, 'Nobody in the town slept. ')
    look()
    choose(nobody)
    const [lost] = store.claim(nobody.id)?.mentions ?? []
    const [place] = lost === undefined ? [] : findLostWords(store.text(), lost)
    if (place === undefined) throw new Error('The words were not found')
    takePlace(workspace, { kind: 'mention', mention: 'm1' }, place)
    expect(states(nobody)).toEqual(['whole'])
    expect(store.claim(nobody.id)?.mentions[0]?.spans).toEqual([{ from: 0, to: 18 }])
  })

  it('does not take a place where other words stand by now', () => {
    const { store, workspace, look, edit, states, choose, nobody } = world()
    edit('Nobody in the town', '')
    store.edit(0, 0, 'Nobody in the town slept. ')
    look()
    choose(nobody)
    const [lost] = store.claim(nobody.id)?.mentions ?? []
    const [place] = lost === undefined ? [] : findLostWords(store.text(), lost)
    if (place === undefined) throw new Error('The words were not found')
    store.edit(0, 0, 'Once. ')
    takePlace(workspace, { kind: 'mention', mention: 'm1' }, place)
    expect(states(nobody)).toEqual(['detached'])
  })
})

describe('going to what is to check', () => {
  it('goes round in the order of the panel, past claims that are whole', () => {
    const { store, workspace, look, edit, selected, cost, nobody } = world()
    nextToCheck(workspace)
    expect(selected.get()).toBeUndefined()
    store.add({ mentions: [[{ from: 0, to: 3 }]], createdBy: 'mei' })
    edit('12', '15')
    edit('Nobody in the town', '')
    look()
    const visited = [1, 2, 3].map(() => {
      nextToCheck(workspace)
      return selected.get()?.id
    })
    expect(visited).toEqual([cost.id, nobody.id, cost.id])
  })
})
