import {
  type AnnotatedDocument,
  blocksOf,
  type Claim,
  check,
  document,
  type Mention,
  mention,
  type Span,
} from '@claimspan/core'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { exportFiles, formatNamed, type Loss } from '../src/index.js'
import { annotatedDocuments, oddScheme } from './annotated-documents.js'
import { readAnn, readConfiguration } from './brat-reader.js'
import { expectLawfulReading } from './mutate.js'

const brat = formatNamed('brat')
const scheme = oddScheme()

function write(annotated: AnnotatedDocument) {
  const { files, losses } = exportFiles(brat, [annotated], { scheme })
  const text = (end: string) => files.find(({ path }) => path.endsWith(end))?.text ?? ''
  return { files, losses, txt: text('.txt'), ann: text('.ann'), configuration: text('annotation.conf') }
}

describe('brat', () => {
  it('is read back, without the scheme, as it was but for exactly the losses it reports', () => {
    fc.assert(
      fc.property(annotatedDocuments(), (annotated) => {
        const { files, losses } = write(annotated)
        const read = brat.read?.documents(files, {})
        expect(read?.problems).toEqual([])
        expect(read?.notes).toEqual([])
        expect(read?.documents).toHaveLength(1)
        expect(brat.read?.documents(files, { scheme })).toEqual(read)
        for (const each of read?.documents ?? []) {
          expect(check(each)).toEqual([])
          expect(numbered(each)).toEqual(numbered(afterLosses(annotated, losses, each)))
        }
      }),
      { numRuns: 500 },
    )
  })

  it('is accepted by the rules of brat, which finds the quotes at the offsets', () => {
    fc.assert(
      fc.property(annotatedDocuments({ newline: '\r\n' }), (annotated) => {
        const { txt, ann, losses } = write(annotated)
        const { textBounds } = readAnn(ann, txt)
        const inFile = [...textBounds.values()].filter(({ type }) => type !== 'Source' && type !== 'Cue')
        const lost = losses.filter(
          ({ what, claim, mention }) => what === 'mention' && claim !== undefined && /^m/.test(mention ?? ''),
        )
        const mentions = annotated.claims.flatMap((claim) => claim.mentions.map((each) => ({ claim, each })))
        const expected = mentions.filter(
          ({ claim, each }) => !lost.some((loss) => loss.claim === claim.id && loss.mention === each.id),
        )
        expect(inFile).toHaveLength(expected.length)
        const plain = (text: string) => text.replace(/ … /g, '').replace(/[\s\x1c-\x1e\x85]/gu, '')
        expect(inFile.map(({ text }) => plain(text))).toEqual(
          expected.map(({ each }) => plain(wordsOf(annotated, each))),
        )
      }),
    )
  })

  it('has a configuration that defines every name in use of a document within the scheme', () => {
    const within = annotatedDocuments().filter(({ claims, relations }) => {
      const labels = new Set([...scheme.claimTypes, ...scheme.relationTypes].map(({ label }) => label))
      return (
        claims.every(
          ({ types, verdict }) =>
            types.every((type) => labels.has(type)) && verdict?.scale !== 'our scale' && verdict?.label !== '3 of 5',
        ) && relations.every(({ type }) => labels.has(type))
      )
    })
    fc.assert(
      fc.property(within, (annotated) => {
        const { txt, ann, configuration } = write(annotated)
        const { entities, relations, attributes } = readConfiguration(configuration)
        const annotations = readAnn(ann, txt)
        for (const { type } of annotations.textBounds.values()) expect(entities).toContain(type)
        for (const { type, args } of annotations.relations) {
          const defined = relations.get(type)
          expect(defined?.map(([role]) => role)).toEqual(args.map(([role]) => role))
          for (const [at, [, target]] of args.entries()) {
            expect(defined?.[at]?.[1]).toContain(annotations.textBounds.get(target)?.type)
          }
        }
        for (const { type, value } of annotations.attributes) {
          expect([...attributes.keys()]).toContain(type)
          if (value !== undefined) expect(attributes.get(type)).toContain(value)
        }
        expect(relations.get('<OVERLAP>')).toEqual([
          ['Arg1', ['<ENTITY>']],
          ['Arg2', ['<ENTITY>']],
          ['<OVL-TYPE>', ['<ANY>']],
        ])
      }),
      { numRuns: 50 },
    )
  })

  it('reads what others write: unknown types become types, unknown lines are noted', () => {
    const txt = 'Smoking kills. Ban it!'
    const ann =
      'T1\tPremise 0 13\tSmoking kills\nT2\tMajorClaim 15 22\tBan it!\nR1\tsupports Arg1:T1 Arg2:T2\t\nA1\tStance T2 For\nE1\tClaim:T1\nA2\tHedged T2\nA3\tNegation R1\n#1\tAnnotatorNotes T2\tFirst.\n#2\tAnnotatorNotes T2\tSecond.\n#3\tReviewer T1\tMei\n#4\tAnnotatorNotes R1\tWhy?\n'
    const read = brat.read?.documents(
      [
        { path: 'essay01.txt', text: txt },
        { path: 'essay01.ann', text: ann },
      ],
      {},
    )
    expect(read?.problems).toEqual([])
    expect(read?.notes).toEqual([
      'essay01.ann: events were left out: 1.',
      'essay01.ann: attributes Negation of what is no claim were left out: 1.',
      'essay01.ann: notes Reviewer were left out: 1.',
    ])
    const [essay] = read?.documents ?? []
    expect(essay?.claims.map(({ tags, note }) => [tags, note])).toEqual([
      [[], undefined],
      [['Stance=For', 'Hedged'], 'First.\nSecond.'],
    ])
    expect(essay?.relations[0]?.note).toBe('Why?')
    expect(essay?.claims.map(({ id, types, mentions }) => [id, types, mentions[0]?.quote])).toEqual([
      ['T1', ['Premise'], 'Smoking kills'],
      ['T2', ['MajorClaim'], 'Ban it!'],
    ])
    expect(essay?.relations).toMatchObject([{ id: 'R1', type: 'supports', from: 'T1', to: 'T2' }])
  })

  it.each([
    ['offsets past the text', 'T1\tClaim 0 99\tSmoking', 'bad-offsets', 1],
    ['words that do not stand there', 'T1\tClaim 0 7\tDrinking', 'bad-offsets', 1],
    ['an id twice', 'T1\tClaim 0 7\tSmoking\nT1\tClaim 0 7\tSmoking', 'duplicate-id', 2],
    ['spaces for tabs', 'T1 Claim 0 7 Smoking', 'malformed', 1],
    ['two equal roles', 'T1\tClaim 0 7\tSmoking\nR1\tx Arg1:T1 Arg1:T1', 'malformed', 2],
    ['a source that is not there', 'T1\tClaim 0 7\tSmoking\nR1\tHas_source Content:T1 Source:T2', 'unknown-target', 2],
  ])('refuses %s, and says the line', (_, ann, kind, line) => {
    const read = brat.read?.documents(
      [
        { path: 'a.txt', text: 'Smoking kills.' },
        { path: 'a.ann', text: ann },
      ],
      {},
    )
    expect(read?.documents).toEqual([])
    expect(read?.problems).toMatchObject([{ kind, file: 'a.ann', line }])
  })

  it('never throws, whatever stands in the files, and gives sound documents only', () => {
    const bits = [
      'T1',
      'T2',
      'R1',
      'A1',
      '#1',
      '*',
      'E1',
      'N1',
      'R 1',
      '\t',
      '\t',
      ' ',
      ' ',
      '\n',
      '\n',
      'Claim',
      'Source',
      'Cue',
      '0 3',
      '4 7',
      '0 3;4 7',
      '3 1',
      '99 100',
      'abc',
      'def',
      'abc def',
      'Arg1:T1',
      'Arg2:T2',
      'Content:T1',
      'Source:T2',
      'Has_source',
      'Same_claim',
      'T1 T2',
      'Verdict',
      'Verdict_scale',
      'AnnotatorNotes',
      '\\u0020\\n',
    ]
    const line = fc.oneof(
      fc.array(fc.constantFrom(...bits), { maxLength: 7 }).map((parts) => parts.join('')),
      fc.constantFrom(
        'T1\tClaim 0 3\tabc',
        'T2\tSource 4 7\tdef',
        'T3\tClaim 0 7\tabc def',
        '*\tSame_claim T1 T3',
        '*\tSame_claim T3 T1',
        'R1\tHas_source Content:T1 Source:T2',
        'R2\tsupports Arg1:T1 Arg2:T3',
      ),
    )
    fc.assert(
      fc.property(fc.array(line, { maxLength: 8 }), (lines) => {
        const read = brat.read?.documents(
          [
            { path: 'a.txt', text: 'abc def' },
            { path: 'a.ann', text: lines.join('\n') },
          ],
          {},
        )
        for (const each of read?.documents ?? []) expect(check(each)).toEqual([])
        expect((read?.documents.length ?? 0) === 1).toBe(read?.problems.length === 0)
      }),
      { numRuns: 2000 },
    )
  })

  it('survives 2,000 mutated files: nothing thrown, nothing half-imported', () => {
    const rich = annotatedDocuments().filter(({ claims, relations }) => claims.length > 3 && relations.length > 1)
    const [sample] = fc.sample(rich, { numRuns: 1, seed: 5 })
    expectLawfulReading(brat, exportFiles(brat, sample === undefined ? [] : [sample], { scheme }).files, 2000)
  })

  it('says which annotations have no text beside them', () => {
    expect(brat.read?.documents([{ path: 'a.ann', text: '' }], {}).problems).toMatchObject([
      { kind: 'no-text', file: 'a.ann' },
    ])
  })
})

