/** What can be wrong with an annotated document, a scheme, or the JSON that holds one; and how to say so in a sentence. */
const headlines = {
  // Of the JSON itself
  'not-json': 'this is not JSON',
  'byte-order-mark': 'the line begins with a byte order mark',
  'too-deep': 'nested too deep',
  'duplicate-key': 'the same key twice',
  'forbidden-key': 'a key that is not allowed',
  'unknown-version': 'another version of the native form',
  // Of one value
  'unknown-key': 'unknown key',
  missing: 'missing',
  'wrong-type': '',
  'unknown-value': '',
  'wrong-number': 'number out of range',
  'bad-text': '',
  'bad-id': 'not an id',
  'bad-time': 'not a time',
  'unsafe-url': 'not a safe url',
  'too-few': 'too few',
  'lone-surrogate': 'half of a character (a surrogate without its other half)',
  'duplicate-label': 'the same label twice',
  // Of values together
  'no-such-day': 'no such day',
  'duplicate-id': 'the same id twice',
  'fixed-id': 'this mention has a fixed id',
  'blocks-not-lines': 'the blocks are not the lines of the text',
  'span-past-end': 'the span ends past the text',
  'span-empty': 'the span is empty',
  'span-out-of-order': 'the spans are out of order or overlap',
  'splits-character': 'the offset is inside a character',
  'quote-differs': 'the quote is not the words at the spans',
  'context-differs': 'this is not what stands there in the text',
  'marked-quote-same': 'the words as marked are the same as now, so they are left out',
  'detached-mention': 'wrong in a mention without spans, whose words are gone from the text',
  'later-version': 'made on a later version than the document has',
  'unknown-layer': 'no such layer',
  'unknown-claim': 'no such claim',
  'unknown-annotator': 'no such annotator',
  'self-relation': 'the claim is related to itself',
  'duplicate-relation': 'the same relation twice',
  'label-not-in-scheme': 'not in the scheme',
} as const

export type ProblemKind = keyof typeof headlines
export const problemKinds = Object.keys(headlines) as readonly ProblemKind[]

/** One thing that is wrong, and where. */
export interface Problem {
  readonly kind: ProblemKind
  /** JSON pointer (RFC 6901) into the native form, such as `/claims/3/mentions/0/spans/0/to`; empty for the whole. */
  readonly path: string
  /** What is there; `undefined` when nothing is. */
  readonly value: unknown
  /** What should be there, in words. */
  readonly expected: string
}

/** A problem as one sentence: where, what is wrong, what is there, what was expected. */
export function problemSentence({ kind, path, value, expected }: Problem): string {
  const where = path === '' ? '' : `${path}: `
  const headline = headlines[kind] === '' ? '' : `${headlines[kind]}: `
  const got = value === undefined ? '' : `got ${shown(value)}, `
  return `${where}${headline}${got}expected ${expected}`
}

const longest = 80

/** A value as JSON on one line, cut short when long. */
export function shown(value: unknown): string {
  const json = (typeof value === 'number' ? String(value) : JSON.stringify(value)) ?? String(value)
  const characters = Array.from(json.slice(0, 2 * longest + 2))
  return characters.length <= longest ? json : `${characters.slice(0, longest).join('')}…`
}

/** `path` with one more step, escaped as JSON pointers are. */
export function pointer(path: string, step: string | number): string {
  const isPlain = typeof step === 'number' || !(step.includes('~') || step.includes('/'))
  return `${path}/${isPlain ? step : step.replaceAll('~', '~0').replaceAll('/', '~1')}`
}

/** A line of another version has other keys, so that nothing else about it can be said. */
export function otherVersion(value: unknown): Problem | undefined {
  if (typeof value !== 'object' || value === null || !('claimspan' in value)) return undefined
  const { claimspan } = value
  if (typeof claimspan !== 'number' || claimspan === 1) return undefined
  const expected = '1; a newer Claimspan may read this'
  return { kind: 'unknown-version', path: '/claimspan', value: claimspan, expected }
}
