import type { SharedText } from '@claimspan/collab'
import * as Y from 'yjs'

/** Characters of a text that follow each other and were typed in one go: their words, and the id of the first. */
export interface TextRun {
  readonly client: number
  readonly clock: number
  readonly words: string
}

/** One place of a text's list, there or taken away; `length` in UTF-16 code units. */
export interface TextPlace {
  readonly client: number
  readonly clock: number
  readonly length: number
  readonly isThere: boolean
}

/** The words of a text with who they are, in order. */
export function textRuns({ text }: SharedText): readonly TextRun[] {
  const runs: TextRun[] = []
  for (const item of items(text)) {
    if (!item.deleted && item.content instanceof Y.ContentString) {
      runs.push({ client: item.id.client, clock: item.id.clock, words: item.content.str })
    }
  }
  return runs
}

/** All places of a text in order, also those whose words were taken away. Marks of format are none. */
export function textPlaces({ text }: SharedText): readonly TextPlace[] {
  return [...items(text)].flatMap((item) => {
    if (item.content instanceof Y.ContentFormat) return []
    return [
      { client: item.id.client, clock: item.id.clock, length: item.length, isThere: !item.deleted && item.countable },
    ]
  })
}

function* items(text: Y.Text): Generator<Y.Item> {
  for (let item = text._start; item !== null; item = item.right) yield item
}

/** Ids of characters, asked one by one. */
export class CharacterSet {
  private readonly byClient = new Map<number, { readonly from: number; readonly words: string }[]>()

  constructor(runs: readonly TextRun[]) {
    for (const { client, clock, words } of runs) {
      const of = this.byClient.get(client) ?? []
      this.byClient.set(client, of)
      of.push({ from: clock, words })
    }
    for (const of of this.byClient.values()) of.sort((a, b) => a.from - b.from)
  }

  /** The stretches of a range of ids that are in the set (with their words) and that are not, in order. */
  split(client: number, clock: number, length: number): readonly { from: number; length: number; words?: string }[] {
    const of = this.byClient.get(client) ?? []
    const end = clock + length
    const parts: { from: number; length: number; words?: string }[] = []
    let at = clock
    for (let index = firstEndingAfter(of, clock); index < of.length && at < end; index++) {
      const run = of[index]
      if (run === undefined || run.from >= end) break
      if (run.from > at) parts.push({ from: at, length: run.from - at })
      const from = Math.max(at, run.from)
      const to = Math.min(end, run.from + run.words.length)
      parts.push({ from, length: to - from, words: run.words.slice(from - run.from, to - run.from) })
      at = to
    }
    if (at < end) parts.push({ from: at, length: end - at })
    return parts
  }
}

function firstEndingAfter(runs: readonly { readonly from: number; readonly words: string }[], clock: number): number {
  let low = 0
  let high = runs.length
  while (low < high) {
    const middle = (low + high) >> 1
    const run = runs[middle]
    if (run !== undefined && run.from + run.words.length <= clock) low = middle + 1
    else high = middle
  }
  return low
}
