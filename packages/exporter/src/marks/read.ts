import {
  type Claim,
  claim,
  cueMentionId,
  firstSpanOutOfOrder,
  isId,
  type Mention,
  mention,
  type Relation,
  relation,
  type Span,
  sourceMentionId,
} from '@claimspan/core'
import { importAuthor, importTime } from '../import/imported.js'
import { linkLabels, markLabels, typeOfLabel, typeOfLink } from './mark.js'

/** A labelled span of a file; a problem with it is reported where it stands. */
export interface ReadMark {
  readonly id: string
  readonly labels: readonly string[]
  readonly span: Span
  problem(kind: string, sentence: string): void
}

export interface ReadLink {
  readonly label: string
  readonly from: string
  readonly to: string
  problem(kind: string, sentence: string): void
}

export interface MarkReading {
  readonly text: string
  readonly version: number
  readonly layer: string
  /** The format's name, for who is said to have made the claims. */
  readonly format: string
  /** Ids of claims and relations in use, in all layers; new ones are added. */
  readonly taken: { readonly claims: Set<string>; readonly relations: Set<string> }
  /** Further fields of the claim that a mark stands for, with its source and cue. */
  fields?(head: string, roles: Roles): Partial<Claim>
  /** What is left out, in the plural: `relations that do not join two claims`. */
  leave(what: string): void
}

export interface Roles {
  readonly source?: Mention
  readonly cue?: Mention
}

/** A mention of a file: marks joined by {@link linkLabels.continues}, in the order of the text. */
interface Group {
  readonly first: ReadMark
  readonly marks: readonly ReadMark[]
}

/**
 * Claims and relations from labelled spans and arcs, the way back of `marksOf`; what other tools wrote is read too: a span is
 * a claim of its label's type, an arc between two claims a relation.
 */
export function claimsOfMarks(
  marks: readonly ReadMark[],
  links: readonly ReadLink[],
  reading: MarkReading,
): { readonly claims: readonly Claim[]; readonly relations: readonly Relation[] } {
  const groupOf = groupsOf(marks, links)
  const roles = new Map<Group, { source?: Group; cue?: Group }>()
  const typesOf = new Map<Group, string[]>()
  const apart = new Set<Group>()
  const sameClaim: (readonly [Group, Group])[] = []
  for (const link of links) {
    const [from, to] = [groupOf.get(link.from), groupOf.get(link.to)]
    if (from === undefined || to === undefined) {
      link.problem('unknown-target', `${from === undefined ? link.from : link.to} is no span of this text.`)
    } else if (link.label === linkLabels.source || link.label === linkLabels.cue) {
      const role = link.label === linkLabels.source ? 'source' : 'cue'
      if (from === to) continue
      roles.set(from, { ...roles.get(from), [role]: to })
      apart.add(to)
    } else if (link.label === linkLabels.alsoOfType && from !== to) {
      typesOf.set(to, [...(typesOf.get(to) ?? []), ...from.first.labels])
      apart.add(from)
    } else if (link.label === linkLabels.sameClaim) sameClaim.push([from, to])
  }
  const same = disjointSets<Group>()
  for (const [from, to] of sameClaim) if (!apart.has(from) && !apart.has(to)) same.join(from, to)
  const members = new Map<Group, Group[]>()
  for (const group of new Set(groupOf.values())) {
    if (apart.has(group)) continue
    const list = members.get(same.rootOf(group))
    if (list === undefined) members.set(same.rootOf(group), [group])
    else list.push(group)
  }

  const ids = new Map<Group, string>()
  const claims = [...members.values()].flatMap((groups): readonly Claim[] => {
    const [head] = groups
    if (head === undefined) return []
    const mentions = groups.flatMap((group, at) => mentionOf(group, reading, `m${at + 1}`) ?? [])
    if (mentions.length === 0) return []
    const own = groups.flatMap((group) => Object.entries(roles.get(group) ?? {}))
    const found = Object.fromEntries(
      own.flatMap(([role, group]) => {
        const mention = mentionOf(group, reading, role === 'source' ? sourceMentionId : cueMentionId)
        return mention === undefined ? [] : [[role, mention]]
      }),
    ) as Roles
    const id = freeId(head.first.id, 'c', reading.taken.claims)
    for (const group of groups) ids.set(group, id)
    const labels = [...head.first.labels, ...(typesOf.get(head) ?? [])].filter(
      (label) => label !== '' && label !== markLabels.untyped,
    )
    return [
      claim({
        id,
        layer: reading.layer,
        mentions,
        types: labels.map(typeOfLabel),
        ...(found.source === undefined && found.cue === undefined
          ? {}
          : { attribution: { kind: 'indirect', ...found } }),
        ...reading.fields?.(head.first.id, found),
        origin: { kind: 'import', from: reading.format },
        createdBy: importAuthor(reading.format).id,
        createdAt: importTime,
      }),
    ]
  })
  return { claims, relations: relationsOf(links, groupOf, ids, reading) }
}

