import type { AnnotatedDocument } from './annotated-document.js'
import type { Claim } from './claim.js'
import type { Mention } from './mention.js'
import {
  nativeAttribution,
  nativeEvidence,
  nativeHead,
  nativeOrigin,
  nativeRelations,
  nativeThreads,
  nativeVerdict,
  type Writing,
} from './native-write.js'

/**
 * The text that `JSON.stringify(nativeDocument(of, writing))` gives, made faster: claims, which are most of a line, are put
 * together from their parts, and only what is rare in them goes through objects.
 */
export function nativeText(of: AnnotatedDocument, writing: Writing): string {
  const head = JSON.stringify(nativeHead(of, writing)).slice(0, -1)
  let claims = ''
  for (const claim of of.claims) claims += claims === '' ? claimText(claim, writing) : `,${claimText(claim, writing)}`
  return `${head},"claims":[${claims}],"relations":${list(nativeRelations(of))},"threads":${list(nativeThreads(of))}}`
}

/** What JSON escapes, and surrogates, of which it escapes those without their other half. */
const escaped = /["\\\u0000-\u001f\ud800-\udfff]/
/** What stands between the quotation marks of a text. The marks are written with the keys: fewer pieces are joined faster. */
const inner = (text: string): string => (escaped.test(text) ? JSON.stringify(text).slice(1, -1) : text)

/** Labels, layers and people stand in nearly every claim: what they are written as is kept, so that few are looked through. */
const keptLabels = new Map<string, string>()
const mostKept = 1000

function label(text: string): string {
  const kept = keptLabels.get(text)
  if (kept !== undefined) return kept
  const made = inner(text)
  if (text.length > 64) return made
  if (keptLabels.size >= mostKept) keptLabels.clear()
  keptLabels.set(text, made)
  return made
}

const list = (values: readonly unknown[]): string => (values.length === 0 ? '[]' : JSON.stringify(values))
const labels = (values: readonly string[]): string =>
  values.length === 1 && values[0] !== undefined ? `["${label(values[0])}"]` : list(values)
const json = (name: string, value: unknown): string =>
  value === undefined ? '' : `,"${name}":${JSON.stringify(value)}`

/** The keys in the order of `nativeDocument`. */
function claimText(of: Claim, writing: Writing): string {
  const {
    mentions,
    normalizedClaim,
    proposition,
    checkWorthiness,
    verdict,
    confidence,
    attribution,
    note,
    origin,
    updatedAt,
  } = of
  let written = `{"id":"${inner(of.id)}","layer":"${label(of.layer)}","mentions":[`
  for (let at = 0; at < mentions.length; at++) {
    const mention = mentions[at]
    if (mention === undefined) continue
    if (at > 0) written += ','
    written += mentionText(mention, at, writing)
  }
  written += normalizedClaim === undefined ? ']' : `],"normalizedClaim":"${inner(normalizedClaim)}"`
  if (proposition !== undefined) written += `,"proposition":"${inner(proposition)}"`
  written += `,"types":${labels(of.types)}`
  if (checkWorthiness !== undefined) written += `,"checkWorthiness":"${label(checkWorthiness)}"`
  if (verdict !== undefined) written += json('verdict', nativeVerdict(verdict))
  if (confidence !== undefined) written += json('confidence', confidence)
  if (attribution !== undefined) written += json('attribution', nativeAttribution(attribution, writing))
  if (of.evidence.length === 0 && of.tags.length === 0) written += ',"evidence":[],"tags":[]'
  else written += `,"evidence":${list(nativeEvidence(of, writing))},"tags":${labels(of.tags)}`
  if (note !== undefined) written += `,"note":"${inner(note)}"`
  written +=
    origin.kind === 'human'
      ? `,"status":"${label(of.status)}","origin":{"kind":"human"},"createdBy":"`
      : `,"status":"${label(of.status)}","origin":${JSON.stringify(nativeOrigin(origin))},"createdBy":"`
  written += `${label(of.createdBy)}","createdAt":"${inner(of.createdAt)}`
  return written + (updatedAt === undefined ? '"}' : `","updatedAt":"${inner(updatedAt)}"}`)
}

/** The id is left out when it is the usual one of its place. */
function mentionText(of: Mention, at: number, writing: Writing): string {
  const { id, spans, quote, prefix, suffix } = of
  let written = id === `m${at + 1}` ? '{"spans":[' : `{"id":"${inner(id)}","spans":[`
  for (let span = 0; span < spans.length; span++) {
    const one = spans[span]
    if (one === undefined) continue
    written += span === 0 ? '{"from":' : ',{"from":'
    written += `${writing.offset(one.from)},"to":${writing.offset(one.to)}}`
  }
  written += `],"quote":"${inner(quote)}","prefix":"${inner(prefix)}","suffix":"${inner(suffix)}`
  if (of.documentVersion === writing.documentVersion && of.markedQuote === undefined) return `${written}"}`
  if (of.documentVersion !== writing.documentVersion) written += `","documentVersion":${of.documentVersion}`
  else written += '"'
  return `${written}${json('markedQuote', of.markedQuote)}}`
}
