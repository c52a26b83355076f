import {
  type AnnotatedDocument,
  type Attribution,
  attributionKinds,
  type Claim,
  check,
  checkWorthinesses,
  claim,
  claimStatuses,
  cueMentionId,
  document,
  isId,
  type Mention,
  mention,
  type OffsetTable,
  offsetTable,
  problemSentence,
  type Relation,
  relation,
  type Span,
  type Speaker,
  sourceMentionId,
  speakerKinds,
  verdictScales,
} from '@claimspan/core'
import type { ImportProblem, ReadableFile, ReadDocuments, ReadOptions } from '../format.js'
import { importAuthor, importLayer, importTime } from '../import/imported.js'
import { nameDocument } from '../import/name-document.js'
import { labelsOfVisual } from './configuration.js'
import { joinFragments } from './fragments.js'
import {
  alsoPrefix,
  attributeNames,
  bratNames,
  entityNames,
  type Names,
  namesFor,
  noteTypes,
  relationNames,
} from './names.js'
import { unescapeNote } from './note-text.js'
import { type AnnLine, parseAnn } from './parse.js'

/** Pairs of `<name>.txt` and `<name>.ann`; a text without annotations is a document without claims. */
export function readBrat(files: readonly ReadableFile[], options: ReadOptions): ReadDocuments {
  const byPath = new Map(files.map(({ path, text }) => [path, text]))
  const visual = files.find(({ path }) => path.endsWith('visual.conf'))
  const labels = labelsFrom(options, visual === undefined ? new Map() : labelsOfVisual(visual.text))
  const taken = new Set<string>()
  const documents: AnnotatedDocument[] = []
  const problems: ImportProblem[] = []
  const notes: string[] = []
  for (const { path, text } of files) {
    if (path.endsWith('.ann') && !byPath.has(path.replace(/ann$/, 'txt'))) {
      const sentence = `${path} has no text beside it: put ${path.replace(/ann$/, 'txt')} into the same folder.`
      problems.push({ kind: 'no-text', file: path, sentence })
    }
    if (!path.endsWith('.txt')) continue
    const name = (path.split('/').pop() ?? path).slice(0, -'.txt'.length)
    const annPath = path.replace(/txt$/, 'ann')
    const read = readPair(
      isId(name) && !taken.has(name) ? name : nameDocument(name, taken),
      text,
      byPath.get(annPath) ?? '',
      annPath,
      labels,
    )
    taken.add(read.id)
    problems.push(...read.problems)
    notes.push(...read.notes)
    if (read.annotated !== undefined) documents.push(read.annotated)
  }
  return { documents, problems, notes }
}

interface Labels {
  readonly entities: Pick<Names, 'labelOf'>
  readonly relations: Pick<Names, 'labelOf'>
}

/** Labels by the scheme if one is given, else by what `visual.conf` shows for a name. */
function labelsFrom({ scheme }: ReadOptions, shown: ReadonlyMap<string, string>): Labels {
  if (scheme !== undefined) return bratNames(scheme)
  const labelOf = (name: string): string => shown.get(name) ?? name
  return { entities: { labelOf }, relations: { labelOf } }
}

type TextBound = Extract<AnnLine, { kind: 'text-bound' }>

interface ReadPair {
  readonly id: string
  readonly annotated?: AnnotatedDocument
  readonly problems: readonly ImportProblem[]
  readonly notes: readonly string[]
}

