import { type AnnotatedDocument, isId } from '@claimspan/core'
import type { ImportProblem, ReadableFile, ReadDocuments } from '../format.js'
import { importAuthor, importLayer, importTime } from '../import/imported.js'
import { nameDocument } from '../import/name-document.js'
import { readRecord } from '../import/read-record.js'
import { titleOf } from '../import/title.js'
import { unescapeValue, withoutId } from './escape.js'
import { layerNames } from './layers.js'
import { parseWebAnnoTsv, type ReadAnnotation, type ReadTsv } from './parse.js'

const format = 'webanno-tsv'

/** `.tsv` files, each a document. A layer that is not Claimspan's gives a claim for each of its annotations. */
export function readWebAnnoTsv(files: readonly ReadableFile[]): ReadDocuments {
  const documents: AnnotatedDocument[] = []
  const problems: ImportProblem[] = []
  const notes: string[] = []
  const taken = new Set<string>()
  for (const { path, text } of files.filter(({ path }) => /\.tsv$/i.test(path) || files.length === 1)) {
    const parsed = parseWebAnnoTsv(text, path)
    if (!('annotations' in parsed)) {
      problems.push(parsed)
      continue
    }
    const name = (path.split('/').pop() ?? path).replace(/\.tsv$/i, '')
    const id = isId(name) && !taken.has(name) ? name : nameDocument(path, taken)
    taken.add(id)
    const { record, places } = recordOf(parsed, id, (note) => notes.push(`${path}: ${note}`))
    const read = readRecord(record, path, places)
    problems.push(...read.problems)
    if (read.annotated !== undefined) documents.push(read.annotated)
  }
  return { documents, problems, notes }
}

type Json = Record<string, unknown>

/** What tools mark on every text, which is nobody's claim. */
const notMarked = /^de\.tudarmstadt\.ukp\.dkpro\.core\.api\.(?:segmentation|lexmorph|syntax)\./

