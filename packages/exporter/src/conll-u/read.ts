import { type AnnotatedDocument, isId, type Scheme } from '@claimspan/core'
import { bratNames } from '../brat/names.js'
import { chunkClaims } from '../conll/chunk-claims.js'
import { chunksOf, isTag } from '../conll/tags.js'
import type { ImportProblem, ReadableFile, ReadDocuments, ReadOptions } from '../format.js'
import { nameDocument } from '../import/name-document.js'
import { readRecord } from '../import/read-record.js'
import { spacesOf } from './spaces.js'
import { columnsOfU, labelComment, roleColumn } from './write.js'

/** A token of the text with the tags of its words. */
interface Token {
  readonly from: number
  readonly to: number
  readonly line: number
  readonly tags: readonly string[]
}

interface Part {
  id?: string
  text: string
  readonly sentences: Token[][]
  /** Whether the white space at its end was written, not only a reader's custom. */
  isEndSaid: boolean
}

interface Parsed {
  readonly documents: readonly Part[]
  /** Names of the columns with tags. */
  readonly columns: readonly string[]
  readonly labels: ReadonlyMap<string, string>
}

/**
 * CoNLL-U and CoNLL-U Plus: FORM with the white space in MISC gives the text, each column that is not one of CoNLL-U's and
 * holds tags gives a claim for each of its chunks. A multiword token stands for its words, empty nodes are passed over.
 */
export function readConllU(files: readonly ReadableFile[], { scheme }: ReadOptions): ReadDocuments {
  const documents: AnnotatedDocument[] = []
  const problems: ImportProblem[] = []
  const notes: string[] = []
  const taken = new Set<string>()
  for (const { path, text } of files) {
    const parsed = parse(text, path)
    if (!('documents' in parsed)) {
      problems.push(parsed)
      continue
    }
    const name = (path.split('/').pop() ?? path).replace(/\.[A-Za-z0-9]+$/, '')
    const read = parsed.documents.map((part, at) => {
      const wanted = part.id ?? (at === 0 ? name : `${name}-${at + 1}`)
      const id = isId(wanted) && !taken.has(wanted) ? wanted : nameDocument(`${wanted}.conllu`, taken)
      taken.add(id)
      const made = recordOf(part, parsed, id, scheme)
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

/** What stands in a file, or the first line that is wrong. */
function parse(content: string, file: string): Parsed | ImportProblem {
  let names = columnsOfU.split(' ')
  const documents: Part[] = []
  const labels = new Map<string, string>()
  let sentence: Token[] | undefined
  /** The last word of the multiword token that was read, whose words add nothing to the text. */
  let through = 0
  const part = (): Part => {
    const last = documents.at(-1)
    if (last !== undefined) return last
    const first: Part = { text: '', sentences: [], isEndSaid: true }
    documents.push(first)
    return first
  }

  function comment(line: string): void {
    const columns = /^# *global\.columns *= *(.+)$/.exec(line)
    if (columns?.[1] !== undefined && documents.length === 0) names = columns[1].trim().split(/\s+/)
    const opened = /^# *newdoc(?: +id *= *(.*))?$/.exec(line)
    if (opened !== null) {
      const id = opened[1]?.trim()
      documents.push({ text: '', sentences: [], isEndSaid: true, ...(id === undefined || id === '' ? {} : { id }) })
    }
    if (/^# *newpar\b/.test(line) && documents.length > 0) {
      const open = part()
      if (open.text !== '' && !open.isEndSaid) open.text = `${open.text.replace(/ $/, '')}\n`
    }
    if (line.startsWith(labelComment)) {
      const at = line.indexOf(' = ')
      if (at !== -1) labels.set(line.slice(labelComment.length, at), line.slice(at + 3))
    }
  }

  for (const [at, raw] of content.split('\n').entries()) {
    const line = raw.replace(/\r$/, '')
    const problem = (kind: string, sentence: string): ImportProblem => ({ kind, file, line: at + 1, sentence })
    if (line.trim() === '') sentence = undefined
    else if (line.startsWith('#') && sentence === undefined) comment(line)
    else {
      const cells = line.split('\t')
      if (cells.length !== names.length) {
        return problem('malformed', `It has ${cells.length} columns, expected ${names.length}: ${names.join(' ')}.`)
      }
      const cell = (name: string): string => cells[names.indexOf(name)] ?? '_'
      const id = /^(\d{1,9})(?:-(\d{1,9})|(\.\d{1,9}))?$/.exec(cell('ID'))
      if (id === null) return problem('malformed', `Its ID is ${JSON.stringify(cell('ID'))}, expected 1, 1-2 or 1.1.`)
      const form = cell('FORM')
      if (form === '' || /[\r\n]/.test(form)) return problem('malformed', 'Its FORM is empty.')
      if (id[3] !== undefined) continue
      const open = part()
      if (sentence === undefined) {
        sentence = []
        open.sentences.push(sentence)
        through = 0
      }
      const tags = names.flatMap((name, column) => (isOfU(name) ? [] : [cells[column] ?? 'O']))
      const wrong = tags.find((tag) => tag !== '_' && tag !== '*' && !isTag(tag))
      if (wrong !== undefined && names.some((name) => name.startsWith('CLAIMSPAN:')))
        return problem('not-a-tag', `A column of tags has ${JSON.stringify(wrong)}, expected O, B-Type or I-Type.`)
      const last = sentence.at(-1)
      if (Number(id[1]) <= through && last !== undefined) {
        sentence[sentence.length - 1] = {
          ...last,
          tags: last.tags.map((tag, of) => (tag === 'O' || tag === '_' ? (tags[of] ?? 'O') : tag)),
        }
        continue
      }
      through = Number(id[2] ?? 0)
      const { after, before, isSaid } = spacesOf(cell('MISC'))
      open.text += before + form
      sentence.push({ from: open.text.length - form.length, to: open.text.length, line: at + 1, tags })
      open.text += after
      open.isEndSaid = isSaid
    }
  }
  if (documents.length === 0)
    return { kind: 'no-text', file, sentence: 'It has no token lines: there is nothing to read.' }
  return { documents, labels, columns: names.filter((name) => !isOfU(name)) }
}

const isOfU = (name: string): boolean => columnsOfU.split(' ').includes(name)

function recordOf(part: Part, { columns, labels }: Parsed, id: string, scheme: Scheme | undefined) {
  const text = part.isEndSaid ? part.text : part.text.trimEnd()
  const format = 'conll-u'
  let roles = 0
  const labelOf = (name: string): string =>
    labels.get(name) ?? (scheme === undefined ? name : bratNames(scheme).entities.labelOf(name))
  const claims = chunkClaims(format, labelOf)
  for (const sentence of part.sentences) {
    const chunks = columns.flatMap((name, column) => {
      const found = chunksOf(sentence.map(({ tags }) => (isTag(tags[column] ?? 'O') ? (tags[column] ?? 'O') : 'O')))
      if (!name.startsWith(roleColumn)) return found
      roles += found.length
      return []
    })
    // In the order of the text, whichever column a claim found room in.
    for (const chunk of chunks.sort((a, b) => a.from - b.from || b.to - a.to)) {
      const [first, last] = [sentence[chunk.from], sentence[chunk.to - 1]]
      if (first === undefined || last === undefined) continue
      const { from } = first
      const { to } = last
      claims.add({ from, to, quote: text.slice(from, to), name: chunk.label, line: first.line })
    }
  }
  return { record: claims.record(id, text), places: claims.places, roles }
}
