import {
  type AnnotatedDocument,
  type Claim,
  type Mention,
  mentionState,
  type OffsetTable,
  offsetTable,
  type Span,
} from '@claimspan/core'
import { hasContext } from '../context.js'
import type { WriteOptions, WrittenDocument } from '../format.js'
import { type Losses, lossesOf } from '../loss.js'
import { fragmentsOf, hasLineBreak, joinFragments } from './fragments.js'
import { claimFieldLosses, documentLosses } from './losses.js'
import {
  alsoPrefix,
  attributeNames,
  bratNames,
  entityNames,
  type Names,
  noteTypes,
  relationNames,
  safeName,
} from './names.js'
import { escapeNote } from './note-text.js'

/**
 * One document as `<name>.txt` and `<name>.ann` (https://brat.nlplab.org/standoff.html, version 1.3). A claim is one text
 * bound (T) for each mention, of its first type; several are joined by `*  Same_claim`. Attributes and notes stand on the
 * first. Source and cue are text bounds of their own, shared by claims that name the same words.
 */
export function writeBrat(annotated: AnnotatedDocument, options: WriteOptions): WrittenDocument {
  const { document } = annotated
  const losses = lossesOf(annotated, 'brat')
  documentLosses(annotated, losses)
  const text = document.text.replaceAll('\r', ' ')
  const offsets = offsetTable(text)
  const names = bratNames(options.scheme)
  let out = ''
  const counts = { T: 0, R: 0, A: 0, '#': 0 }
  const shared = new Map<string, string>()
  const heads = new Map<string, string>()

  function next(kind: keyof typeof counts): string {
    counts[kind] += 1
    return `${kind}${counts[kind]}`
  }
  function put(id: string, what: string, tail?: string): void {
    out += tail === undefined ? `${id}\t${what}\n` : `${id}\t${what}\t${tail}\n`
  }

  /** A text bound; `undefined`, and a loss, when no words are left to mark. Sources and cues of one place are one. */
  function textBound(type: string, mention: Mention, claim: Claim): string | undefined {
    const fragments = mentionFragments(text, mention, claim, losses)
    const [first] = fragments
    if (first === undefined) return undefined
    const isOne = fragments.length === 1
    const where = `${type} ${isOne ? codePoints(offsets, first) : fragments.map((each) => codePoints(offsets, each)).join(';')}`
    const isShared = type === entityNames.source || type === entityNames.cue
    const known = isShared ? shared.get(where) : undefined
    if (known !== undefined) return known
    const id = next('T')
    put(
      id,
      where,
      isOne ? text.slice(first.from, first.to) : fragments.map(({ from, to }) => text.slice(from, to)).join(' '),
    )
    if (isShared) shared.set(where, id)
    return id
  }

  function attribute(name: string, target: string, value?: string): void {
    put(next('A'), `${name} ${target}${value === undefined ? '' : ` ${value}`}`)
  }

  /** A value under its name; a loss when the name does not lead back to it. */
  function named(value: string, from: Names, claim: Claim, what: string): string {
    const name = from.nameOf(value)
    if (from.labelOf(name) !== value) {
      losses.add({ claim: claim.id, what, done: 'renamed', detail: `${JSON.stringify(value)} is written ${name}` })
    }
    return name
  }

  const note = (type: string, target: string, words: string | undefined): void => {
    if (words !== undefined) put(next('#'), `${type} ${target}`, escapeNote(words))
  }

  function writeClaim(claim: Claim): void {
    const [first] = claim.types
    const type = first === undefined ? entityNames.untyped : named(first, names.entities, claim, 'type')
    const bounds: string[] = []
    for (const mention of claim.mentions) {
      const bound = textBound(type, mention, claim)
      if (bound !== undefined) bounds.push(bound)
    }
    const head = bounds[0]
    if (head === undefined) {
      losses.add({
        claim: claim.id,
        what: 'claim',
        done: 'left-out',
        detail: 'none of its words is in the text any more',
      })
      return
    }
    heads.set(claim.id, head)
    if (bounds.length > 1) put('*', `${relationNames.sameClaim} ${bounds.join(' ')}`)
    for (let at = 1; at < claim.types.length; at++) {
      attribute(`${alsoPrefix}${named(claim.types[at] ?? '', names.entities, claim, 'type')}`, head)
    }
    if (claim.checkWorthiness !== undefined) {
      attribute(
        attributeNames.checkWorthiness,
        head,
        named(claim.checkWorthiness, names.checkWorthiness, claim, 'checkWorthiness'),
      )
    }
    if (claim.status !== 'draft') attribute(attributeNames.status, head, claim.status)
    if (claim.verdict !== undefined) {
      const scale = safeName(claim.verdict.scale)
      if (scale !== claim.verdict.scale) {
        const detail = `the scale ${JSON.stringify(claim.verdict.scale)} is written ${scale}`
        losses.add({ claim: claim.id, what: 'verdict.scale', done: 'renamed', detail })
      }
      attribute(
        attributeNames.verdict,
        head,
        named(claim.verdict.label, names.verdictLabels(scale), claim, 'verdict.label'),
      )
      attribute(attributeNames.verdictScale, head, scale)
    }
    note(noteTypes.normalizedClaim, head, claim.normalizedClaim)
    note(noteTypes.justification, head, claim.verdict?.justification)
    note(noteTypes.note, head, claim.note)
    writeAttribution(claim, head)
    claimFieldLosses(claim, losses)
  }

  function writeAttribution(claim: Claim, head: string): void {
    const { attribution } = claim
    if (attribution === undefined) return
    attribute(attributeNames.attributionKind, head, attribution.kind)
    note(noteTypes.speaker, head, attribution.speaker?.name)
    note(noteTypes.speakerUri, head, attribution.speaker?.uri)
    if (attribution.speaker?.kind !== undefined) attribute(attributeNames.speakerKind, head, attribution.speaker.kind)
    for (const role of ['source', 'cue'] as const) {
      const mention = attribution[role]
      if (mention === undefined) continue
      const bound = textBound(entityNames[role], mention, claim)
      if (bound === undefined) continue
      put(next('R'), `${relationNames[role]} Content:${head} ${role === 'source' ? 'Source' : 'Cue'}:${bound}`)
    }
  }

  annotated.claims.forEach(writeClaim)
  const arcs = new Set<string>()
  for (const relation of annotated.relations) {
    const from = heads.get(relation.from)
    const to = heads.get(relation.to)
    if (from === undefined || to === undefined) {
      const end = from === undefined ? relation.from : relation.to
      const detail = `claim ${end} could not be written`
      losses.add({ relation: relation.id, what: 'relation', done: 'left-out', detail })
      continue
    }
    const name = names.relations.nameOf(relation.type)
    if (names.relations.labelOf(name) !== relation.type) {
      const detail = `${JSON.stringify(relation.type)} is written ${name}`
      losses.add({ relation: relation.id, what: 'type', done: 'renamed', detail })
    }
    const arc = `${name} Arg1:${from} Arg2:${to}`
    if (arcs.has(arc)) {
      const detail = 'another relation says the same of the same claims'
      losses.add({ relation: relation.id, what: 'relation', done: 'left-out', detail })
      continue
    }
    arcs.add(arc)
    const id = next('R')
    put(id, arc)
    note(noteTypes.note, id, relation.note)
  }
  const path = options.fileName ?? document.id
  return {
    files: [
      { path: `${path}.txt`, text },
      { path: `${path}.ann`, text: out },
    ],
    losses: losses.all,
  }
}

