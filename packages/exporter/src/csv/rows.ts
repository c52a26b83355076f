import { offsetTable } from '@claimspan/core'
import type { ImportProblem, ReadableFile } from '../format.js'
import { parseTable, rearmed } from './table.js'

/** A row of a table with a header: cells by the names of their columns. */
export interface Row {
  readonly file: string
  readonly line: number
  /** The value of a column, without the `'` that disarms a formula; empty when there is no such column. */
  text(column: string): string
  /** Report what is wrong with a cell, or with the row when it has no such column. */
  problem(column: string, kind: string, sentence: string, problems: ImportProblem[]): void
}

export interface Rows {
  readonly file: string
  readonly columns: ReadonlySet<string>
  readonly rows: readonly Row[]
  /** Whether rows are missing as they could not be read. */
  readonly isBroken: boolean
}

/** The rows of a table. A row that has more or fewer cells than the header is a problem and left out; so is all that comes after a broken cell. */
export function readRows({ path: file, text }: ReadableFile, delimiter: string, problems: ImportProblem[]): Rows {
  const { rows: all, fault } = parseTable(text, delimiter)
  const places = offsetTable(text)
  const [header = [], ...body] = all
  const columns = header.map(({ value }) => value.trim())
  const before = problems.length
  if (fault !== undefined) {
    problems.push({ kind: 'malformed', file, ...places.lineColumn(fault.at), sentence: fault.sentence })
  }
  const twice = columns.findIndex((column, at) => columns.indexOf(column) < at)
  if (twice !== -1) {
    const place = places.lineColumn(header[twice]?.at ?? 0)
    problems.push({ kind: 'malformed', file, ...place, sentence: `The column ${columns[twice]} is there twice.` })
  }
  const rows = body.flatMap((cells): readonly Row[] => {
    const start = places.lineColumn(cells[0]?.at ?? 0)
    if (cells.length !== columns.length) {
      const sentence = `This row has ${cells.length} cells, the header has ${columns.length}.`
      problems.push({ kind: 'malformed', file, ...start, sentence })
      return []
    }
    const at = new Map(columns.map((column, index) => [column, cells[index]]))
    return [
      {
        file,
        line: start.line,
        text: (column) => rearmed(at.get(column)?.value ?? ''),
        problem(column, kind, sentence, into) {
          const place = places.lineColumn(at.get(column)?.at ?? cells[0]?.at ?? 0)
          into.push({ kind, file, ...place, sentence: `${column} ${sentence}` })
        },
      },
    ]
  })
  return { file, columns: new Set(columns), rows, isBroken: problems.length > before }
}
