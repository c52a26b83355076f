/**
 * The UTF-16 offset at which a value stands in text that is JSON, by the keys and indexes that lead to it. For a value that is
 * not there, the place of the last one on the way that is.
 */
export function locateJson(text: string, path: readonly (string | number)[]): number {
  let at = skipSpace(text, 0)
  for (const step of path) {
    const found = typeof step === 'number' ? entryAt(text, at, step) : valueUnder(text, at, step)
    if (found === undefined) return at
    at = found
  }
  return at
}

function entryAt(text: string, open: number, index: number): number | undefined {
  if (text[open] !== '[') return undefined
  let at = skipSpace(text, open + 1)
  for (let count = 0; text[at] !== ']' && at < text.length; count++) {
    if (count === index) return at
    at = skipComma(text, skipValue(text, at))
  }
  return undefined
}

function valueUnder(text: string, open: number, key: string): number | undefined {
  if (text[open] !== '{') return undefined
  let at = skipSpace(text, open + 1)
  while (text[at] === '"') {
    const end = skipString(text, at)
    const value = skipSpace(text, skipSpace(text, end) + 1)
    if (JSON.parse(text.slice(at, end)) === key) return value
    at = skipComma(text, skipValue(text, value))
  }
  return undefined
}

function skipSpace(text: string, from: number): number {
  let at = from
  while (/[ \t\r\n]/.test(text[at] ?? '')) at += 1
  return at
}

function skipComma(text: string, from: number): number {
  const at = skipSpace(text, from)
  return text[at] === ',' ? skipSpace(text, at + 1) : at
}

/** Past the closing quotation mark of the string that opens here. */
function skipString(text: string, open: number): number {
  for (let at = open + 1; at < text.length; at++) {
    if (text[at] === '\\') at += 1
    else if (text[at] === '"') return at + 1
  }
  return text.length
}

function skipValue(text: string, from: number): number {
  let depth = 0
  for (let at = from; at < text.length; ) {
    const character = text[at]
    if (character === '"') at = skipString(text, at)
    else {
      if (character === '{' || character === '[') depth += 1
      if (character === '}' || character === ']') {
        if (depth === 0) return at
        depth -= 1
      }
      if (character === ',' && depth === 0) return at
      at += 1
    }
    if (depth === 0 && (character === '"' || character === '}' || character === ']')) return at
  }
  return text.length
}
