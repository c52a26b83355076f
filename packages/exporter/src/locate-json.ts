type Path = readonly (string | number)[]

/** Where the values in a list or an object begin, by index or key. */
type Entries = ReadonlyMap<string | number, number>

/**
 * Finds the UTF-16 offset at which a value stands in text that is JSON, by the keys and indexes that lead to it; for a value
 * that is not there, the place of the last one on the way that is. Each list and object is walked once, however many values
 * are asked for.
 */
export function jsonLocator(text: string): (path: Path) => number {
  const known = new Map<number, Entries>()
  return (path) => {
    let at = skipSpace(text, 0)
    for (const step of path) {
      const entries = known.get(at) ?? entriesAt(text, at)
      known.set(at, entries)
      const next = entries.get(step)
      if (next === undefined) return at
      at = next
    }
    return at
  }
}

function entriesAt(text: string, open: number): Entries {
  const entries = new Map<string | number, number>()
  let at = skipSpace(text, open + 1)
  if (text[open] === '[') {
    for (let index = 0; at < text.length && text[at] !== ']'; index++) {
      entries.set(index, at)
      at = skipComma(text, skipValue(text, at))
    }
  }
  if (text[open] === '{') {
    while (text[at] === '"') {
      const end = skipString(text, at)
      const value = skipSpace(text, skipSpace(text, end) + 1)
      entries.set(String(JSON.parse(text.slice(at, end))), value)
      at = skipComma(text, skipValue(text, value))
    }
  }
  return entries
}

function skipSpace(text: string, from: number): number {
  let at = from
  while (at < text.length && ' \t\r\n'.includes(text[at] ?? '')) at += 1
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
