import type { AnnotatedDocument, Claim } from '@claimspan/core'
import { alignClaims } from './align-claims.js'
import type { Coefficient } from './coefficient.js'
import { cohenKappa } from './cohen-kappa.js'
import { coveredBy } from './covered.js'
import { alphaOfUnits } from './krippendorff-alpha.js'
import { percentAgreement } from './percent-agreement.js'
import { type SpanAgreement, spanAgreementOf, type TwoSets } from './span-agreement.js'

/** Agreement on one field among claims that were aligned and that both gave a value. */
export interface FieldAgreement {
  readonly pairs: number
  readonly percent: Coefficient
  /** Cohen's κ. */
  readonly kappa: Coefficient
}

/** Two layers, or two annotators, over the documents that both worked on. */
export interface PairAgreement {
  readonly a: string
  readonly b: string
  readonly spans: SpanAgreement
  /** Krippendorff's α over words, each in a claim or not. */
  readonly words: Coefficient
  /** The first type of each claim. */
  readonly type: FieldAgreement
  readonly checkWorthiness: FieldAgreement
  /** Verdicts on the same scale. */
  readonly verdict: FieldAgreement
}

export interface AgreementReport {
  readonly by: 'layer' | 'annotator'
  /** Ids of all layers or annotators, in order. */
  readonly coders: readonly string[]
  readonly pairs: readonly PairAgreement[]
  /** Krippendorff's α over words, each in a claim or not, of all together; a coder who has not a document misses its words. */
  readonly words: Coefficient
}

export interface AgreementOptions {
  /**
   * What is compared: layers (a layer without claims in a document found none there), or annotators, by who made each claim
   * (who made none in a document is taken not to have worked on it). Layers when left out.
   */
  readonly by?: 'layer' | 'annotator'
  /** Ids of the layers or annotators to compare; all when left out. */
  readonly only?: readonly string[]
}

/** How far all layers, or all annotators, agree with each other, pair by pair and together. */
export function agreementReport(
  documents: Iterable<AnnotatedDocument>,
  options: AgreementOptions = {},
): AgreementReport {
  const { by = 'layer', only } = options
  const coded = [...documents].map((annotated) => ({
    text: annotated.document.text,
    claims: claimsByCoder(annotated, by, only),
  }))
  const coders = [...new Set(coded.flatMap(({ claims }) => [...claims.keys()]))].sort()
  const pairs = coders.flatMap((a, at) =>
    coders.slice(at + 1).flatMap((b) => {
      const both = coded.filter(({ claims }) => claims.has(a) && claims.has(b))
      return both.length === 0 ? [] : [pairAgreement(a, b, both)]
    }),
  )
  return { by, coders, pairs, words: wordAlpha(coded, coders) }
}

interface CodedDocument {
  readonly text: string
  readonly claims: ReadonlyMap<string, readonly Claim[]>
}

function claimsByCoder(annotated: AnnotatedDocument, by: 'layer' | 'annotator', only: readonly string[] | undefined) {
  const claims = new Map<string, Claim[]>()
  const add = (coder: string, ...made: readonly Claim[]): void => {
    if (only !== undefined && !only.includes(coder)) return
    claims.set(coder, [...(claims.get(coder) ?? []), ...made])
  }
  if (by === 'layer') for (const { id } of annotated.layers) add(id)
  for (const claim of annotated.claims) add(by === 'layer' ? claim.layer : claim.createdBy, claim)
  return claims
}

function pairAgreement(a: string, b: string, documents: readonly CodedDocument[]): PairAgreement {
  const sets: readonly TwoSets[] = documents.map(({ claims }) => ({ a: claims.get(a) ?? [], b: claims.get(b) ?? [] }))
  const aligned = sets.flatMap((each) => alignClaims(each.a, each.b).pairs)
  const field = (of: (claim: Claim) => string | undefined): FieldAgreement => {
    const both = aligned.flatMap((pair) => {
      const [valueA, valueB] = [of(pair.a), of(pair.b)]
      return valueA === undefined || valueB === undefined ? [] : [[valueA, valueB] as const]
    })
    const [labelsA, labelsB] = [both.map(([label]) => label), both.map(([, label]) => label)]
    return { pairs: both.length, percent: percentAgreement(labelsA, labelsB), kappa: cohenKappa(labelsA, labelsB) }
  }
  const sameScale = aligned.filter(
    (pair) => pair.a.verdict !== undefined && pair.a.verdict.scale === pair.b.verdict?.scale,
  )
  const verdicts = [
    sameScale.map((pair) => pair.a.verdict?.label),
    sameScale.map((pair) => pair.b.verdict?.label),
  ] as const
  return {
    a,
    b,
    spans: spanAgreementOf(sets),
    words: wordAlpha(documents, [a, b]),
    type: field(({ types }) => types[0]),
    checkWorthiness: field(({ checkWorthiness }) => checkWorthiness),
    verdict: { pairs: sameScale.length, percent: percentAgreement(...verdicts), kappa: cohenKappa(...verdicts) },
  }
}

/** α over the words (runs without white space) of all documents: inside a claim when a claim covers a character of it. */
function wordAlpha(documents: readonly CodedDocument[], coders: readonly string[]): Coefficient {
  function* units(): Generator<readonly boolean[]> {
    for (const { text, claims } of documents) {
      const covered = coders.flatMap((coder) => {
        const own = claims.get(coder)
        return own === undefined ? [] : [coverage(text, own)]
      })
      for (const word of text.matchAll(/\S+/gu)) {
        yield covered.map((marks) => marks.subarray(word.index, word.index + word[0].length).includes(1))
      }
    }
  }
  return alphaOfUnits(units())
}

/** 1 for each code unit that a claim covers. */
function coverage(text: string, claims: readonly Claim[]): Uint8Array {
  const marks = new Uint8Array(text.length)
  for (const claim of claims) for (const { from, to } of coveredBy(claim)) marks.fill(1, from, to)
  return marks
}
