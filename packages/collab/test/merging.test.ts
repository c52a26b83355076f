import { isInsidePair } from '@claimspan/core'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { editText, readAnnotated, readDocument } from '../src/index.js'
import { meet, people, reloaded, wordsOf } from './people.js'

const article = 'Ng said exports grew.\nThe ministry denied it.'
const spanOf = (text: string, words: string) => {
  const from = text.indexOf(words)
  return { from, to: from + words.length }
}

/** The place and the end of a range, moved out of the middle of surrogate pairs. */
function borders(text: string, at: number, length: number): readonly [number, number] {
  const snap = (offset: number) => (isInsidePair(text, offset) ? offset - 1 : offset)
  return [snap(at), snap(Math.min(text.length, at + length))]
}

function two() {
  const [mei, tom] = people(article, 'mei', 'tom')
  if (mei === undefined || tom === undefined) throw new Error('two people')
  const claim = mei.store.add({ mentions: [[spanOf(article, 'exports grew')]], createdBy: 'mei' })
  meet([mei, tom])
  return { mei, tom, id: claim.id, both: [mei, tom] as const }
}

describe('two people at once', () => {
  it('keep both fields when each sets another one of the same claim', () => {
    const { mei, tom, id, both } = two()
    mei.store.set(id, 'normalizedClaim', 'Exports of China grew in 2025.')
    tom.store.set(id, 'checkWorthiness', 'CFS')
    meet(both)
    for (const { store } of both) {
      expect(store.claim(id)).toMatchObject({
        normalizedClaim: 'Exports of China grew in 2025.',
        checkWorthiness: 'CFS',
      })
    }
  })

  it('keep every label of a set', () => {
    const { mei, tom, id, both } = two()
    mei.store.addType(id, 'Numerical Claim')
    mei.store.addTag(id, 'trade')
    tom.store.addType(id, 'Causal Claim')
    tom.store.addTag(id, 'china')
    meet(both)
    const [a, b] = both.map(({ store }) => store.claim(id))
    expect(a).toEqual(b)
    expect([...(a?.types ?? [])].sort()).toEqual(['Causal Claim', 'Numerical Claim'])
    expect([...(a?.tags ?? [])].sort()).toEqual(['china', 'trade'])
  })

  it('leave a claim its words when each takes away another of its two mentions', () => {
    const { mei, tom, id, both } = two()
    const second = mei.store.addMention(id, [spanOf(article, 'denied it')])
    meet(both)
    const [first] = mei.store.claim(id)?.mentions ?? []
    if (first === undefined) throw new Error('two mentions')
    mei.store.removeMention(id, first.id)
    tom.store.removeMention(id, second)
    meet(both)
    for (const person of both) expect(wordsOf(person)).toEqual(['exports grew'])
  })

  it('mark on while the other splits and joins paragraphs under the marks', () => {
    const { mei, tom, both } = two()
    tom.store.add({ mentions: [[spanOf(article, 'The ministry denied it')]], createdBy: 'tom' })
    editText(mei.text, article.indexOf('grew'), 0, '\n')
    editText(mei.text, mei.text.text.toString().indexOf('.\nThe') + 1, 1, '')
    editText(mei.text, 0, 0, 'Mr ')
    meet(both)
    for (const person of [...both, reloaded(mei)]) {
      expect(wordsOf(person)).toEqual(['exports \ngrew', 'The ministry denied it'])
    }
  })

  it('undo only what is their own', () => {
    const { mei, tom, id, both } = two()
    mei.store.remove(id)
    const made = tom.store.add({ mentions: [[spanOf(article, 'denied it')]], createdBy: 'tom' })
    meet(both)
    mei.store.history.undo()
    meet(both)
    for (const person of both) expect(wordsOf(person)).toEqual(['exports grew', 'denied it'])
    tom.store.history.undo()
    meet(both)
    for (const { store } of both) expect(store.claims().map((claim) => claim.id)).toEqual([id])
    expect(mei.store.claim(made.id)).toBeUndefined()
  })

  it('bring back a deleted claim whole, with its fields, source, relations and threads', () => {
    const { mei, both, id } = two()
    const other = mei.store.add({ mentions: [[spanOf(article, 'denied it')]], createdBy: 'mei' })
    mei.store.set(id, 'note', 'Which exports?')
    mei.store.markSource(id, [spanOf(article, 'Ng')])
    mei.store.addRelation({ type: 'attacks', from: other.id, to: id, createdBy: 'mei' })
    mei.store.openThread(id, { by: 'mei', at: '2026-01-02T03:04:05Z', text: 'Sure?' })
    meet(both)
    const before = both.map(({ text, layer }) => readAnnotated(text, [layer]))
    mei.store.remove(id)
    meet(both)
    expect(both[1].store.relations()).toEqual([])
    mei.store.history.undo()
    meet(both)
    expect(both.map(({ text, layer }) => readAnnotated(text, [layer]))).toEqual(before)
  })
})

