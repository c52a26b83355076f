import { type AnnotatedDocument, blocksOf, offsetTable, problemSentence, readNativeLine } from '@claimspan/core'
import type { ImportProblem, ReadableFile, ReadDocuments } from '../format.js'
import { type JsonRecord, listOf, nestsDeeper, present, recordOf, textOf } from './json-view.js'
import { readMentions } from './read-mentions.js'

/**
 * Annotation pages with their article in them, as `writeWebAnnotation` makes them; `.jsonld` files only. They are brought
 * into the native form and read as that is, so that nothing unsound gets in. Annotations that are no claims, relations or
 * threads of Claimspan are left out with a note.
 */
export function readWebAnnotation(files: readonly ReadableFile[]): ReadDocuments {
  const documents: AnnotatedDocument[] = []
  const problems: ImportProblem[] = []
  const notes: string[] = []
  for (const { path: file, text } of files.filter(
    ({ path }) => /\.(?:jsonld|json)$/.test(path) || files.length === 1,
  )) {
    const json = parse(text)
    if (json === undefined) {
      problems.push({ kind: 'not-json', file, sentence: 'This is not JSON.' })
      continue
    }
    if (nestsDeeper(json, deepest)) {
      problems.push({ kind: 'too-deep', file, sentence: `Lists and objects in it nest deeper than ${deepest} levels.` })
      continue
    }
    const page = recordOf(json)
    if (textOf(recordOf(page.article).text) === undefined) {
      const sentence = `It holds annotations but no text: the key "article" with its "text" is missing, so there is nothing they could stand on.`
      problems.push({ kind: 'no-text', file, sentence })
      continue
    }
    const read = readNativeLine(JSON.stringify(nativeOf(page, file, notes)))
    if (read.ok) documents.push(read.annotated)
    else {
      for (const problem of read.problems) {
        problems.push({ kind: problem.kind, file, sentence: `In the native form of it, ${problemSentence(problem)}` })
      }
    }
  }
  return { documents, problems, notes }
}

/** How far lists and objects of a file may nest: a few levels of the model, and attributions within each other. */
const deepest = 200

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

/** The page as a line of the native form, in code points; whatever is wrong in it stays for the native reader to find. */
function nativeOf(page: JsonRecord, file: string, notes: string[]): JsonRecord {
  const article = recordOf(page.article)
  const text = textOf(article.text) ?? ''
  const offsets = offsetTable(text)
  const codePoint = (offset: number): number => offsets.fromUtf16(offset, 'code-point')
  const kinds = listOf(article.blocks)
  const items = listOf(page.items).map(recordOf)
  const ofType = (type: string): readonly JsonRecord[] => items.filter((item) => listOf(item.type).includes(type))
  const mentions = (targets: unknown): readonly JsonRecord[] =>
    readMentions(listOf(targets), text, offsets, (note) => notes.push(`${file}: ${note}`))

  const claim = (item: JsonRecord): JsonRecord => {
    const bodies = listOf(item.body).map(recordOf)
    const values = (purpose: string): readonly unknown[] =>
      bodies.filter((body) => body.purpose === purpose).map(({ value }) => value)
    const verdict = bodies.find(({ purpose }) => purpose === 'assessing')
    return present({
      id: item.localId,
      layer: item.layer,
      mentions: mentions(item.target),
      normalizedClaim: values('describing')[0],
      types: values('classifying'),
      checkWorthiness: item.checkWorthiness,
      verdict: verdict && present({ ...pick(verdict, ['scale', 'rating', 'justification']), label: verdict.value }),
      confidence: item.confidence,
      attribution: item.attribution === undefined ? undefined : attribution(recordOf(item.attribution)),
      evidence: listOf(item.evidence).map((set) => ({
        stance: recordOf(set).stance,
        items: listOf(recordOf(set).evidenceItems).map((each) => evidenceItem(recordOf(each))),
      })),
      tags: values('tagging'),
      note: values('commenting')[0],
      status: item.status,
      origin: origin(recordOf(item.origin)),
      createdBy: localId(item.creator),
      createdAt: item.created,
      updatedAt: item.modified,
    })
  }

  const attribution = (of: JsonRecord): JsonRecord =>
    present({
      kind: of.kind,
      source: withoutId(mentions(of.sourceWords)[0]),
      cue: withoutId(mentions(of.cueWords)[0]),
      speaker: of.speaker === undefined ? undefined : pick(recordOf(of.speaker), ['name', 'kind', 'uri']),
      within: of.within === undefined ? undefined : attribution(recordOf(of.within)),
    })

  const evidenceItem = (of: JsonRecord): JsonRecord =>
    of.words === undefined
      ? present({ kind: 'url', url: of.url, quote: of.quote })
      : present({
          kind: 'mention',
          mention: withoutId(mentions(of.words)[0]),
          document: of.ofDocument,
          offsetUnit: of.ofDocument === undefined ? undefined : 'utf-16',
        })

  const unknown = items.filter(
    ({ type }) => !['Claim', 'Relation', 'Thread'].some((known) => listOf(type).includes(known)),
  )
  if (unknown.length > 0) notes.push(`${file}: annotations that are no claims were left out: ${unknown.length}.`)
  return present({
    claimspan: 1,
    id: article.localId,
    version: article.textVersion,
    title: article.title,
    language: article.language,
    offsetUnit: 'code-point',
    text,
    blocks: blocksOf(text).map(({ from, to }, at) => ({
      kind: kinds[at] ?? 'paragraph',
      from: codePoint(from),
      to: codePoint(to),
    })),
    metadata: Object.fromEntries(listOf(article.metadata).map((entry) => [recordOf(entry).key, recordOf(entry).value])),
    layers: listOf(page.layers).map((each) => ({
      ...pick(recordOf(each), ['kind', 'name']),
      id: recordOf(each).localId,
    })),
    annotators: listOf(page.annotators).map((each) => ({ id: recordOf(each).localId, name: recordOf(each).name })),
    claims: ofType('Claim').map(claim),
    relations: ofType('Relation').map((item) => {
      const [from, note] = listOf(item.body)
      return present({
        id: item.localId,
        type: item.relationType,
        from: localId(from),
        to: localId(item.target),
        layer: item.layer,
        note: recordOf(note).value,
        createdBy: localId(item.creator),
      })
    }),
    threads: ofType('Thread').map((item) => ({
      id: item.localId,
      claim: localId(item.target),
      comments: listOf(item.body).map((body) => {
        const { creator, created, value } = recordOf(body)
        return { by: localId(creator), at: created, text: value }
      }),
      resolved: item.resolved,
    })),
  })
}

/** The last part of an IRI that `partIri` made. */
const localId = (iri: unknown): unknown => textOf(iri)?.split('/').pop()

const pick = (of: JsonRecord, keys: readonly string[]): JsonRecord =>
  present(Object.fromEntries(keys.map((key) => [key, of[key]])))

const withoutId = (of: JsonRecord | undefined): JsonRecord | undefined =>
  of === undefined ? undefined : present({ ...of, id: undefined })

const origin = (of: JsonRecord): JsonRecord =>
  present({ kind: of.kind, name: of.name, version: of.version, from: of.importedFrom })
