import {
  type AnnotatedDocument,
  annotator,
  blocksOf,
  check,
  claim,
  document,
  layer,
  type Mention,
  mapMentions,
  mention,
  rebase,
  rebaseReportText,
  type Span,
} from '@claimspan/core'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { annotatedDocuments, texts } from './arbitrary.js'

const at = '2026-01-02T03:04:05Z'

/** `The [cat] sat`: a text and the spans in brackets. */
function marked(notation: string): { readonly text: string; readonly spans: readonly Span[] } {
  const spans: Span[] = []
  let text = ''
  let from = 0
  for (const piece of notation.split(/([[\]])/)) {
    if (piece === '[') from = text.length
    else if (piece === ']') spans.push({ from, to: text.length })
    else text += piece
  }
  return { text, spans }
}

function markedBack(text: string, spans: readonly Span[]): string {
  let shown = ''
  let end = 0
  for (const { from, to } of spans) {
    shown += `${text.slice(end, from)}[${text.slice(from, to)}]`
    end = to
  }
  return shown + text.slice(end)
}

const annotated = (text: string, mentions: readonly Mention[]): AnnotatedDocument => ({
  document: document({ id: 'd1', version: 3, text }),
  layers: [layer({ id: 'shared', kind: 'shared' })],
  annotators: [annotator('mei', 'Mei')],
  claims: mentions.map((one, index) =>
    claim({ id: `c${index + 1}`, layer: 'shared', mentions: [one], createdBy: 'mei', createdAt: at }),
  ),
  relations: [],
  threads: [],
})

const one = (of: AnnotatedDocument): Mention => {
  const found = of.claims[0]?.mentions[0]
  if (found === undefined) throw new Error('A claim with a mention')
  return found
}

const cats = 'Ana has had three cats since the spring of that year.'
const dogs = 'Nobody in the village ever kept any dogs before then.'
const fish = 'The lake was famous for its trout and for little else.'

