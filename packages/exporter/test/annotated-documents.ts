import {
  type AnnotatedDocument,
  type Attribution,
  annotator,
  blockKinds,
  blocksOf,
  type Claim,
  checkWorthinesses,
  claim,
  claimStatuses,
  cueMentionId,
  defaultScheme,
  document,
  documentId,
  type EvidenceItem,
  evidenceMentionId,
  evidenceStances,
  layer,
  layerKinds,
  type Mention,
  mention,
  mentionId,
  relation,
  type Scheme,
  type Span,
  sourceMentionId,
  speakerKinds,
  threadId,
  voteSides,
} from '@claimspan/core'
import fc from 'fast-check'

/** Words and signs that formats trip over. */
const pieces = [
  'The firm',
  'said',
  ' ',
  ' ',
  ' ',
  '. ',
  '“six dragons”',
  "'s",
  '"',
  '&amp; <b>',
  ']]>',
  'naïve',
  'e\u0301',
  '👩‍👩‍👧',
  '😀',
  '🇨🇳',
  '中国人工智能',
  'クラウド',
  'שלום',
  '\u202bעברית\u202c',
  'العربية',
  '\t',
  '\\',
  '\\n',
  '\u2028',
  '\u0085',
  '\u000b',
  '\u00a0',
  '#1',
  'T1\t',
  '-DOCSTART-',
  '{"a":1}',
  '|',
  ';',
  ',',
  '`*_',
  '%',
  '\ufeff',
]
const piece = fc.constantFrom(...pieces)
const line = fc.array(piece, { maxLength: 8 }).map((parts) => parts.join(''))
const lines = (newline: string) => fc.array(line, { minLength: 1, maxLength: 6 }).map((each) => each.join(newline))

/** A free text of a field, with line breaks and outer white space. */
const words = fc.oneof(
  fc.array(fc.oneof(piece, fc.constant('\n')), { maxLength: 5 }).map((parts) => parts.join('')),
  fc.string({ unit: 'grapheme', maxLength: 12 }),
)
const someWords = words.map((text) => (text === '' ? 'x' : text))

/** Labels of the scheme, and some that are not in it. */
const types = fc.uniqueArray(
  fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...oddScheme().claimTypes.map(({ label }) => label)) },
    {
      weight: 1,
      arbitrary: fc.constantFrom('Source', 'Untyped_claim', 'Numerical_Claim', 'новый', ' spaced ', 'a|b', '---'),
    },
  ),
  { maxLength: 3 },
)

/** The default scheme with labels that are hard to write down. */
export function oddScheme(): Scheme {
  return {
    ...defaultScheme,
    claimTypes: [
      ...defaultScheme.claimTypes,
      { label: 'Cue' },
      { label: 'Causal_Claim' },
      { label: '主张' },
      { label: '断言' },
      { label: 'a | b' },
      { label: 'tab\there' },
    ],
    relationTypes: [
      ...defaultScheme.relationTypes,
      { label: 'Causal Claim' },
      { label: 'Has_source' },
      { label: 'a b' },
    ],
  }
}

interface Options {
  /** What ends a line besides `\n`; `\r\n` makes texts with carriage returns. */
  readonly newline?: string
}

