import type { AnnotatedDocument, Claim, Mention } from '@claimspan/core'
import type { Losses } from '../loss.js'
import { hasWords } from '../mention-losses.js'
import { type Link, linkLabel, linkLabels, type Mark, markLabel, markLabels } from './mark.js'

export interface Marks {
  readonly marks: readonly Mark[]
  readonly links: readonly Link[]
  /** Whether a claim or relation is among them. */
  isWritten(id: string): boolean
}

/**
 * The claims of a document as labelled spans and arcs between them. A claim is a mark for each span of each mention; a
 * further type is a mark of its own where a mark has one label only. What has no words in the text is a loss, as is a
 * relation to it. Claims that `canJoin` says cannot be joined lose their relation.
 */
export function marksOf(
  annotated: AnnotatedDocument,
  losses: Losses,
  options: { readonly labels: 'one' | 'many'; readonly canJoin?: (from: Claim, to: Claim) => boolean },
): Marks {
  const marks: Mark[] = []
  const links: Link[] = []
  const heads = new Map<string, Mark>()
  const written = new Set<string>()

  function add(mark: Mark, label?: string, to?: Mark): Mark {
    marks.push(mark)
    if (label !== undefined && to !== undefined) links.push({ label, from: mark, to })
    return mark
  }

  /** The marks of a mention's spans, each joined to the one before; the first of them. */
  function addMention(mention: Mention, claim: Claim, role: Mark['role'], labels: readonly string[]): Mark | undefined {
    if (!hasWords(annotated, mention, claim, losses)) return undefined
    let first: Mark | undefined
    let before: Mark | undefined
    for (const span of mention.spans) {
      const isFirst = before === undefined
      before = add({ role: isFirst ? role : 'fragment', claim, labels, span }, linkLabels.continues, before)
      if (isFirst) first = before
    }
    return first
  }

  for (const claim of annotated.claims) {
    const all = claim.types.length === 0 ? [markLabels.untyped] : claim.types.map(markLabel)
    const labels = options.labels === 'many' ? all : all.slice(0, 1)
    let head: Mark | undefined
    for (const mention of claim.mentions) {
      const mark = addMention(mention, claim, head === undefined ? 'head' : 'mention', labels)
      if (mark === undefined) continue
      if (head === undefined) head = mark
      else links.push({ label: linkLabels.sameClaim, from: mark, to: head })
    }
    if (head === undefined) {
      const detail = 'none of its words is in the text any more'
      losses.add({ claim: claim.id, what: 'claim', done: 'left-out', detail })
      continue
    }
    heads.set(claim.id, head)
    written.add(claim.id)
    for (const label of all.slice(labels.length)) {
      add({ role: 'type', claim, labels: [label], span: head.span }, linkLabels.alsoOfType, head)
    }
    for (const role of ['source', 'cue'] as const) {
      const mention = claim.attribution?.[role]
      const mark = mention && addMention(mention, claim, role, [markLabels[role]])
      if (mark !== undefined) links.push({ label: linkLabels[role], from: head, to: mark })
    }
  }

  const arcs = new Set<string>()
  for (const relation of annotated.relations) {
    const lost = (detail: string): void =>
      losses.add({ relation: relation.id, what: 'relation', done: 'left-out', detail })
    const [from, to] = [heads.get(relation.from), heads.get(relation.to)]
    const arc = `${relation.from} ${relation.to} ${relation.type}`
    if (from === undefined || to === undefined) {
      lost(`claim ${from === undefined ? relation.from : relation.to} could not be written`)
    } else if (options.canJoin?.(from.claim, to.claim) === false) {
      lost(`claims ${relation.from} and ${relation.to} are of different layers, which are not joined`)
    } else if (arcs.has(arc)) lost('another relation says the same of the same claims')
    else {
      arcs.add(arc)
      written.add(relation.id)
      links.push({ label: linkLabel(relation.type), from, to, relation })
    }
  }
  return { marks, links, isWritten: (id) => written.has(id) }
}

/** Ids for the marks of a document: that of the claim for its first mark, that with a number for the others. */
export function markIds(marks: readonly Mark[]): ReadonlyMap<Mark, string> {
  const taken = new Set<string>(marks.filter(({ role }) => role === 'head').map(({ claim }) => claim.id))
  const ids = new Map<Mark, string>()
  for (const mark of marks) {
    if (mark.role === 'head') ids.set(mark, mark.claim.id)
    else {
      let count = 2
      while (taken.has(`${mark.claim.id}-${count}`)) count += 1
      const id = `${mark.claim.id}-${count}`
      taken.add(id)
      ids.set(mark, id)
    }
  }
  return ids
}
