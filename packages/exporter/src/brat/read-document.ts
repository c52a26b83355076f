import {
  type AnnotatedDocument,
  type Claim,
  check,
  claim,
  cueMentionId,
  document,
  type Mention,
  mention,
  type OffsetTable,
  offsetTable,
  problemSentence,
  type Relation,
  relation,
  type Span,
  sourceMentionId,
} from '@claimspan/core'
import type { ImportProblem } from '../format.js'
import { importAuthor, importLayer, importTime } from '../import/imported.js'
import { titleOf } from '../import/title.js'
import { joinFragments } from './fragments.js'
import type { Labels } from './labels.js'
import { entityNames, noteTypes, relationNames } from './names.js'
import { type AnnLine, parseAnn } from './parse.js'
import { aboutTargets, fieldsOf, isOurNote, isOurs, type Roles, typesOf } from './read-fields.js'

export interface ReadDocument {
  /** Absent when there is a problem. */
  readonly annotated?: AnnotatedDocument
  readonly problems: readonly ImportProblem[]
  readonly notes: readonly string[]
}

/** A pair of files: the text, and its annotations by the name of their file. */
export interface BratPair {
  readonly id: string
  readonly text: string
  readonly ann: string
  readonly file: string
}

type TextBound = Extract<AnnLine, { kind: 'text-bound' }>
type Bounds = ReadonlyMap<string, TextBound & { readonly spans: readonly Span[] }>

/** Where the steps of reading say what is wrong with a line, and what they leave out. */
interface Report {
  problem(line: number, kind: string, sentence: string): void
  leave(what: string): void
}

/** One document from its pair of files: what is unsound is a problem, what Claimspan has no place for is noted. */
export function readDocument({ id, text, ann, file }: BratPair, labels: Labels): ReadDocument {
  const problems: ImportProblem[] = []
  const left = new Map<string, number>()
  const report: Report = {
    problem: (line, kind, sentence) => void problems.push({ kind, file, line, sentence }),
    leave: (what) => void left.set(what, (left.get(what) ?? 0) + 1),
  }
  const lines = parseAnn(ann)
  const bounds = boundsOf(lines, text, report)
  const headOf = headsOf(lines, bounds)
  const claims = claimsOf(lines, text, bounds, headOf, labels, report)
  const relations = relationsOf(lines, claims, headOf, labels, report)
  leaveUntaken(lines, bounds, relations, report)
  const notes = [...left].map(([what, count]) => `${file}: ${what} were left out: ${count}.`)
  if (problems.length > 0) return { problems, notes }
  const annotated: AnnotatedDocument = {
    document: document({ id, text, title: titleOf(text, id) }),
    layers: claims.length === 0 ? [] : [importLayer('brat')],
    annotators: claims.length === 0 ? [] : [importAuthor('brat')],
    claims,
    relations,
    threads: [],
  }
  for (const found of check(annotated)) {
    problems.push({ kind: found.kind, file, sentence: problemSentence(found) })
  }
  return problems.length > 0 ? { problems, notes } : { annotated, problems, notes }
}

function boundsOf(lines: readonly AnnLine[], text: string, report: Report): Bounds {
  const offsets = offsetTable(text)
  const bounds = new Map<string, TextBound & { readonly spans: readonly Span[] }>()
  for (const line of lines) {
    if (line.kind === 'malformed')
      report.problem(line.line, 'malformed', `this line cannot be read, expected ${line.expected}`)
    if (line.kind === 'other') report.leave(line.id.startsWith('E') ? 'events' : 'normalizations')
    if (line.kind !== 'text-bound') continue
    const spans = spansOf(line, text, offsets)
    if (bounds.has(line.id)) report.problem(line.line, 'duplicate-id', `${line.id} is there twice`)
    else if (typeof spans === 'string') report.problem(line.line, 'bad-offsets', spans)
    else bounds.set(line.id, { ...line, spans })
  }
  return bounds
}

/** The spans of a text bound, or in words why it has none: offsets off the text, overlapping, or not at its words. */
function spansOf({ id, places, words }: TextBound, text: string, offsets: OffsetTable): readonly Span[] | string {
  const fragments: Span[] = []
  for (const place of [...places].sort((a, b) => a.from - b.from)) {
    const from = offsets.toUtf16(place.from, 'code-point')
    const to = offsets.toUtf16(place.to, 'code-point')
    if (from === undefined || to === undefined || from >= to) {
      return `${id} marks ${place.from} to ${place.to}, which is no range of the text's ${offsets.lengthIn('code-point')} code points`
    }
    if (from < (fragments.at(-1)?.to ?? 0)) return `${id} has fragments that overlap`
    fragments.push({ from, to })
  }
  const marked = fragments.map(({ from, to }) => text.slice(from, to)).join(' ')
  const plain = (string: string): string => string.replace(/\s+/g, ' ').trim()
  if (marked !== words && plain(marked) !== plain(words)) {
    return `${id} says its words are ${JSON.stringify(words)}, but at its offsets stands ${JSON.stringify(marked)}`
  }
  return joinFragments(text, fragments)
}

const isRole = ({ type }: TextBound): boolean => type === entityNames.source || type === entityNames.cue
const isRoleRelation = (type: string): boolean => type === relationNames.source || type === relationNames.cue