const wordsOf = ({ document: { text } }: AnnotatedDocument, { spans }: Mention): string =>
  spans.map(({ from, to }) => text.slice(from, to)).join('')

/** Ids by place, so that only what they join counts. */
function numbered(annotated: AnnotatedDocument): AnnotatedDocument {
  const claimIds = new Map<string, string>(annotated.claims.map(({ id }, at) => [id, `claim-${at}`]))
  return {
    ...annotated,
    claims: annotated.claims.map((claim) => ({
      ...claim,
      id: claimIds.get(claim.id) as Claim['id'],
      mentions: claim.mentions.map((each, at) => ({ ...each, id: `mention-${at}` as Mention['id'] })),
    })),
    relations: annotated.relations.map((each, at) => ({
      ...each,
      id: `relation-${at}` as typeof each.id,
      from: claimIds.get(each.from) as Claim['id'],
      to: claimIds.get(each.to) as Claim['id'],
    })),
  }
}

const breaks = /[\n\v\f\r\x1c-\x1e\x85\u2028\u2029]/

/** The spans that are left when line breaks at edges are not marked and two spans with nothing but those between are one. */
function withoutEdges(text: string, spans: readonly Span[]): readonly Span[] {
  const marked = new Array<boolean>(text.length).fill(false)
  const starts = new Set<number>()
  for (const { from, to } of spans) {
    starts.add(from)
    for (let at = from; at < to; at++) marked[at] = true
  }
  const left: { from: number; to: number }[] = []
  for (let at = 0; at < text.length; at++) {
    if (!marked[at] || breaks.test(text[at] ?? '')) continue
    const last = left.at(-1)
    const between = last === undefined ? '' : text.slice(last.to, at)
    const onlyBreaks = between !== '' && [...between].every((character) => breaks.test(character))
    if (last !== undefined && (onlyBreaks || (between === '' && !starts.has(at)))) last.to = at + 1
    else left.push({ from: at, to: at + 1 })
  }
  return left
}