describe('what the text does to a claim', () => {
  it('is said: changed words keep what was marked, lost words are kept as a detached mention', () => {
    const { mei, id } = two()
    editText(mei.text, article.indexOf('exports grew') + 'exports '.length, 0, 'hardly ')
    expect(mei.store.claim(id)?.mentions[0]).toMatchObject({
      quote: 'exports hardly grew',
      markedQuote: 'exports grew',
    })
    editText(mei.text, article.indexOf('exports'), 'exports hardly grew'.length, '')
    expect(mei.store.claim(id)?.mentions[0]).toMatchObject({ spans: [], quote: 'exports grew' })
    expect(mei.store.claims()).toHaveLength(1)
  })

  it('is told to listeners once, by claim', () => {
    const { mei, tom, id, both } = two()
    tom.store.add({ mentions: [[spanOf(article, 'Ng')]], createdBy: 'tom' })
    meet(both)
    const heard: { readonly claims: readonly string[]; readonly local: boolean }[] = []
    mei.store.observe(({ claims, local }) => heard.push({ claims: [...claims], local }))
    editText(mei.text, article.indexOf('grew'), 0, 'slowly ')
    expect(heard).toEqual([{ claims: [id], local: false }])
  })
})

describe('random people', () => {
  const step = fc.oneof(
    {
      weight: 6,
      arbitrary: fc.record({
        kind: fc.constant('edit'),
        who: fc.nat(2),
        at: fc.nat(999),
        del: fc.nat(9),
        ins: fc.constantFrom('', 'x', '\n', 'new words ', '😀'),
      }),
    },
    {
      weight: 3,
      arbitrary: fc.record({
        kind: fc.constant('mark'),
        who: fc.nat(2),
        at: fc.nat(999),
        del: fc.nat(30),
        ins: fc.constant(''),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        kind: fc.constant('meet'),
        who: fc.nat(2),
        at: fc.nat(2),
        del: fc.constant(0),
        ins: fc.constant(''),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        kind: fc.constant('remove'),
        who: fc.nat(2),
        at: fc.nat(999),
        del: fc.constant(0),
        ins: fc.constant(''),
      }),
    },
  )

  it('end up with the same article and the same claims, and so does one who reloads', () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 20, maxLength: 80 }), (steps) => {
        const all = people(`${article}\n${article}\n${article}`, 'a', 'b', 'c')
        for (const { kind, who, at, del, ins } of steps) {
          const person = all[who]
          if (person === undefined) continue
          const { length } = person.text.text
          if (kind === 'edit') {
            const [place, end] = borders(person.store.text(), at % (length + 1), del)
            editText(person.text, place, end - place, ins)
          } else if (kind === 'mark' && length > 0) {
            const [from, to] = borders(person.store.text(), at % length, del + 2)
            if (from < to) person.store.add({ mentions: [[{ from, to }]], createdBy: 'a' })
          } else if (kind === 'remove') {
            const claims = person.store.claims()
            const claim = claims[at % Math.max(1, claims.length)]
            if (claim !== undefined) person.store.remove(claim.id)
          } else if (kind === 'meet') {
            meet(all.filter((_, index) => index !== at))
          }
        }
        meet(all)
        const [first] = all
        if (first === undefined) return
        const seen = [...all, reloaded(first)].map(({ text, layer }) => readAnnotated(text, [layer]))
        for (const other of seen) expect(other).toEqual(seen[0])
        for (const { mentions } of first.store.claims()) {
          for (const { spans, quote } of mentions) {
            const words = spans.map(({ from, to }) => first.store.text().slice(from, to)).join(' … ')
            if (spans.length > 0) expect(words).toBe(quote)
          }
        }
        expect(readDocument(first.text)?.text).toBe(first.store.text())
      }),
      { numRuns: 150 },
    )
  })
})
