import type { ImportProblem } from '../format.js'

/** No sound file nests deeper. */
const deepest = 200
/** Keys that reach an object's prototype in careless code. */
const forbiddenKeys: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype'])

export interface ReadJson {
  readonly value: unknown
  /** Where the value at a path of keys and indexes begins; lines and columns count from 1. */
  placeOf(path: readonly (string | number)[]): { readonly line: number; readonly column: number } | undefined
}

/**
 * Parse JSON strictly (RFC 8259): no byte order mark, no key twice in one object, no key that reaches a prototype, not nested
 * deeper than 200. What is wrong is said with its line and column.
 */
export function readJson(text: string, file: string): ReadJson | ImportProblem {
  const fault = walk(text, undefined)
  if (typeof fault === 'object') {
    return { kind: fault.kind, file, ...lineColumn(text, fault.at), sentence: fault.sentence }
  }
  return {
    value: JSON.parse(text),
    placeOf(path) {
      const found = walk(text, path)
      return typeof found === 'number' ? lineColumn(text, found) : undefined
    },
  }
}

export const isProblem = (read: ReadJson | ImportProblem): read is ImportProblem => 'sentence' in read

interface Fault {
  readonly kind: string
  readonly at: number
  readonly sentence: string
}

interface Level {
  readonly keys: Set<string> | undefined
  step: string | number
}

const space = /[ \t\n\r]*/y
const string = /"(?:[^"\\\x00-\x1f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y
const scalar = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y

/** The offset of the value at `path`, `undefined` when there is none, or the first fault of the text. */
function walk(text: string, path: readonly (string | number)[] | undefined): number | Fault | undefined {
  const levels: Level[] = []
  let at = 0
  const match = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at
    const found = pattern.exec(text)?.[0]
    if (found !== undefined) at += found.length
    return found
  }
  const fault = (kind: string, sentence: string): Fault => ({ kind, at, sentence })
  const expected = (what: string): Fault =>
    fault('not-json', `This is not JSON: expected ${what}${at >= text.length ? ', but the file ends here' : ''}.`)

  /** A key with its colon. */
  function key(level: Level): Fault | undefined {
    match(space)
    const start = at
    const raw = match(string)
    if (raw === undefined) return expected('a key between double quotes')
    const name: string = raw.includes('\\') ? JSON.parse(raw) : raw.slice(1, -1)
    if (level.keys?.has(name) === true || forbiddenKeys.has(name)) {
      at = start
      return level.keys?.has(name) === true
        ? fault('duplicate-key', `The key ${raw} is there twice in one object.`)
        : fault('forbidden-key', `The key ${raw} is not allowed.`)
    }
    level.keys?.add(name)
    level.step = name
    match(space)
    if (text[at] !== ':') return expected('a colon after the key')
    at += 1
    return undefined
  }

  for (;;) {
    match(space)
    if (
      path !== undefined &&
      levels.length === path.length &&
      levels.every(({ step }, depth) => step === path[depth])
    ) {
      return at
    }
    const opening = text[at]
    if (opening === '{' || opening === '[') {
      if (levels.length >= deepest) return fault('too-deep', `Lists and objects nest deeper than ${deepest} levels.`)
      at += 1
      match(space)
      const level: Level = { keys: opening === '{' ? new Set() : undefined, step: 0 }
      if (text[at] !== (opening === '{' ? '}' : ']')) {
        levels.push(level)
        const wrong = opening === '{' ? key(level) : undefined
        if (wrong !== undefined) return wrong
        continue
      }
      at += 1
    } else if (match(string) === undefined && match(scalar) === undefined) return expected('a value')
    // A value has ended: what it stands in goes on or ends too.
    for (;;) {
      match(space)
      const level = levels.at(-1)
      if (level === undefined) return at < text.length ? expected('the end of the file') : undefined
      const sign = text[at]
      if (sign === ',') {
        at += 1
        if (typeof level.step === 'number') level.step += 1
        else {
          const wrong = key(level)
          if (wrong !== undefined) return wrong
        }
        break
      }
      if (sign !== (level.keys === undefined ? ']' : '}')) {
        return expected(level.keys === undefined ? 'a comma or ]' : 'a comma or }')
      }
      at += 1
      levels.pop()
    }
  }
}

function lineColumn(text: string, offset: number): { readonly line: number; readonly column: number } {
  const before = text.slice(0, offset).split('\n')
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 }
}
