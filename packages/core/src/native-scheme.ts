import { schemeProblems } from './check-scheme.js'
import { parseJson } from './json.js'
import { otherVersion, type Problem } from './problem.js'
import { schemeSchema } from './schema/scheme.js'
import { validate } from './schema/validate.js'
import type { Label, Scheme } from './scheme.js'

/** What reading a scheme gives: the scheme, or every problem with its place. */
export type NativeScheme =
  | { readonly ok: true; readonly scheme: Scheme }
  | { readonly ok: false; readonly problems: readonly Problem[] }

/** A scheme as the text of `scheme.json`: indented by 2, with a line end. */
export function writeScheme(scheme: Scheme): string {
  const labels = (of: readonly Label[]) =>
    of.map(({ label, definition, color, key }) => ({ label, definition, color, key }))
  const { id, version, name, verdictScales, guideline } = scheme
  const native = {
    claimspan: 1,
    id,
    version,
    name,
    claimTypes: labels(scheme.claimTypes),
    checkWorthiness: labels(scheme.checkWorthiness),
    verdictScales,
    relationTypes: labels(scheme.relationTypes),
    attributionKinds: labels(scheme.attributionKinds),
    guideline,
  }
  return `${JSON.stringify(native, null, 2)}\n`
}

/** Read the text of `scheme.json`. Never throws: whatever is wrong comes back as problems. */
export function readScheme(json: string): NativeScheme {
  const parsed = parseJson(json)
  if (!parsed.ok) return parsed
  const version = otherVersion(parsed.value)
  if (version !== undefined) return { ok: false, problems: [version] }
  const shape = validate(parsed.value, schemeSchema)
  if (shape.length > 0) return { ok: false, problems: shape }
  const { claimspan: _, ...scheme } = parsed.value as Scheme & { readonly claimspan: 1 }
  const problems = schemeProblems(scheme)
  return problems.length === 0 ? { ok: true, scheme } : { ok: false, problems }
}
