import { type AnnotatedDocument, blocksOf, offsetTable, problemSentence, readNativeLine } from '@claimspan/core'
import type { ImportProblem, ReadableFile, ReadDocuments } from '../format.js'
import { type JsonCursor, readJson } from '../json-cursor.js'
import { soundDocument } from '../sound-document.js'
import { type JsonRecord, listOf, present, recordOf, textOf } from './json-view.js'
import { readForeign } from './read-foreign.js'
import { readMentions } from './read-mentions.js'

/**
 * Annotation pages with their article in them, as `writeWebAnnotation` makes them, and what other tools make: a collection with
 * its pages, a bare list of annotations, one annotation, with the text in a `.txt` of the same name beside. Claimspan's own
 * annotations are brought into the native form and read as that is, so that nothing unsound gets in; others become claims.
 */
export function readWebAnnotation(files: readonly ReadableFile[]): ReadDocuments {
  const documents: AnnotatedDocument[] = []
  const problems: ImportProblem[] = []
  const notes: string[] = []
  const taken = new Set<string>()
  const texts = new Map(files.map(({ path, text }) => [path, text]))
  for (const { path: file, text } of files.filter(
    ({ path }) => /\.(?:jsonld|json)$/.test(path) || (files.length === 1 && !path.endsWith('.txt')),
  )) {
    const found: ImportProblem[] = []
    const json = readJson({ file, text, line: 1 }, found)
    const pages = json === undefined ? [] : pagesOf(json, (note) => notes.push(`${file}: ${note}`))
    const articleAt = pages.map((page) => page.at('article')).find(({ isPresent }) => isPresent)
    const beside = texts.get(file.replace(/(?:\.jsonld|\.json)$/, '.txt'))
    const items = pages.flatMap((page) => (page.at('items').isPresent ? listAt(page.at('items')) : []))
    if (json !== undefined && textOf(articleAt?.at('text').value) !== undefined) {
      const read = readOwn(pages, articleAt, items, file, notes, found)
      if (read !== undefined && !taken.has(read.document.id)) documents.push(read)
      else if (read !== undefined)
        json.problem('duplicate-id', `is document ${read.document.id}, which another file holds.`)
      if (read !== undefined) taken.add(read.document.id)
    } else if (json !== undefined && beside !== undefined) {
      const read = readForeign(items, beside, { file, taken, notes })
      const sound = read && soundDocument(read, file, found)
      if (sound !== undefined) documents.push(sound)
    } else {
      const sentence = `It holds annotations but no text: the key "article" with its "text" is missing, and there is no text file of the same name beside it, so there is nothing they could stand on.`
      json?.problem('no-text', sentence)
    }
    problems.push(...found)
  }
  return { documents, problems, notes }
}

/** One thing as it is, a list as its entries: JSON-LD writes either. */
const listAt = (at: JsonCursor): readonly JsonCursor[] => (Array.isArray(at.value) ? at.items() : [at])

/** The pages of a file: the page itself, those of a collection that stand in it, one made of bare annotations. */
function pagesOf(root: JsonCursor, note: (note: string) => void): readonly JsonCursor[] {
  if (Array.isArray(root.value)) return [pageWith(root)]
  const types = listAt(root.at('type')).map(({ value }) => value)
  if (types.includes('Annotation')) return [pageWith(root)]
  const pages: JsonCursor[] = [root]
  let next = root.at('first').isPresent ? root.at('first') : root.at('next')
  for (; typeof next.value === 'object' && next.value !== null; next = next.at('next')) pages.push(next)
  if (typeof next.value === 'string') note(`the page ${next.value} is not in the file and was not fetched.`)
  return pages
}

/** A page that has these items. */
const pageWith = (items: JsonCursor): JsonCursor => ({
  ...items,
  at: (key) => (key === 'items' ? items : absent(items)),
})
const absent = (like: JsonCursor): JsonCursor => ({ ...like.at('no such key'), value: undefined, isPresent: false })

/** A document from our own pages. */
function readOwn(
  pages: readonly JsonCursor[],
  articleAt: JsonCursor | undefined,
  items: readonly JsonCursor[],
  file: string,
  notes: string[],
  found: ImportProblem[],
): AnnotatedDocument | undefined {
  const whole = Object.assign({}, ...pages.map(({ value }) => recordOf(value)), {
    article: articleAt?.value,
    items: items.map(({ value }) => value),
  })
  const read = readNativeLine(JSON.stringify(nativeOf(whole, file, notes)))
  if (read.ok) return read.annotated
  const places = {
    claims: items.filter(isOf('Claim')),
    relations: items.filter(isOf('Relation')),
    threads: items.filter(isOf('Thread')),
  }
  for (const problem of read.problems) {
    const [, list = '', index = ''] = problem.path.split('/')
    const of = Object.entries(places).find(([name]) => name === list)?.[1] ?? []
    const at = of[Number(index)] ?? articleAt
    const before = found.length
    at?.problem(problem.kind, '')
    const place = found.splice(before)[0]
    found.push({
      kind: problem.kind,
      file,
      ...(place?.line === undefined ? {} : { line: place.line }),
      ...(place?.column === undefined ? {} : { column: place.column }),
      sentence: `In the native form of it, ${problemSentence(problem)}`,
    })
  }
  return undefined
}

const isOf =
  (type: string) =>
  (item: JsonCursor): boolean =>
    listAt(item.at('type')).some(({ value }) => value === type)

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
      proposition: item.proposition,
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
        const { creator, created, value, vote } = recordOf(body)
        return present({ by: localId(creator), at: created, text: value, vote })
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
