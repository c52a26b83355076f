import type { Span } from '@claimspan/core'

/** Words of a text that an id stands for. */
export interface Highlight extends Span {
  readonly id: string
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\n': '<br>',
}
const escaped = (words: string): string => words.replace(/[&<>"\n]/g, (character) => entities[character] ?? character)

/**
 * The text as HTML with `<span class="highlighted" id="…">` around what is highlighted, a line break as `<br>`. Elements nest:
 * the longer encloses the shorter, and where two cross, the one that begins later is cut and goes on in a second element.
 */
export function highlightedText(
  text: string,
  highlights: readonly Highlight[],
): { readonly html: string; readonly cut: ReadonlySet<Highlight> } {
  const cut = new Set<Highlight>()
  const waiting = [...highlights].sort((a, b) => a.from - b.from || b.to - a.to)
  const open: Highlight[] = []
  let html = ''
  let at = 0
  const moveTo = (place: number): void => {
    html += escaped(text.slice(at, place))
    at = place
  }
  const tagOf = ({ id }: Highlight): string => `<span class="highlighted" id="${id}">`
  /** Close all that end here, and for a while what was opened after them. */
  const closeAt = (place: number): void => {
    const first = open.findIndex(({ to }) => to === place)
    if (first === -1) return
    moveTo(place)
    const inner = open.splice(first)
    html += '</span>'.repeat(inner.length)
    for (const one of inner.filter(({ to }) => to > place)) {
      cut.add(one)
      html += tagOf(one)
      open.push(one)
    }
  }
  for (const one of waiting) {
    for (let end = nextEnd(open); end <= one.from; end = nextEnd(open)) closeAt(end)
    moveTo(one.from)
    html += tagOf(one)
    open.push(one)
  }
  while (open.length > 0) closeAt(nextEnd(open))
  moveTo(text.length)
  return { html, cut }
}

const nextEnd = (open: readonly Highlight[]): number =>
  open.reduce((least, { to }) => Math.min(least, to), Number.POSITIVE_INFINITY)
