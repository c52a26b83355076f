import type { Claim, Span } from '@claimspan/core'
import type { Place } from './comparison.js'

/** How much of a long paragraph is shown around the words, in UTF-16 code units. */
const around = 220

/** Pieces of the text around a place, each with the columns whose claim has it. */
export interface ContextPiece {
  readonly from: number
  readonly text: string
  readonly columns: readonly number[]
}

/** The paragraph with the words of all layers, or what of it is near them; none when the words are gone. */
export function contextOf(text: string, place: Place): readonly ContextPiece[] {
  const spans = place.claims.map((claim) => (claim === undefined ? [] : spansOf(claim)))
  const all = spans.flat()
  if (all.length === 0) return []
  const [first, last] = [Math.min(...all.map(({ from }) => from)), Math.max(...all.map(({ to }) => to))]
  const start = Math.max(text.lastIndexOf('\n', first - 1) + 1, wordBorder(text, first - around, -1))
  const paragraphEnd = text.indexOf('\n', last)
  const end = Math.min(paragraphEnd < 0 ? text.length : paragraphEnd, wordBorder(text, last + around, 1))
  const borders = [...new Set([start, end, ...all.flatMap(({ from, to }) => [from, to])])]
    .filter((at) => at >= start && at <= end)
    .sort((a, b) => a - b)
  return borders.slice(0, -1).map((from, at) => {
    const to = borders[at + 1] ?? end
    const columns = spans.flatMap((of, column) =>
      of.some((span) => span.from <= from && to <= span.to) ? [column] : [],
    )
    return { from, text: text.slice(from, to), columns }
  })
}

const spansOf = ({ mentions }: Claim): readonly Span[] => mentions.flatMap(({ spans }) => spans)

function wordBorder(text: string, offset: number, by: 1 | -1): number {
  let at = Math.min(Math.max(offset, 0), text.length)
  while (at > 0 && at < text.length && /\S/u.test(text.charAt(at - (by === 1 ? 0 : 1)))) at += by
  return at
}

/** The words where they stand, each layer's with a line of its own. */
export function ContextWords({
  text,
  place,
  names,
}: {
  readonly text: string
  readonly place: Place
  readonly names: readonly string[]
}) {
  return (
    <p className="place-context" dir="auto">
      {contextOf(text, place).map(({ from, text: words, columns }) =>
        columns.length === 0 ? (
          words
        ) : (
          <mark key={from} className={columns.map((column) => `side-${(column % 4) + 1}`).join(' ')}>
            <span className="visually-hidden">[{columns.map((column) => names[column]).join(', ')}: </span>
            {words}
            <span className="visually-hidden">]</span>
          </mark>
        ),
      )}
    </p>
  )
}
