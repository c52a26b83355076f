import { type AnnotatedDocument, check, type Span } from '@claimspan/core'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { exportFiles, formatNamed, type Loss } from '../src/index.js'
import { annotatedDocuments, oddScheme } from './annotated-documents.js'
import { expectLawfulReading } from './mutate.js'

const scheme = oddScheme()
const conll = formatNamed('conll')
const bioes = formatNamed('conll-bioes')
const conllU = formatNamed('conll-u')

/** Where tokens stand in the text, each after the one before. */
function placesOf(words: readonly string[], text: string): readonly Span[] {
  let after = 0
  return words.map((word) => {
    const from = text.indexOf(word, after)
    after = from + word.length
    return { from, to: after }
  })
}

/** The chunks that must come of a document: for each span that has room its tokens, anew in each sentence. */
function expectedChunks(
  annotated: AnnotatedDocument,
  losses: readonly Loss[],
  sentences: readonly (readonly Span[])[],
): readonly string[] {
  return annotated.claims
    .flatMap((claim) =>
      claim.mentions.flatMap((mention) => {
        const own = losses.filter((loss) => loss.claim === claim.id && loss.mention === mention.id)
        if (own.some(({ what }) => what === 'mention' || what === 'overlap')) return []
        const renamed = losses.find((loss) => loss.claim === claim.id && loss.what === 'type')
        const type = renamed === undefined ? claim.types[0] : / is written (\S+)$/.exec(renamed.detail)?.[1]
        return sentences.flatMap((sentence) => {
          const chunks: { from: number; to: number }[] = []
          for (const span of mention.spans) {
            const inside = sentence.filter(({ from, to }) => from < span.to && span.from < to)
            const [first, last] = [inside[0], inside.at(-1)]
            const before = chunks.at(-1)
            if (first === undefined || last === undefined) continue
            // Two spans that share a token are one chunk.
            if (before !== undefined && first.from < before.to) before.to = last.to
            else chunks.push({ from: first.from, to: last.to })
          }
          return chunks.map(({ from, to }) => `${from}-${to} ${type ?? '-'}`)
        })
      }),
    )
    .sort()
}

const chunksRead = (read: AnnotatedDocument | undefined): readonly string[] =>
  (read?.claims ?? [])
    .map(({ mentions, types }) => {
      const [span] = mentions[0]?.spans ?? []
      return `${span?.from}-${span?.to} ${types[0] ?? '-'}`
    })
    .sort()