function readPair(id: string, text: string, ann: string, file: string, labels: Labels): ReadPair {
  const offsets = offsetTable(text)
  const problems: ImportProblem[] = []
  const unread = new Map<string, number>()
  const lines = parseAnn(ann)
  const bounds = new Map<string, TextBound & { readonly spans: readonly Span[] }>()
  const problem = (line: number, kind: string, sentence: string): void =>
    void problems.push({ kind, file, line, sentence: `${file}, line ${line}: ${sentence}` })
  const leave = (what: string): void => void unread.set(what, (unread.get(what) ?? 0) + 1)

  for (const line of lines) {
    if (line.kind === 'malformed')
      problem(line.line, 'malformed', `this line cannot be read, expected ${line.expected}`)
    if (line.kind === 'other') leave(line.id.startsWith('E') ? 'events' : 'normalizations')
    if (line.kind !== 'text-bound') continue
    const spans = spansOf(line, text, offsets)
    if (bounds.has(line.id)) problem(line.line, 'duplicate-id', `${line.id} is there twice`)
    else if (typeof spans === 'string') problem(line.line, 'bad-offsets', spans)
    else bounds.set(line.id, { ...line, spans })
  }

  const about = aboutTargets(lines)
  const isRole = (bound: TextBound): boolean => bound.type === entityNames.source || bound.type === entityNames.cue
  const sameClaim = lines.filter((line) => line.kind === 'equivalence' && line.type === relationNames.sameClaim)
  const headOf = new Map<string, string>()
  for (const { kind, members } of sameClaim.filter((line) => line.kind === 'equivalence')) {
    const known = members.filter((member) => kind === 'equivalence' && bounds.has(member))
    const head = headOf.get(known[0] ?? '') ?? known[0]
    if (head !== undefined) for (const member of known) headOf.set(member, headOf.get(head) ?? head)
  }

  const roles = new Map<string, { source?: Mention; cue?: Mention }>()
  for (const line of lines) {
    if (line.kind !== 'relation' || (line.type !== relationNames.source && line.type !== relationNames.cue)) continue
    const [content, words] = line.ends
    const bound = bounds.get(words)
    if (bound === undefined || !bounds.has(content)) {
      problem(line.line, 'unknown-target', `${bound === undefined ? words : content} is no text bound of this file`)
      continue
    }
    const role = line.type === relationNames.source ? 'source' : 'cue'
    const head = headOf.get(content) ?? content
    const marked = mention(text, bound.spans, { id: role === 'source' ? sourceMentionId : cueMentionId })
    roles.set(head, { ...roles.get(head), [role]: marked })
  }

  const members = new Map<string, string[]>()
  for (const bound of bounds.values()) {
    if (isRole(bound)) continue
    const head = headOf.get(bound.id) ?? bound.id
    const group = members.get(head)
    if (group === undefined) members.set(head, [bound.id])
    else group.push(bound.id)
  }

  const claims = [...members].flatMap(([head, group]): readonly Claim[] => {
    const first = bounds.get(head)
    if (first === undefined) return []
    const attributes = group.flatMap((member) => about.attributes.get(member) ?? [])
    const notes = new Map(group.flatMap((member) => about.notes.get(member) ?? []))
    for (const [name] of attributes) if (!isOurs(name)) leave(`attributes ${name}`)
    return [
      claim({
        id: head,
        layer: importLayer('brat').id,
        mentions: group.map((member, at) => mention(text, bounds.get(member)?.spans ?? [], { id: `m${at + 1}` })),
        types: typesOf(first.type, attributes, labels),
        ...fieldsOf(new Map(attributes), notes, roles.get(head)),
        origin: { kind: 'import', from: 'brat' },
        createdBy: importAuthor('brat').id,
        createdAt: importTime,
      }),
    ]
  })

  const ids = new Set<string>(claims.map((each) => each.id))
  const arcs = new Set<string>()
  const relations = lines.flatMap((line): readonly Relation[] => {
    if (line.kind === 'equivalence' && line.type !== relationNames.sameClaim) leave(`equivalences ${line.type}`)
    if (line.kind !== 'relation' || line.type === relationNames.source || line.type === relationNames.cue) return []
    const [from = '', to = ''] = line.ends.map((end) => headOf.get(end) ?? end)
    if (!ids.has(from) || !ids.has(to) || from === to) {
      leave(`relations ${line.type} that do not join two claims`)
      return []
    }
    const type = labels.relations.labelOf(line.type)
    const arc = `${type} ${from} ${to}`
    if (arcs.has(arc)) {
      leave(`relations ${line.type} that are there already`)
      return []
    }
    arcs.add(arc)
    return [
      relation({ id: line.id, type, from, to, layer: importLayer('brat').id, createdBy: importAuthor('brat').id }),
    ]
  })

  const notes = [...unread].map(([what, count]) => `${file}: ${what} were left out: ${count}.`)
  if (problems.length > 0) return { id, problems, notes }
  const annotated: AnnotatedDocument = {
    document: document({ id, text }),
    layers: claims.length === 0 ? [] : [importLayer('brat')],
    annotators: claims.length === 0 ? [] : [importAuthor('brat')],
    claims,
    relations,
    threads: [],
  }
  for (const found of check(annotated))
    problems.push({ kind: found.kind, file, sentence: `${file}: ${problemSentence(found)}` })
  return problems.length > 0 ? { id, problems, notes } : { id, annotated, problems, notes }
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

function aboutTargets(lines: readonly AnnLine[]) {
  const attributes = new Map<string, (readonly [name: string, value: string])[]>()
  const notes = new Map<string, (readonly [type: string, text: string])[]>()
  for (const line of lines) {
    if (line.kind === 'attribute') push(attributes, line.target, [line.type, line.value ?? ''])
    if (line.kind === 'note') push(notes, line.target, [line.type, unescapeNote(line.text)])
  }
  return { attributes, notes }
}

function push<T>(lists: Map<string, T[]>, key: string, value: T): void {
  const list = lists.get(key)
  if (list === undefined) lists.set(key, [value])
  else list.push(value)
}

const isOurs = (name: string): boolean =>
  name.startsWith(alsoPrefix) || Object.values(attributeNames).some((known) => known === name)

function typesOf(first: string, attributes: readonly (readonly [string, string])[], labels: Labels): readonly string[] {
  const names = attributes.flatMap(([name]) => (name.startsWith(alsoPrefix) ? [name.slice(alsoPrefix.length)] : []))
  return (first === entityNames.untyped ? names : [first, ...names]).map((name) => labels.entities.labelOf(name))
}

/** A claim's fields from its attributes and notes; values that Claimspan does not have are left out. */
function fieldsOf(
  attributes: ReadonlyMap<string, string>,
  notes: ReadonlyMap<string, string>,
  roles: { readonly source?: Mention; readonly cue?: Mention } = {},
): Partial<Claim> {
  const oneOf = <T extends string>(values: readonly T[], name: string): T | undefined =>
    values.find((value) => value === attributes.get(name))
  const checkWorthiness = oneOf(checkWorthinesses, attributeNames.checkWorthiness)
  const status = oneOf(claimStatuses, attributeNames.status)
  const kind = oneOf(attributionKinds, attributeNames.attributionKind)
  const speakerKind = oneOf(speakerKinds, attributeNames.speakerKind)
  const label = attributes.get(attributeNames.verdict)
  const scale = attributes.get(attributeNames.verdictScale) ?? 'core'
  const justification = notes.get(noteTypes.justification)
  const normalizedClaim = notes.get(noteTypes.normalizedClaim)
  const note = notes.get(noteTypes.note)
  const name = notes.get(noteTypes.speaker)
  const uri = notes.get(noteTypes.speakerUri)
  const speaker: Speaker | undefined =
    name === undefined
      ? undefined
      : { name, ...(speakerKind && { kind: speakerKind }), ...(uri !== undefined && { uri }) }
  const attribution: Attribution | undefined =
    kind === undefined && roles.source === undefined && roles.cue === undefined && speaker === undefined
      ? undefined
      : { kind: kind ?? 'indirect', ...roles, ...(speaker && { speaker }) }
  return {
    ...(normalizedClaim === undefined ? {} : { normalizedClaim }),
    ...(checkWorthiness === undefined ? {} : { checkWorthiness }),
    ...(label === undefined || label === ''
      ? {}
      : {
          verdict: {
            scale,
            label: verdictLabel(scale, label),
            ...(justification === undefined ? {} : { justification }),
          },
        }),
    ...(attribution === undefined ? {} : { attribution }),
    ...(note === undefined ? {} : { note }),
    ...(status === undefined ? {} : { status }),
  }
}

const verdictLabel = (scale: string, name: string): string =>
  namesFor(verdictScales.find(({ id }) => id === scale)?.labels ?? []).labelOf(name)
