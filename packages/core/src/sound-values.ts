import type { AnnotatedDocument } from './annotated-document.js'
import { isInstant } from './claim.js'
import { cueMentionId, evidenceMentionId, type Mention, sourceMentionId } from './mention.js'
import { contextLength } from './quote.js'
import { quoteStands } from './quote-stands.js'
import { isInsidePair } from './unit.js'

/**
 * Whether `problemsOfValues` finds nothing wrong, told much faster and without saying what. It may be false for a sound
 * document (an odd one, which is then looked at closely), never true for one that is not.
 */
export function hasSoundValues({
  document,
  layers,
  annotators,
  claims,
  relations,
  threads,
}: AnnotatedDocument): boolean {
  const { text, version, blocks } = document
  const layerIds = idsOf(layers)
  const annotatorIds = idsOf(annotators)
  const claimIds = idsOf(claims)
  if (layerIds === undefined || annotatorIds === undefined || claimIds === undefined) return false
  if (idsOf(relations) === undefined || idsOf(threads) === undefined || !areLines(text, blocks)) return false

  const isSound = (of: Mention, fixedId: string | undefined): boolean =>
    (fixedId === undefined || of.id === fixedId) && isSoundMention(of, text, version)

  for (const { mentions, attribution, evidence, layer, createdBy, createdAt, updatedAt } of claims) {
    if (!layerIds.has(layer) || !annotatorIds.has(createdBy)) return false
    if (!isInstant(createdAt) || (updatedAt !== undefined && !isInstant(updatedAt))) return false
    if (mentions.length > 1 && idsOf(mentions) === undefined) return false
    for (const mention of mentions) if (!isSound(mention, undefined)) return false
    for (let one = attribution; one !== undefined; one = one.within) {
      if (one.source !== undefined && !isSound(one.source, sourceMentionId)) return false
      if (one.cue !== undefined && !isSound(one.cue, cueMentionId)) return false
    }
    for (const { items } of evidence) {
      for (const item of items) {
        // Words of another document are rare; they are looked at closely.
        if (item.kind !== 'mention') continue
        if (item.document !== undefined || !isSound(item.mention, evidenceMentionId)) return false
      }
    }
  }
  const arcs = new Set<string>()
  for (const { type, from, to, layer, createdBy } of relations) {
    if (!claimIds.has(from) || !claimIds.has(to) || from === to) return false
    if (!layerIds.has(layer) || !annotatorIds.has(createdBy)) return false
    const arc = JSON.stringify([layer, type, from, to])
    if (arcs.has(arc)) return false
    arcs.add(arc)
  }
  for (const { claim, comments } of threads) {
    if (!claimIds.has(claim)) return false
    for (const { by, at } of comments) if (!annotatorIds.has(by) || !isInstant(at)) return false
  }
  return true
}

/** The ids of some things, unless two have the same. */
function idsOf(items: readonly { readonly id: string }[]): ReadonlySet<string> | undefined {
  const ids = new Set<string>()
  for (const { id } of items) ids.add(id)
  return ids.size === items.length ? ids : undefined
}

function areLines(text: string, blocks: AnnotatedDocument['document']['blocks']): boolean {
  let from = 0
  for (let at = 0; at < blocks.length; at++) {
    const end = text.indexOf('\n', from)
    const to = end === -1 ? text.length : end
    const block = blocks[at]
    if (block === undefined || block.from !== from || block.to !== to) return false
    if (end === -1) return at === blocks.length - 1
    from = end + 1
  }
  return false
}

function isSoundMention(of: Mention, text: string, version: number): boolean {
  const { spans, prefix, suffix, markedQuote } = of
  if (of.documentVersion > version || prefix.length > contextLength || suffix.length > contextLength) return false
  if (markedQuote !== undefined && (markedQuote === of.quote || spans.length === 0)) return false
  const first = spans[0]
  const last = spans[spans.length - 1]
  if (first === undefined || last === undefined) return true
  for (const { from, to } of spans) {
    if (!(from < to) || to > text.length || isInsidePair(text, from) || isInsidePair(text, to)) return false
  }
  if (!quoteStands(text, of)) return false
  return text.endsWith(prefix, first.from) && text.startsWith(suffix, last.to)
}
