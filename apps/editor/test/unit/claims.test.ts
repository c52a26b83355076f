import { defaultScheme, memoryClaimStore } from '@claimspan/core'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { claimsAt, pressAt, stepFrom } from '../../src/claims/claims-at.js'
import { claimState, findClaim, inTextOrder, refOf, type ShownClaim, spansOf } from '../../src/claims/shown-claim.js'
import { lookOf, typeLooks } from '../../src/claims/type-look.js'
import { slotCount } from '../../src/claims/type-slots.js'

const text = 'The mayor said the bridge would cost 12 million euros.'
const edges = () => {
  let count = 0
  return { now: () => '2026-01-02T03:04:05Z', newId: () => `c${++count}` }
}

/** A layer whose claims are these words, in this order of making. */
const layer = (id: string, writable: boolean, ...words: readonly string[]) => {
  const store = memoryClaimStore(text, { layer: id, edges: edges() } as Parameters<typeof memoryClaimStore>[1])
  for (const word of words) {
    const from = text.indexOf(word)
    store.add({ mentions: [[{ from, to: from + word.length }]], createdBy: 'mei' })
  }
  const shown = (): readonly ShownClaim[] => store.claims().map((claim) => ({ claim, layer: id, writable }))
  return { store, shown }
}
const words = (claims: readonly ShownClaim[]) => claims.map(({ claim }) => claim.mentions[0]?.quote)

describe('claims in the order of the text', () => {
  it('puts two layers together, an enclosing claim before what it encloses, the writable of two alike first', () => {
    const shared = layer('shared', true, '12 million', 'the bridge would cost 12 million euros')
    const curated = layer('curated', false, 'The mayor', '12 million')
    const all = inTextOrder([...curated.shown(), ...shared.shown()])
    expect(words(all)).toEqual(['The mayor', 'the bridge would cost 12 million euros', '12 million', '12 million'])
    expect(all.map(({ layer: id }) => id)).toEqual(['curated', 'shared', 'shared', 'curated'])
  })

  it('puts a claim whose words are gone last, and says so', () => {
    const { store, shown } = layer('shared', true, 'The mayor', 'euros')
    store.edit(0, 'The mayor'.length, '')
    const all = inTextOrder(shown())
    expect(words(all)).toEqual(['euros', 'The mayor'])
    expect(all.map(({ claim }) => claimState(claim))).toEqual(['whole', 'detached'])
    store.edit(text.indexOf('euros') - 'The mayor'.length + 2, 0, 'x')
    expect(shown().map(({ claim }) => claimState(claim))).toEqual(['changed', 'detached'])
  })
})

