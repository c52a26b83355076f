import type { AnnotatedDocument, EvidenceItem, Verdict } from '@claimspan/core'
import type { ReadableFile, ReadDocuments } from '../format.js'
import type { JsonCursor } from '../json-cursor.js'
import { readLines } from '../read-lines.js'
import type { ReadNotes } from '../sound-document.js'
import { documentOfStatement, isSafeUrl } from '../statements/read.js'
import { stanceOf } from '../statements/statement.js'
import { corpusPage, urlOfPage } from './page.js'

/** FEVER's lines: each claim becomes a document of its own; a page of Wikipedia becomes its url, a sentence the fragment. */
export function readFever(files: readonly ReadableFile[]): ReadDocuments {
  return readLines(files, documentOfLine)
}

function documentOfLine(
  line: JsonCursor,
  name: string,
  taken: Set<string>,
  notes: ReadNotes,
): AnnotatedDocument | undefined {
  const statement = line.at('claim').text()
  if (statement === undefined || statement === '') {
    line.problem('no-text', 'This is no claim: the key "claim" is missing or empty.')
    return undefined
  }
  const label = line.at('label').text()
  const verdict: Verdict | undefined = label === undefined || label === '' ? undefined : { scale: 'fever-3', label }
  const id = line.at('id').value
  const stem = name.replace(/-\d+$/, '')
  const stance = stanceOf(verdict)
  const sets = evidenceSetsOf(line.at('evidence')).map((set) => set.flatMap((tuple) => itemOf(tuple, notes)))
  return documentOfStatement(statement, {
    format: 'fever',
    name: typeof id === 'number' || typeof id === 'string' ? `${stem}-${id}` : name,
    taken,
    metadata: {},
    fields: {
      evidence: sets.filter((items) => items.length > 0).map((items) => ({ stance, items })),
      ...(verdict === undefined ? {} : { verdict }),
    },
  })
}

/** The sets of tuples; of a claim that cannot be verified, FEVER's description has one bare tuple. */
function evidenceSetsOf(evidence: JsonCursor): readonly (readonly JsonCursor[])[] {
  return evidence.items().map((set) => {
    const tuples = set.items()
    return tuples.length > 0 && tuples.every(({ value }) => !Array.isArray(value)) ? [set] : tuples
  })
}

function itemOf(tuple: JsonCursor, notes: ReadNotes): readonly EvidenceItem[] {
  const [, , page, sentence] = tuple.items()
  const name = page?.text()
  if (name === undefined || name === '') return []
  if (name.startsWith(corpusPage)) {
    notes.leave('evidence in documents of the corpus')
    return []
  }
  const number = sentence?.number()
  if (number !== undefined && (!Number.isSafeInteger(number) || number < 0)) {
    sentence?.problem('wrong-number', 'is no number of a sentence.')
    return []
  }
  if (/[\ud800-\udfff]/.test(name) && /\p{Surrogate}/u.test(name)) {
    page?.problem('lone-surrogate', 'has half of a character.')
    return []
  }
  const url = urlOfPage(name, number)
  if (!isSafeUrl(url)) {
    page?.problem('unsafe-url', 'is no name of a page and no url.')
    return []
  }
  return [{ kind: 'url', url }]
}
