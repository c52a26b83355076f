import {
  type AnnotatedDocument,
  annotator,
  type Claim,
  type ClaimParts,
  claim,
  document,
  layer,
  mention,
  type Relation,
  relation,
  type Span,
} from '@claimspan/core'
import fc from 'fast-check'

export const text = 'The river rose by 3 m on Monday. Nobody was hurt, officials said. More rain is expected.'

/** Where these words are in the text. */
export function at(words: string): Span {
  const from = text.indexOf(words)
  if (from === -1) throw new Error(`${words} is not in the text`)
  return { from, to: from + words.length }
}

/** A claim of a layer on these words or spans, one mention. */
export function marked(
  id: string,
  layer: string,
  spans: readonly (Span | string)[],
  parts: Partial<ClaimParts> = {},
): Claim {
  return claim({
    id,
    layer,
    mentions: [
      mention(
        text,
        spans.map((one) => (typeof one === 'string' ? at(one) : one)),
      ),
    ],
    createdBy: layer,
    createdAt: '2026-01-02T03:04:05Z',
    ...parts,
  })
}

export const related = (layer: string, type: string, from: string, to: string): Relation =>
  relation({ id: `${from}-${type}-${to}`, type, from, to, layer, createdBy: layer })

export function annotatedBy(
  layers: readonly string[],
  claims: readonly Claim[],
  { id = 'd', relations = [] }: { readonly id?: string; readonly relations?: readonly Relation[] } = {},
): AnnotatedDocument {
  return {
    document: document({ id, text }),
    layers: layers.map((each) => layer({ id: each, kind: 'independent' })),
    annotators: layers.map((each) => annotator(each)),
    claims,
    relations,
    threads: [],
  }
}

/** One span or two, in order, whose ends are some of these. */
const spansAt = (ends: readonly number[]) =>
  fc.array(fc.constantFrom(...ends), { minLength: 2, maxLength: 4 }).map((chosen) => {
    const sorted = [...new Set(chosen)].sort((a, b) => a - b)
    return sorted.flatMap((from, place) => {
      const to = sorted[place + 1]
      return place % 2 === 0 && to !== undefined ? [{ from, to }] : []
    })
  })

/** Every fourth character, so that many spans are equal, nested, or overlap alike. */
const spans = spansAt(Array.from({ length: 23 }, (_, end) => end * 4))

/** The marks of a Golomb ruler: no two are as far apart as two others, so that overlaps are hardly ever equal by chance. */
const ruler = spansAt([0, 1, 4, 13, 28, 33, 47, 54, 64, 70, 72])

const fields = fc.record({
  types: fc.subarray(['Event', 'Numerical', 'Position'], { maxLength: 2 }),
  checkWorthiness: fc.option(fc.constantFrom('CFS', 'UFS', 'NFS'), { nil: undefined }),
  verdict: fc.option(
    fc.record({ scale: fc.constantFrom('core', 'core', 'fever-3'), label: fc.constantFrom('supported', 'refuted') }),
    { nil: undefined },
  ),
  attribution: fc.option(
    fc.record({
      kind: fc.constantFrom('direct', 'indirect'),
      source: fc.option(spans, { nil: undefined }),
      speaker: fc.option(fc.record({ name: fc.constantFrom('Ng', 'Li') }), { nil: undefined }),
    }),
    { nil: undefined },
  ),
})

/** What one layer has: claims with all their fields, and relations between them. */
export interface LayerMarks {
  readonly claims: readonly Claim[]
  readonly relations: readonly Relation[]
}

/** A layer's claims at random; the same values under another layer's name are {@link inLayer}. */
export const layerMarks = (layer: string): fc.Arbitrary<LayerMarks> =>
  marksOf(layer, fc.array(fc.tuple(spans, fields), { maxLength: 6 }))

/**
 * A layer's claims at random of which no two have the same words. Where two claims of one coder are as near to a claim of
 * another, either may be taken for it, and figures may be one or the other; here there is no such choice.
 */
export const distinctMarks = (layer: string): fc.Arbitrary<LayerMarks> =>
  marksOf(
    layer,
    fc.uniqueArray(fc.tuple(ruler, fields), {
      maxLength: 6,
      selector: ([own]) => own.map(({ from, to }) => `${from}-${to}`).join(' '),
    }),
  )

type FieldsOfClaim = typeof fields extends fc.Arbitrary<infer Fields> ? Fields : never

const marksOf = (
  layer: string,
  marks: fc.Arbitrary<(readonly [readonly Span[], FieldsOfClaim])[]>,
): fc.Arbitrary<LayerMarks> =>
  marks.chain((all): fc.Arbitrary<LayerMarks> => {
    const claims = all.flatMap(([spans, { checkWorthiness, verdict, attribution, types }], index) => {
      if (spans.length === 0) return []
      const source = attribution?.source
      return [
        marked(`${layer}${index}`, layer, spans, {
          types,
          ...(checkWorthiness === undefined ? {} : { checkWorthiness }),
          ...(verdict === undefined ? {} : { verdict }),
          ...(attribution === undefined
            ? {}
            : {
                attribution: {
                  kind: attribution.kind,
                  ...(attribution.speaker === undefined ? {} : { speaker: attribution.speaker }),
                  ...(source === undefined || source.length === 0 ? {} : { source: mention(text, source) }),
                },
              }),
        }),
      ]
    })
    if (claims.length < 2) return fc.constant({ claims, relations: [] })
    const end = fc.constantFrom(...claims.map(({ id }) => id as string))
    return fc
      .uniqueArray(fc.tuple(fc.constantFrom('supports', 'attacks', 'equivalent'), end, end), {
        maxLength: 4,
        selector: (each) => each.join(' '),
      })
      .map((arcs) => ({
        claims,
        relations: arcs.flatMap(([type, from, to]) => (from === to ? [] : [related(layer, type, from, to)])),
      }))
  })

/** The same marks made in another layer. */
export function inLayer({ claims, relations }: LayerMarks, name: string): LayerMarks {
  const [first] = claims
  const renamed = (id: string) => `${name}${id.slice(first?.layer.length ?? 0)}`
  return {
    claims: claims.map(({ id, ...parts }) => claim({ ...parts, id: renamed(id), layer: name, createdBy: name })),
    relations: relations.map(({ type, from, to }) => related(name, type, renamed(from), renamed(to))),
  }
}

/** One document with these layers' marks. */
export function withLayers(layers: Readonly<Record<string, LayerMarks>>, id = 'd'): AnnotatedDocument {
  const all = Object.values(layers)
  return annotatedBy(
    Object.keys(layers),
    all.flatMap(({ claims }) => claims),
    { id, relations: all.flatMap(({ relations }) => relations) },
  )
}
