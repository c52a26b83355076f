import { type AnnotatedDocument, isId, type Scheme } from '@claimspan/core'
import { bratNames } from '../brat/names.js'
import type { ImportProblem, ReadableFile, ReadDocuments, ReadOptions } from '../format.js'
import { nameDocument } from '../import/name-document.js'
import { readRecord } from '../import/read-record.js'
import { chunkClaims } from './chunk-claims.js'
import { chunksOf, isTag } from './tags.js'

/** A token line: its columns, and the line it stands on. */
interface TokenLine {
  readonly columns: readonly string[]
  readonly line: number
}

/**
 * Columns in the layout of CoNLL-2003, parted by tabs or spaces; the last one holds the tags (IOB1, IOB2, BIOES or BILOU). A
 * file of Claimspan has three: token, claim, source or cue. Each chunk becomes a claim; `-DOCSTART-` begins a document. The
 * text is the tokens with a space between two, a line for each sentence.
 */
export function readConll(files: readonly ReadableFile[], { scheme }: ReadOptions, format: string): ReadDocuments {
  const documents: AnnotatedDocument[] = []
  const problems: ImportProblem[] = []
  const notes: string[] = []
  const taken = new Set<string>()
  for (const { path, text } of files) {
    const parsed = sentencesOfFile(text, path)
    if ('sentence' in parsed) {
      problems.push(parsed)
      continue
    }
    const name = (path.split('/').pop() ?? path).replace(/\.[A-Za-z0-9]+$/, '')
    const read = parsed.map((sentences, at) => {
      const wanted = at === 0 ? name : `${name}-${at + 1}`
      const id = isId(wanted) && !taken.has(wanted) ? wanted : nameDocument(`${wanted}.conll`, taken)
      taken.add(id)
      const made = recordOf(sentences, id, format, scheme)
      if (made.roles > 0) {
        notes.push(
          `${path}: source and cue spans, as no column says of which claim they are, were left out: ${made.roles}.`,
        )
      }
      return readRecord(made.record, path, made.places)
    })
    problems.push(...read.flatMap((each) => each.problems))
    if (read.every((each) => each.problems.length === 0))
      documents.push(...read.flatMap(({ annotated }) => annotated ?? []))
  }
  return { documents, problems, notes }
}

/** The sentences of each document of a file, or the first line that has not as many columns as those before it. */
function sentencesOfFile(text: string, file: string): readonly (readonly (readonly TokenLine[])[])[] | ImportProblem {
  const documents: TokenLine[][][] = []
  let width: number | undefined
  let sentence: TokenLine[] | undefined
  for (const [at, raw] of text.split('\n').entries()) {
    const line = raw.replace(/\r$/, '')
    if (line.trim() === '') {
      sentence = undefined
      continue
    }
    const columns = line.includes('\t') ? line.split('\t') : line.trim().split(/ +/)
    if (columns[0] === '-DOCSTART-') {
      documents.push([])
      sentence = undefined
      continue
    }
    const problem = (kind: string, sentence: string): ImportProblem => ({ kind, file, line: at + 1, sentence })
    width ??= columns.length
    if (columns.length !== width || width < 2) {
      return problem(
        'malformed',
        `It has ${columns.length} columns, expected ${Math.max(width, 2)}: a token and its tags.`,
      )
    }
    const tag = columns.at(-1) ?? ''
    if (!isTag(tag))
      return problem('not-a-tag', `Its last column is ${JSON.stringify(tag)}, expected O, B-Type or I-Type.`)
    const [word = ''] = columns
    if (word === '' || /\s/.test(word))
      return problem('malformed', 'Its first column is no token: it is empty or holds white space.')
    if (documents.length === 0) documents.push([])
    if (sentence === undefined) {
      sentence = []
      documents.at(-1)?.push(sentence)
    }
    sentence.push({ columns, line: at + 1 })
  }
  if (documents.length > 0) return documents
  return { kind: 'no-text', file, sentence: 'It has no token lines: there is nothing to read.' }
}

function recordOf(
  sentences: readonly (readonly TokenLine[])[],
  id: string,
  format: string,
  scheme: Scheme | undefined,
) {
  const labelOf = (name: string): string => (scheme === undefined ? name : bratNames(scheme).entities.labelOf(name))
  const claims = chunkClaims(format, labelOf)
  let text = ''
  let roles = 0
  for (const sentence of sentences) {
    if (text !== '') text += '\n'
    const spans = sentence.map(({ columns: [word = ''] }, at) => {
      if (at > 0) text += ' '
      text += word
      return { from: text.length - word.length, to: text.length }
    })
    // Of three columns whose second holds tags too, that one is the claims', the last the sources' and cues'.
    const isOurs = sentence.every(
      ({ columns }) => columns.length === 3 && isTag(columns[1] ?? '') && isRoleTag(columns[2] ?? ''),
    )
    if (isOurs) roles += chunksOf(sentence.map(({ columns }) => columns[2] ?? 'O')).length
    for (const chunk of chunksOf(sentence.map(({ columns }) => columns.at(isOurs ? 1 : -1) ?? 'O'))) {
      const from = spans[chunk.from]?.from ?? 0
      const to = spans[chunk.to - 1]?.to ?? 0
      const line = sentence[chunk.from]?.line ?? 1
      claims.add({ from, to, quote: text.slice(from, to), name: chunk.label, line })
    }
  }
  return { record: claims.record(id, text), places: claims.places, roles }
}

const isRoleTag = (tag: string): boolean => tag === 'O' || /^[BIES]-(?:Source|Cue)$/.test(tag)
