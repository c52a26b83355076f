import type { AnnotatedDocument } from './annotated-document.js'
import type { Attribution } from './attribution.js'
import { type MentionPlace, mentionProblems } from './check-mention.js'
import { labelProblems } from './check-scheme.js'
import { type Claim, instantPattern, isInstant } from './claim.js'
import { blocksOf, firstFaultyBlock } from './document.js'
import { cueMentionId, evidenceMentionId, sourceMentionId } from './mention.js'
import { nativeDocument } from './native-write.js'
import type { Problem, ProblemKind } from './problem.js'
import { documentSchema } from './schema/document.js'
import { validate } from './schema/validate.js'
import type { Scheme } from './scheme.js'

/**
 * Everything that is wrong with an annotated document, with its place in the native form; with a scheme also every label
 * that is not in it. Offsets in problems are UTF-16 code units. An empty list means that it can be written and read back.
 */
export function check(annotated: AnnotatedDocument, scheme?: Scheme): readonly Problem[] {
  const { version } = annotated.document
  const native = nativeDocument(annotated, { unit: 'utf-16', documentVersion: version, offset: (utf16) => utf16 })
  const shape = validate(native, documentSchema)
  if (shape.some(hidesOthers)) return shape
  return [...shape, ...problemsOfValues(annotated, (utf16) => utf16, scheme)]
}

/** Whether a value is so wrong that the values around it cannot be looked at together. */
export function hidesOthers({ kind, path }: Problem): boolean {
  const decides = path === '/offsetUnit' || /\/items\/\d+\/kind$/.test(path)
  return kind === 'wrong-type' || kind === 'missing' || (kind === 'unknown-value' && decides)
}

/** What is wrong with values that are sound each by itself; `offset` counts as the reader of the problems does. */
export function problemsOfValues(
  annotated: AnnotatedDocument,
  offset: (utf16: number) => number,
  scheme?: Scheme,
): readonly Problem[] {
  const { document, layers, annotators, claims, relations, threads } = annotated
  const problems: Problem[] = []
  function report(kind: ProblemKind, path: string, value: unknown, expected: string): void {
    problems.push({ kind, path, value, expected })
  }

  function uniqueIds(items: readonly { readonly id: string }[], path: string): ReadonlySet<string> {
    const seen = new Set<string>()
    items.forEach(({ id }, at) => {
      if (seen.has(id)) report('duplicate-id', `${path}/${at}/id`, id, 'each id once')
      seen.add(id)
    })
    return seen
  }

  function known(kind: ProblemKind, id: string, ids: ReadonlySet<string>, path: string, list: string): void {
    if (!ids.has(id)) report(kind, path, id, `the id of one of the ${list}`)
  }

  function time(value: string | undefined, path: string): void {
    if (value === undefined || isInstant(value) || !instantPattern.test(value)) return
    report('no-such-day', path, value, 'a day that is in the calendar')
  }

  function checkBlocks(): void {
    const { text, blocks } = document
    if (blocks.some(({ from, to }) => Number.isNaN(from) || Number.isNaN(to))) return
    const lines = blocksOf(text)
    if (lines.length !== blocks.length) {
      report('blocks-not-lines', '/blocks', blocks.length, `${lines.length}, one for each line of the text`)
      return
    }
    const fault = firstFaultyBlock(
      text,
      blocks.map(({ from, to }) => ({ kind: 'paragraph', from, to })),
    )
    const [line, block] = [lines[fault ?? -1], blocks[fault ?? -1]]
    if (line === undefined || block === undefined) return
    const end = line.from === block.from ? 'to' : 'from'
    const place = end === 'from' ? 'begins' : 'ends'
    report('blocks-not-lines', `/blocks/${fault}/${end}`, block[end], `${offset(line[end])}, where the line ${place}`)
  }

  function checkAttribution(of: Attribution, path: string, place: MentionPlace): void {
    if (of.source)
      problems.push(...mentionProblems(of.source, `${path}/source`, { ...place, fixedId: sourceMentionId }))
    if (of.cue) problems.push(...mentionProblems(of.cue, `${path}/cue`, { ...place, fixedId: cueMentionId }))
    if (of.within) checkAttribution(of.within, `${path}/within`, place)
  }

  function checkClaim(of: Claim, path: string): void {
    const place: MentionPlace = { text: document.text, documentVersion: document.version, offset }
    known('unknown-layer', of.layer, layerIds, `${path}/layer`, 'layers')
    uniqueIds(of.mentions, `${path}/mentions`)
    for (const [at, mention] of of.mentions.entries()) {
      problems.push(...mentionProblems(mention, `${path}/mentions/${at}`, place))
    }
    if (of.attribution) checkAttribution(of.attribution, `${path}/attribution`, place)
    for (const [set, { items }] of of.evidence.entries()) {
      for (const [at, item] of items.entries()) {
        if (item.kind !== 'mention') continue
        const itemPath = `${path}/evidence/${set}/items/${at}/mention`
        const itemPlace = item.document === undefined ? place : elsewhere
        problems.push(...mentionProblems(item.mention, itemPath, { ...itemPlace, fixedId: evidenceMentionId }))
      }
    }
    known('unknown-annotator', of.createdBy, annotatorIds, `${path}/createdBy`, 'annotators')
    time(of.createdAt, `${path}/createdAt`)
    time(of.updatedAt, `${path}/updatedAt`)
  }

  const elsewhere = { text: undefined, documentVersion: 1, offset: (utf16: number) => utf16 }
  checkBlocks()
  const layerIds = uniqueIds(layers, '/layers')
  const annotatorIds = uniqueIds(annotators, '/annotators')
  const claimIds = uniqueIds(claims, '/claims')
  for (const [at, claim] of claims.entries()) checkClaim(claim, `/claims/${at}`)

  uniqueIds(relations, '/relations')
  const arcs = new Set<string>()
  relations.forEach(({ type, from, to, layer, createdBy }, at) => {
    const path = `/relations/${at}`
    known('unknown-claim', from, claimIds, `${path}/from`, 'claims')
    known('unknown-claim', to, claimIds, `${path}/to`, 'claims')
    if (from === to) report('self-relation', `${path}/to`, to, 'another claim than the one it comes from')
    known('unknown-layer', layer, layerIds, `${path}/layer`, 'layers')
    known('unknown-annotator', createdBy, annotatorIds, `${path}/createdBy`, 'annotators')
    const arc = JSON.stringify([layer, type, from, to])
    if (arcs.has(arc)) report('duplicate-relation', path, { type, from, to }, 'each relation once in a layer')
    arcs.add(arc)
  })

  uniqueIds(threads, '/threads')
  threads.forEach(({ claim, comments }, at) => {
    known('unknown-claim', claim, claimIds, `/threads/${at}/claim`, 'claims')
    comments.forEach((comment, index) => {
      const path = `/threads/${at}/comments/${index}`
      known('unknown-annotator', comment.by, annotatorIds, `${path}/by`, 'annotators')
      time(comment.at, `${path}/at`)
    })
  })
  if (scheme !== undefined) problems.push(...labelProblems(annotated, scheme))
  return problems
}