/** The first text bound of the claim that each one states with others; `undefined` for one that stands alone. */
function headsOf(lines: readonly AnnLine[], bounds: Bounds): ReadonlyMap<string, string> {
  const headOf = new Map<string, string>()
  for (const line of lines) {
    if (line.kind !== 'equivalence' || line.type !== relationNames.sameClaim) continue
    const members = line.members.filter((member) => {
      const bound = bounds.get(member)
      return bound !== undefined && !isRole(bound)
    })
    const heads = new Set(members.map((member) => headOf.get(member) ?? member))
    const [head] = heads
    if (head === undefined) continue
    for (const [member, old] of headOf) if (heads.has(old)) headOf.set(member, head)
    for (const member of members) headOf.set(member, head)
  }
  return headOf
}

function claimsOf(
  lines: readonly AnnLine[],
  text: string,
  bounds: Bounds,
  headOf: ReadonlyMap<string, string>,
  labels: Labels,
  report: Report,
): readonly Claim[] {
  const about = aboutTargets(lines)
  const roles = rolesOf(lines, text, bounds, headOf, report)
  const groups = new Map<string, string[]>()
  for (const bound of bounds.values()) {
    if (isRole(bound)) continue
    const head = headOf.get(bound.id) ?? bound.id
    groups.set(head, [...(groups.get(head) ?? []), bound.id])
  }
  return [...groups].flatMap(([head, group]): readonly Claim[] => {
    const first = bounds.get(head)
    if (first === undefined) return []
    const attributes = group.flatMap((member) => about.attributes.get(member) ?? [])
    const tags = attributes.flatMap(([name, value]) => (isOurs(name) ? [] : [value === '' ? name : `${name}=${value}`]))
    const notes = joinedNotes(group.flatMap((member) => about.notes.get(member) ?? []))
    return [
      claim({
        id: head,
        layer: importLayer('brat').id,
        mentions: group.map((member, at) => mention(text, bounds.get(member)?.spans ?? [], { id: `m${at + 1}` })),
        types: typesOf(first.type, attributes, labels),
        ...fieldsOf(new Map(attributes), notes, roles.get(head)),
        tags,
        origin: { kind: 'import', from: 'brat' },
        createdBy: importAuthor('brat').id,
        createdAt: importTime,
      }),
    ]
  })
}

/** Notes by their type, several of one type a line each. */
function joinedNotes(notes: readonly (readonly [type: string, text: string])[]): ReadonlyMap<string, string> {
  const joined = new Map<string, string>()
  for (const [type, text] of notes) {
    const before = joined.get(type)
    joined.set(type, before === undefined ? text : `${before}\n${text}`)
  }
  return joined
}

/** Say which notes and attributes nothing was made of: of other types, or about what is no claim. */
function leaveUntaken(lines: readonly AnnLine[], bounds: Bounds, relations: readonly Relation[], report: Report): void {
  const related = new Set<string>(relations.map(({ id }) => id))
  for (const line of lines) {
    if (line.kind !== 'note' && line.kind !== 'attribute') continue
    const bound = bounds.get(line.target)
    const isOfClaim = bound !== undefined && !isRole(bound)
    if (line.kind === 'attribute') {
      if (!isOfClaim) report.leave(`attributes ${line.type} of what is no claim`)
    } else if (isOfClaim ? !isOurNote(line.type) : line.type !== noteTypes.note || !related.has(line.target)) {
      report.leave(`notes ${line.type}${isOfClaim ? '' : ' of what is no claim'}`)
    }
  }
}

/** Source and cue by the head of the claim they belong to. */
function rolesOf(
  lines: readonly AnnLine[],
  text: string,
  bounds: Bounds,
  headOf: ReadonlyMap<string, string>,
  report: Report,
): ReadonlyMap<string, Roles> {
  const roles = new Map<string, { source?: Mention; cue?: Mention }>()
  for (const line of lines) {
    if (line.kind !== 'relation' || !isRoleRelation(line.type)) continue
    const [content, words] = line.ends
    const bound = bounds.get(words)
    if (bound === undefined || !bounds.has(content)) {
      const missing = bound === undefined ? words : content
      report.problem(line.line, 'unknown-target', `${missing} is no text bound of this file`)
      continue
    }
    const isSource = line.type === relationNames.source
    const marked = mention(text, bound.spans, { id: isSource ? sourceMentionId : cueMentionId })
    const head = headOf.get(content) ?? content
    roles.set(head, { ...roles.get(head), ...(isSource ? { source: marked } : { cue: marked }) })
  }
  return roles
}

function relationsOf(
  lines: readonly AnnLine[],
  claims: readonly Claim[],
  headOf: ReadonlyMap<string, string>,
  labels: Labels,
  report: Report,
): readonly Relation[] {
  const ids = new Set<string>(claims.map(({ id }) => id))
  const arcs = new Set<string>()
  const relations: Relation[] = []
  const { notes } = aboutTargets(lines)
  for (const line of lines) {
    if (line.kind === 'equivalence' && line.type !== relationNames.sameClaim) report.leave(`equivalences ${line.type}`)
    if (line.kind !== 'relation' || isRoleRelation(line.type)) continue
    const [from, to] = [headOf.get(line.ends[0]) ?? line.ends[0], headOf.get(line.ends[1]) ?? line.ends[1]]
    const type = labels.relations.labelOf(line.type)
    const arc = `${type} ${from} ${to}`
    if (!ids.has(from) || !ids.has(to) || from === to)
      report.leave(`relations ${line.type} that do not join two claims`)
    else if (arcs.has(arc)) report.leave(`relations ${line.type} that are there already`)
    else {
      const note = joinedNotes(notes.get(line.id) ?? []).get(noteTypes.note)
      relations.push(
        relation({
          id: line.id,
          type,
          from,
          to,
          layer: importLayer('brat').id,
          createdBy: importAuthor('brat').id,
          ...(note === undefined ? {} : { note }),
        }),
      )
    }
    arcs.add(arc)
  }
  return relations
}