/** A sound document: claims overlap, nest, cross lines, are discontinuous, detached, changed; every field has odd text in it. */
export function annotatedDocuments({ newline = '\n' }: Options = {}): fc.Arbitrary<AnnotatedDocument> {
  return fc
    .record({
      text: fc.oneof({ weight: 9, arbitrary: lines(newline) }, { weight: 1, arbitrary: fc.constant('') }),
      id: fc.constantFrom('a', 'News-2026.01', 'x_y@z+1'),
      version: fc.integer({ min: 1, max: 3 }),
      title: fc.option(words, { nil: undefined }),
      language: fc.option(fc.constantFrom('en', 'zh-Hant', 'ar'), { nil: undefined }),
      metadata: fc.dictionary(fc.constantFrom('author', 'source', 'note: x', '@id', 'licence'), words, { maxKeys: 3 }),
      kinds: fc.array(fc.constantFrom(...blockKinds), { maxLength: 6 }),
      layers: fc.uniqueArray(fc.constantFrom('shared', 'curated', 'by-mei'), { minLength: 1, maxLength: 3 }),
      claims: fc.array(claimSeeds, { maxLength: 6 }),
      relations: fc.array(relationSeeds, { maxLength: 4 }),
      threads: fc.array(
        fc.record({
          claim: fc.nat(),
          comments: fc.array(fc.tuple(words, fc.constantFrom(undefined, ...voteSides)), { maxLength: 3 }),
          resolved: fc.boolean(),
        }),
        { maxLength: 2 },
      ),
    })
    .map((seeds) => {
      const { text } = seeds
      const made = document({
        id: seeds.id,
        version: seeds.version,
        text,
        ...(seeds.title === undefined ? {} : { title: seeds.title }),
        ...(seeds.language === undefined ? {} : { language: seeds.language }),
        metadata: { ...seeds.metadata },
        blocks: blocksOf(text, (at) => seeds.kinds[at] ?? 'paragraph'),
      })
      const borders = bordersOf(text)
      const claims = seeds.claims.map((seed, at) =>
        claimFrom(seed, `c${at + 1}`, seeds.layers, text, borders, seeds.version),
      )
      const relations = seeds.relations.flatMap((seed, at) => {
        const [from, to] = [claims[seed.from % (claims.length || 1)], claims[seed.to % (claims.length || 1)]]
        if (from === undefined || to === undefined || from === to) return []
        const { type, note } = seed
        const inLayer = seeds.layers[at % seeds.layers.length] ?? 'shared'
        return [
          relation({
            id: `r${at + 1}`,
            type,
            from: from.id,
            to: to.id,
            layer: inLayer,
            createdBy: 'mei',
            ...(note === undefined ? {} : { note }),
          }),
        ]
      })
      const arcs = new Set<string>()
      return {
        document: made,
        layers: seeds.layers.map((id, at) =>
          layer({ id, kind: layerKinds[at] ?? 'shared', ...(at === 1 ? { name: 'A <name>' } : {}) }),
        ),
        annotators: [annotator('mei', 'Mei "M." <李>'), annotator('bot')],
        claims,
        relations: relations.filter(({ layer, type, from, to }) => {
          const arc = [layer, type, from, to].join(' ')
          return arcs.has(arc) ? false : arcs.add(arc)
        }),
        threads: seeds.threads.flatMap((seed, at) => {
          const about = claims[seed.claim % (claims.length || 1)]
          const comments = seed.comments.map(([words, vote]) => ({
            by: annotator('mei').id,
            at: '2026-01-02T03:04:05Z',
            text: words,
            ...(vote === undefined ? {} : { vote }),
          }))
          return about === undefined
            ? []
            : [{ id: threadId(`t${at + 1}`), claim: about.id, comments, resolved: seed.resolved }]
        }),
      }
    })
}

const mentionSeeds = fc.record({
  at: fc.array(fc.nat(), { minLength: 2, maxLength: 6 }),
  fate: fc.oneof(
    { weight: 8, arbitrary: fc.constant('whole' as const) },
    { weight: 1, arbitrary: fc.constantFrom('detached' as const, 'changed' as const, 'short-context' as const) },
  ),
  words: someWords,
})
type MentionSeed = typeof mentionSeeds extends fc.Arbitrary<infer Seed> ? Seed : never

const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined })

const attributionSeeds = fc.record({
  kind: fc.constantFrom('direct' as const, 'indirect' as const, 'mixed' as const),
  source: maybe(mentionSeeds),
  cue: maybe(mentionSeeds),
  speaker: maybe(
    fc.record({
      name: someWords,
      kind: maybe(fc.constantFrom(...speakerKinds)),
      uri: maybe(fc.constant('https://example.org/?q=1&r=%20')),
    }),
  ),
  within: maybe(fc.constant({ kind: 'indirect' as const })),
})

const evidenceSeeds = fc.record({
  stance: fc.constantFrom(...evidenceStances),
  items: fc.array(
    fc.oneof(
      fc.record({ kind: fc.constant('url' as const), url: fc.constant('https://example.org/a'), quote: maybe(words) }),
      fc.record({ kind: fc.constant('mention' as const), mention: mentionSeeds, elsewhere: fc.boolean() }),
    ),
    { maxLength: 2 },
  ),
})

const claimSeeds = fc.record({
  mentions: fc.array(mentionSeeds, { minLength: 1, maxLength: 3 }),
  types,
  normalizedClaim: maybe(words),
  checkWorthiness: maybe(fc.constantFrom(...checkWorthinesses)),
  verdict: maybe(
    fc.record({
      scale: fc.constantFrom('core', 'fever-3', 'numeric', 'our scale'),
      label: fc.constantFrom('supported', 'NOT ENOUGH INFO', '3 of 5', 'half-true'),
      rating: maybe(fc.record({ value: fc.integer(), best: fc.constant(5), worst: fc.constant(0.5) })),
      justification: maybe(words),
    }),
  ),
  confidence: maybe(fc.constantFrom(0, 0.25, 1)),
  attribution: maybe(attributionSeeds),
  evidence: fc.array(evidenceSeeds, { maxLength: 2 }),
  proposition: maybe(fc.constantFrom('other/c1', 'p "1" <2>')),
  tags: fc.uniqueArray(someWords, { maxLength: 2 }),
  note: maybe(words),
  status: fc.constantFrom(...claimStatuses),
  origin: fc.constantFrom(
    { kind: 'human' as const },
    { kind: 'import' as const },
    { kind: 'import' as const, from: 'brat' },
    { kind: 'model' as const, name: 'm"1', version: '2' },
  ),
  layer: fc.nat(),
  updated: fc.boolean(),
})
type ClaimSeed = typeof claimSeeds extends fc.Arbitrary<infer Seed> ? Seed : never

