import {
  type AnnotatedDocument,
  type Attribution,
  attributionKinds,
  blockKinds,
  blocksOf,
  type Claim,
  checkWorthinesses,
  claim,
  claimStatuses,
  document,
  type EvidenceSet,
  evidenceStances,
  isInsidePair,
  layerKinds,
  type Mention,
  mention,
  mentionId,
  relationTypes,
  type Scheme,
  type Span,
  speakerKinds,
  verdictScales,
} from '@claimspan/core'
import fc from 'fast-check'

const characters = [
  'a',
  'b',
  ' ',
  '.',
  '\n',
  '\r\n',
  'é',
  'e\u0301',
  '文',
  'ع',
  'א',
  '🐈',
  '👩‍👩‍👧',
  '🇫🇷',
  '"',
  '\\',
  '\u2028',
  '\0',
  '…',
]

/** Text of one to four UTF-8 bytes a character, with lines, marks that combine and what JSON escapes. */
export const texts = (options: { readonly minLength?: number; readonly maxLength?: number } = {}) =>
  fc.array(fc.constantFrom(...characters), { maxLength: 60, ...options }).map((parts) => parts.join(''))

const words = fc.constantFrom('one', 'two words', '文字', '🐈', '"quoted"')
export const ids = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9_@+-]{0,8}$/)
const instants = fc
  .date({ min: new Date('1900-01-01T00:00:00Z'), max: new Date('2100-01-01T00:00:00Z'), noInvalidDate: true })
  .chain((date) => fc.constantFrom(date.toISOString(), `${date.toISOString().slice(0, 19)}Z`))
const urls = fc.constantFrom(
  'https://example.org/a?b=c#d',
  'http://例え.jp/',
  'mailto:ann@example.org',
  'HTTPS://EXAMPLE.ORG',
)

/** One to three spans of a text that has at least one character. */
const spansIn = (text: string) =>
  fc
    .uniqueArray(fc.nat(text.length), { minLength: 2, maxLength: 6 })
    .map((offsets) => {
      const sorted = offsets.filter((at) => !isInsidePair(text, at)).sort((a, b) => a - b)
      const spans: Span[] = []
      for (let at = 0; at + 1 < sorted.length; at += 2) spans.push({ from: sorted[at] ?? 0, to: sorted[at + 1] ?? 0 })
      return spans
    })
    .filter((spans) => spans.length > 0)

const mentionsIn = (text: string, version: number, id: string): fc.Arbitrary<Mention> =>
  fc
    .record({
      spans: spansIn(text),
      documentVersion: fc.integer({ min: 1, max: version }),
      keeps: fc.record({ prefix: fc.nat(32), suffix: fc.nat(32) }),
      becomes: fc.constantFrom('whole', 'whole', 'changed', 'detached'),
    })
    .map(({ spans, documentVersion, keeps, becomes }) => {
      const made = mention(text, spans, { id, documentVersion })
      const prefix = wellFormedEnd(made.prefix, keeps.prefix)
      const suffix = wellFormedStart(made.suffix, keeps.suffix)
      const shorter = { ...made, prefix, suffix }
      if (becomes === 'detached') return { ...shorter, spans: [] }
      return becomes === 'changed' ? { ...shorter, markedQuote: `${made.quote}, as marked` } : shorter
    })

const wellFormedEnd = (text: string, length: number) =>
  text.slice(Math.max(0, text.length - length)).replace(/^[\udc00-\udfff]/, '')
const wellFormedStart = (text: string, length: number) => text.slice(0, length).replace(/[\ud800-\udbff]$/, '')

const optional = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined })

/** An object without the keys that are `undefined`. */
export const compact = <T extends object>(of: T): T =>
  Object.fromEntries(Object.entries(of).filter(([, value]) => value !== undefined)) as T

const attributionsIn = (text: string, version: number): fc.Arbitrary<Attribution> => {
  const parts = {
    kind: fc.constantFrom(...attributionKinds),
    source: optional(mentionsIn(text, version, 'source')),
    cue: optional(mentionsIn(text, version, 'cue')),
    speaker: optional(
      fc.record({ name: words, kind: optional(fc.constantFrom(...speakerKinds)), uri: optional(urls) }).map(compact),
    ),
  }
  const flat = fc.record(parts).map(compact)
  return fc.record({ ...parts, within: optional(flat) }).map(compact) as fc.Arbitrary<Attribution>
}

const evidenceIn = (text: string, version: number): fc.Arbitrary<EvidenceSet> =>
  fc.record({
    stance: fc.constantFrom(...evidenceStances),
    items: fc.array(
      fc.oneof(
        fc.record({ kind: fc.constant('url' as const), url: urls, quote: optional(words) }).map(compact),
        mentionsIn(text, version, 'evidence').map((of) => ({ kind: 'mention' as const, mention: of })),
        fc.record({
          kind: fc.constant('mention' as const),
          mention: mentionsIn('🐈 other text of another document', 3, 'evidence'),
          document: ids,
        }),
      ),
      { maxLength: 3 },
    ),
  }) as fc.Arbitrary<EvidenceSet>

const verdicts = fc
  .record({
    scale: fc.constantFrom(...verdictScales.map(({ id }) => id), 'own'),
    label: words,
    rating: optional(fc.constant({ value: 3.5, best: 5, worst: -1 })),
    justification: optional(words),
  })
  .map(compact)