describe('CoNLL-U Plus', () => {
  it.each(['\n', '\r\n'])(
    'gives back the text and every chunk but for exactly the losses it reports (%j)',
    (newline) => {
      fc.assert(
        fc.property(annotatedDocuments({ newline }), (annotated) => {
          const { files, losses } = exportFiles(conllU, [annotated], { scheme })
          const read = conllU.read?.documents(files, {})
          expect(read?.problems).toEqual([])
          const [back] = read?.documents ?? []
          if (back === undefined) throw new Error('nothing was read')
          expect(check(back)).toEqual([])
          const whole = new Set(losses.filter(({ claim }) => claim === undefined).map(({ what }) => what))
          const { text } = annotated.document
          const hasWords = /\S/u.test(text)
          let wanted = hasWords ? text : ''
          if (whole.has('white-space')) wanted = wanted.replace(/[\v\f\u2028\u2029]/g, ' ')
          if (whole.has('character')) wanted = wanted.replace(/[\x00-\x08\x0e-\x1f\x7f\x85]/g, '\ufffd')
          expect(back.document.text).toBe(wanted)
          if (!whole.has('title')) expect(back.document.title).toBe(annotated.document.title)
          expect(back.document.id).toBe(annotated.document.id)
          const lines = (files[0]?.text ?? '').split('\n')
          const words = lines.filter((line) => /^\d/.test(line)).map((line) => line.split('\t'))
          const places = placesOf(
            words.map((cells) => cells[1] ?? ''),
            wanted,
          )
          const sentences: Span[][] = []
          words.forEach(([id], at) => {
            if (id === '1') sentences.push([])
            sentences.at(-1)?.push(places[at] ?? { from: 0, to: 0 })
          })
          expect(chunksRead(back)).toEqual(expectedChunks(annotated, losses, sentences))
        }),
        { numRuns: 300 },
      )
    },
  )

  it('reads treebanks: multiword tokens, empty nodes, paragraphs, other columns of tags', () => {
    const cells = (id: string, form: string, misc: string, tag: string) =>
      `${id}\t${form}\t_\t_\t_\t_\t_\t_\t_\t${misc}\t${tag}`
    const text = `# global.columns = ID FORM LEMMA UPOS XPOS FEATS HEAD DEPREL DEPS MISC PARSEME:NE
# newdoc id = doc 1
# newpar
# sent_id = a
${cells('1-2', 'Vámonos', '_', '_')}
${cells('1', 'Vamos', '_', 'B-X')}
${cells('2', 'nos', '_', 'I-X')}
${cells('2.1', 'ya', '_', 'O')}
${cells('3', 'ya', 'SpaceAfter=No', 'I-X')}
${cells('4', '!', '_', 'O')}

# newpar
${cells('1', '😀', '_', 'B-Y')}

# newdoc
${cells('1', 'Otro', '_', 'O')}
`
    const read = conllU.read?.documents([{ path: 'es.conllu', text }], {})
    expect(read?.problems).toEqual([])
    expect(read?.documents.map(({ document }) => [document.id, document.text])).toEqual([
      ['doc-1', 'Vámonos ya!\n😀'],
      ['es-2', 'Otro'],
    ])
    expect(read?.documents[0]?.claims.map(({ types, mentions }) => [types[0], mentions[0]?.quote])).toEqual([
      ['X', 'Vámonos ya'],
      ['Y', '😀'],
    ])
  })
})