describe('a mention in a corrected text', () => {
  it.each([
    ['stays when nothing near it changed', 'Old. The [cat] sat.', 'Older. The [cat] sat.', 'whole', 'diff'],
    ['keeps what is put in', 'The [cat sat down] there.', 'The [cat slowly sat down] there.', 'changed', 'diff'],
    ['leaves outside what is put at its edge', 'The [cat sat].', 'The old [cat sat] still.', 'whole', 'diff'],
    ['keeps a corrected letter', 'The [govermnent fell].', 'The [government fell].', 'changed', 'diff'],
    ['keeps a corrected last word', 'They [like colours]!', 'They [like colors]!', 'changed', 'diff'],
    ['keeps a corrected figure', 'It grew [by 5 percent] in May.', 'It grew [by 7 percent] in May.', 'changed', 'diff'],
    [
      'is detached when its words are gone',
      'One thing. [Another thing.] A third.',
      'One thing. A third.',
      'detached',
      'diff',
    ],
    ['is detached when others stand there', 'So [a cat sat] there.', 'So my dogs ran there.', 'detached', 'diff'],
    ['keeps emoji whole', 'A [👩‍👩‍👧 and 🇫🇷] B', 'A [👩‍👩‍👦 and 🇫🇷] B', 'changed', 'diff'],
    [
      'follows characters where words have no spaces',
      '他说[出口增长了百分之五]。',
      '他说[出口增长了百分之七]。',
      'changed',
      'diff',
    ],
    ['goes over a paragraph split', 'He [said so. And left].', 'He [said so.\nAnd left].', 'changed', 'diff'],
    [
      'goes along with its paragraph',
      `[${cats}]\n${dogs}\n${fish} ${dogs}x`,
      `${dogs}\n${fish} ${dogs}x\n[${cats}]`,
      'whole',
      'quote',
    ],
    [
      'goes along by a part',
      `${cats.replace('cats', '[cats]')}\n${dogs}\n${fish}!`,
      `${dogs}\n${fish}!\n${cats.replace('cats', '[cats]')}`,
      'whole',
      'quote',
    ],
    [
      'goes along in two parts',
      `${cats.replace('three cats', '[three] cats').replace('spring', '[spring]')}\n${dogs}\n${fish}!`,
      `${dogs}\n${fish}!\n${cats.replace('three cats', '[three] cats').replace('spring', '[spring]')}`,
      'whole',
      'quote',
    ],
    [
      'loses the part that is gone',
      'The [cat], they say, [slept all day], as ever.',
      'The [cat], they say, as ever.',
      'changed',
      'diff',
    ],
    [
      'is not taken for the same words elsewhere',
      'Ana [said] yes to it.\nBob said no.',
      'Bob said no.',
      'detached',
      'diff',
    ],
    [
      'is not taken for a copy that was there before',
      `[${cats}]\n${dogs}\n${cats}`,
      `${dogs}\n${cats}`,
      'detached',
      'diff',
    ],
  ] as const)('%s', (_, before, after, state, how) => {
    const old = marked(before)
    const wanted = marked(after)
    const { annotated: now, report } = rebase(annotated(old.text, [mention(old.text, old.spans)]), wanted.text)
    expect(markedBack(wanted.text, one(now).spans)).toBe(after)
    expect(report.mentions).toMatchObject([{ claim: 'c1', mention: 'm1', state, how }])
    expect(check(now)).toEqual([])
    expect(now.document.version).toBe(4)
    expect(one(now).documentVersion).toBe(1)
  })

  it('keeps the words as they were marked, through several versions', () => {
    const { text, spans } = marked('It grew [by 5 percent] in May.')
    const first = rebase(annotated(text, [mention(text, spans)]), text.replace('5', '7')).annotated
    expect(one(first)).toMatchObject({ quote: 'by 7 percent', markedQuote: 'by 5 percent' })
    const second = rebase(first, text.replace('5', '9')).annotated
    expect(one(second)).toMatchObject({ quote: 'by 9 percent', markedQuote: 'by 5 percent' })
    const third = rebase(second, text).annotated
    expect(one(third)).toEqual(mention(text, spans))
    expect(third.document.version).toBe(6)
  })

  it('that was detached comes back with its words', () => {
    const before = `${dogs}\n${fish}`
    const gone: Mention = { ...mention(cats, [{ from: 0, to: cats.length }]), spans: [] }
    const { annotated: now, report } = rebase(annotated(before, [gone]), `${dogs}\n${cats}\n${fish}`)
    expect(one(now)).toMatchObject({ quote: cats, spans: [{ from: dogs.length + 1 }] })
    expect(report.mentions).toMatchObject([{ state: 'whole', how: 'quote' }])
  })

  it('is offered places that it might be at, and none is taken', () => {
    const { text, spans } = marked(`[${cats}]\n${dogs}\n${fish}\n`)
    const twice = `${dogs}\n${fish}\n${cats}\nMore.\n${cats}\n`
    const { annotated: now, report } = rebase(annotated(text, [mention(text, spans)]), twice)
    expect(one(now)).toMatchObject({ spans: [], quote: cats })
    expect(report.mentions[0]?.candidates?.map(({ quote }) => quote)).toEqual([cats, cats])
  })
})

