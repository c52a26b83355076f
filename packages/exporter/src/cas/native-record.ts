import type { ImportProblem } from '../format.js'
import type { CasRecord } from './read-document.js'
import { integerOf, integersOf, type ReadCas, type ReadStructure } from './structures.js'
import { type CasType, casTypes, documentAnnotationType, unspecifiedLanguage } from './type-system.js'

type Json = Readonly<Record<string, unknown>>

/**
 * The native form (UTF-16) of a CAS that `writeStructures` wrote. Whatever is wrong in it stays for the native reader to find,
 * but for references: to nothing, to a structure of another type, to one that belongs elsewhere already.
 */
export function nativeRecord(cas: ReadCas, file: string): CasRecord {
  const problems: ImportProblem[] = []
  const notes: string[] = []
  const places = new Map<string, ReadStructure>()
  const owned = new Set<number>()
  const all = [...cas.structures.values()]
  const ofType = ({ name }: CasType): readonly ReadStructure[] => all.filter(({ type }) => type === name)

  function problem(at: ReadStructure, kind: string, sentence: string): void {
    problems.push({ kind, file, ...at.place, sentence })
  }

  const text = (of: ReadStructure, name: string): string | undefined => {
    const value = of.values.get(name)
    return value === undefined || typeof value === 'string' ? value : String(value)
  }
  const number = (of: ReadStructure, name: string): number | string | undefined => {
    const value = of.values.get(name)
    if (value === undefined || typeof value === 'number') return value
    const read = Number(value)
    return typeof value === 'string' && value.trim() !== '' && Number.isFinite(read) ? read : String(value)
  }

  /** The structures that a feature refers to, each of them belonging to this one only. */
  function parts(of: ReadStructure, name: string, ...types: readonly CasType[]): readonly ReadStructure[] {
    const ids = integersOf(of.values.get(name))
    const array = ids.length === 1 ? cas.structures.get(ids[0] ?? -1) : undefined
    const isArray = array?.type === 'uima.cas.FSArray'
    return (isArray ? integersOf(array.values.get('elements')) : ids).flatMap((id) => {
      const part = id === undefined ? undefined : cas.structures.get(id)
      if (part === undefined || !types.some((type) => type.name === part.type)) {
        const wanted = types.map((type) => type.name.split('.').pop()).join(' or ')
        problem(of, 'unknown-target', `Its ${name} refers to ${id}, which is no ${wanted} of this file.`)
        return []
      }
      if (owned.has(part.id)) {
        problem(of, 'shared-structure', `Its ${name} refers to ${id}, which belongs to another structure already.`)
        return []
      }
      owned.add(part.id)
      return [part]
    })
  }

  const strings = (of: ReadStructure, name: string): readonly string[] => {
    let value = of.values.get(name)
    const array = cas.structures.get(integerOf(value) ?? -1)
    if (array?.type === 'uima.cas.StringArray') value = array.values.get('elements')
    const list = value === undefined ? [] : Array.isArray(value) ? value.map(String) : [String(value)]
    return [...new Set(list)]
  }

  /** The claim that a feature refers to, by its id in the native form. */
  function claimOf(of: ReadStructure, name: string): string | undefined {
    const target = cas.structures.get(integerOf(of.values.get(name)) ?? -1)
    if (target?.type === casTypes.Claim.name) return text(target, 'claimId')
    problem(of, 'unknown-target', `Its ${name} refers to ${text(of, name)}, which is no Claim of this file.`)
    return undefined
  }

  const span = (of: ReadStructure): Json => ({ from: number(of, 'begin'), to: number(of, 'end') })

  function mention(of: ReadStructure, path: string): Json {
    places.set(path, of)
    const isPlaced = of.type === casTypes.Mention.name
    const fragments = isPlaced ? parts(of, 'fragments', casTypes.Fragment) : []
    const array = cas.structures.get(integerOf(of.values.get('offsets')) ?? -1)
    const isArray = array?.type === 'uima.cas.IntegerArray'
    const offsets = integersOf(isArray ? array.values.get('elements') : of.values.get('offsets'))
    const quote = text(of, 'quote')
    const marked = text(of, 'markedQuote')
    return {
      spans: isPlaced
        ? fragments.length === 0
          ? [span(of)]
          : fragments.map(span)
        : offsets.flatMap((from, at) => (at % 2 === 0 ? [{ from, to: offsets[at + 1] }] : [])),
      quote,
      prefix: text(of, 'prefix'),
      suffix: text(of, 'suffix'),
      documentVersion: number(of, 'documentVersion'),
      // What XML could not hold may have been all that made them different.
      markedQuote: marked === quote ? undefined : marked,
    }
  }

  const anyMention = [casTypes.Mention, casTypes.UnplacedMention] as const
  const words = (of: ReadStructure, name: string, path: string): Json | undefined => {
    const [part] = parts(of, name, ...anyMention)
    return part === undefined ? undefined : mention(part, `${path}/${name}`)
  }

  function attribution(of: ReadStructure, path: string): Json {
    const [within] = parts(of, 'within', casTypes.Attribution)
    const name = text(of, 'speakerName')
    return {
      kind: text(of, 'kind'),
      source: words(of, 'source', path),
      cue: words(of, 'cue', path),
      speaker: name === undefined ? undefined : { name, kind: text(of, 'speakerKind'), uri: text(of, 'speakerUri') },
      within: within === undefined ? undefined : attribution(within, `${path}/within`),
    }
  }

  function evidenceItem(of: ReadStructure, path: string): Json {
    const url = text(of, 'url')
    if (url !== undefined) return { kind: 'url', url, quote: text(of, 'quote') }
    const document = text(of, 'document')
    return {
      kind: 'mention',
      mention: words(of, 'mention', path),
      document,
      offsetUnit: document === undefined ? undefined : 'utf-16',
    }
  }

  function claim(of: ReadStructure, at: number): Json {
    const path = `/claims/${at}`
    places.set(path, of)
    const [attributed] = parts(of, 'attribution', casTypes.Attribution)
    const scale = text(of, 'verdictScale')
    const rating = of.values.get('ratingValue')
    return {
      id: text(of, 'claimId'),
      layer: text(of, 'layer'),
      mentions: parts(of, 'mentions', ...anyMention).map((part, index) => ({
        id: text(part, 'mentionId'),
        ...mention(part, `${path}/mentions/${index}`),
      })),
      normalizedClaim: text(of, 'normalizedClaim'),
      proposition: text(of, 'proposition'),
      types: strings(of, 'types'),
      checkWorthiness: text(of, 'checkWorthiness'),
      verdict:
        scale === undefined
          ? undefined
          : {
              scale,
              label: text(of, 'verdictLabel'),
              rating:
                rating === undefined
                  ? undefined
                  : {
                      value: number(of, 'ratingValue'),
                      best: number(of, 'ratingBest'),
                      worst: number(of, 'ratingWorst'),
                    },
              justification: text(of, 'verdictJustification'),
            },
      confidence: number(of, 'confidence'),
      attribution: attributed === undefined ? undefined : attribution(attributed, `${path}/attribution`),
      evidence: parts(of, 'evidence', casTypes.EvidenceSet).map((set, index) => ({
        stance: text(set, 'stance'),
        items: parts(set, 'items', casTypes.EvidenceItem).map((item, within) =>
          evidenceItem(item, `${path}/evidence/${index}/items/${within}`),
        ),
      })),
      tags: strings(of, 'tags'),
      note: text(of, 'note'),
      status: text(of, 'status'),
      origin: origin(of),
      createdBy: text(of, 'createdBy'),
      createdAt: text(of, 'createdAt'),
      updatedAt: text(of, 'updatedAt'),
    }
  }

  function origin(of: ReadStructure): Json {
    const kind = text(of, 'originKind')
    const name = text(of, 'originName')
    if (kind === 'import') return { kind, from: name }
    return kind === 'model' ? { kind, name, version: text(of, 'originVersion') } : { kind }
  }

  function relation(of: ReadStructure, at: number): Json {
    places.set(`/relations/${at}`, of)
    return {
      id: text(of, 'relationId'),
      type: text(of, 'relationType'),
      from: claimOf(of, 'source'),
      to: claimOf(of, 'target'),
      layer: text(of, 'layer'),
      note: text(of, 'note'),
      createdBy: text(of, 'createdBy'),
    }
  }

  function thread(of: ReadStructure, at: number): Json {
    places.set(`/threads/${at}`, of)
    return {
      id: text(of, 'threadId'),
      claim: claimOf(of, 'claim'),
      comments: parts(of, 'comments', casTypes.Comment).map((comment) => ({
        by: text(comment, 'createdBy'),
        at: text(comment, 'createdAt'),
        text: text(comment, 'text'),
        vote: text(comment, 'vote'),
      })),
      resolved: boolean(of.values.get('resolved')),
    }
  }

  const articles = ofType(casTypes.Article)
  const [article] = articles
  if (article === undefined) throw new Error('nativeRecord needs an Article')
  if (articles[1] !== undefined) problem(articles[1], 'second-article', 'There is an Article before this one.')
  const [about] = all.filter(({ type }) => type === documentAnnotationType)
  const language = about === undefined ? undefined : text(about, 'language')
  const blocks = ofType(casTypes.Block)
  blocks.forEach((block, at) => {
    places.set(`/blocks/${at}`, block)
  })
  places.set('', article)
  const record = {
    claimspan: 1,
    id: text(article, 'documentId'),
    version: number(article, 'version'),
    title: text(article, 'title'),
    language: language === unspecifiedLanguage ? undefined : language,
    offsetUnit: 'utf-16',
    text: cas.text,
    blocks: blocks.length === 0 ? undefined : blocks.map((block) => ({ kind: text(block, 'kind'), ...span(block) })),
    metadata: Object.fromEntries(
      parts(article, 'metadata', casTypes.MetadataEntry).map((entry) => [text(entry, 'key'), text(entry, 'value')]),
    ),
    layers: parts(article, 'layers', casTypes.Layer).map((layer) => ({
      id: text(layer, 'layerId'),
      kind: text(layer, 'kind'),
      name: text(layer, 'name'),
    })),
    annotators: parts(article, 'annotators', casTypes.Annotator).map((annotator) => ({
      id: text(annotator, 'annotatorId'),
      name: text(annotator, 'name'),
    })),
    claims: ofType(casTypes.Claim).map(claim),
    relations: ofType(casTypes.Relation).map(relation),
    threads: ofType(casTypes.Thread).map(thread),
  }
  const known = new Set<string>([...Object.values(casTypes).map(({ name }) => name), ...uimaTypes])
  const unknown = all.filter(({ type }) => !known.has(type)).length
  if (unknown > 0) notes.push(`${file}: structures of other types were left out: ${unknown}.`)
  return { record, places, problems, notes }
}

const uimaTypes = [
  'uima.cas.Sofa',
  'uima.cas.FSArray',
  'uima.cas.StringArray',
  'uima.cas.IntegerArray',
  documentAnnotationType,
]

const boolean = (value: unknown): unknown => (value === 'true' ? true : value === 'false' ? false : value)
