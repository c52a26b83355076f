import type { AnnotatedDocument } from './annotated-document.js'
import { hidesOthers, problemsOfValues } from './check.js'
import { countKeys, parseJson } from './json.js'
import { type Mention, mention } from './mention.js'
import { documentOfNative } from './native-read.js'
import type { NativeDocument } from './native-shape.js'
import { nativeText } from './native-text.js'
import { otherVersion, type Problem, shown } from './problem.js'
import { mentionThatFails, quoteStands } from './quote-stands.js'
import { documentSchema } from './schema/document.js'
import { fits } from './schema/fits.js'
import { validate } from './schema/validate.js'
import { hasSoundValues } from './sound-values.js'
import { type OffsetUnit, offsetTable } from './unit.js'

export { type NativeScheme, readScheme, writeScheme } from './native-scheme.js'

/** What reading a line gives: the document, or every problem with its place. */
export type NativeLine =
  | { readonly ok: true; readonly annotated: AnnotatedDocument }
  | { readonly ok: false; readonly problems: readonly Problem[] }

/**
 * An annotated document as one line of `documents.jsonl`, without its line end; offsets counted in `unit`. Keys and order are
 * fixed, so equal documents give equal lines. Throws `RangeError` when a span is not one of the text or the words at the
 * spans are not the quote; `check` finds everything else that a reader would refuse.
 */
export function writeNativeLine(annotated: AnnotatedDocument, unit: OffsetUnit = 'code-point'): string {
  const { document, claims } = annotated
  const stands = (of: Mention): boolean => quoteStands(document.text, of)
  for (const claim of claims) {
    const wrong = mentionThatFails(claim, stands)
    if (wrong === undefined) continue
    const words = mention(document.text, wrong.spans).quote
    throw new RangeError(
      `Claim ${claim.id} of document ${document.id}: the words at the spans are ${shown(words)}, the quote is ${shown(wrong.quote)}`,
    )
  }
  const table = offsetTable(document.text)
  const offset = (utf16: number): number => table.fromUtf16(utf16, unit)
  return nativeText(annotated, { unit, documentVersion: document.version, offset })
}

/**
 * Read one line of `documents.jsonl`. Never throws: whatever is wrong comes back as problems. Layers, annotators, claims,
 * relations, threads, types, evidence and tags that are left out are empty; blocks left out are paragraphs.
 */
export function readNativeLine(line: string): NativeLine {
  const sound = soundNative(line)
  if (sound !== undefined) {
    const read = documentOfNative(sound, false)
    if (read.problems.length === 0 && hasSoundValues(read.annotated)) return { ok: true, annotated: read.annotated }
  }
  const json = parseJson(line)
  if (!json.ok) return json
  const version = otherVersion(json.value)
  if (version !== undefined) return { ok: false, problems: [version] }
  const shape = validate(json.value, documentSchema)
  if (shape.some(hidesOthers)) return { ok: false, problems: shape }
  const native = json.value as NativeDocument
  const { annotated, table, problems: offsets } = documentOfNative(native)
  const values = problemsOfValues(annotated, (utf16) => table.fromUtf16(utf16, native.offsetUnit))
  const problems = [...shape, ...offsets, ...values]
  return problems.length === 0 ? { ok: true, annotated } : { ok: false, problems }
}

const fitsDocument = fits(documentSchema)

/** What a line holds when its shape is sound at first sight; whatever is odd is for the checks that say why. */
function soundNative(line: string): NativeDocument | undefined {
  let value: unknown
  try {
    value = JSON.parse(line)
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
  // As many keys in the value as in the text: none stood twice.
  return fitsDocument(value, 0) === countKeys(line) ? (value as NativeDocument) : undefined
}

/**
 * Read the lines of `documents.jsonl` one after the other; the number of the first is 1. Empty lines are passed over. One
 * bad line does not stop the rest.
 */
export function* readNativeLines(
  lines: Iterable<string>,
): Generator<{ readonly number: number; readonly result: NativeLine }, void, undefined> {
  let number = 0
  for (const line of lines) {
    number += 1
    if (line.trim() !== '') yield { number, result: readNativeLine(line) }
  }
}