const codePoints = (offsets: OffsetTable, { from, to }: Span): string =>
  `${offsets.fromUtf16(from, 'code-point')} ${offsets.fromUtf16(to, 'code-point')}`

/** A mention's fragments without line breaks, with the losses that brings. */
function mentionFragments(text: string, mention: Mention, claim: Claim, losses: Losses): readonly Span[] {
  const loss = (what: string, done: 'left-out' | 'flattened', detail: string): void =>
    losses.add({ claim: claim.id, mention: mention.id, what, done, detail })
  if (mentionState(mention) === 'detached') {
    loss('mention', 'left-out', `its words, ${JSON.stringify(mention.quote)}, are not in the text any more`)
    return []
  }
  if (mention.markedQuote !== undefined) {
    loss('markedQuote', 'left-out', `that it was marked on ${JSON.stringify(mention.markedQuote)} has no place`)
  }
  const context = hasContext(text, mention)
  if (!context.prefix || !context.suffix) {
    loss('context', 'left-out', 'that it was kept with less text around it has no place')
  }
  const [only] = mention.spans
  if (only !== undefined && mention.spans.length === 1 && !hasLineBreak(mention.quote)) return mention.spans
  const fragments = mention.spans.map((span) => fragmentsOf(text, span))
  if (fragments.every((parts) => parts.length === 0)) {
    loss('mention', 'left-out', 'it holds line breaks only')
    return []
  }
  const read = joinFragments(text, fragments.flat())
  if (
    read.length !== mention.spans.length ||
    read.some(({ from, to }, at) => from !== mention.spans[at]?.from || to !== mention.spans[at]?.to)
  ) {
    loss(
      'line-break',
      'flattened',
      'line breaks at the edge of a span are not marked, spans with only those between them are one',
    )
  }
  return fragments.flat()
}
