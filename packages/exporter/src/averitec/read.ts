import type { AnnotatedDocument, EvidenceItem, EvidenceSet, Verdict } from '@claimspan/core'
import type { ImportProblem, ReadableFile, ReadDocuments } from '../format.js'
import { type JsonCursor, readJson } from '../json-cursor.js'
import { soundDocument } from '../sound-document.js'
import { documentOfStatement, isSafeUrl } from '../statements/read.js'
import { stanceOf } from '../statements/statement.js'
import { isoDate } from './date.js'
import { metadataKeys, strategyJoint } from './write.js'

/**
 * AVeriTeC's files: each claim becomes a document of its own, as each was made elsewhere. A question is an evidence set; its
 * words, and answers without a page, go to the claim's note.
 */
export function readAveritec(files: readonly ReadableFile[]): ReadDocuments {
  const documents: AnnotatedDocument[] = []
  const problems: ImportProblem[] = []
  const taken = new Set<string>()
  for (const { path, text } of files) {
    const found: ImportProblem[] = []
    const json = readJson({ file: path, text, line: 1 }, found)
    const stem = (path.split(/[\\/]/).pop() ?? path).replace(/(?<=.)\..*$/, '')
    const items = json === undefined ? [] : Array.isArray(json.value) ? json.items() : [json]
    problems.push(...found)
    for (const [at, item] of items.entries()) {
      found.length = 0
      const annotated = documentOfItem(item, `${stem}-${at + 1}`, taken)
      const sound = annotated && soundDocument(annotated, path, found)
      if (sound !== undefined) documents.push(sound)
      problems.push(...found)
    }
  }
  return { documents, problems, notes: [] }
}

function documentOfItem(item: JsonCursor, name: string, taken: Set<string>): AnnotatedDocument | undefined {
  const statement = item.at('claim').text()
  if (statement === undefined || statement === '') {
    item.problem('no-text', 'This is no claim: the key "claim" is missing or empty.')
    return undefined
  }
  const label = wordsOf(item.at('label'))
  const justification = item.at('justification').text()
  const verdict: Verdict | undefined =
    label === undefined
      ? undefined
      : { scale: 'averitec-4', label, ...(justification === undefined ? {} : { justification }) }
  const speaker = wordsOf(item.at('speaker'))
  const questions = item
    .at('questions')
    .items()
    .map((each) => questionOf(each, verdict))
  const note = questions.flatMap(({ words }) => words).join('\n')
  return documentOfStatement(statement, {
    format: 'averitec',
    name,
    taken,
    metadata: metadataOf(item),
    fields: {
      types: item
        .at('claim_types')
        .items()
        .flatMap((type) => wordsOf(type) ?? []),
      evidence: questions.map(({ set }) => set),
      ...(verdict === undefined ? {} : { verdict }),
      ...(speaker === undefined ? {} : { attribution: { kind: 'indirect', speaker: { name: speaker } } }),
      ...(note === '' ? {} : { note }),
    },
  })
}

/** A text that says something: the dataset has `null`, nothing and the word null where nothing is known. */
function wordsOf(at: JsonCursor): string | undefined {
  const text = at.text()
  return text === '' || text === 'null' ? undefined : text
}

function metadataOf(item: JsonCursor): Record<string, string> {
  const metadata: Record<string, string> = {}
  for (const [key, name] of Object.entries(metadataKeys)) {
    const value = wordsOf(item.at(name))
    if (value !== undefined) metadata[key === 'url' && !isSafeUrl(value) ? name : key] = value
  }
  const date = wordsOf(item.at('claim_date'))
  if (date !== undefined) metadata.published = isoDate(date) ?? date
  const strategies = item
    .at('fact_checking_strategies')
    .items()
    .flatMap((each) => wordsOf(each) ?? [])
  if (strategies.length > 0) metadata.fact_checking_strategies = strategies.join(strategyJoint)
  return metadata
}

function questionOf(
  at: JsonCursor,
  verdict: Verdict | undefined,
): { readonly set: EvidenceSet; readonly words: readonly string[] } {
  const question = wordsOf(at.at('question'))
  const words = question === undefined ? [] : [`Q: ${question}`]
  const items = at
    .at('answers')
    .items()
    .flatMap((answer): readonly EvidenceItem[] => {
      const quote = wordsOf(answer.at('answer'))
      const url = wordsOf(answer.at('source_url')) ?? wordsOf(answer.at('cached_source_url'))
      const isPage = url !== undefined && isSafeUrl(url)
      const explanation = wordsOf(answer.at('boolean_explanation'))
      if (!isPage || question !== undefined) {
        if (quote !== undefined) words.push(`A: ${quote}${explanation === undefined ? '' : ` (${explanation})`}`)
        if (url !== undefined && !isPage) words.push(`Source: ${url}`)
      }
      return isPage ? [{ kind: 'url', url, ...(quote === undefined ? {} : { quote }) }] : []
    })
  return { set: { stance: stanceOf(verdict), items }, words }
}
