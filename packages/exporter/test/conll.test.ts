import {
  type AnnotatedDocument,
  claim,
  defaultScheme,
  document,
  mention,
  type Span,
  unannotated,
} from '@claimspan/core'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { exportFiles, formatNamed } from '../src/index.js'
import { annotatedDocuments, oddScheme } from './annotated-documents.js'

const conll = formatNamed('conll')

interface Token {
  readonly word: string
  readonly tags: readonly [claim: string, role: string]
  readonly sentence: number
}

/** The tokens of a file by the layout of CoNLL-2003 and nothing of ours. */
function readTokens(text: string): readonly Token[] {
  const [start, empty, ...lines] = text.split('\n')
  expect([start, empty]).toEqual(['-DOCSTART-\tO\tO', ''])
  let sentence = 0
  return lines.flatMap((line): readonly Token[] => {
    if (line === '') {
      sentence += 1
      return []
    }
    const columns = line.split(/\s+/u)
    if (columns.length !== 3) throw new Error(`${JSON.stringify(line)} has not three columns`)
    const [word = '', claimTag = '', role = ''] = columns
    return [{ word, tags: [claimTag, role], sentence }]
  })
}

/** The chunks of a column in IOB2, as ranges of token indexes. An `I` that continues nothing is a fault. */
function chunksOf(
  tokens: readonly Token[],
  column: 0 | 1,
): readonly { readonly tag: string; readonly from: number; readonly to: number }[] {
  const chunks: { tag: string; from: number; to: number }[] = []
  tokens.forEach(({ tags, sentence }, at) => {
    const tag = tags[column]
    if (tag === 'O') return
    const last = chunks.at(-1)
    if (tag.startsWith('B-')) chunks.push({ tag: tag.slice(2), from: at, to: at + 1 })
    else if (last?.to === at && last.tag === tag.slice(2) && tokens[at - 1]?.sentence === sentence) last.to = at + 1
    else throw new Error(`${tag} at token ${at} continues nothing`)
  })
  return chunks
}

/** Where tokens stand in the text, each after the one before. */
function placesOf(tokens: readonly Token[], text: string): readonly Span[] {
  let after = 0
  return tokens.map(({ word }) => {
    const from = text.indexOf(word, after)
    expect(text.slice(after, from).trim()).toBe('')
    after = from + word.length
    return { from, to: after }
  })
}

const write = (annotated: AnnotatedDocument, scheme = oddScheme()) => {
  const { files, losses } = exportFiles(conll, [annotated], { scheme })
  return { text: files[0]?.text ?? '', losses }
}

describe('CoNLL', () => {
  it('holds every word of the text, in order, and tags in IOB2', () => {
    fc.assert(
      fc.property(annotatedDocuments({ newline: '\r\n' }), (annotated) => {
        const tokens = readTokens(write(annotated).text)
        const places = placesOf(tokens, annotated.document.text)
        expect(annotated.document.text.slice(places.at(-1)?.to ?? 0).trim()).toBe('')
        chunksOf(tokens, 0)
        chunksOf(tokens, 1)
      }),
    )
  })

  it('tags exactly the words of each mention, or says why not', () => {
    fc.assert(
      fc.property(annotatedDocuments(), (annotated) => {
        const { text, losses } = write(annotated)
        const tokens = readTokens(text)
        const places = placesOf(tokens, annotated.document.text)
        const columns = [
          annotated.claims.flatMap((each) => each.mentions.map((of) => ({ claim: each.id, of }))),
          annotated.claims.flatMap(({ id, attribution }) =>
            [attribution?.source, attribution?.cue].flatMap((of) => (of === undefined ? [] : [{ claim: id, of }])),
          ),
        ]
        columns.forEach((mentions, at) => {
          const chunks = chunksOf(tokens, at === 0 ? 0 : 1)
          let tagged = 0
          for (const { claim, of } of mentions) {
            const own = losses.filter((loss) => loss.claim === claim && loss.mention === of.id).map(({ what }) => what)
            if (own.includes('overlap') || own.includes('mention')) continue
            const inside = (place: Span | undefined) =>
              place !== undefined && of.spans.some(({ from, to }) => place.from < to && from < place.to)
            const its = chunks.filter((chunk) => inside(places[chunk.from]))
            tagged += its.length
            if (!own.includes('discontinuous')) expect(its).toHaveLength(1)
            const words = its.flatMap((chunk) => tokens.slice(chunk.from, chunk.to)).map(({ word }) => word)
            const quote = of.spans.map(({ from, to }) => annotated.document.text.slice(from, to)).join('')
            if (!own.includes('token-border')) expect(words.join('')).toBe(quote.replace(/\s/gu, ''))
          }
          expect(chunks).toHaveLength(tagged)
        })
      }),
      { numRuns: 300 },
    )
  })

  it('gives the column to the longest of overlapping claims and reports the others', () => {
    const text = 'The river rose by 3 m on Monday.'
    const made = (id: string, from: number, to: number) =>
      claim({
        id,
        layer: 'a',
        mentions: [mention(text, [{ from, to }])],
        types: ['Numerical Claim'],
        createdBy: 'mei',
        createdAt: '2026-01-02T03:04:05Z',
      })
    const annotated = {
      ...unannotated(document({ id: 'a', text })),
      claims: [made('short', 10, 21), made('long', 0, 21), made('apart', 22, 31)],
    }
    const { text: written, losses } = write(annotated, defaultScheme)
    expect(readTokens(written).map(({ word, tags }) => `${word} ${tags[0]}`)).toEqual([
      'The B-Numerical_Claim',
      'river I-Numerical_Claim',
      'rose I-Numerical_Claim',
      'by I-Numerical_Claim',
      '3 I-Numerical_Claim',
      'm I-Numerical_Claim',
      'on B-Numerical_Claim',
      'Monday I-Numerical_Claim',
      '. O',
    ])
    expect(losses.filter(({ what }) => what === 'overlap')).toMatchObject([
      { claim: 'short', mention: 'm1', done: 'left-out', detail: 'the column is taken by claim long' },
    ])
  })

  it('splits one line of 200,000 characters into words without taking forever', () => {
    const text = 'word and 文字 '.repeat(20_000)
    const tokens = readTokens(write(unannotated(document({ id: 'a', text }))).text)
    expect(tokens.length).toBeGreaterThanOrEqual(60_000)
  })
})
