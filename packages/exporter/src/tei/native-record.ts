import { blocksOf } from '@claimspan/core'
import type { ImportProblem } from '../format.js'
import type { RecordPlaces } from '../import/read-record.js'
import type { FeatureStructure, FeatureValue, ReadTei } from './parse.js'

type Json = Readonly<Record<string, unknown>>

export interface TeiRecord {
  readonly record: Json
  readonly places: RecordPlaces
  readonly problems: readonly ImportProblem[]
  readonly notes: readonly string[]
}

/** The native form (UTF-16) of a file that `writeTei` wrote; what is wrong in its values stays for the native reader to find. */
export function nativeRecord(read: ReadTei, file: string): TeiRecord {
  const { text, kinds, language, ranges, structures, pointings } = read
  const places = new Map<string, FeatureStructure>()
  const problems: ImportProblem[] = []
  const spans = new Map(
    pointings.flatMap(({ element }) => {
      const id = element.attributes.get('http://www.w3.org/XML/1998/namespace id')
      return element.name === 'span' && id !== undefined ? [[id, element] as const] : []
    }),
  )
  const problem = (at: { readonly place: FeatureStructure['place'] }, kind: string, sentence: string): void =>
    void problems.push({ kind, file, ...at.place, sentence })

  const claims = structures.filter(({ type }) => type === 'claim')
  const claimIds = new Map<string, FeatureValue | undefined>(
    claims.flatMap((each) => (each.id === undefined ? [] : [[`#${each.id}`, each.features.get('id')]])),
  )
  if (claimIds.size < claims.length)
    problems.push({ kind: 'duplicate-id', file, sentence: 'Two claims have one xml:id, or one has none.' })

  const structureOf = (value: FeatureValue | undefined): FeatureStructure | undefined =>
    typeof value === 'object' && 'features' in value ? value : undefined
  const listOf = (value: FeatureValue | undefined): readonly FeatureValue[] => (Array.isArray(value) ? value : [])
  const each = (value: FeatureValue | undefined): readonly FeatureStructure[] =>
    listOf(value).flatMap((item) => structureOf(item) ?? [])
  /** Features as they are, those that are structures or lists of them left out. */
  const plain = (of: FeatureStructure | undefined): Json =>
    Object.fromEntries([...(of?.features ?? [])].filter(([, value]) => typeof value !== 'object'))

  function mention(of: FeatureStructure, path: string, isElsewhere = false): Json {
    places.set(path, of)
    const offsets = listOf(of.features.get('offsets'))
    const fields = plain(of)
    return {
      ...fields,
      spans: isElsewhere
        ? offsets.flatMap((from, at) => (at % 2 === 0 ? [{ from, to: offsets[at + 1] }] : []))
        : listOf(of.features.get('spans')).flatMap((id) => span(of, id)),
      // What XML could not hold may have been all that made them different.
      ...(fields.markedQuote === fields.quote ? { markedQuote: undefined } : {}),
    }
  }

  function span(of: FeatureStructure, id: FeatureValue): readonly Json[] {
    const element = typeof id === 'string' ? spans.get(id) : undefined
    const from = ranges.get(element?.attributes.get('from')?.slice(1) ?? '')
    const to = ranges.get(element?.attributes.get('to')?.slice(1) ?? '')
    if (from !== undefined && to !== undefined) return [{ from: from.from, to: to.to }]
    problem(of, 'unknown-target', `Its span ${JSON.stringify(id)}, or an anchor of it, is not in this file.`)
    return []
  }

  const words = (value: FeatureValue | undefined, path: string): Json | undefined => {
    const of = structureOf(value)
    return of && { ...mention(of, path), id: undefined }
  }

  function attribution(of: FeatureStructure, path: string): Json {
    const within = structureOf(of.features.get('within'))
    const speaker = structureOf(of.features.get('speaker'))
    return {
      ...plain(of),
      source: words(of.features.get('source'), `${path}/source`),
      cue: words(of.features.get('cue'), `${path}/cue`),
      speaker: speaker && plain(speaker),
      within: within && attribution(within, `${path}/within`),
    }
  }

  function evidenceItem(of: FeatureStructure, path: string): Json {
    if (of.type === 'url') return { kind: 'url', ...plain(of) }
    const document = of.features.get('document')
    const inside = structureOf(of.features.get('mention'))
    return {
      kind: 'mention',
      mention: inside && { ...mention(inside, `${path}/mention`, document !== undefined), id: undefined },
      document,
      offsetUnit: document === undefined ? undefined : 'utf-16',
    }
  }

  function claim(of: FeatureStructure, at: number): Json {
    const path = `/claims/${at}`
    places.set(path, of)
    const by = structureOf(of.features.get('attribution'))
    const verdict = structureOf(of.features.get('verdict'))
    const rating = structureOf(verdict?.features.get('rating'))
    const origin = structureOf(of.features.get('origin'))
    return {
      ...plain(of),
      mentions: each(of.features.get('mentions')).map((inside, index) => mention(inside, `${path}/mentions/${index}`)),
      types: [...new Set(listOf(of.features.get('types')))],
      tags: [...new Set(listOf(of.features.get('tags')))],
      verdict: verdict && { ...plain(verdict), rating: rating && plain(rating) },
      attribution: by && attribution(by, `${path}/attribution`),
      evidence: each(of.features.get('evidence')).map((set, index) => ({
        ...plain(set),
        items: each(set.features.get('items')).map((item, within) =>
          evidenceItem(item, `${path}/evidence/${index}/items/${within}`),
        ),
      })),
      origin: origin && { kind: origin.type, ...plain(origin) },
    }
  }

  const about = structures.find(({ type }) => type === 'document')
  if (about !== undefined) places.set('', about)
  const relationsById = new Map<string, FeatureStructure>(
    structures.flatMap((of) => (of.type === 'relation' && of.id !== undefined ? [[`#${of.id}`, of] as const] : [])),
  )
  const relations = pointings.flatMap(({ element }): readonly Json[] => {
    if (element.name !== 'relation') return []
    const of = relationsById.get(element.attributes.get('ana') ?? '')
    const [from, to] = ['active', 'passive'].map((end) => claimIds.get(element.attributes.get(end) ?? ''))
    if (of === undefined || from === undefined || to === undefined) {
      problem(element, 'unknown-target', 'This relation joins or describes something that is not in this file.')
      return []
    }
    return [{ ...plain(of), from, to }]
  })
  const kept = { ...plain(about) }
  return {
    problems,
    places,
    notes: [],
    record: {
      claimspan: 1,
      ...kept,
      language,
      offsetUnit: 'utf-16',
      text,
      blocks: blocksOf(text, (at) => kinds[at] ?? 'paragraph'),
      metadata: Object.fromEntries(
        each(about?.features.get('metadata')).map(({ features }) => [
          String(features.get('key')),
          features.get('value'),
        ]),
      ),
      layers: each(about?.features.get('layers')).map(plain),
      annotators: each(about?.features.get('annotators')).map(plain),
      claims: claims.map(claim),
      relations,
      threads: structures
        .filter(({ type }) => type === 'thread')
        .map((of) => ({
          ...plain(of),
          claim: claimIds.get(of.corresp ?? ''),
          comments: each(of.features.get('comments')).map(plain),
        })),
    },
  }
}