const claimsIn = (text: string, version: number, layers: readonly string[], annotators: readonly string[]) =>
  fc
    .record({
      id: ids,
      layer: fc.constantFrom(...layers),
      mentions: fc
        .array(mentionsIn(text, version, 'm1'), { minLength: 1, maxLength: 3 })
        .chain((made) =>
          fc
            .constantFrom('m', 'x-')
            .map((prefix) => made.map((one, at) => ({ ...one, id: mentionId(`${prefix}${at + 1}`) }))),
        ),
      normalizedClaim: optional(words),
      proposition: optional(fc.constantFrom('other/c1', 'p 😀')),
      types: fc.uniqueArray(words, { maxLength: 2 }),
      checkWorthiness: optional(fc.constantFrom(...checkWorthinesses)),
      verdict: optional(verdicts),
      confidence: optional(fc.constantFrom(0, 0.25, 1, 1e-7)),
      attribution: optional(attributionsIn(text, version)),
      evidence: fc.array(evidenceIn(text, version), { maxLength: 2 }),
      tags: fc.uniqueArray(words, { maxLength: 3 }),
      note: optional(fc.constantFrom('', 'a note\n')),
      status: fc.constantFrom(...claimStatuses),
      origin: fc.oneof(
        fc.constant({ kind: 'human' as const }),
        fc.record({ kind: fc.constant('import' as const), from: optional(words) }).map(compact),
        fc.record({ kind: fc.constant('model' as const), name: words, version: optional(words) }).map(compact),
      ),
      createdBy: fc.constantFrom(...annotators),
      createdAt: instants,
      updatedAt: optional(instants),
    })
    .map((parts): Claim => claim(compact(parts) as Parameters<typeof claim>[0]))

const metadata = fc
  .record({
    url: optional(urls),
    source: optional(words),
    author: optional(words),
    published: optional(fc.constant('2025-04-05')),
    licence: optional(words),
    'own name': optional(words),
    '7': optional(words),
    toString: optional(words),
  })
  .map(compact)

/** Documents that `check` finds nothing in, with every part of the model somewhere. */
export const annotatedDocuments: fc.Arbitrary<AnnotatedDocument> = fc
  .record({
    text: texts({ minLength: 1 }),
    version: fc.integer({ min: 1, max: 3 }),
    layers: fc.uniqueArray(ids, { minLength: 1, maxLength: 3 }),
    annotators: fc.uniqueArray(ids, { minLength: 1, maxLength: 3 }),
  })
  .chain(({ text, version, layers, annotators }) =>
    fc.record({
      document: fc
        .record({
          id: ids,
          title: fc.constantFrom('', 'A title', '題'),
          language: optional(fc.constantFrom('en', 'zh-Hant', 'x-own')),
          metadata,
          kinds: fc.infiniteStream(fc.constantFrom(...blockKinds)),
        })
        .map(({ kinds, ...parts }) =>
          document({
            ...compact(parts),
            version,
            text,
            blocks: blocksOf(text, () => kinds.next().value ?? 'paragraph'),
          }),
        ),
      layers: fc.tuple(
        ...layers.map((id) =>
          fc.record({ id: fc.constant(id), kind: fc.constantFrom(...layerKinds), name: optional(words) }).map(compact),
        ),
      ),
      annotators: fc.constant(annotators.map((id) => ({ id, name: `The ${id}` }))),
      claims: fc.uniqueArray(claimsIn(text, version, layers, annotators), { maxLength: 4, selector: ({ id }) => id }),
      relations: fc.array(
        fc.record({
          type: fc.constantFrom(...relationTypes),
          note: optional(words),
          layer: fc.constantFrom(...layers),
          createdBy: fc.constantFrom(...annotators),
          ends: fc.tuple(fc.nat(), fc.nat()),
        }),
        { maxLength: 3 },
      ),
      comments: fc.array(fc.record({ by: fc.constantFrom(...annotators), at: instants, text: words }), {
        maxLength: 2,
      }),
    }),
  )
  .map(({ relations, comments, ...parts }) => {
    const claimIds = parts.claims.map(({ id }) => id)
    const arcs = new Map<string, object>()
    for (const { ends, ...rest } of claimIds.length < 2 ? [] : relations) {
      const from = ends[0] % claimIds.length
      const to = (from + 1 + (ends[1] % (claimIds.length - 1))) % claimIds.length
      const arc = { ...compact(rest), id: `r${arcs.size}`, from: claimIds[from], to: claimIds[to] }
      arcs.set([rest.layer, rest.type, from, to].join(' '), arc)
    }
    const [claimId] = claimIds
    const threads = claimId === undefined ? [] : [{ id: 't1', claim: claimId, comments, resolved: comments.length > 1 }]
    const renumbered = [...arcs.values()].map((arc, at) => ({ ...arc, id: `r${at}` }))
    return { ...parts, relations: renumbered, threads } as unknown as AnnotatedDocument
  })

const labelSets = fc.uniqueArray(
  fc
    .record({
      label: words,
      definition: optional(words),
      color: optional(fc.constantFrom('#0077bb', '#AABBCC')),
    })
    .map(compact),
  { maxLength: 4, selector: ({ label }) => label },
)

/** Schemes that can be written and read. */
export const schemes: fc.Arbitrary<Scheme> = fc
  .record({
    id: ids,
    version: fc.integer({ min: 1, max: 9 }),
    name: words,
    claimTypes: labelSets.map((labels) => labels.map((label, at) => ({ ...label, key: String(at + 1) }))),
    checkWorthiness: labelSets,
    verdictScales: fc.uniqueArray(words),
    relationTypes: labelSets,
    attributionKinds: labelSets,
    guideline: optional(words),
  })
  .map(compact)
