import { isInsidePair, offsetTable, parseJson, problemSentence } from '@claimspan/core'
import type { ImportProblem } from './format.js'
import { jsonFault } from './json-fault.js'
import { jsonLocator } from './locate-json.js'

/** A value in some JSON and the way to it. What is wrong with it is reported with its line and column. */
export interface JsonCursor {
  readonly value: unknown
  /** Whether there is a value other than `null`. */
  readonly isPresent: boolean
  /** What stands under a key; nothing when this is no object. */
  at(key: string): JsonCursor
  /** The entries of a list; none, and a problem, when it is something else; none when nothing is there. */
  items(): readonly JsonCursor[]
  /** The keys of an object; none, and a problem, when it is something else; none when nothing is there. */
  keys(): readonly string[]
  /** A string; nothing, and a problem, when it is something else; nothing when nothing is there. */
  text(): string | undefined
  /** A number, as {@link text} does. */
  number(): number | undefined
  problem(kind: string, sentence: string): void
}

/** Where some JSON begins in a file: the number of its first line. */
export interface JsonSource {
  readonly file: string
  readonly text: string
  readonly line: number
}

/**
 * Parse JSON strictly (no key twice, no key that reaches a prototype, not nested deeper than 200) and look at it; `undefined`,
 * and problems, when it cannot be parsed.
 */
export function readJson(source: JsonSource, problems: ImportProblem[]): JsonCursor | undefined {
  const { file, text, line } = source
  const parsed = parseJson(text)
  const places = placesOf(source)
  if (parsed.ok) return cursor(parsed.value, [], file, places, problems)
  for (const problem of parsed.problems) {
    if (problem.kind === 'not-json') {
      const place = places.ofOffset(jsonFault(text))
      problems.push({ kind: problem.kind, file, ...place, sentence: 'This is not JSON from here on.' })
    } else problems.push({ kind: problem.kind, file, line, sentence: problemSentence(problem) })
  }
  return undefined
}

/** A look at a value that is not from JSON text: what is wrong with it is reported with this place, or not at all. */
export const jsonOf = (
  value: unknown,
  place: { readonly file: string; readonly line: number } = { file: '', line: 1 },
  problems: ImportProblem[] = [],
): JsonCursor => cursor(value, [], place.file, placesOf({ ...place, text: '' }), problems)

/** The objects of a JSONL file, each with the number of its line; lines that are no JSON are problems. */
export function* readJsonLines(
  file: string,
  text: string,
): Generator<{ readonly cursor: JsonCursor; readonly line: number; readonly problems: ImportProblem[] }> {
  let line = 0
  for (const words of text.split('\n')) {
    line += 1
    if (words.trim() === '') continue
    const problems: ImportProblem[] = []
    const found = readJson({ file, text: words, line }, problems)
    yield { cursor: found ?? jsonOf(undefined, { file, line }, problems), line, problems }
  }
}

type Step = string | number

function cursor(
  value: unknown,
  path: readonly Step[],
  file: string,
  places: ReturnType<typeof placesOf>,
  problems: ImportProblem[],
): JsonCursor {
  const isPresent = value !== undefined && value !== null
  const record =
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined
  function problem(kind: string, sentence: string): void {
    problems.push({
      kind,
      file,
      ...places.of(path),
      sentence: path.length === 0 ? sentence : `${named(path)} ${sentence}`,
    })
  }
  function expected<T>(found: T | undefined, what: string): T | undefined {
    if (found === undefined && isPresent) problem('wrong-type', `is not ${what}.`)
    return found
  }
  return {
    value,
    isPresent,
    problem,
    at: (key) =>
      cursor(
        record !== undefined && Object.hasOwn(record, key) ? record[key] : undefined,
        [...path, key],
        file,
        places,
        problems,
      ),
    items: () =>
      expected(Array.isArray(value) ? value : undefined, 'a list')?.map((each, at) =>
        cursor(each, [...path, at], file, places, problems),
      ) ?? [],
    keys: () => Object.keys(expected(record, 'an object') ?? {}),
    text: () => expected(typeof value === 'string' ? value : undefined, 'a string'),
    number: () => expected(typeof value === 'number' ? value : undefined, 'a number'),
  }
}

const named = (path: readonly Step[]): string =>
  path.map((step, at) => (typeof step === 'number' ? `[${step}]` : at === 0 ? step : `.${step}`)).join('')

/** Finds line and column, in code points from 1, of a value or an offset; made when the first problem is reported. */
function placesOf({ text, line: first }: JsonSource) {
  let made:
    | { readonly locate: ReturnType<typeof jsonLocator>; readonly table: ReturnType<typeof offsetTable> }
    | undefined
  const at = (offset: number, table: ReturnType<typeof offsetTable>) => {
    const { line, column } = table.lineColumn(isInsidePair(text, offset) ? offset + 1 : offset)
    return { line: first + line - 1, column }
  }
  return {
    ofOffset: (offset: number) => at(offset, offsetTable(text)),
    of(path: readonly Step[]) {
      made ??= { locate: jsonLocator(text), table: offsetTable(text) }
      return at(made.locate(path), made.table)
    },
  }
}