describe('every mention of a document', () => {
  it('is placed: source, cue, outer attributions, evidence; words of other documents are left', () => {
    const text = 'Ana said that Bob wrote that cats sleep. Proof: they do.'
    const of = (words: string, id: string) =>
      mention(text, [{ from: text.indexOf(words), to: text.indexOf(words) + words.length }], { id })
    const elsewhere = mention('Other words.', [{ from: 0, to: 5 }], { id: 'evidence' })
    const base = annotated(text, [])
    const old: AnnotatedDocument = {
      ...base,
      claims: [
        claim({
          id: 'c1',
          layer: 'shared',
          mentions: [of('cats sleep', 'm1')],
          attribution: {
            kind: 'indirect',
            source: of('Bob', 'source'),
            cue: of('wrote', 'cue'),
            within: { kind: 'indirect', source: of('Ana', 'source'), cue: of('said', 'cue') },
          },
          evidence: [
            {
              stance: 'SUPPORTS',
              items: [
                { kind: 'mention', mention: of('they do', 'evidence') },
                { kind: 'mention', mention: elsewhere, document: document({ id: 'd2', text: 'x' }).id },
              ],
            },
          ],
          createdBy: 'mei',
          createdAt: at,
        }),
      ],
    }
    const { annotated: now, report } = rebase(old, `Today: ${text}`)
    expect(check(now)).toEqual([])
    expect(
      report.mentions.map(({ mention: id, before, after }) => [
        id,
        after.quote,
        (after.spans[0]?.from ?? 0) - (before.spans[0]?.from ?? 0),
      ]),
    ).toEqual([
      ['m1', 'cats sleep', 7],
      ['source', 'Bob', 7],
      ['cue', 'wrote', 7],
      ['source', 'Ana', 7],
      ['cue', 'said', 7],
      ['evidence', 'they do', 7],
    ])
    expect(now.claims[0]?.evidence[0]?.items[1]).toEqual(old.claims[0]?.evidence[0]?.items[1])
  })

  it('is counted, and told of in words', () => {
    const more = 'The first sentence.\nAnd the second one.\n'
    const text = `${cats}\n${dogs}\n${fish}\n${more}`
    const words = (some: string) => mention(text, [{ from: text.indexOf(some), to: text.indexOf(some) + some.length }])
    const old = annotated(text, [words('three cats'), words('The lake was famous'), words('any dogs'), words(fish)])
    const { report } = rebase(old, `${cats.replace('three', 'three old')}\nNo one.\n${more}${fish}\n`)
    expect(report).toMatchObject({ document: 'd1', from: 3, to: 4, counts: { whole: 2, changed: 1, detached: 1 } })
    expect(rebaseReportText(report)).toBe(
      [
        'd1: version 3 → 4',
        '4 mentions: 2 whole, 1 changed, 1 detached; 2 of them found at another place by their words',
        '',
        'Changed: look whether the claim is still right',
        '  c1 m1',
        '    was  “three cats”',
        '    is   “three old cats”',
        '',
        'Detached: the words are gone; mark them again where they are, or remove the claim',
        '  c3 m1',
        '    was  “any dogs”',
        '',
        'Moved: the same words, at another place',
        '  c2 m1',
        '    is   “The lake was famous”',
        '  c4 m1',
        `    is   “${fish}”`,
        '',
      ].join('\n'),
    )
  })
})