function relationsOf(
  links: readonly ReadLink[],
  groupOf: ReadonlyMap<string, Group>,
  ids: ReadonlyMap<Group, string>,
  reading: MarkReading,
): readonly Relation[] {
  const arcs = new Set<string>()
  const belonging: readonly string[] = Object.values(linkLabels)
  return links.flatMap(({ label, from: fromMark, to: toMark }) => {
    const [fromGroup, toGroup] = [groupOf.get(fromMark), groupOf.get(toMark)]
    if (belonging.includes(label) || fromGroup === undefined || toGroup === undefined) return []
    const [from, to, type] = [ids.get(fromGroup), ids.get(toGroup), typeOfLink(label)]
    if (from === undefined || to === undefined || from === to || type === '') {
      reading.leave('relations that do not join two claims')
      return []
    }
    const arc = `${from} ${to} ${type}`
    if (arcs.has(arc)) {
      reading.leave('relations that are there already')
      return []
    }
    arcs.add(arc)
    const id = freeId('', 'r', reading.taken.relations)
    return [relation({ id, type, from, to, layer: reading.layer, createdBy: importAuthor(reading.format).id })]
  })
}

/** The mention that each mark is of. */
function groupsOf(marks: readonly ReadMark[], links: readonly ReadLink[]): ReadonlyMap<string, Group> {
  const known = new Set(marks.map(({ id }) => id))
  const joined = disjointSets<string>()
  for (const { label, from, to } of links) {
    if (label === linkLabels.continues && known.has(from) && known.has(to)) joined.join(from, to)
  }
  const together = new Map<string, ReadMark[]>()
  for (const mark of marks) {
    const list = together.get(joined.rootOf(mark.id))
    if (list === undefined) together.set(joined.rootOf(mark.id), [mark])
    else list.push(mark)
  }
  const groups = new Map<string, Group>()
  for (const list of together.values()) {
    const [first] = list
    if (first === undefined) continue
    const group = { first, marks: [...list].sort((a, b) => a.span.from - b.span.from) }
    for (const { id } of list) groups.set(id, group)
  }
  return groups
}

function mentionOf(group: Group, { text, version }: MarkReading, id: string): Mention | undefined {
  const spans = group.marks.map(({ span }) => span)
  const fault = firstSpanOutOfOrder(spans)
  if (fault === undefined) return mention(text, spans, { id, documentVersion: version })
  group.marks[fault]?.problem('span-out-of-order', 'overlaps another part of the same mention.')
  return undefined
}

/** Which things belong together when some pairs of them do. */
function disjointSets<Thing>() {
  const parents = new Map<Thing, Thing>()
  function rootOf(thing: Thing): Thing {
    let root = thing
    for (let up = parents.get(root); up !== undefined; up = parents.get(root)) root = up
    let at = thing
    for (let up = parents.get(at); up !== undefined && up !== root; up = parents.get(at)) {
      parents.set(at, root)
      at = up
    }
    return root
  }
  return {
    rootOf,
    join(a: Thing, b: Thing) {
      const [rootA, rootB] = [rootOf(a), rootOf(b)]
      if (rootA !== rootB) parents.set(rootA, rootB)
    },
  }
}

/** The id itself when it can be one and is free, else a letter and the next number. */
function freeId(id: string, letter: string, taken: Set<string>): string {
  let free = id
  for (let count = taken.size + 1; !isId(free) || taken.has(free); count++) free = `${letter}${count}`
  taken.add(free)
  return free
}
