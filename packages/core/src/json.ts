import { type Problem, pointer } from './problem.js'

/** Keys that reach an object's prototype in careless code. */
export const forbiddenKeys: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype'])

/** Deeper than any sound value, and far from what overflows a stack. */
const deepest = 200

/**
 * Parse JSON strictly: no byte order mark, no key twice in one object, no key that reaches a prototype, not nested deeper
 * than 200. Never throws.
 */
export function parseJson(
  text: string,
): { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly problems: readonly Problem[] } {
  if (text.startsWith('\ufeff')) {
    const expected = 'the JSON to begin at the first byte; save it as UTF-8 without a byte order mark'
    return { ok: false, problems: [{ kind: 'byte-order-mark', path: '', value: undefined, expected }] }
  }
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    const expected = `one JSON object (${error.message})`
    return { ok: false, problems: [{ kind: 'not-json', path: '', value: text, expected }] }
  }
  const problems = keyProblems(text)
  return problems.length === 0 ? { ok: true, value } : { ok: false, problems }
}

interface Container {
  readonly keys: Set<string> | undefined
  /** The key or index of the value that is being read. */
  step: string | number
  awaitsKey: boolean
}

/** What is wrong with the keys of a text that is JSON; the values are passed over. */
function keyProblems(text: string): readonly Problem[] {
  const problems: Problem[] = []
  const stack: Container[] = []
  const mark = /["{}[\],]/g
  for (let found = mark.exec(text); found !== null; found = mark.exec(text)) {
    const top = stack.at(-1)
    switch (found[0]) {
      case '{':
        stack.push({ keys: new Set(), step: '', awaitsKey: true })
        break
      case '[':
        stack.push({ keys: undefined, step: 0, awaitsKey: false })
        break
      case ',':
        if (top === undefined) break
        if (typeof top.step === 'number') top.step += 1
        else top.awaitsKey = true
        break
      case '"': {
        const end = stringEnd(text, found.index)
        mark.lastIndex = end
        if (top?.keys === undefined || !top.awaitsKey) break
        const raw = text.slice(found.index, end)
        const key = raw.includes('\\') ? String(JSON.parse(raw)) : raw.slice(1, -1)
        top.step = key
        top.awaitsKey = false
        if (top.keys.has(key)) problems.push(keyProblem('duplicate-key', stack, key, 'each key once in an object'))
        if (forbiddenKeys.has(key)) problems.push(keyProblem('forbidden-key', stack, key, 'another name'))
        top.keys.add(key)
        break
      }
      default:
        stack.pop()
    }
    if (stack.length > deepest) {
      const path = pathOf(stack.slice(0, -1))
      return [{ kind: 'too-deep', path, value: undefined, expected: `at most ${deepest} levels` }]
    }
  }
  return problems
}

const pathOf = (stack: readonly Container[]): string => stack.reduce((path, { step }) => pointer(path, step), '')

const keyProblem = (kind: Problem['kind'], stack: readonly Container[], key: string, expected: string): Problem => ({
  kind,
  path: pathOf(stack),
  value: key,
  expected,
})

/** Past the closing quotation mark of the string that opens at `open`. */
function stringEnd(text: string, open: number): number {
  for (let close = text.indexOf('"', open + 1); close !== -1; close = text.indexOf('"', close + 1)) {
    let escapes = close - 1
    while (text[escapes] === '\\') escapes -= 1
    if ((close - escapes) % 2 === 1) return close + 1
  }
  return text.length
}

/**
 * How many keys the objects of a text that is JSON have; a value parsed from it has as many, unless one stood twice in an
 * object. `NaN` when white space follows a string, as before the colon of a key: such texts are for {@link parseJson} to count.
 */
export function countKeys(text: string): number {
  let count = 0
  for (let open = text.indexOf('"'); open !== -1; ) {
    const end = stringEnd(text, open)
    const next = text.charCodeAt(end)
    if (next === 0x3a) count += 1
    else if (next <= 0x20) return Number.NaN
    open = text.indexOf('"', end)
  }
  return count
}
