/** Reserved in a value, with a backslash before each (WebAnno TSV 3.3, "Reserved Characters"); `->` counts as one. */
const reserved = /[\\[\]|_;\t\n*]|->/g
const named: Readonly<Record<string, string>> = { '\t': '\\t', '\n': '\\n' }

export function escapeValue(value: string): string {
  return value.replace(reserved, (found) => named[found] ?? `\\${found}`)
}

export function unescapeValue(value: string): string {
  return value.replace(/\\(?:([tn])|(->|[\\[\]|_;*]))/g, (_, letter: string | undefined, kept: string | undefined) =>
    letter === undefined ? (kept ?? '') : letter === 't' ? '\t' : '\n',
  )
}

/** Control characters of a text line as WebAnno escapes them; a vertical tab stands as it is. */
const controls = /[\x00-\x07\x0e-\x1f\t\f\r\b\\]/g
const letters: Readonly<Record<string, string>> = { '\t': 't', '\n': 'n', '\f': 'f', '\r': 'r', '\b': 'b' }
const characters: Readonly<Record<string, string>> = { t: '\t', n: '\n', f: '\f', r: '\r', b: '\b' }

export function escapeText(line: string): string {
  return line.replace(controls, (found) => `\\${letters[found] ?? found}`)
}

export function unescapeText(line: string): string {
  return line.replace(/\\([tnfrb\\\x00-\x07\x0e-\x1f])/g, (_, found: string) => characters[found] ?? found)
}

/** A cell's stacked values, parted by the bars that no backslash stands before. */
export function stackedValues(cell: string): readonly string[] {
  const values: string[] = []
  let start = 0
  for (let at = 0; at < cell.length; at++) {
    if (cell[at] === '\\') at += 1
    else if (cell[at] === '|') {
      values.push(cell.slice(start, at))
      start = at + 1
    }
  }
  values.push(cell.slice(start))
  return values
}

/** A value and what stands in brackets behind it: its disambiguation id, or two of a relation. */
export function withoutId(value: string): { readonly value: string; readonly id?: string } {
  const found = value.endsWith(']') ? /\[(\d{1,9}(?:_\d{1,9})?)\]$/.exec(value) : null
  if (found === null) return { value }
  let backslashes = 0
  while (value[found.index - 1 - backslashes] === '\\') backslashes += 1
  return backslashes % 2 === 1 ? { value } : { value: value.slice(0, found.index), id: found[1] ?? '' }
}