/** The document with each reported loss taken from it, and nothing else. What has no value at all is as it was `read`. */
function afterLosses(
  annotated: AnnotatedDocument,
  losses: readonly Loss[],
  read: AnnotatedDocument,
): AnnotatedDocument {
  const whole = losses.filter((loss) => loss.claim === undefined && loss.relation === undefined)
  const isLost = (what: string): boolean => whole.some((loss) => loss.what === what)
  const { text, id } = annotated.document
  const bare = document({ id, text })
  const { language, ...original } = annotated.document
  const base = {
    ...original,
    ...(isLost('language') || language === undefined ? {} : { language }),
    ...(isLost('title') ? { title: bare.title } : {}),
    ...(isLost('version') ? { version: 1 } : {}),
    ...(isLost('blocks') ? { blocks: blocksOf(text) } : {}),
    ...(isLost('metadata') ? { metadata: {} } : {}),
  }
  const claims = annotated.claims.flatMap((claim): readonly Claim[] => {
    const own = losses.filter((loss) => loss.claim === claim.id)
    const lost = (what: string): boolean => own.some((loss) => loss.what === what && loss.mention === undefined)
    const found = (what: string, mentionId: string): boolean =>
      own.some((loss) => loss.what === what && loss.mention === mentionId)
    if (lost('claim')) return []
    const mentionLeft = (of: Mention): readonly Mention[] => {
      if (found('mention', of.id)) return []
      const { markedQuote, ...rest } = of
      const spans = found('line-break', of.id) ? withoutEdges(text, of.spans) : of.spans
      const fresh = found('line-break', of.id) || found('context', of.id) ? mention(text, spans, { id: of.id }) : rest
      const marked = markedQuote === undefined || found('markedQuote', of.id) ? {} : { markedQuote }
      return [{ ...fresh, documentVersion: base.version, ...marked }]
    }
    const renamed = (value: string, what: string): string => {
      const loss = own.find(
        (each) => each.what === what && each.detail.includes(`${JSON.stringify(value)} is written `),
      )
      return loss === undefined ? value : (/ is written (\S+)$/.exec(loss.detail)?.[1] ?? '')
    }
    const { verdict, attribution, confidence, proposition: _lost, updatedAt: _, ...rest } = claim
    const { rating, ...plainVerdict } = verdict ?? { scale: '', label: '' }
    const { within, source, cue, ...plainAttribution } = attribution ?? { kind: 'indirect' }
    const [sourceLeft] = source === undefined ? [] : mentionLeft(source)
    const [cueLeft] = cue === undefined ? [] : mentionLeft(cue)
    return [
      {
        ...rest,
        mentions: claim.mentions.flatMap(mentionLeft),
        types: [...new Set(claim.types.map((type) => renamed(type, 'type')))],
        ...(confidence === undefined || lost('confidence') ? {} : { confidence }),
        ...(lost('evidence') ? { evidence: [] } : {}),
        ...(lost('tags') ? { tags: [] } : {}),
        ...(verdict === undefined
          ? {}
          : {
              verdict: {
                ...plainVerdict,
                label: renamed(verdict.label, 'verdict.label'),
                scale: renamed(verdict.scale, 'verdict.scale'),
                ...(rating === undefined || lost('verdict.rating') ? {} : { rating }),
              },
            }),
        ...(attribution === undefined
          ? {}
          : {
              attribution: {
                ...plainAttribution,
                ...(sourceLeft && { source: sourceLeft }),
                ...(cueLeft && { cue: cueLeft }),
                ...(within === undefined || lost('attribution.within') ? {} : { within }),
              },
            }),
        ...(isLost('layers') ? { layer: read.layers[0]?.id ?? claim.layer } : {}),
        ...(isLost('authorship') ? authorship(read) : {}),
      },
    ]
  })
  const relations = annotated.relations.flatMap((each) => {
    const own = losses.filter((loss) => loss.relation === each.id)
    if (own.some(({ what }) => what === 'relation')) return []
    const { note, ...rest } = each
    const type = own.find(({ what }) => what === 'type')?.detail
    return [
      {
        ...rest,
        ...(note === undefined || own.some(({ what }) => what === 'note') ? {} : { note }),
        ...(type === undefined ? {} : { type: / is written (\S+)$/.exec(type)?.[1] ?? '' }),
        ...(isLost('layers') ? { layer: read.layers[0]?.id ?? each.layer } : {}),
        createdBy: read.annotators[0]?.id ?? each.createdBy,
      },
    ]
  })
  return {
    document: base,
    layers: isLost('layers') ? read.layers : annotated.layers,
    annotators: read.annotators,
    claims,
    relations,
    threads: isLost('threads') ? [] : annotated.threads,
  }
}

function authorship(read: AnnotatedDocument): Pick<Claim, 'createdBy' | 'createdAt' | 'origin'> {
  const { createdBy, createdAt, origin } = read.claims[0] ?? {
    createdBy: '' as Claim['createdBy'],
    createdAt: '',
    origin: { kind: 'human' },
  }
  return { createdBy, createdAt, origin }
}
