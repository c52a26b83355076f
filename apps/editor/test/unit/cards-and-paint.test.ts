// @vitest-environment happy-dom
import { defaultScheme, memoryClaimStore, type Span } from '@claimspan/core'
import { describe, expect, it } from 'vitest'
import { paintGroups } from '../../src/article/painting.js'
import { keepSame } from '../../src/claims/claim-cards.js'
import { isToCheck } from '../../src/claims/claim-parts.js'
import type { ClaimRef, ShownClaim } from '../../src/claims/shown-claim.js'
import { typeLooks } from '../../src/claims/type-look.js'
import { claimGroups } from '../../src/seeing/claim-groups.js'
import { hexOfPeer } from '../../src/session/peer-color.js'
import { cell } from '../../src/state/observable.js'

const text = 'The mayor said the bridge would cost 12 million euros.'
const types = defaultScheme.claimTypes.map(({ label }) => label)

const world = () => {
  let count = 0
  const edges = { now: () => '2026-01-02T03:04:05Z', newId: () => `c${++count}` }
  const store = memoryClaimStore(text, { layer: 'shared', edges } as Parameters<typeof memoryClaimStore>[1])
  const at = (words: string) => ({ from: text.indexOf(words), to: text.indexOf(words) + words.length })
  const bridge = store.add({ mentions: [[at('the bridge')]], types: [types[0] ?? ''], createdBy: 'mei' })
  const cost = store.add({ mentions: [[at('12 million')]], types: [types[1] ?? ''], createdBy: 'mei' })
  const shown = (writable = true): readonly ShownClaim[] =>
    store.claims().map((claim) => ({ claim, layer: 'shared', writable }))
  return { store, bridge, cost, shown, at }
}

describe('cards', () => {
  it('stand still while claims only move', () => {
    const { store, shown } = world()
    const before = shown()
    store.edit(0, 0, 'Yesterday: ')
    const after = shown()
    expect(after[0]?.claim.mentions[0]?.spans).not.toEqual(before[0]?.claim.mentions[0]?.spans)
    expect(keepSame(before, after)).toBe(before)
  })

  it('change where a claim changes, and only there', () => {
    const { store, cost, shown } = world()
    const before = shown()
    store.set(cost.id, 'note', 'Which euros?')
    const kept = keepSame(before, shown())
    expect(kept[0]).toBe(before[0])
    expect(kept[1]?.claim.note).toBe('Which euros?')
  })

  it('change when the words of a source are edited or go', () => {
    const { store, cost, shown, at } = world()
    store.markSource(cost.id, [at('The mayor')])
    const before = shown()
    store.edit(at('mayor').from, 'mayor'.length, 'lord mayor')
    const edited = keepSame(before, shown())
    expect(edited).not.toBe(before)
    expect(edited.map(isToCheck)).toEqual([false, true])
    store.edit(0, 'The lord mayor'.length, '')
    expect(keepSame(edited, shown())).not.toBe(edited)
  })

  it('change when words are edited, when a claim goes and when one comes', () => {
    const { store, bridge, shown, at } = world()
    const before = shown()
    store.edit(at('bridge').from, 0, 'old ')
    const edited = keepSame(before, shown())
    expect(edited[0]?.claim.mentions[0]?.quote).toBe('the old bridge')
    store.remove(bridge.id)
    const fewer = keepSame(edited, shown())
    expect(fewer).toEqual([edited[1]])
    store.add({ mentions: [[{ from: 0, to: 3 }]], createdBy: 'mei' })
    expect(keepSame(fewer, shown())).toHaveLength(2)
  })
})

describe('what is painted', () => {
  const groups = (
    claims: readonly ShownClaim[],
    more: {
      selected?: ClaimRef
      hovered?: ClaimRef
      preview?: readonly Span[]
      peers?: Parameters<typeof paintGroups>[0]['session']['peers']
    } = {},
  ) =>
    paintGroups(
      {
        claims: cell(claims),
        selected: cell(more.selected),
        hovered: cell(more.hovered),
        selection: cell(undefined),
        preview: cell(more.preview ?? []),
        session: { peers: more.peers ?? cell([]) },
      },
      { claims: claimGroups(typeLooks(defaultScheme)).groups(claims), keepSelection: false, flash: [] },
    )
  const filled = (painted: ReturnType<typeof groups>) =>
    Object.fromEntries(painted.filter(({ spans }) => spans.length > 0).map(({ name, spans }) => [name, spans]))

  it('is each claim under its type, in one way for layers that may be written and another for the rest', () => {
    const { shown, at } = world()
    expect(filled(groups(shown()))).toEqual({ 'claim-1-0': [at('the bridge')], 'claim-2-0': [at('12 million')] })
    expect(filled(groups(shown(false)))).toEqual({
      'reference-1-0': [at('the bridge')],
      'reference-2-0': [at('12 million')],
    })
  })

  it('adds what is chosen with its source and cue, and what is pointed at unless it is the same', () => {
    const { store, bridge, cost, shown, at } = world()
    store.markSource(cost.id, [at('The mayor')])
    store.markCue(cost.id, [at('said')])
    const selected = { layer: 'shared', id: cost.id }
    expect(filled(groups(shown(), { selected, hovered: { layer: 'shared', id: bridge.id } }))).toMatchObject({
      'claim-selected': [at('12 million')],
      'claim-source': [at('The mayor')],
      'claim-cue': [at('said')],
      'claim-hover': [at('the bridge')],
    })
    expect(filled(groups(shown(), { selected, hovered: selected }))['claim-hover']).toBeUndefined()
  })

  it('shows a place that is offered', () => {
    expect(filled(groups([], { preview: [{ from: 4, to: 9 }] }))).toEqual({ 'claim-preview': [{ from: 4, to: 9 }] })
  })

  it('shows what others have selected, in their colour, whichever way they selected it', () => {
    const user = { id: 'guest-other', name: 'Jonas', color: hexOfPeer(4) }
    const peers = cell([
      { clientId: 1, user, selection: { anchor: 9, head: 4 } },
      { clientId: 2, user, selection: { anchor: 3, head: 3 } },
    ])
    expect(filled(groups([], { peers }))).toEqual({ 'peer-4': [{ from: 4, to: 9 }] })
  })

  it('has the same names whatever there is, since the painter begins anew when they change', () => {
    const { shown } = world()
    const names = (painted: ReturnType<typeof groups>) => painted.map(({ name }) => name)
    expect(names(groups(shown()))).toEqual(names(groups([])))
    expect(new Set(names(groups([]))).size).toBe(names(groups([])).length)
  })
})
