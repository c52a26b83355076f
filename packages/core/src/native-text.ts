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
import type { Span } from './span.js'

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
const quoted = (text: string): string => (escaped.test(text) ? JSON.stringify(text) : `"${text}"`)
const list = (values: readonly unknown[]): string => (values.length === 0 ? '[]' : JSON.stringify(values))
const strings = (values: readonly string[]): string =>
  values.length === 1 && values[0] !== undefined ? `[${quoted(values[0])}]` : list(values)
/** A key and its value, after others; nothing when it has no value. */
const text = (name: string, value: string | undefined): string =>
  value === undefined ? '' : `,"${name}":${quoted(value)}`
const json = (name: string, value: unknown): string =>
  value === undefined ? '' : `,"${name}":${JSON.stringify(value)}`

/** The keys in the order of `nativeDocument`. */
function claimText(of: Claim, writing: Writing): string {
  const { verdict, confidence, attribution, evidence, origin } = of
  let mentions = ''
  for (let at = 0; at < of.mentions.length; at++) {
    const mention = of.mentions[at]
    if (mention !== undefined) mentions += (at === 0 ? '' : ',') + mentionText(mention, `m${at + 1}`, writing)
  }
  return (
    `{"id":${quoted(of.id)},"layer":${quoted(of.layer)},"mentions":[${mentions}]` +
    text('normalizedClaim', of.normalizedClaim) +
    text('proposition', of.proposition) +
    `,"types":${strings(of.types)}` +
    text('checkWorthiness', of.checkWorthiness) +
    (verdict === undefined ? '' : json('verdict', nativeVerdict(verdict))) +
    (confidence === undefined ? '' : json('confidence', confidence)) +
    (attribution === undefined ? '' : json('attribution', nativeAttribution(attribution, writing))) +
    (evidence.length === 0 ? ',"evidence":[]' : json('evidence', nativeEvidence(of, writing))) +
    `,"tags":${strings(of.tags)}` +
    text('note', of.note) +
    `,"status":${quoted(of.status)}` +
    (origin.kind === 'human' ? ',"origin":{"kind":"human"}' : json('origin', nativeOrigin(origin))) +
    `,"createdBy":${quoted(of.createdBy)},"createdAt":${quoted(of.createdAt)}` +
    `${text('updatedAt', of.updatedAt)}}`
  )
}

/** The id is left out when it is the usual one. */
function mentionText(of: Mention, usualId: string, writing: Writing): string {
  let spans = ''
  for (const span of of.spans) spans += spans === '' ? spanText(span, writing) : `,${spanText(span, writing)}`
  return (
    `{${of.id === usualId ? '' : `"id":${quoted(of.id)},`}"spans":[${spans}]` +
    `,"quote":${quoted(of.quote)},"prefix":${quoted(of.prefix)},"suffix":${quoted(of.suffix)}` +
    (of.documentVersion === writing.documentVersion ? '' : json('documentVersion', of.documentVersion)) +
    `${text('markedQuote', of.markedQuote)}}`
  )
}

const spanText = ({ from, to }: Span, { offset }: Writing): string => `{"from":${offset(from)},"to":${offset(to)}}`