describe.each([
  ['conll', conll],
  ['conll-bioes', bioes],
] as const)('%s', (name, format) => {
  it('gives back every token, every sentence and every chunk but for exactly the losses it reports', () => {
    fc.assert(
      fc.property(annotatedDocuments({ newline: '\r\n' }), (annotated) => {
        const { files, losses } = exportFiles(format, [annotated], { scheme })
        const read = format.read?.documents(files, { scheme })
        expect(read?.problems).toEqual([])
        const [back] = read?.documents ?? []
        if (back === undefined) throw new Error('nothing was read')
        expect(check(back)).toEqual([])
        const body = (files[0]?.text ?? '').split('\n\n').slice(1)
        const tokens = body
          .map((sentence) => sentence.split('\n').flatMap((line) => (line === '' ? [] : [line.split('\t')[0] ?? ''])))
          .filter((sentence) => sentence.length > 0)
        expect(back.document.text).toBe(tokens.map((sentence) => sentence.join(' ')).join('\n'))
        const inText = placesOf(tokens.flat(), annotated.document.text)
        const inFile = placesOf(tokens.flat(), back.document.text)
        let at = 0
        const sentences = tokens.map((sentence) => sentence.map(() => inText[at++] ?? { from: 0, to: 0 }))
        const moved = new Map<string, number | undefined>(
          inText.flatMap(
            ({ from, to }, index) =>
              [
                [`f${from}`, inFile[index]?.from],
                [`t${to}`, inFile[index]?.to],
              ] as const,
          ),
        )
        const labels = (chunk: string): string => {
          const [, from, to, type = ''] = /^(\d+)-(\d+) ([\s\S]*)$/.exec(chunk) ?? []
          return `${moved.get(`f${from}`)}-${moved.get(`t${to}`)} ${type}`
        }
        expect(chunksRead(back)).toEqual(expectedChunks(annotated, losses, sentences).map(labels).sort())
      }),
      { numRuns: 200 },
    )
  })

  it('survives 2,000 mutated files: nothing thrown, nothing half-imported', () => {
    const rich = annotatedDocuments().filter(({ claims, document }) => claims.length > 3 && document.text.length > 60)
    const [sample] = fc.sample(rich, { numRuns: 1, seed: 5 })
    expectLawfulReading(format, exportFiles(format, sample === undefined ? [] : [sample], { scheme }).files, 2000)
  })

  it.each([
    [
      'CoNLL-2003 with its four columns, in IOB1',
      '-DOCSTART- -X- O O\n\nU.N. NNP I-NP I-ORG\nofficial NN I-NP O\n\nEkeus NNP I-NP I-PER\nBaghdad NNP I-NP B-PER\n',
      [
        ['ORG', 'U.N.'],
        ['PER', 'Ekeus'],
        ['PER', 'Baghdad'],
      ],
    ],
    [
      'two columns in BIOES',
      'The\tB-Claim\nriver\tI-Claim\nrose\tE-Claim\n.\tO\nYes\tS-Claim\n',
      [
        ['Claim', 'The river rose'],
        ['Claim', 'Yes'],
      ],
    ],
    [
      'chunks that only a label parts',
      'a I-X\nb I-Y\nc O\nd I-Y\n',
      [
        ['X', 'a'],
        ['Y', 'b'],
        ['Y', 'd'],
      ],
    ],
  ])('reads %s', (_, text, wanted) => {
    const read = format.read?.documents([{ path: 'a.txt', text }], {})
    expect(read?.problems).toEqual([])
    expect(read?.documents[0]?.claims.map(({ types, mentions }) => [types[0], mentions[0]?.quote])).toEqual(wanted)
    expect(read?.documents[0]?.claims.every(({ origin }) => origin.kind === 'import' && origin.from === name)).toBe(
      true,
    )
  })

  it.each([
    ['a line with another number of columns', 'a O\nb O O\n', 'malformed', 2],
    ['a last column without tags', 'a O\nb NN\n', 'not-a-tag', 2],
    ['a file without tokens', '\n\n', 'no-text', undefined],
  ])('refuses %s, and says the line', (_, text, kind, line) => {
    const read = format.read?.documents([{ path: 'a.txt', text }], {})
    expect(read?.documents).toEqual([])
    expect(read?.problems).toMatchObject([{ kind, file: 'a.txt', ...(line === undefined ? {} : { line }) }])
  })
})

describe('BIOES', () => {
  it('begins each chunk with B or S, ends it with E or S, and is IOB2 otherwise', () => {
    fc.assert(
      fc.property(annotatedDocuments(), (annotated) => {
        const columns = [conll, bioes].map((format) =>
          (exportFiles(format, [annotated], { scheme }).files[0]?.text ?? '')
            .split('\n')
            .map((line) => line.split('\t')),
        )
        for (const column of [1, 2]) {
          const [plain = [], ends = []] = columns.map((lines) => lines.map((cells) => cells[column] ?? ''))
          const back = ends.map((tag) => tag.replace(/^S-/, 'B-').replace(/^E-/, 'I-'))
          expect(back).toEqual(plain)
          ends.forEach((tag, at) => {
            if (!/^[BIES]-/.test(tag)) return
            expect(/^[IE]-/.test(ends[at + 1] ?? '')).toBe(/^[BI]-/.test(tag))
          })
        }
      }),
      { numRuns: 100 },
    )
  })
})

describe('CoNLL-U Plus, mutated', () => {
  it('survives 2,000 files: nothing thrown, nothing half-imported', () => {
    const rich = annotatedDocuments().filter(({ claims, document }) => claims.length > 3 && document.text.length > 60)
    const [sample] = fc.sample(rich, { numRuns: 1, seed: 5 })
    expectLawfulReading(conllU, exportFiles(conllU, sample === undefined ? [] : [sample], { scheme }).files, 2000)
  })
})