const relationSeeds = fc.record({
  from: fc.nat(),
  to: fc.nat(),
  type: fc.constantFrom(
    'supports',
    'attacks',
    'equivalent',
    'part-of',
    'Causal Claim',
    'Has_source',
    'a b',
    'a_b',
    'off scheme',
  ),
  note: maybe(words),
})

function claimFrom(
  seed: ClaimSeed,
  id: string,
  layers: readonly string[],
  text: string,
  borders: readonly number[],
  version: number,
): Claim {
  const { attribution, evidence, normalizedClaim, proposition, checkWorthiness, verdict, confidence, note } = seed
  const madeAttribution = attribution && attributionFrom(attribution, text, borders, version)
  return claim({
    id,
    layer: layers[seed.layer % layers.length] ?? 'shared',
    mentions: seed.mentions.map((each, at) => mentionFrom(each, `m${at + 1}`, text, borders, version)),
    types: seed.types,
    tags: seed.tags,
    status: seed.status,
    origin: seed.origin,
    createdBy: 'mei',
    createdAt: '2026-01-02T03:04:05Z',
    evidence: evidence.map(({ stance, items }) => ({
      stance,
      items: items.map((item): EvidenceItem => {
        if (item.kind === 'url')
          return { kind: 'url', url: item.url, ...(item.quote === undefined ? {} : { quote: item.quote }) }
        const made = mentionFrom(item.mention, evidenceMentionId, text, borders, version)
        return item.elsewhere
          ? { kind: 'mention', mention: made, document: documentId('other') }
          : { kind: 'mention', mention: made }
      }),
    })),
    ...(seed.updated ? { updatedAt: '2026-02-03T04:05:06.789Z' } : {}),
    ...(normalizedClaim === undefined ? {} : { normalizedClaim }),
    ...(proposition === undefined ? {} : { proposition }),
    ...(checkWorthiness === undefined ? {} : { checkWorthiness }),
    ...(verdict === undefined ? {} : { verdict: withoutUndefined(verdict) }),
    ...(confidence === undefined ? {} : { confidence }),
    ...(note === undefined ? {} : { note }),
    ...(madeAttribution === undefined ? {} : { attribution: madeAttribution }),
  })
}

function attributionFrom(
  { kind, source, cue, speaker, within }: typeof attributionSeeds extends fc.Arbitrary<infer Seed> ? Seed : never,
  text: string,
  borders: readonly number[],
  version: number,
): Attribution {
  return {
    kind,
    ...(source && { source: mentionFrom(source, sourceMentionId, text, borders, version) }),
    ...(cue && { cue: mentionFrom(cue, cueMentionId, text, borders, version) }),
    ...(speaker && { speaker: withoutUndefined(speaker) }),
    ...(within && { within }),
  }
}

function withoutUndefined<T extends object>(of: T): { [Key in keyof T]: Exclude<T[Key], undefined> } {
  return Object.fromEntries(Object.entries(of).filter(([, value]) => value !== undefined)) as {
    [Key in keyof T]: Exclude<T[Key], undefined>
  }
}

function mentionFrom(
  seed: MentionSeed,
  id: string,
  text: string,
  borders: readonly number[],
  version: number,
): Mention {
  const spans = spansFrom(seed.at, borders)
  if (seed.fate === 'detached' || spans.length === 0) {
    return { id: mentionId(id), spans: [], quote: seed.words, prefix: 'before ', suffix: '', documentVersion: version }
  }
  const made = mention(text, spans, { id, documentVersion: version })
  if (seed.fate === 'changed' && seed.words !== made.quote) return { ...made, markedQuote: seed.words }
  if (seed.fate === 'short-context') return { ...made, prefix: '', suffix: '' }
  return made
}

/** Spans between some of the borders, in order; neighbours may touch. */
function spansFrom(at: readonly number[], borders: readonly number[]): readonly Span[] {
  const ends = at.map((seed) => borders[seed % borders.length] ?? 0).sort((a, b) => a - b)
  const spans: Span[] = []
  for (let index = 0; index + 1 < ends.length; index += 2) {
    const [from = 0, to = 0] = [ends[index], ends[index + 1]]
    if (from < to) spans.push({ from, to })
  }
  return spans
}

/** Offsets at which a character begins or the text ends. */
function bordersOf(text: string): readonly number[] {
  const borders = [0]
  for (const character of text) borders.push((borders.at(-1) ?? 0) + character.length)
  return borders
}
