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
import { expectLawfulReading } from './mutate.js'

const scheme = oddScheme()
const tsv = formatNamed('webanno-tsv')
const read = (text: string) => tsv.read?.documents([{ path: 'a.tsv', text }], {})

describe('WebAnno TSV', () => {
  it.each(['\n', '\r\n'])('is read back as it was but for exactly the losses it reports (line ends %j)', (newline) => {
    fc.assert(
      fc.property(annotatedDocuments({ newline }), (annotated) => {
        const { files, losses } = exportFiles(tsv, [annotated], { scheme })
        const back = tsv.read?.documents(files, {})
        expect(back?.problems).toEqual([])
        expect(back?.notes).toEqual([])
        expect(back?.documents).toHaveLength(1)
        for (const each of back?.documents ?? []) {
          expect(check(each)).toEqual([])
          expect(inOrder(each)).toEqual(inOrder(afterLosses(annotated, losses, each)))
        }
      }),
      { numRuns: 500 },
    )
  })

  it('has rows whose words stand at their offsets in UTF-16, and as many cells in each as its header says', () => {
    fc.assert(
      fc.property(annotatedDocuments({ newline: '\r\n' }), (annotated) => {
        const { text } = annotated.document
        const lines = (exportFiles(tsv, [annotated], { scheme }).files[0]?.text ?? '').split('\n')
        const columns = lines
          .filter((line) => line.startsWith('#T_'))
          .reduce((sum, line) => sum + line.split('|').length - 1, 0)
        let from = -1
        for (const line of lines.filter((each) => /^\d/.test(each))) {
          const [id = '', offsets = '', words, ...cells] = line.split('\t')
          const [begin = 0, end = 0] = offsets.split('-').map(Number)
          expect(text.slice(begin, end)).toBe(words)
          expect(cells).toHaveLength(columns + 1)
          if (!id.includes('.')) expect(begin).toBeGreaterThanOrEqual(from)
          if (!id.includes('.')) from = end
        }
      }),
      { numRuns: 100 },
    )
  })

  it('reads what INCEpTION writes: stacked, multi-token and sub-token spans, relations by id', () => {
    const text = `#FORMAT=WebAnno TSV 3.3
#T_SP=de.tudarmstadt.ukp.dkpro.core.api.lexmorph.type.pos.POS|PosValue
#T_SP=webanno.custom.Span|value
#T_CH=de.tudarmstadt.ukp.dkpro.core.api.coref.type.CoreferenceLink|referenceType|referenceRelation
#T_RL=webanno.custom.Relation|value|BT_webanno.custom.Span


#Sentence.id=s1
#Text=I like it 😊 .
1-1\t0-1\tI\tPRP\t_\t_\t_\t_\t_\t
1-2\t2-6\tlike\tVB\tA\\|B[1]|C[2]\t_\t_\tsupports\t2-1[0_2]\t
1-2.1\t3-6\tike\t_\tPart\t_\t_\t_\t_\t
1-3\t7-9\tit\tPRP\tA\\|B[1]\t_\t_\t_\t_\t
1-4\t10-12\t😊\t_\t*\t_\t_\t_\t_\t
1-5\t13-14\t.\t.\t_\t_\t_\t_\t_\t

#Text=Yes.
2-1\t15-18\tYes\tUH\tClaim\t_\t_\t_\t_\t
2-2\t18-19\t.\t.\t_\t_\t_\t_\t_\t
`
    const back = read(text)
    expect(back?.problems).toEqual([])
    expect(back?.notes).toEqual([
      'a.tsv: chain layers were left out: de.tudarmstadt.ukp.dkpro.core.api.coref.type.CoreferenceLink.',
    ])
    const [made] = back?.documents ?? []
    expect(made?.document.text).toBe('I like it 😊 .\nYes.')
    expect(made?.claims.map(({ types, mentions }) => [types[0], mentions[0]?.quote])).toEqual([
      ['A|B', 'like it'],
      ['C', 'like'],
      ['Part', 'ike'],
      ['Span', '😊'],
      ['Claim', 'Yes'],
    ])
    expect(made?.relations).toMatchObject([{ type: 'supports', from: 'a5', to: 'a2' }])
  })

  const head = '#FORMAT=WebAnno TSV 3.3\n#T_SP=webanno.custom.Span|value\n\n\n'
  it.each([
    ['another format', 'a\tb\n', 'not-webanno-tsv', 1],
    ['a relation to a layer that is not there', '#FORMAT=WebAnno TSV 3.3\n#T_RL=a.B|BT_a.C\n\n', 'bad-header', 2],
    ['words that do not stand there', `${head}#Text=Hello\n1-1\t0-5\tHallo\t_\t\n`, 'bad-offsets', 6],
    ['offsets that count code points', `${head}#Text=😊 Hi\n1-1\t0-1\t😊\t_\t\n`, 'bad-offsets', 6],
    ['too few cells', `${head}#Text=Hello\n1-1\t0-5\tHello\n`, 'malformed', 6],
    ['a token without sentence', `${head}1-1\t0-5\tHello\t_\t\n`, 'malformed', 5],
    ['a sentence without tokens', `${head}#Text=Hello\n\n`, 'no-tokens', 6],
    ['a sentence far away', `${head}#Text=Hello\n1-1\t900000000-900000005\tHello\t_\t\n`, 'bad-offsets', 6],
  ])('refuses %s, and says the line', (_, text, kind, line) => {
    expect(read(text)?.documents).toEqual([])
    expect(read(text)?.problems).toMatchObject([{ kind, file: 'a.tsv', line }])
  })

  it('survives 2,000 mutated files: nothing thrown, nothing half-imported', () => {
    const rich = annotatedDocuments().filter(({ claims, relations }) => claims.length > 3 && relations.length > 1)
    // A short one: 2,000 files of it are read.
    const written = fc.sample(rich, { numRuns: 20, seed: 11 }).map((each) => exportFiles(tsv, [each], { scheme }).files)
    const [files = []] = written.sort(([a], [b]) => (a?.text.length ?? 0) - (b?.text.length ?? 0))
    expectLawfulReading(tsv, files, 2000)
  })
})

