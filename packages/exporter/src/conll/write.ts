import type { AnnotatedDocument, Claim, Scheme, Span } from '@claimspan/core'
import { bratNames, entityNames } from '../brat/names.js'
import type { WriteOptions, WrittenDocument } from '../format.js'
import { type Losses, lossesOf } from '../loss.js'
import { bioesOf, type Tagged, tagColumns } from './tags.js'
import { sentencesOf } from './tokens.js'

/**
 * A writer of one document as `<name>.conll` in the layout of CoNLL-2003 (Tjong Kim Sang and De Meulder 2003): after a
 * `-DOCSTART-` line and an empty one, a token a line with tab-separated columns token, claim tag, source or cue tag; an empty
 * line after each sentence. Of mentions that overlap, the one with most tokens is tagged, the others are losses.
 */
export function conllWriter(format: string, tags: 'iob2' | 'bioes') {
  return (annotated: AnnotatedDocument, options: WriteOptions): WrittenDocument => {
    const { document, claims } = annotated
    const { text } = document
    const losses = lossesOf(annotated, format)
    const sentences = [...sentencesOf(text, document.blocks, document.language)]
    const columns = [claimTags(claims, options.scheme), roleTags(claims)].map((tagged) => {
      const [column = []] = tagColumns(tagged, sentences, losses, 1)
      return tags === 'iob2' ? column : bioesOf(column)
    })
    const [claimColumn = [], roleColumn = []] = columns
    let out = '-DOCSTART-\tO\tO\n\n'
    let token = 0
    for (const sentence of sentences) {
      for (const { from, to } of sentence) {
        out += `${text.slice(from, to)}\t${claimColumn[token] ?? 'O'}\t${roleColumn[token] ?? 'O'}\n`
        token += 1
      }
      out += '\n'
    }
    typeLosses(claims, options.scheme, losses)
    otherLosses(annotated, sentences, losses)
    return { files: [{ path: `${options.fileName ?? document.id}.conll`, text: out }], losses: losses.all }
  }
}

/** The mentions of claims, tagged with the first type of each. */
export function claimTags(claims: readonly Claim[], scheme: Scheme): readonly Tagged[] {
  const { entities } = bratNames(scheme)
  return claims.flatMap((claim): readonly Tagged[] => {
    const [type] = claim.types
    const tag = type === undefined ? entityNames.untyped : entities.nameOf(type)
    return claim.mentions.map((mention) => ({ tag, mention, claim }))
  })
}

/** Types whose name in a tag does not lead back to them, even with the scheme. */
export function typeLosses(claims: readonly Claim[], scheme: Scheme, losses: Losses): void {
  const { entities } = bratNames(scheme)
  for (const { types, id } of claims) {
    const [type] = types
    if (type === undefined) continue
    const name = entities.nameOf(type)
    if (entities.labelOf(name) === type) continue
    losses.add({ claim: id, what: 'type', done: 'renamed', detail: `${JSON.stringify(type)} is written ${name}` })
  }
}

export function roleTags(claims: readonly Claim[]): readonly Tagged[] {
  return claims.flatMap((claim): readonly Tagged[] => {
    const { source, cue } = claim.attribution ?? {}
    return [
      ...(source === undefined ? [] : [{ tag: entityNames.source, mention: source, claim }]),
      ...(cue === undefined ? [] : [{ tag: entityNames.cue, mention: cue, claim }]),
    ]
  })
}

function otherLosses(annotated: AnnotatedDocument, sentences: readonly (readonly Span[])[], losses: Losses): void {
  const { document } = annotated
  const read = sentences
    .map((tokens) => tokens.map(({ from, to }) => document.text.slice(from, to)).join(' '))
    .join('\n')
  if (read !== document.text) {
    losses.add({
      what: 'white-space',
      done: 'renamed',
      detail: 'the text is put together from its tokens with a space between two, a line for each sentence',
    })
  }
  losses.add({
    what: 'document',
    done: 'left-out',
    detail: 'title, language, version, block kinds and metadata have no column',
  })
  columnLosses(annotated, losses)
}

/** What no column carries of claims, relations and discussions. */
export function columnLosses({ claims, relations, threads }: AnnotatedDocument, losses: Losses): void {
  if (claims.length > 0) {
    const detail = `ids, layers, authors, times and status of ${claims.length} claims have no column`
    losses.add({ what: 'authorship', done: 'left-out', detail })
  }
  for (const claim of claims) {
    const fields = (
      ['normalizedClaim', 'proposition', 'checkWorthiness', 'verdict', 'confidence', 'note'] as const
    ).filter((field) => claim[field] !== undefined)
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
