import type { Span } from '@claimspan/core'

/** Every place of some words in a text, in order and without overlap; of any case unless `exact`. */
export function findWords(text: string, wanted: string, { exact = false } = {}): readonly Span[] {
  if (wanted === '') return []
  const pattern = new RegExp(wanted.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'), exact ? 'gu' : 'giu')
  return [...text.matchAll(pattern)].map(({ index, 0: found }) => ({ from: index, to: index + found.length }))
}

/** Which of the places is the next from an offset on, going round: the first that begins there or later. */
export function nextFrom(places: readonly Span[], offset: number): number {
  const at = places.findIndex(({ from }) => from >= offset)
  return at === -1 ? 0 : at
}
