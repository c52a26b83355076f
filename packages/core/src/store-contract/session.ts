import { type Claim, claim, compareClaims } from '../claim.js'
import { type ClaimId, mentionId } from '../id.js'
import { type Mention, mention } from '../mention.js'
import { wordsAt } from '../quote.js'
import { type Edit, mapSpan, type Span } from '../span.js'
import { type Create, comparable, using } from './claim-shape.js'
import type { TestFunctions } from './test-functions.js'

const at = '2026-01-02T03:04:05Z'
const seeds = 20
const steps = 60

/** Random sessions: after every step the store holds what a plain model of it holds. A failing name has the seed. */
export function sessionContract(create: Create, { describe, it, expect }: TestFunctions): void {
  describe('a random session', () => {
    for (let seed = 1; seed <= seeds; seed++) {
      it(`of seed ${seed} ends as the plain model says`, () => {
        const random = randomOf(seed)
        const letters = 'abc \né文'
        const write = (length: number) => Array.from({ length }, () => letters[random(letters.length)]).join('')
        const start = write(40)
        using(create, start, ({ store, edit }) => {
          let text = start
          const model = new Map<string, ModelClaim>()
          const some = () => [...model.keys()][random(model.size)] as ClaimId
          for (let step = 0; step < steps; step++) {
            const action = random(10)
            if (action < 4) {
              const from = random(text.length + 1)
              const deleted = random(4) === 0 ? random(text.length - from + 1) : Math.min(random(3), text.length - from)
              const inserted = write(random(6))
              const edited = { at: from, deleted, inserted: inserted.length }
              if ([...model.values()].some((of) => isTie(of, edited))) continue
              edit(from, deleted, inserted)
              text = text.slice(0, from) + inserted + text.slice(from + deleted)
              for (const of of model.values()) follow(of, text, edited)
            } else if (action < 6) {
              const spans = randomSpans(text, random)
              if (spans.length === 0) continue
              const id = `c${step}`
              store.add({ id, mentions: [spans], createdBy: 'mei', createdAt: at })
              model.set(id, { id, spans, quote: wordsAt(text, spans), marked: wordsAt(text, spans), tags: new Set() })
            } else if (model.size > 0 && action === 6) {
              const id = some()
              store.remove(id)
              model.delete(id)
            } else if (model.size > 0 && action === 7) {
              const id = some()
              const spans = randomSpans(text, random)
              const which = store.claim(id)?.mentions[0]?.id ?? mentionId('none')
              if (spans.length === 0) continue
              store.markMention(id, which, spans)
              const quote = wordsAt(text, spans)
              Object.assign(model.get(id) ?? {}, { spans, quote, marked: quote })
            } else if (model.size > 0) {
              const id = some()
              const tag = `t${random(3)}`
              if (action === 8) store.addTag(id, tag)
              else store.removeTag(id, tag)
              const tags = model.get(id)?.tags
              if (action === 8) tags?.add(tag)
              else tags?.delete(tag)
            }
            expect({ step, text: store.text() }).toEqual({ step, text })
            expect({ step, claims: store.claims().map(seen) }).toEqual({
              step,
              claims: expected(model, store.layer, text),
            })
          }
        })
      })
    }
  })
}

/** A span; its start or its end is torn when the character there is gone and nothing was typed over it. */
interface ModelSpan extends Span {
  readonly tornStart?: boolean
  readonly tornEnd?: boolean
}

interface ModelClaim {
  readonly id: string
  spans: readonly ModelSpan[]
  quote: string
  marked: string
  readonly tags: Set<string>
}

/**
 * Whether words are put at a border that is torn: whether they are inside or outside then is the store's own affair, for
 * the border itself is gone.
 */
function isTie(of: ModelClaim, { at, deleted, inserted }: Edit): boolean {
  const end = at + deleted
  return (
    inserted > 0 &&
    of.spans.some(
      ({ from, to, tornStart, tornEnd }) =>
        (tornStart && (end === from || (at < from && from < end))) ||
        (tornEnd && deleted > 0 && end === to) ||
        ((tornStart || tornEnd) && at <= from && to <= end),
    )
  )
}

function follow(of: ModelClaim, text: string, edit: Edit): void {
  const end = edit.at + edit.deleted
  of.spans = of.spans.flatMap((span): ModelSpan[] => {
    const moved = mapSpan(span, edit)
    if (moved === undefined) return []
    const typed = edit.inserted > 0
    const lostStart = edit.at <= span.from && span.from < end && !(typed && edit.at === span.from)
    const lostEnd = edit.at < span.to && span.to <= end && !(typed && end === span.to)
    return [{ ...moved, tornStart: span.tornStart || lostStart, tornEnd: span.tornEnd || lostEnd }]
  })
  of.quote = of.spans.length === 0 ? of.marked : wordsAt(text, of.spans)
}

/** What of a claim the model tells: ids of mentions and the context of detached ones are the store's own affair. */
function seen(of: Claim): unknown {
  const mentions = of.mentions.map(({ spans, quote, markedQuote, prefix, suffix }) =>
    spans.length === 0 ? { spans, quote, markedQuote } : { spans, quote, markedQuote, prefix, suffix },
  )
  return { ...(comparable(of) as Claim), mentions }
}

function expected(model: ReadonlyMap<string, ModelClaim>, layer: string, text: string): readonly unknown[] {
  const claims = [...model.values()].map(({ id, spans: torn, quote, marked, tags }) => {
    const spans = torn.map(({ from, to }) => ({ from, to }))
    const words: Mention =
      spans.length > 0 ? mention(text, spans) : { ...mention('x', [{ from: 0, to: 1 }]), spans: [], quote }
    const own: Mention = marked === quote ? words : { ...words, markedQuote: marked }
    return claim({ id, layer, mentions: [own], tags: [...tags], createdBy: 'mei', createdAt: at })
  })
  return claims.sort(compareClaims).map(seen)
}

function randomSpans(text: string, random: (below: number) => number): readonly Span[] {
  const borders = new Set<number>()
  for (let count = 2 * (1 + random(2)); count > 0; count--) borders.add(random(text.length + 1))
  const sorted = [...borders].sort((a, b) => a - b)
  const spans: Span[] = []
  for (let at = 0; at + 1 < sorted.length; at += 2) spans.push({ from: sorted[at] ?? 0, to: sorted[at + 1] ?? 0 })
  return spans
}

/** Numbers that look random and are the same for the same seed (mulberry32). */
function randomOf(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296) * below)
  }
}
