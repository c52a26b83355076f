import type { OffsetTable, OffsetUnit, Span } from '@claimspan/core'

const jointOfMentions = ' | '

/** Mentions as `16..25 59..71 | 67..70`: the spans of each, with signs that no spreadsheet takes for a date or a time. */
export const spansCell = (mentions: readonly (readonly Span[])[], offsets: OffsetTable, unit: OffsetUnit): string =>
  mentions
    .map((spans) =>
      spans.map(({ from, to }) => `${offsets.fromUtf16(from, unit)}..${offsets.fromUtf16(to, unit)}`).join(' '),
    )
    .join(jointOfMentions)

/** The mentions of such a cell in UTF-16; in words what is wrong with it, when it is no such cell or not within the text. */
export function spansOfCell(
  cell: string,
  offsets: OffsetTable,
  unit: OffsetUnit,
): readonly (readonly Span[])[] | string {
  const mentions: Span[][] = []
  for (const words of cell.split(jointOfMentions)) {
    const spans: Span[] = []
    for (const word of words.trim().split(/ +/)) {
      const found = /^(\d{1,15})\.\.(\d{1,15})$/.exec(word)
      if (found === null) return `${JSON.stringify(word)} is no span such as 16..25`
      const [from, to] = [offsets.toUtf16(Number(found[1]), unit), offsets.toUtf16(Number(found[2]), unit)]
      if (from === undefined || to === undefined || from >= to)
        return `${word} is no range of the text, which has ${offsets.lengthIn(unit)} (${unit})`
      if (from < (spans.at(-1)?.to ?? 0)) return `${word} does not come after the span before it`
      spans.push({ from, to })
    }
    mentions.push(spans)
  }
  return mentions
}
