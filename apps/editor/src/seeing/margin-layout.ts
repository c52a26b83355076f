/** A claim's lines in the article, in pixels from the top of the sheet. */
export interface Extent {
  readonly key: string
  readonly top: number
  readonly bottom: number
}

/** Where a claim's bar stands in the margin: column 0 is nearest to the text. */
export interface Bar extends Extent {
  readonly column: number
}

/** Where a claim's tag stands beside the bars. */
export interface Tag {
  readonly key: string
  readonly top: number
}

/** What the margin shows: bars side by side, a tag for each as far as there is room, and how many have no bar of their own. */
export interface MarginLayout {
  readonly bars: readonly Bar[]
  readonly tags: readonly Tag[]
  readonly columns: number
}

/** How high a tag is with its distance to the next one, and how far from its bar it may be pushed, in pixels. */
export const tagHeight = 20
const farthest = 34

/**
 * Bars in as few columns as there are claims beside each other, at most `most`: the longer claim stands further out, so
 * that a nested one is between the text and the one around it. Where there are more, bars of the last column lie over each
 * other.
 */
export function marginLayout(extents: readonly Extent[], most: number): MarginLayout {
  const columns: { top: number; bottom: number }[][] = []
  const placed = new Map<string, number>()
  const shortFirst = [...extents].sort((a, b) => a.bottom - a.top - (b.bottom - b.top) || a.top - b.top)
  for (const { key, top, bottom } of shortFirst) {
    let column = columns.findIndex((taken) => taken.every((one) => one.bottom <= top || bottom <= one.top))
    if (column === -1) column = Math.min(columns.length, most - 1)
    const there = columns[column]
    if (there === undefined) columns.push([{ top, bottom }])
    else there.push({ top, bottom })
    placed.set(key, column)
  }
  const bars = extents.map((extent) => ({ ...extent, column: placed.get(extent.key) ?? 0 }))
  return { bars, tags: tagsOf(extents), columns: columns.length }
}

/** Tags below each other, each as near to the top of its bar as those before it let it be; without those pushed too far. */
function tagsOf(extents: readonly Extent[]): readonly Tag[] {
  const tags: Tag[] = []
  let free = Number.NEGATIVE_INFINITY
  for (const { key, top } of [...extents].sort((a, b) => a.top - b.top)) {
    const at = Math.max(top, free)
    if (at - top > farthest) continue
    tags.push({ key, top: at })
    free = at + tagHeight
  }
  return tags
}
