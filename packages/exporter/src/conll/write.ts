import { type AnnotatedDocument, type Claim, type Mention, mentionState, overlaps, type Span } from '@claimspan/core'
import { bratNames, entityNames } from '../brat/names.js'
import type { WriteOptions, WrittenDocument } from '../format.js'
import { type Losses, lossesOf } from '../loss.js'
import { sentencesOf } from './tokens.js'

/** Spans of one column that want a tag, with what to say when they get none. */
interface Tagged {
  readonly tag: string
  readonly mention: Mention
  readonly claim: Claim
}

/**
 * One document as `<name>.conll` in the layout of CoNLL-2003 (Tjong Kim Sang and De Meulder 2003): after a `-DOCSTART-`
 * line and an empty one, a token a line with tab-separated columns token, claim tag, source or cue tag, in IOB2; an empty
 * line after each sentence. Of mentions that overlap, the one with most tokens is tagged, the others are losses.
 */
export function writeConll(annotated: AnnotatedDocument, options: WriteOptions): WrittenDocument {
  const { document, claims } = annotated
  const { text } = document
  const losses = lossesOf(annotated, 'conll')
  const sentences = [...sentencesOf(text, document.blocks, document.language)]
  const { entities } = bratNames(options.scheme)

  const claimColumn = claims.flatMap((claim): readonly Tagged[] => {
    const [type] = claim.types
    const tag = type === undefined ? entityNames.untyped : entities.nameOf(type)
    return claim.mentions.map((mention) => ({ tag, mention, claim }))
  })
  const roleColumn = claims.flatMap((claim): readonly Tagged[] => {
    const { source, cue } = claim.attribution ?? {}
    return [
      ...(source === undefined ? [] : [{ tag: entityNames.source, mention: source, claim }]),
      ...(cue === undefined ? [] : [{ tag: entityNames.cue, mention: cue, claim }]),
    ]
  })
  const columns = [claimColumn, roleColumn].map((tagged) => tagsOf(tagged, sentences, losses))

  const lines = ['-DOCSTART-\tO\tO', '']
  let token = 0
  for (const sentence of sentences) {
    for (const { from, to } of sentence) {
      lines.push([text.slice(from, to), ...columns.map((column) => column[token] ?? 'O')].join('\t'))
      token += 1
    }
    lines.push('')
  }
  otherLosses(annotated, losses)
  const path = `${options.fileName ?? document.id}.conll`
  return { files: [{ path, text: `${lines.join('\n')}\n` }], losses: losses.all }
}

/** A tag for each token. The longest mention goes first, then the one that begins first, then the order of the claims. */
function tagsOf(tagged: readonly Tagged[], sentences: readonly (readonly Span[])[], losses: Losses): readonly string[] {
  const tokens = sentences.flat()
  const sentenceStarts = new Set<number>()
  let count = 0
  for (const sentence of sentences) {
    sentenceStarts.add(count)
    count += sentence.length
  }
  const tags = new Array<string>(tokens.length).fill('O')
  const wanted = tagged
    .map((each) => ({ ...each, runs: each.mention.spans.map((span) => tokensIn(tokens, span)) }))
    .map((each) => ({ ...each, size: each.runs.reduce((sum, [from, to]) => sum + to - from, 0) }))
    .sort((a, b) => b.size - a.size || (a.runs[0]?.[0] ?? 0) - (b.runs[0]?.[0] ?? 0))
  const holders = new Map<number, string>()
  for (const { tag, mention, claim, runs, size } of wanted) {
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
    const taken = covered.find((at) => holders.has(at))
    if (taken !== undefined) {
      loss('overlap', 'left-out', `the column is taken by ${holders.get(taken)}`)
      continue
    }
    const words = mention.spans.map((span, at) => ({ span, run: runs[at] ?? [0, 0] }))
    if (words.some(({ span, run }) => !onBorders(tokens, span, run))) {
      loss('token-border', 'flattened', 'it begins or ends within a token, the whole token is tagged')
    }
    let chunks = 0
    for (const [from, to] of runs) {
      for (let at = from; at < to; at++) {
        const begins = at === from || sentenceStarts.has(at)
        if (begins) chunks += 1
        tags[at] = `${begins ? 'B' : 'I'}-${tag}`
        holders.set(at, `claim ${claim.id}`)
      }
    }
    if (chunks > 1) loss('discontinuous', 'split', `it becomes ${chunks} chunks, one for each span and sentence`)
  }
  return tags
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

/** Whether a span cuts no token: white space at its edges does not count. */
function onBorders(tokens: readonly Span[], span: Span, [from, to]: readonly [number, number]): boolean {
  const [first, last] = [tokens[from], tokens[to - 1]]
  return first === undefined || last === undefined || (first.from >= span.from && last.to <= span.to)
}

function otherLosses({ document, claims, relations, threads }: AnnotatedDocument, losses: Losses): void {
  if (/\S\s*\s\S|^\s|\s$/.test(document.text)) {
    losses.add({
      what: 'white-space',
      done: 'left-out',
      detail: 'the text cannot be put together again from its tokens exactly',
    })
  }
  losses.add({
    what: 'document',
    done: 'left-out',
    detail: 'title, language, version, block kinds and metadata have no column',
  })
  if (claims.length > 0) {
    const detail = `ids, layers, authors, times and status of ${claims.length} claims have no column`
    losses.add({ what: 'authorship', done: 'left-out', detail })
  }
  for (const claim of claims) {
    const fields = (['normalizedClaim', 'checkWorthiness', 'verdict', 'confidence', 'note'] as const).filter(
      (field) => claim[field] !== undefined,
    )
    for (const field of fields)
      losses.add({ claim: claim.id, what: field, done: 'left-out', detail: 'it has no column' })
    for (const field of ['evidence', 'tags'] as const) {
      if (claim[field].length > 0)
        losses.add({ claim: claim.id, what: field, done: 'left-out', detail: 'they have no column' })
    }
    if (claim.types.length > 1) {
      const detail = `only the first type is tagged: ${claim.types.slice(1).join(', ')}`
      losses.add({ claim: claim.id, what: 'types', done: 'left-out', detail })
    }
    if (claim.attribution !== undefined) {
      const detail = 'whose source and cue they are, the speaker and the kind have no column'
      losses.add({ claim: claim.id, what: 'attribution', done: 'flattened', detail })
    }
  }
  for (const relation of relations) {
    losses.add({ relation: relation.id, what: 'relation', done: 'left-out', detail: 'relations have no column' })
  }
  if (threads.length > 0)
    losses.add({ what: 'threads', done: 'left-out', detail: `${threads.length} discussions have no column` })
}
