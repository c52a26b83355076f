import { statementColumns } from './read-statements.js'
import { parseTable } from './table.js'
import type { Dialect } from './write.js'

/** Whether a file begins with a header that names documents or claims, parted as this dialect has it. */
export function isTableOfClaims(text: string, { delimiter }: Dialect): boolean {
  const end = text.search(/[\r\n]/)
  const [header = []] = parseTable(end === -1 ? text : text.slice(0, end), delimiter).rows
  const columns = header.map(({ value }) => value.trim().toLowerCase())
  return (
    columns.length > 1 && (columns.includes('document_id') || statementColumns.some((name) => columns.includes(name)))
  )
}
