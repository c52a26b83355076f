import type { AnnotatedDocument } from '@claimspan/core'
import Ajv from 'ajv'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { exportFiles, formatNamed } from '../src/index.js'
import { highlightedText } from '../src/xaif/highlight.js'
import { annotatedDocuments, oddScheme } from './annotated-documents.js'
import { exampleDocument } from './example.js'
import { writerContract } from './format-contract.js'

const format = formatNamed('xaif')
const scheme = oddScheme()
const write = (annotated: AnnotatedDocument) => {
  const { files, losses } = exportFiles(format, [annotated], { scheme })
  return { graph: JSON.parse(files[0]?.text ?? '') as Graph, losses }
}

interface Graph {
  readonly AIF: {
    readonly nodes: readonly { readonly nodeID: number; readonly text: string; readonly type: string }[]
    readonly edges: readonly { readonly edgeID: number; readonly fromID: number; readonly toID: number }[]
    readonly locutions: readonly { readonly nodeID: number; readonly personID: number }[]
    readonly participants: readonly {
      readonly participantID: number
      readonly firstname: string
      readonly surname: string
    }[]
  }
  readonly text: { readonly txt: string }
}

/** The graph, written down from the documentation of the xaif library (https://github.com/arg-tech/xaif). */
const id = { type: 'integer', minimum: 0 }
const listOf = (properties: object) => ({
  type: 'array',
  items: { type: 'object', required: Object.keys(properties), properties, additionalProperties: false },
})
const isGraph = new Ajv({ allErrors: true, allowUnionTypes: true }).compile({
  type: 'object',
  required: ['AIF', 'text', 'dialog', 'OVA'],
  additionalProperties: false,
  properties: {
    AIF: {
      type: 'object',
      required: ['nodes', 'edges', 'schemefulfillments', 'descriptorfulfillments', 'participants', 'locutions'],
      additionalProperties: false,
      properties: {
        nodes: listOf({
          nodeID: id,
          text: { type: 'string', minLength: 1 },
          type: { enum: ['I', 'L', 'YA', 'RA', 'CA', 'MA', 'TA'] },
        }),
        edges: listOf({ edgeID: id, fromID: id, toID: id }),
        schemefulfillments: { type: ['array', 'null'] },
        descriptorfulfillments: { type: ['array', 'null'] },
        participants: listOf({ participantID: id, firstname: { type: 'string' }, surname: { type: 'string' } }),
        locutions: listOf({ nodeID: id, personID: id }),
      },
    },
    text: { type: 'object', required: ['txt'], properties: { txt: { type: 'string' } } },
    dialog: { type: 'boolean' },
    OVA: { type: 'object', required: ['firstname', 'surname', 'url', 'nodes', 'edges'] },
  },
})

/** The words of an HTML text and those of each highlighted id; throws when elements do not nest. */
function readHtml(html: string) {
  const marked = new Map<string, string>()
  const open: string[] = []
  let text = ''
  for (const [part] of html.matchAll(
    /<span class="highlighted" id="(\w+)">|<\/span>|<br>|&(?:amp|lt|gt|quot);|[^<&]+/g,
  )) {
    const start = /id="(\w+)"/.exec(part)
    if (start !== null) open.push(start[1] ?? '')
    else if (part === '</span>') {
      if (open.pop() === undefined) throw new Error('closed twice')
    } else {
      const words = { '<br>': '\n', '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"' }[part] ?? part
      text += words
      for (const one of open) marked.set(one, (marked.get(one) ?? '') + words)
    }
  }
  if (open.length > 0) throw new Error(`not closed: ${open.join(', ')}`)
  return { text, marked }
}

describe('xAIF', () => {
  writerContract(format)

  it('writes a graph of its schema in which every claim, mention and argument has its node and edges', () => {
    fc.assert(
      fc.property(annotatedDocuments({ newline: '\r\n' }), (annotated) => {
        const { graph, losses } = write(annotated)
        expect(isGraph(graph), JSON.stringify(isGraph.errors)).toBe(true)
        const { nodes, edges, locutions, participants } = graph.AIF
        expect(nodes.map(({ nodeID }) => nodeID)).toEqual(nodes.map((_, at) => at))
        const typeOf = (node: number): string | undefined => nodes[node]?.type
        const into = (node: number) => edges.filter(({ toID }) => toID === node).map(({ fromID }) => typeOf(fromID))
        const outOf = (node: number) => edges.filter(({ fromID }) => fromID === node).map(({ toID }) => typeOf(toID))
        const ofType = (...types: readonly string[]) => nodes.filter(({ type }) => types.includes(type))
        expect(ofType('I')).toHaveLength(annotated.claims.length)
        for (const { nodeID } of ofType('YA')) expect([into(nodeID), outOf(nodeID)]).toEqual([['L'], ['I']])
        for (const { nodeID } of ofType('RA', 'CA', 'MA')) expect([into(nodeID), outOf(nodeID)]).toEqual([['I'], ['I']])
        for (const { nodeID } of ofType('L')) {
          expect(outOf(nodeID)).toEqual(['YA'])
          const [one, ...others] = locutions.filter((locution) => locution.nodeID === nodeID)
          expect(others).toEqual([])
          expect(participants.map(({ participantID }) => participantID)).toContain(one?.personID)
        }
        const lost = losses.filter(({ what }) => what === 'relation').map(({ relation }) => relation)
        const kept = annotated.relations.filter((relation) => !lost.includes(relation.id))
        expect(ofType('RA', 'CA', 'MA')).toHaveLength(kept.length)
        expect(kept.every(({ type }) => ['supports', 'attacks', 'equivalent', 'rephrases'].includes(type))).toBe(true)
        const { text, marked } = readHtml(graph.text.txt)
        expect(text).toBe(annotated.document.text)
        const words = annotated.claims.flatMap(({ mentions }) =>
          mentions
            .filter(({ spans }) => spans.length > 0)
            .map(({ spans }) => spans.map(({ from, to }) => text.slice(from, to)).join('')),
        )
        expect(ofType('L').map(({ nodeID }) => marked.get(String(nodeID)))).toEqual(words)
      }),
      { numRuns: 300 },
    )
  })

  it('has supports and attacks from premise to conclusion, and speakers as participants', () => {
    const { nodes, edges, participants } = write(exampleDocument()).graph.AIF
    const inference = nodes.find(({ type }) => type === 'RA')
    const end = (wanted: 'fromID' | 'toID', other: 'fromID' | 'toID') =>
      nodes[edges.find((edge) => edge[other] === inference?.nodeID)?.[wanted] ?? -1]?.text
    expect([end('fromID', 'toID'), inference?.text, end('toID', 'fromID')]).toEqual([
      '3 m',
      'Default Inference',
      'The river rose by 3 m.',
    ])
    expect(participants.map(({ firstname, surname }) => [firstname, surname])).toEqual([
      ['😀 Rain & floods', ''],
      ['Ann', 'Lee'],
    ])
  })

  it('cuts a highlight where it crosses another one, and says which', () => {
    const [a, b] = [
      { id: 'a', from: 0, to: 3 },
      { id: 'b', from: 2, to: 5 },
    ]
    const { html, cut } = highlightedText('ab<de', [a, b])
    const open = (of: string): string => `<span class="highlighted" id="${of}">`
    expect(html).toBe(`${open('a')}ab${open('b')}&lt;</span></span>${open('b')}de</span>`)
    expect([...cut]).toEqual([b])
  })
})