/** Claims, relations and mentions in one order, as a file has them by where they stand. */
function inOrder(annotated: AnnotatedDocument): AnnotatedDocument {
  const byId = <T extends { readonly id: string }>(items: readonly T[]): readonly T[] =>
    [...items].sort((a, b) => (a.id < b.id ? -1 : 1))
  return {
    ...annotated,
    claims: byId(annotated.claims).map((claim) => ({ ...claim, mentions: byId(claim.mentions) })),
    relations: byId(annotated.relations),
  }
}

/** The document with each reported loss taken from it, and nothing else. */
function afterLosses(
  annotated: AnnotatedDocument,
  losses: readonly Loss[],
  back: AnnotatedDocument,
): AnnotatedDocument {
  const whole = losses.filter((loss) => loss.claim === undefined && loss.relation === undefined)
  const isLost = (what: string): boolean => whole.some((loss) => loss.what === what)
  const first = annotated.document.text.search(/\S/)
  const start = first === -1 ? annotated.document.text.length : first
  const text = isLost('white-space')
    ? first === -1
      ? ''
      : ' '.repeat(start) + annotated.document.text.slice(start)
    : annotated.document.text
  const { id } = annotated.document
  const bare = document({ id, text })
  const { language, ...original } = annotated.document
  const base = {
    ...original,
    text,
    blocks: blocksOf(text, (at) => (isLost('blocks') ? 'paragraph' : (original.blocks[at]?.kind ?? 'paragraph'))),
    ...(isLost('language') || language === undefined ? {} : { language }),
    ...(isLost('title') ? { title: bare.title } : {}),
    ...(isLost('version') ? { version: 1 } : {}),
    ...(isLost('metadata') ? { metadata: {} } : {}),
  }
  const claims = annotated.claims.flatMap((claim): readonly Claim[] => {
    const own = losses.filter((loss) => loss.claim === claim.id)
    const lost = (what: string): boolean => own.some((loss) => loss.what === what && loss.mention === undefined)
    if (lost('claim')) return []
    const found = (what: string, of: Mention): boolean =>
      own.some((loss) => loss.what === what && loss.mention === of.id)
    const mentionLeft = (of: Mention): readonly Mention[] => {
      if (found('mention', of)) return []
      const { markedQuote, ...rest } = of
      const moved = found('white-space', of)
      const fresh =
        moved || found('context', of) || isLost('white-space')
          ? mention(text, moved ? withoutEdges(text, of.spans) : of.spans, { id: of.id })
          : rest
      const marked = markedQuote === undefined || found('markedQuote', of) ? {} : { markedQuote }
      return [{ ...fresh, documentVersion: base.version, ...marked }]
    }
    const line = (value: string): string => (lost('carriage-return') ? value.replaceAll('\r', ' ') : value)
    const list = (what: string, values: readonly string[]): readonly string[] =>
      values.map((each) => line(lost(what) ? each.replaceAll('\n', ' ') : each))
    const { verdict, attribution, normalizedClaim, note, proposition: _lost, updatedAt: _, ...rest } = claim
    const { rating, justification, ...plainVerdict } = verdict ?? { scale: '', label: '' }
    const { within, source, cue, speaker, ...plainAttribution } = attribution ?? { kind: 'indirect' }
    const [sourceLeft] = source === undefined ? [] : mentionLeft(source)
    const [cueLeft] = cue === undefined ? [] : mentionLeft(cue)
    return [
      {
        ...rest,
        mentions: claim.mentions.flatMap(mentionLeft),
        types: [...new Set([...claim.types.slice(0, 1).map(line), ...list('otherTypes', claim.types.slice(1))])],
        tags: [...new Set(list('tags', claim.tags))],
        ...(normalizedClaim === undefined ? {} : { normalizedClaim: line(normalizedClaim) }),
        ...(note === undefined ? {} : { note: line(note) }),
        ...(lost('evidence') ? { evidence: [] } : {}),
        ...(verdict === undefined
          ? {}
          : {
              verdict: {
                ...plainVerdict,
                ...(justification === undefined ? {} : { justification: line(justification) }),
                ...(rating === undefined || lost('verdict.rating') ? {} : { rating }),
              },
            }),
        ...(attribution === undefined
          ? {}
          : {
              attribution: {
                ...plainAttribution,
                ...(speaker && { speaker: { ...speaker, name: line(speaker.name) } }),
                ...(sourceLeft && { source: sourceLeft }),
                ...(cueLeft && { cue: cueLeft }),
                ...(within === undefined || lost('attribution.within') ? {} : { within }),
              },
            }),
        ...(isLost('layers') ? { layer: back.layers[0]?.id ?? claim.layer } : {}),
        ...(isLost('authorship') ? authorship(back) : {}),
      },
    ]
  })
  const relations = annotated.relations.flatMap((each) => {
    const own = losses.filter((loss) => loss.relation === each.id)
    if (own.some(({ what }) => what === 'relation')) return []
    const line = (value: string): string =>
      own.some(({ what }) => what === 'carriage-return') ? value.replaceAll('\r', ' ') : value
    return [
      {
        ...each,
        type: line(each.type),
        ...(each.note === undefined ? {} : { note: line(each.note) }),
        ...(isLost('layers') ? { layer: back.layers[0]?.id ?? each.layer } : {}),
        ...(isLost('authorship') ? { createdBy: back.annotators[0]?.id ?? each.createdBy } : {}),
      },
    ]
  })
  return {
    document: base,
    layers: isLost('layers') ? back.layers : annotated.layers,
    annotators: back.annotators,
    claims,
    relations,
    threads: isLost('threads') ? [] : annotated.threads,
  }
}

function withoutEdges(text: string, spans: readonly Span[]): readonly Span[] {
  return spans.flatMap(({ from, to }) => {
    const words = /\S(?:[\s\S]*\S)?/u.exec(text.slice(from, to))
    return words === null ? [] : [{ from: from + words.index, to: from + words.index + words[0].length }]
  })
}

function authorship(back: AnnotatedDocument): Pick<Claim, 'createdBy' | 'createdAt' | 'origin'> {
  const { createdBy, createdAt, origin } = back.claims[0] ?? {
    createdBy: '' as Claim['createdBy'],
    createdAt: '',
    origin: { kind: 'human' },
  }
  return { createdBy, createdAt, origin }
}