describe('claims at a place', () => {
  const { shown } = layer(
    'shared',
    true,
    '12 million',
    'the bridge would cost 12 million euros',
    'cost 12 million euros',
  )
  const claims = inTextOrder(shown())
  const at = text.indexOf('12')

  it('are innermost first', () => {
    expect(words(claimsAt(claims, at))).toEqual([
      '12 million',
      'cost 12 million euros',
      'the bridge would cost 12 million euros',
    ])
    expect(claimsAt(claims, 0)).toEqual([])
  })

  it('are the same as by asking every claim, also those in several pieces that overlap', () => {
    const span = fc.tuple(fc.nat(text.length - 2), fc.integer({ min: 1, max: 20 }))
    fc.assert(
      fc.property(
        fc.array(fc.array(span, { minLength: 1, maxLength: 3 }), { maxLength: 30 }),
        fc.nat(80),
        (all, at) => {
          const made = memoryClaimStore(text, { layer: 'shared', edges: edges() } as Parameters<
            typeof memoryClaimStore
          >[1])
          for (const spans of all) {
            const apart: { from: number; to: number }[] = []
            for (const [from, length] of spans.sort((a, b) => a[0] - b[0])) {
              if (from >= (apart.at(-1)?.to ?? 0)) apart.push({ from, to: Math.min(text.length, from + length) })
            }
            made.add({ mentions: [apart], createdBy: 'mei' })
          }
          const list = inTextOrder(made.claims().map((claim) => ({ claim, layer: 'shared', writable: true })))
          const lengthAt = ({ claim }: ShownClaim) =>
            Math.min(...spansOf(claim).flatMap(({ from, to }) => (from <= at && at < to ? [to - from] : [])))
          const asked = list.filter((one) => Number.isFinite(lengthAt(one))).sort((a, b) => lengthAt(a) - lengthAt(b))
          expect(claimsAt(list, at)).toEqual(asked)
        },
      ),
    )
  })

  it('hold their first character and not the one after their last', () => {
    expect(claimsAt(claims, at)).toHaveLength(3)
    expect(words(claimsAt(claims, at + '12 million'.length))).not.toContain('12 million')
  })

  it('are gone through by pressing again and again, and round', () => {
    const pressed: (string | undefined)[] = []
    let selected: ReturnType<typeof refOf> | undefined
    for (let time = 0; time < 4; time++) {
      const shownNow = pressAt(claims, at, selected)
      selected = shownNow === undefined ? undefined : refOf(shownNow)
      pressed.push(findClaim(claims, selected)?.claim.mentions[0]?.quote)
    }
    expect(pressed).toEqual([
      '12 million',
      'cost 12 million euros',
      'the bridge would cost 12 million euros',
      '12 million',
    ])
    expect(pressAt(claims, 0, selected)).toBeUndefined()
  })
})

describe('going from claim to claim', () => {
  const claims = inTextOrder(layer('shared', true, 'The mayor', 'the bridge', 'euros').shown())
  const ref = (at: number) => {
    const shown = claims[at]
    return shown === undefined ? undefined : refOf(shown)
  }

  it('stays at the ends', () => {
    expect(stepFrom(claims, ref(0), 1, 0)).toBe(claims[1])
    expect(stepFrom(claims, ref(2), 1, 0)).toBe(claims[2])
    expect(stepFrom(claims, ref(0), -1, 0)).toBe(claims[0])
  })

  it('starts from the caret when none is chosen', () => {
    expect(stepFrom(claims, undefined, 1, 5)).toBe(claims[1])
    expect(stepFrom(claims, undefined, -1, 20)).toBe(claims[1])
    expect(stepFrom(claims, undefined, 1, text.length)).toBe(claims[0])
    expect(stepFrom(claims, undefined, -1, 0)).toBe(claims[2])
    expect(stepFrom([], undefined, 1, 0)).toBeUndefined()
  })
})

describe('the looks of types', () => {
  it('have a slot, a key and a short name each, in the order of the scheme', () => {
    const looks = typeLooks(defaultScheme)
    expect(looks.map(({ slot }) => slot)).toEqual([1, 2, 3, 4, 5])
    expect(looks.map(({ key }) => key)).toEqual(['1', '2', '3', '4', '5'])
    expect(looks.map(({ short }) => short)).toEqual(['Event/Property', 'Numerical', 'Position', 'Quote', 'Causal'])
    expect(new Set(looks.map(({ icon }) => icon)).size).toBe(5)
  })

  it('are used again when a scheme has more types than there are', () => {
    const many = { ...defaultScheme, claimTypes: Array.from({ length: 12 }, (_, at) => ({ label: `T${at}` })) }
    const looks = typeLooks(many)
    expect(looks.every(({ slot }) => slot >= 1 && slot <= slotCount)).toBe(true)
    expect(looks[9]?.key).toBeUndefined()
  })

  it('show a type that the scheme does not know as it is called', () => {
    expect(lookOf(typeLooks(defaultScheme), 'Rumour')).toMatchObject({ label: 'Rumour', slot: 0 })
    expect(lookOf([], undefined)).toMatchObject({ label: 'No type', slot: 0 })
  })
})
