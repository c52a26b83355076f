/** A piece of two texts that are compared: in both, only in the one before (`out`), or only in the one after (`in`). */
export interface DiffPart {
  readonly kind: 'same' | 'out' | 'in'
  readonly text: string
}

/** So many pairs of words are compared; the middles of longer texts are shown as replaced whole. */
const mostPairs = 1_000_000
/** A word in common is worth more than a space or a comma in common. */
const wordWorth = 4

const segmenter = new Intl.Segmenter('en', { granularity: 'word' })

interface Piece {
  readonly text: string
  readonly worth: number
}

const piecesOf = (text: string): readonly Piece[] =>
  [...segmenter.segment(text)].map(({ segment, isWordLike }) => ({
    text: segment,
    worth: isWordLike === true ? wordWorth : 1,
  }))

/**
 * What was taken out and put in, by the word, for a person to read. The parts that are `same` or `out` are together the
 * text before, those that are `same` or `in` the text after. No two parts of one kind stand together, what is taken out
 * stands before what is put in its place, and a space between two changed words counts as changed with them.
 */
export function wordDiff(before: string, after: string): readonly DiffPart[] {
  const [old, now] = [piecesOf(before), piecesOf(after)]
  const most = Math.min(old.length, now.length)
  let head = 0
  while (head < most && old[head]?.text === now[head]?.text) head += 1
  let tail = 0
  while (tail < most - head && old[old.length - 1 - tail]?.text === now[now.length - 1 - tail]?.text) tail += 1
  const parts: DiffPart[] = [
    ...same(old.slice(0, head)),
    ...middle(old.slice(head, old.length - tail), now.slice(head, now.length - tail)),
    ...same(old.slice(old.length - tail)),
  ]
  return joined(spacesWithChanges(parts))
}

const same = (pieces: readonly Piece[]): DiffPart[] => pieces.map(({ text }) => ({ kind: 'same', text }))

/** The longest common sequence by worth, from a table of what is left to gain. */
function middle(old: readonly Piece[], now: readonly Piece[]): readonly DiffPart[] {
  const out = (piece: Piece | undefined): DiffPart => ({ kind: 'out', text: piece?.text ?? '' })
  const put = (piece: Piece | undefined): DiffPart => ({ kind: 'in', text: piece?.text ?? '' })
  if (old.length * now.length > mostPairs) return [...old.map(out), ...now.map(put)]
  const width = now.length + 1
  const gain = new Uint32Array((old.length + 1) * width)
  const at = (row: number, column: number) => gain[row * width + column] ?? 0
  for (let row = old.length - 1; row >= 0; row--) {
    for (let column = now.length - 1; column >= 0; column--) {
      const piece = old[row]
      const both = piece?.text === now[column]?.text ? at(row + 1, column + 1) + (piece?.worth ?? 0) : 0
      gain[row * width + column] = Math.max(both, at(row + 1, column), at(row, column + 1))
    }
  }
  const parts: DiffPart[] = []
  let row = 0
  let column = 0
  while (row < old.length || column < now.length) {
    const piece = old[row]
    const isBoth =
      piece !== undefined &&
      piece.text === now[column]?.text &&
      at(row, column) === at(row + 1, column + 1) + piece.worth
    if (isBoth) {
      parts.push({ kind: 'same', text: piece.text })
      row += 1
      column += 1
    } else if (row < old.length && (column === now.length || at(row + 1, column) >= at(row, column + 1))) {
      parts.push(out(piece))
      row += 1
    } else {
      parts.push(put(now[column]))
      column += 1
    }
  }
  return parts
}

/** White space that stands alone between changes is taken out and put in with them. */
function spacesWithChanges(parts: readonly DiffPart[]): readonly DiffPart[] {
  return parts.flatMap((part, at): readonly DiffPart[] => {
    const isBetween = (parts[at - 1]?.kind ?? 'same') !== 'same' && (parts[at + 1]?.kind ?? 'same') !== 'same'
    if (part.kind !== 'same' || !isBetween || part.text.trim() !== '') return [part]
    return [
      { kind: 'out', text: part.text },
      { kind: 'in', text: part.text },
    ]
  })
}

/** Runs of changes as one part out and one part in, runs that are the same as one part. */
function joined(parts: readonly DiffPart[]): readonly DiffPart[] {
  const all: DiffPart[] = []
  let out = ''
  let put = ''
  let kept = ''
  const flush = () => {
    if (out !== '') all.push({ kind: 'out', text: out })
    if (put !== '') all.push({ kind: 'in', text: put })
    if (kept !== '') all.push({ kind: 'same', text: kept })
    out = put = kept = ''
  }
  for (const { kind, text } of parts) {
    if (kind === 'same') {
      if (out !== '' || put !== '') flush()
      kept += text
    } else {
      if (kept !== '') flush()
      if (kind === 'out') out += text
      else put += text
    }
  }
  flush()
  return all
}
