import { type Block, type BlockKind, blocksOf } from '../document.js'
import type { EditMap } from './map-through.js'

/**
 * The blocks of the new text: a line that corresponds to an old one has its kind. It corresponds to the old line that
 * most of what it kept comes from, when that is at least half of the shorter of the two; an empty line to an empty one at
 * its place. Else it is a paragraph.
 */
export function correspondingBlocks(old: readonly Block[], text: string, { kept }: EditMap): readonly Block[] {
  let part = 0
  let line = 0
  let from = 0
  return blocksOf(text, (_, words): BlockKind => {
    const to = from + words.length
    let best: { readonly block: Block; readonly units: number } | undefined
    // Parts and old lines both go on in order: neither is looked at again after it was passed.
    while ((kept[part]?.now ?? to) + (kept[part]?.length ?? 0) < from) part += 1
    for (let at = part; ; at++) {
      const here = kept[at]
      if (here === undefined || here.now > to) break
      const oldFrom = here.old + Math.max(0, from - here.now)
      const oldTo = here.old + Math.min(here.length, to - here.now)
      while ((old[line]?.to ?? oldFrom) < oldFrom) line += 1
      for (let near = line; ; near++) {
        const block = old[near]
        if (block === undefined || block.from > oldTo) break
        const units = Math.min(block.to, oldTo) - Math.max(block.from, oldFrom)
        const isEmpty = from === to && block.from === block.to && (here.now < from || here.old === 0)
        if (units > (best?.units ?? 0) || (isEmpty && best === undefined)) best = { block, units }
      }
    }
    const shorter = best && Math.min(to - from, best.block.to - best.block.from)
    from = to + 1
    return best !== undefined && 2 * best.units >= (shorter ?? 0) ? best.block.kind : 'paragraph'
  })
}
