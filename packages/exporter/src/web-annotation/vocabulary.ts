/** The context of the W3C Web Annotation Data Model. */
export const annotationContext = 'http://www.w3.org/ns/anno.jsonld'

/** What Claimspan's own terms stand under. */
export const claimspanNamespace = 'https://claimspan.dev/ns#'

const own = (name: string): string => `claimspan:${name}`
const list = (name: string) => ({ '@id': own(name), '@container': '@list' })
const reference = (name: string) => ({ '@id': own(name), '@type': '@id' })

/**
 * The terms of Claimspan that stand in a file beside the model's own, so that a JSON-LD processor in safe mode keeps every
 * value. Written into each file: it reads the same without us.
 */
export const claimspanContext = {
  claimspan: claimspanNamespace,
  Article: own('Article'),
  Claim: own('Claim'),
  Relation: own('Relation'),
  Thread: own('Thread'),
  Attribution: own('Attribution'),
  article: reference('article'),
  title: 'http://purl.org/dc/terms/title',
  text: own('text'),
  textVersion: own('textVersion'),
  blocks: list('blocks'),
  metadata: list('metadata'),
  key: own('key'),
  layers: list('layers'),
  annotators: list('annotators'),
  layer: own('layer'),
  kind: own('kind'),
  localId: own('localId'),
  mention: own('mention'),
  markedOn: own('markedOn'),
  markedQuote: own('markedQuote'),
  status: own('status'),
  proposition: own('proposition'),
  confidence: own('confidence'),
  checkWorthiness: own('checkWorthiness'),
  scale: own('scale'),
  justification: own('justification'),
  rating: own('rating'),
  best: own('best'),
  worst: own('worst'),
  attribution: own('attribution'),
  sourceWords: reference('sourceWords'),
  cueWords: reference('cueWords'),
  speaker: own('speaker'),
  uri: own('uri'),
  within: own('within'),
  evidence: list('evidence'),
  stance: own('stance'),
  evidenceItems: list('evidenceItems'),
  words: reference('words'),
  ofDocument: own('ofDocument'),
  url: own('url'),
  quote: own('quote'),
  origin: own('origin'),
  version: own('version'),
  importedFrom: own('importedFrom'),
  relationType: own('relationType'),
  resolved: own('resolved'),
  vote: own('vote'),
} as const

/** IRIs of a document and what belongs to it; ids hold only characters that an IRI may have. */
export const documentIri = (document: string): string => `urn:claimspan:${document}`
export const partIri = (document: string, part: 'claim' | 'relation' | 'thread' | 'annotator', id: string): string =>
  `urn:claimspan:${document}/${part}/${id}`
