import {
  type AnnotatedDocument,
  type CheckWorthiness,
  type ClaimParts,
  type Verdict,
  verdictScales,
} from '@claimspan/core'
import type { ImportProblem } from '../format.js'
import { soundDocument } from '../sound-document.js'
import { documentOfStatement, isSafeUrl } from '../statements/read.js'
import type { Rows } from './rows.js'

/** Columns by the names that published tables of claims give them, in small letters. */
const names = {
  statement: ['claim', 'statement', 'claim_text', 'text', 'sentence', 'tweet_text'],
  verdict: ['label', 'verdict', 'class_label', 'rating'],
  speaker: ['speaker', 'claimant', 'author'],
  url: ['url', 'source_url', 'link'],
  id: ['id', 'claim_id', 'sentence_id', 'tweet_id'],
} as const

/** Names of a column of claims, in small letters. */
export const statementColumns: readonly string[] = names.statement

/** ClaimBuster's classes, as its table numbers them (Hassan et al. 2017). */
const claimBuster: Readonly<Record<string, CheckWorthiness>> = { '1': 'CFS', '0': 'UFS', '-1': 'NFS' }

/**
 * A table of claims without articles, as ClaimBuster, CheckThat! and many newsrooms keep them: each row is a document that is
 * one claim. A label is a verdict when a scale of Claimspan has it, a check-worthiness when it is one or ClaimBuster's number.
 */
export function documentsOfStatements(
  { file, columns, rows }: Rows,
  format: string,
  taken: Set<string>,
  problems: ImportProblem[],
  notes: string[],
): readonly AnnotatedDocument[] {
  const columnFor = (wanted: keyof typeof names): string | undefined =>
    names[wanted]
      .map((name) => [...columns].find((column) => column.toLowerCase() === name))
      .find((column) => column !== undefined)
  const statement = columnFor('statement')
  if (statement === undefined) {
    const sentence = `The header has no column of claims, such as ${names.statement.slice(0, 4).join(', ')}; it has ${[...columns].join(', ') || 'none'}.`
    problems.push({ kind: 'no-text', file, line: 1, sentence })
    return []
  }
  const of = {
    verdict: columnFor('verdict'),
    speaker: columnFor('speaker'),
    url: columnFor('url'),
    id: columnFor('id'),
  }
  const used = new Set([statement, ...Object.values(of)])
  const left = [...columns].filter((column) => !used.has(column))
  if (left.length > 0) notes.push(`${file}: columns ${left.join(', ')} were left out.`)
  const stem = (file.split(/[\\/]/).pop() ?? file).replace(/(?<=.)\..*$/, '')
  let strange = 0
  const documents = rows.flatMap((row, at): readonly AnnotatedDocument[] => {
    const found: ImportProblem[] = []
    const words = row.text(statement)
    if (words === '') {
      row.problem(statement, 'no-text', 'is empty: this row has no claim.', problems)
      return []
    }
    const cell = (column: string | undefined): string => (column === undefined ? '' : row.text(column))
    const label = labelOf(cell(of.verdict))
    if (label === undefined) strange += 1
    const [speaker, url, id] = [cell(of.speaker), cell(of.url), cell(of.id)]
    const annotated = documentOfStatement(words, {
      format,
      name: `${stem}-${id === '' ? at + 1 : id}`,
      taken,
      metadata: isSafeUrl(url) ? { url } : {},
      fields: {
        ...label,
        ...(speaker === '' ? {} : { attribution: { kind: 'indirect', speaker: { name: speaker } } }),
      },
    })
    const sound = soundDocument(annotated, file, found, row.line)
    problems.push(...found)
    return sound === undefined ? [] : [sound]
  })
  if (strange > 0) notes.push(`${file}: labels that no scale has were left out: ${strange}.`)
  return documents
}

/** What a label says of a claim: nothing when it is empty, `undefined` when it is not known. */
function labelOf(label: string): Partial<ClaimParts> | undefined {
  if (label === '') return {}
  const worth = claimBuster[label] ?? (['CFS', 'UFS', 'NFS'] as const).find((each) => each === label)
  if (worth !== undefined) return { checkWorthiness: worth }
  const scale = verdictScales.find(({ labels }) => labels.includes(label))
  const verdict: Verdict | undefined = scale && { scale: scale.id, label }
  return verdict && { verdict }
}