describe('the laws', () => {
  const withoutVersion = ({ document: { version: _, ...rest }, ...others }: AnnotatedDocument) => ({
    ...others,
    document: rest,
  })

  it('the same text changes nothing but the version', () => {
    fc.assert(
      fc.property(annotatedDocuments, (old) => {
        const { annotated: now, report } = rebase(old, old.document.text)
        expect(withoutVersion(now)).toEqual(withoutVersion(old))
        expect(now.document.version).toBe(old.document.version + 1)
        expect(report.counts.moved).toBe(0)
      }),
    )
  })

  it('on any text the result is sound, and no mention is whole on other words than its own', () => {
    fc.assert(
      fc.property(annotatedDocuments, texts(), fc.boolean(), fc.nat(), (old, other, within, place) => {
        const cut = [...old.document.text]
        const middle = place % (cut.length + 1)
        const text = within ? cut.slice(0, middle).join('') + other + cut.slice(middle + (place % 3)).join('') : other
        const { annotated: now, report } = rebase(old, text)
        expect(check(now)).toEqual(
          check({ ...old, document: document({ ...now.document }), claims: [], relations: [], threads: [] }),
        )
        const mentions = (of: AnnotatedDocument) => {
          const all: Mention[] = []
          for (const each of of.claims) {
            mapMentions(each, (it) => {
              all.push(it)
              return it
            })
          }
          return all
        }
        const [before, after] = [mentions(old), mentions(now)]
        expect(report.mentions).toHaveLength(before.length)
        report.mentions.forEach((row, index) => {
          const was = before[index]
          expect(row.before).toEqual({ quote: was?.quote, spans: was?.spans })
          expect(row.after).toEqual({ quote: after[index]?.quote, spans: after[index]?.spans })
          expect(after[index]?.documentVersion).toBe(was?.documentVersion)
          if (row.state === 'whole') expect(row.after.quote).toBe(was?.markedQuote ?? was?.quote)
          if (row.state === 'detached') expect(row.after.quote).toBe(was?.markedQuote ?? was?.quote)
        })
      }),
      { numRuns: 300 },
    )
  })

  it('paragraphs in any order take their mentions with them', () => {
    const paragraph = fc.integer({ min: 8, max: 20 })
    fc.assert(
      fc.property(
        fc.array(paragraph, { minLength: 2, maxLength: 8 }),
        fc.infiniteStream(fc.nat()),
        (lengths, stream) => {
          const draw = (below: number) => (stream.next().value ?? 0) % below
          let word = 0
          const paragraphs = lengths.map((length) =>
            Array.from({ length }, () => (Math.imul(++word, 2654435761) >>> 0).toString(36)).join(' '),
          )
          const text = paragraphs.join('\n')
          const spans = paragraphs.map((words) => {
            const chosen = words.split(' ')[draw(8)] ?? ''
            return { from: text.indexOf(chosen), to: text.indexOf(chosen) + chosen.length }
          })
          const order = paragraphs.map((words) => ({ words, rank: draw(1000) })).sort((a, b) => a.rank - b.rank)
          const now = rebase(
            annotated(
              text,
              spans.map((span) => mention(text, [span])),
            ),
            order.map(({ words }) => words).join('\n'),
          )
          expect(now.report.counts).toMatchObject({ whole: spans.length, changed: 0, detached: 0 })
        },
      ),
    )
  })
})

describe('what a line is', () => {
  const kinds = ['heading', 'paragraph', 'list-item', 'list-item', 'quote', 'paragraph'] as const
  const lines = ['On cats', 'They sleep a lot.', 'by day', 'by night, mostly', 'Let them.', '']
  const text = lines.join('\n')
  const old = {
    ...annotated(text, []),
    document: document({ id: 'd1', text, blocks: blocksOf(text, (line) => kinds[line] ?? 'paragraph') }),
  }
  const kindsOn = (now: readonly string[]) =>
    rebase(old, now.join('\n')).annotated.document.blocks.map(({ kind }) => kind)

  it.each([
    [
      'corrected lines keep it',
      ['On the cats', 'They sleep a lot.', 'by day', 'by night', 'Let them be.', ''],
      [...kinds],
    ],
    [
      'new lines are paragraphs',
      ['On cats', 'A new line.', ...lines.slice(1)],
      ['heading', 'paragraph', ...kinds.slice(1)],
    ],
    [
      'both halves of a split line keep it',
      [...lines.slice(0, 3), 'by night,', 'mostly', ...lines.slice(4)],
      [...kinds.slice(0, 4), ...kinds.slice(3)],
    ],
    ['lines that are gone take it along', lines.slice(2), kinds.slice(2)],
    [
      'a line written anew is a paragraph',
      ['On cats', 'They sleep a lot.', 'Zu jeder Zeit!', ...lines.slice(3)],
      [...kinds.slice(0, 2), 'paragraph', ...kinds.slice(3)],
    ],
  ])('%s', (_, now, wanted) => {
    expect(kindsOn(now)).toEqual(wanted)
  })

  it('can be given', () => {
    const blocks = blocksOf('A\nB', () => 'quote')
    expect(rebase(old, 'A\nB', { blocks }).annotated.document.blocks).toEqual(blocks)
    expect(() => rebase(old, 'A\nB\nC', { blocks })).toThrow(RangeError)
  })

  it('a text with half a character is refused', () => {
    expect(() => rebase(old, 'a \ud83d b')).toThrow(/surrogate/)
  })
})
