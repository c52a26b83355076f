import { type Claim, type Mention, mentionState, overlaps, type Span } from '@claimspan/core'
import type { Losses } from '../loss.js'

/** A mention that wants a tag. */
export interface Tagged {
  readonly tag: string
  readonly mention: Mention
  readonly claim: Claim
}

/**
 * Columns of IOB2 tags, one for each token; as many as mentions that overlap need, but no more than `most`: of those that find
 * no room the longest goes first, then the one that begins first, then the order of the claims. What is not carried is a loss.
 */
export function tagColumns(
  tagged: readonly Tagged[],
  sentences: readonly (readonly Span[])[],
  losses: Losses,
  most: number,
): readonly (readonly string[])[] {
  const tokens = sentences.flat()
  const sentenceStarts = new Set<number>()
  let count = 0
  for (const sentence of sentences) {
    sentenceStarts.add(count)
    count += sentence.length
  }
  const newColumn = () => ({ tags: new Array<string>(tokens.length).fill('O'), holders: new Map<number, string>() })
  const columns = [newColumn()]
  const wanted = tagged
    .map(({ tag, mention, claim }) => {
      const spanRuns = mention.spans.map((span) => tokensIn(tokens, span))
      const runs = apart(spanRuns)
      return { tag, mention, claim, spanRuns, runs, size: runs.reduce((sum, [from, to]) => sum + to - from, 0) }
    })
    .sort((a, b) => b.size - a.size || (a.runs[0]?.[0] ?? 0) - (b.runs[0]?.[0] ?? 0))
  for (const { tag, mention, claim, spanRuns, runs, size } of wanted) {
    const loss = (what: string, done: 'left-out' | 'flattened' | 'split', detail: string): void =>
      losses.add({ claim: claim.id, mention: mention.id, what, done, detail })
    if (mentionState(mention) === 'detached') {
      loss('mention', 'left-out', `its words, ${JSON.stringify(mention.quote)}, are not in the text any more`)
      continue
    }
    if (size === 0) {
      loss('mention', 'left-out', 'there is no token in it')
      continue
    }
    const covered = runs.flatMap(([from, to]) => Array.from({ length: to - from }, (_, at) => from + at))
    let column = columns.find(({ holders }) => !covered.some((at) => holders.has(at)))
    if (column === undefined && columns.length < most) {
      column = newColumn()
      columns.push(column)
    }
    if (column === undefined) {
      const { holders } = columns[0] ?? newColumn()
      const taken = covered.find((at) => holders.has(at))
      loss('overlap', 'left-out', `the column is taken by ${holders.get(taken ?? -1)}`)
      continue
    }
    const words = mention.spans.map((span, at) => ({ span, run: spanRuns[at] ?? [0, 0] }))
    if (words.some(({ span, run }) => !onBorders(tokens, span, run))) {
      loss('token-border', 'flattened', 'it begins or ends within a token, the whole token is tagged')
    } else if (
      words.some(({ span, run }) => span.from !== tokens[run[0]]?.from || span.to !== tokens[run[1] - 1]?.to)
    ) {
      loss('white-space', 'flattened', 'white space at the edges of its spans has no token to be tagged')
    }
    let chunks = 0
    for (const [from, to] of runs) {
      for (let at = from; at < to; at++) {
        const begins = at === from || sentenceStarts.has(at)
        if (begins) chunks += 1
        column.tags[at] = `${begins ? 'B' : 'I'}-${tag}`
        column.holders.set(at, `claim ${claim.id}`)
      }
    }
    if (chunks > 1) loss('discontinuous', 'split', `it becomes ${chunks} chunks, one for each span and sentence`)
  }
  return columns.map(({ tags }) => tags)
}

/** IOB2 tags as BIOES: `E` at the end of a chunk, `S` on a chunk of one token. */
export function bioesOf(tags: readonly string[]): readonly string[] {
  return tags.map((tag, at) => {
    const goesOn = tags[at + 1]?.startsWith('I-') === true
    if (tag === 'O' || goesOn) return tag
    return `${tag.startsWith('B-') ? 'S' : 'E'}${tag.slice(1)}`
  })
}

/** A run of tokens that one tag covers. */
export interface Chunk {
  readonly label: string
  readonly from: number
  readonly to: number
}

/** Whether a value is a tag of IOB1, IOB2, BIOES or BILOU. */
export const isTag = (value: string): boolean => value === 'O' || /^[BIESLU]-\S/.test(value)

/**
 * The chunks of a sentence's tags, in whichever of IOB1, IOB2, BIOES and BILOU they are: `B`, `S` and `U` begin one, another
 * label or a tag after `O` too; `E`, `L`, `S` and `U` end one.
 */
export function chunksOf(tags: readonly string[]): readonly Chunk[] {
  const chunks: { label: string; from: number; to: number }[] = []
  let open: { label: string; from: number; to: number } | undefined
  tags.forEach((tag, at) => {
    const [kind, label] = [tag[0], tag.slice(2)]
    if (tag === 'O' || label === '') open = undefined
    else {
      if (open === undefined || open.label !== label || kind === 'B' || kind === 'S' || kind === 'U') {
        open = { label, from: at, to: at + 1 }
        chunks.push(open)
      } else open.to = at + 1
      if (kind === 'E' || kind === 'L' || kind === 'S' || kind === 'U') open = undefined
    }
  })
  return chunks
}

/** The tokens that a span shares characters with: from the first to past the last. */
function tokensIn(tokens: readonly Span[], span: Span): readonly [number, number] {
  let low = 0
  let high = tokens.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((tokens[middle]?.to ?? 0) <= span.from) low = middle + 1
    else high = middle
  }
  let end = low
  for (let token = tokens[end]; token !== undefined && overlaps(token, span); token = tokens[end]) end += 1
  return [low, end]
}

/** Runs of tokens in order, those that share a token as one. */
function apart(runs: readonly (readonly [number, number])[]): readonly (readonly [number, number])[] {
  const made: (readonly [number, number])[] = []
  for (const [from, to] of runs) {
    const last = made.at(-1)
    if (last !== undefined && from < last[1]) made[made.length - 1] = [last[0], Math.max(last[1], to)]
    else made.push([from, to])
  }
  return made
}

/** Whether a span cuts no token: white space at its edges does not count. */
function onBorders(tokens: readonly Span[], span: Span, [from, to]: readonly [number, number]): boolean {
  const [first, last] = [tokens[from], tokens[to - 1]]
  return first === undefined || last === undefined || (first.from >= span.from && last.to <= span.to)
}
