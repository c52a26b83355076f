/** A cell of a table with the UTF-16 offset that it begins at in its file. */
export interface Cell {
  readonly value: string
  readonly at: number
}

/** What is wrong with a table as such, and where. */
export interface TableFault {
  readonly at: number
  readonly sentence: string
}

/** What makes a spreadsheet take a cell for a formula (OWASP, CSV Injection). */
const formula = /^'*[=+\-@\t\r\n]/

/**
 * One row as RFC 4180 has it, with CRLF at its end. With `disarm`, a cell that begins like a formula gets a `'` before it: a
 * spreadsheet then shows it as text. A cell that begins with such `'` already gets one more, so that reading can take it away.
 */
export function tableRow(cells: readonly string[], delimiter: string, disarm: boolean): string {
  const written = cells.map((cell) => {
    const safe = disarm && formula.test(cell) ? `'${cell}` : cell
    return safe === '' || (!/["\r\n]/.test(safe) && !safe.includes(delimiter) && safe.trim() === safe)
      ? safe
      : `"${safe.replaceAll('"', '""')}"`
  })
  return `${written.join(delimiter)}\r\n`
}

/** A cell's value as it was before `tableRow` disarmed it. */
export const rearmed = (value: string): string =>
  value.startsWith("'") && formula.test(value) ? value.slice(1) : value

/**
 * The rows of a table in RFC 4180's form; lines may end in LF or CR too, empty lines are passed over. Where a quoted cell does
 * not end, or goes on after its end, reading stops with the fault.
 */
export function parseTable(
  text: string,
  delimiter: string,
): { readonly rows: readonly (readonly Cell[])[]; readonly fault?: TableFault } {
  const rows: (readonly Cell[])[] = []
  let row: Cell[] = []
  let at = text.startsWith('\ufeff') ? 1 : 0
  const plain = new RegExp(`[${delimiter === '\t' ? '\\t' : delimiter}\\r\\n]|$`, 'g')
  while (at < text.length) {
    const cell = text[at] === '"' ? quotedCell(text, at) : plainCell(text, at, plain)
    if (cell.end === undefined) {
      return { rows, fault: { at, sentence: 'A quoted cell begins here that does not end.' } }
    }
    row.push({ value: cell.value, at })
    at = cell.end
    const next = text[at]
    if (next === delimiter) {
      at += 1
      if (at < text.length) continue
      row.push({ value: '', at })
    } else if (next !== undefined && next !== '\r' && next !== '\n') {
      const sentence = 'A quoted cell ends before this sign: a quotation mark in a cell is written twice.'
      return { rows, fault: { at, sentence } }
    }
    if (row.length > 1 || row[0]?.value !== '') rows.push(row)
    row = []
    at += text.startsWith('\r\n', at) ? 2 : 1
  }
  return { rows }
}

function plainCell(text: string, at: number, end: RegExp): { readonly value: string; readonly end: number } {
  end.lastIndex = at
  const stop = end.exec(text)?.index ?? text.length
  return { value: text.slice(at, stop), end: stop }
}

function quotedCell(text: string, open: number): { readonly value: string; readonly end: number | undefined } {
  for (let close = text.indexOf('"', open + 1); close !== -1; close = text.indexOf('"', close + 2)) {
    if (text[close + 1] !== '"') return { value: text.slice(open + 1, close).replaceAll('""', '"'), end: close + 1 }
  }
  return { value: '', end: undefined }
}

/** Several values in one cell: `a; b`, with a backslash before a `;` or `\` of a value. */
export const listCell = (values: readonly string[]): string =>
  values.map((value) => value.replace(/[\\;]/g, '\\$&')).join('; ')

/** The values of such a cell; none of an empty one. */
export function valuesOfCell(cell: string): readonly string[] {
  if (cell === '') return []
  const values = cell.match(/(?:\\[\s\S]|[^;\\]|\\$)+/g) ?? []
  return values.map((value, at) => (at === 0 ? value : value.replace(/^ /, '')).replace(/\\([\\;])/g, '$1'))
}
