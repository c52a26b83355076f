import type { AnnotatedDocument, Claim, Document, Speaker } from '@claimspan/core'
import { type Field, fieldLosses } from '../field-losses.js'
import type { WriteOptions, WrittenDocument } from '../format.js'
import { type Losses, lossesOf } from '../loss.js'
import { hasWords } from '../mention-losses.js'
import { isSafeUrl } from '../statements/read.js'
import { blankLosses, statementOf } from '../statements/statement.js'
import { documentIri, partIri } from '../web-annotation/vocabulary.js'

const carried: readonly Field[] = [
  ...(['title', 'version', 'language', 'metadata', 'normalizedClaim', 'verdict', 'verdict.rating'] as const),
  ...([
    'verdict.justification',
    'attribution',
    'attribution.kind',
    'attribution.speaker',
    'attribution.within',
    'evidence',
    'tags',
  ] as const),
]

/**
 * One document as JSON-LD in schema.org's terms (https://schema.org/ClaimReview, version 29): the article, a `Claim` with an
 * `@id` of its own for each claim, and a `ClaimReview` for each that has a verdict. Its `url` is the review's IRI until it is
 * published on a page.
 */
export function writeClaimReview(annotated: AnnotatedDocument, options: WriteOptions): WrittenDocument {
  const { document, claims, annotators, relations } = annotated
  const losses = lossesOf(annotated, 'claim-review')
  fieldLosses(annotated, carried, losses)
  blankLosses(claims, losses)
  for (const { id } of relations) {
    losses.add({ relation: id, what: 'relation', done: 'left-out', detail: 'schema.org has no term for it' })
  }
  const nameOf = new Map<string, string>(annotators.map(({ id, name }) => [id, name]))
  const graph = [
    articleOf(document, losses),
    ...claims.flatMap((claim) => [
      claimOf(claim, annotated, options.scheme.name, losses),
      ...(claim.verdict === undefined
        ? []
        : [reviewOf(claim, document, nameOf.get(claim.createdBy) ?? claim.createdBy, losses)]),
    ]),
  ]
  const json = { '@context': 'https://schema.org', '@graph': graph }
  const path = `${options.fileName ?? document.id}.claim-review.json`
  return { files: [{ path, text: `${JSON.stringify(json, null, 1)}\n` }], losses: losses.all }
}

const isoDate = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2})?)?$/

function articleOf(document: Document, losses: Losses): object {
  const { title, language, version, text, metadata } = document
  const { url, source, author, published, licence, ...others } = metadata
  const isDate = published !== undefined && isoDate.test(published)
  const isLicence = licence !== undefined && isSafeUrl(licence)
  const lost = [
    ...(published !== undefined && !isDate ? ['published'] : []),
    ...(licence !== undefined && !isLicence ? ['licence'] : []),
    ...Object.keys(others),
  ]
  if (lost.length > 0) losses.add({ what: 'metadata', done: 'left-out', detail: `${lost.join(', ')} not written` })
  return {
    '@id': documentIri(document.id),
    '@type': 'Article',
    headline: title,
    ...(language === undefined ? {} : { inLanguage: language }),
    ...(url === undefined ? {} : { url }),
    ...(author === undefined ? {} : { creditText: author }),
    ...(source === undefined ? {} : { publisher: { '@type': 'Organization', name: source } }),
    ...(isDate ? { datePublished: published } : {}),
    ...(isLicence ? { license: licence } : {}),
    version,
    articleBody: text,
  }
}

function claimOf(claim: Claim, annotated: AnnotatedDocument, scheme: string, losses: Losses): object {
  const { document } = annotated
  const article = { '@id': documentIri(document.id) }
  const loss = (what: string, detail: string, mention?: string): void =>
    losses.add({ claim: claim.id, ...(mention === undefined ? {} : { mention }), what, done: 'flattened', detail })
  const quotations = claim.mentions.filter((mention) => hasWords(annotated, mention, claim, losses))
  if (quotations.length > 0) loss('mentions', 'its words are quoted, where they stand is not written')
  attributionLoss(claim, loss)
  const { speaker } = claim.attribution ?? {}
  const citations = claim.evidence.flatMap(({ items }) =>
    items.map((item) =>
      item.kind === 'url'
        ? { '@type': 'WebPage', url: item.url, ...(item.quote === undefined ? {} : { text: item.quote }) }
        : {
            '@type': 'Quotation',
            text: item.mention.quote,
            isPartOf: { '@id': documentIri(item.document ?? document.id) },
          },
    ),
  )
  if (claim.evidence.length > 0) loss('evidence.stance', 'evidence is cited without its stance and sets')
  const keywords = [
    ...claim.types.map((type) => ({
      '@type': 'DefinedTerm',
      name: type,
      inDefinedTermSet: { '@type': 'DefinedTermSet', name: scheme },
    })),
    ...claim.tags,
  ]
  return {
    '@id': partIri(document.id, 'claim', claim.id),
    '@type': 'Claim',
    text: statementOf(claim),
    ...(document.language === undefined ? {} : { inLanguage: document.language }),
    appearance: article,
    ...(speaker === undefined ? {} : { author: speakerOf(speaker) }),
    ...(quotations.length === 0
      ? {}
      : { hasPart: quotations.map(({ quote }) => ({ '@type': 'Quotation', text: quote, isPartOf: article })) }),
    ...(citations.length === 0 ? {} : { citation: citations }),
    ...(keywords.length === 0 ? {} : { keywords }),
  }
}

/** Authors are persons or organisations in schema.org: a publication or a group is an organisation. */
const speakerOf = ({ name, kind, uri }: Speaker): object => ({
  '@type': kind === undefined || kind === 'person' ? 'Person' : 'Organization',
  name,
  ...(uri === undefined ? {} : { sameAs: uri }),
})

function attributionLoss({ attribution }: Claim, loss: (what: string, detail: string) => void): void {
  if (attribution === undefined) return
  const { speaker } = attribution
  const kept =
    speaker === undefined ? 'nothing of it is written' : `only ${speaker.name} is written, as the claim’s author`
  loss('attribution', kept)
}

function reviewOf(claim: Claim, { id, language }: Document, author: string, losses: Losses): object {
  const { verdict } = claim
  const url = `${partIri(id, 'claim', claim.id)}/review`
  losses.add({
    claim: claim.id,
    what: 'verdict.scale',
    done: 'left-out',
    detail: `that ${verdict?.label} is of the scale ${verdict?.scale} has no place`,
  })
  return {
    '@id': url,
    '@type': 'ClaimReview',
    url,
    claimReviewed: statementOf(claim),
    itemReviewed: { '@id': partIri(id, 'claim', claim.id) },
    author: { '@type': 'Person', name: author },
    datePublished: (claim.updatedAt ?? claim.createdAt).slice(0, 10),
    ...(language === undefined ? {} : { inLanguage: language }),
    reviewRating: {
      '@type': 'Rating',
      alternateName: verdict?.label,
      ...(verdict?.rating === undefined
        ? {}
        : { ratingValue: verdict.rating.value, bestRating: verdict.rating.best, worstRating: verdict.rating.worst }),
      ...(verdict?.justification === undefined ? {} : { ratingExplanation: verdict.justification }),
    },
  }
}