/** The native form (UTF-16) of a parsed file, with the line that each claim and relation comes from. */
function recordOf(parsed: ReadTsv, id: string, note: (note: string) => void) {
  const { text, layers, annotations } = parsed
  const layer = importLayer(format)
  const author = importAuthor(format)
  const places = new Map<string, { readonly place: { readonly line: number } }>()
  const claims = new Map<string, Json & { mentions: Json[]; line: number }>()
  const roles = new Map<string, Record<string, Json>>()
  const claimOf = new Map<ReadAnnotation, string>()
  /** Annotations of Claimspan's layer by their claim: its fields stand on one of them. */
  const groups = new Map<string, ReadAnnotation[]>()
  const left = new Map<string, number>()
  const leave = (what: string): void => void left.set(what, (left.get(what) ?? 0) + 1)

  const raw = (of: ReadAnnotation, feature: string): string | undefined => of.values[of.layer.features.indexOf(feature)]
  const value = (of: ReadAnnotation, feature: string): string | undefined => {
    const cell = raw(of, feature)
    return cell === undefined || cell === '*' || cell === '_' ? undefined : unescapeValue(cell)
  }

  for (const annotation of annotations.filter((each) => each.layer.kind === 'span')) {
    const { layer: of, span } = annotation
    if (of.name === layerNames.role) addRole(annotation)
    else if (span.from === span.to) leave('annotations without words')
    else if (!notMarked.test(of.name)) addClaim(annotation)
  }

  function addClaim(annotation: ReadAnnotation): void {
    const { span, line, layer: of } = annotation
    const isOurs = of.name === layerNames.claim
    const given = isOurs ? value(annotation, 'claim') : undefined
    const claimId = given ?? `a${claims.size + 1}`
    const known = claims.get(claimId)
    claimOf.set(annotation, claimId)
    if (known === undefined) {
      const types = [firstValue(annotation) ?? of.name.split('.').pop() ?? of.name]
      claims.set(claimId, { id: claimId, types, mentions: [], line })
    }
    if (given !== undefined) groups.set(claimId, [...(groups.get(claimId) ?? []), annotation])
    const mentionId = value(annotation, 'mention') ?? `m${(known?.mentions.length ?? 0) + 1}`
    addSpan(claims.get(claimId)?.mentions ?? [], mentionId, span)
  }

  function addSpan(mentions: Json[], mentionId: string, span: { readonly from: number; readonly to: number }): void {
    const known = mentions.find((each) => each.id === mentionId)
    const spans = [...((known?.spans ?? []) as { from: number; to: number }[]), span].sort((a, b) => a.from - b.from)
    const quote = spans.map(({ from, to }) => text.slice(from, to)).join(' … ')
    if (known === undefined) mentions.push({ id: mentionId, spans, quote })
    else Object.assign(known, { spans, quote })
  }

  function addRole(annotation: ReadAnnotation): void {
    const role = value(annotation, 'role')
    const claim = value(annotation, 'claim')
    if (claim === undefined || (role !== 'source' && role !== 'cue')) {
      leave('attribution spans of no claim')
      return
    }
    const known = roles.get(claim) ?? {}
    const mentions = known[role] === undefined ? [] : [known[role]]
    addSpan(mentions, role, annotation.span)
    roles.set(claim, { ...known, ...(mentions[0] === undefined ? {} : { [role]: mentions[0] }) })
  }

  function ourFields(group: readonly ReadAnnotation[]): Json {
    const of = (feature: string): string | undefined =>
      group.map((each) => value(each, feature)).find((each) => each !== undefined)
    const [first, others] = [of('claimType'), of('otherTypes')]
    const confidence = of('confidence')
    const speaker = of('speaker')
    const kind = of('attributionKind')
    return {
      types: [...new Set([...(first === undefined ? [] : [first]), ...(others?.split('\n') ?? [])])],
      normalizedClaim: of('normalizedClaim'),
      checkWorthiness: of('checkWorthiness'),
      status: of('status'),
      verdict:
        of('verdict') === undefined
          ? undefined
          : { scale: of('verdictScale') ?? 'core', label: of('verdict'), justification: of('justification') },
      confidence: confidence === undefined ? undefined : confidence.trim() === '' ? confidence : Number(confidence),
      attribution:
        kind === undefined && speaker === undefined
          ? undefined
          : {
              kind: kind ?? 'indirect',
              speaker:
                speaker === undefined ? undefined : { name: speaker, kind: of('speakerKind'), uri: of('speakerUri') },
            },
      tags: of('tags') === undefined ? [] : [...new Set(of('tags')?.split('\n'))],
      note: of('note'),
    }
  }

  for (const [claim, group] of groups) Object.assign(claims.get(claim) ?? {}, ourFields(group))

  function firstValue(annotation: ReadAnnotation): string | undefined {
    const values = annotation.layer.features.map((feature) => value(annotation, feature))
    return values.find((each) => each !== undefined && each !== '')
  }

  const relations: Json[] = []
  const arcs = new Set<string>()
  for (const annotation of annotations.filter((each) => each.layer.kind === 'relation')) {
    const base = annotation.layer.features.at(-1)?.slice('BT_'.length)
    const { value: unit, id: ids = '0_0' } = withoutId(annotation.values.at(-1) ?? '')
    const [from, to] = ids.split('_')
    const ends = [endAt(base, unit, from), endAt(base, annotation.unit, to)].map((end) => end && claimOf.get(end))
    const isOurs = annotation.layer.name === layerNames.relation
    const type = (isOurs ? value(annotation, 'relationType') : firstRelationValue(annotation)) ?? shortName(annotation)
    const arc = JSON.stringify([type, ...ends])
    if (ends[0] === undefined || ends[1] === undefined || ends[0] === ends[1])
      leave('relations that do not join two claims')
    else if (arcs.has(arc)) leave('relations that are there already')
    else {
      places.set(`/relations/${relations.length}`, { place: { line: annotation.line } })
      const relationId = isOurs ? value(annotation, 'relation') : undefined
      relations.push({
        id: relationId ?? `a${relations.length + 1}`,
        type,
        from: ends[0],
        to: ends[1],
        layer: layer.id,
        note: isOurs ? value(annotation, 'note') : undefined,
        createdBy: author.id,
      })
    }
    arcs.add(arc)
  }

  /** The annotation of a layer with this id, else the one that begins on this row. */
  function endAt(base: string | undefined, unit: string, id: string | undefined): ReadAnnotation | undefined {
    return annotations.find(
      (each) => each.layer.name === base && (id === undefined || id === '0' ? each.unit === unit : each.id === id),
    )
  }

  function firstRelationValue(annotation: ReadAnnotation): string | undefined {
    const feature = annotation.layer.features.slice(0, -1).find((each) => value(annotation, each) !== undefined)
    return feature === undefined ? undefined : value(annotation, feature)
  }

  for (const [claim, role] of roles) {
    const of = claims.get(claim)
    if (of === undefined) leave('attribution spans of no claim')
    else {
      const { source, cue } = role
      of.attribution = {
        kind: 'indirect',
        ...(of.attribution as Json | undefined),
        source: words(source),
        cue: words(cue),
      }
    }
  }
  const chains = layers.filter(({ kind }) => kind === 'chain').map(({ name }) => name)
  if (chains.length > 0) note(`chain layers were left out: ${chains.join(', ')}.`)
  for (const [what, count] of left) note(`${what} were left out: ${count}.`)
  const written = [...claims.values()].map(({ line, ...claim }, at) => {
    places.set(`/claims/${at}`, { place: { line } })
    return {
      ...claim,
      layer: layer.id,
      status: claim.status ?? 'draft',
      origin: { kind: 'import', from: format },
      createdBy: author.id,
      createdAt: importTime,
    }
  })
  return {
    places,
    record: {
      claimspan: 1,
      id,
      version: 1,
      title: titleOf(text, id),
      offsetUnit: 'utf-16',
      text,
      layers: written.length === 0 ? [] : [layer],
      annotators: written.length === 0 ? [] : [author],
      claims: written,
      relations,
    },
  }
}

const shortName = ({ layer: { name } }: ReadAnnotation): string => name.split('.').pop() ?? name

const words = (of: Json | undefined): Json | undefined => of && { ...of, id: undefined }
