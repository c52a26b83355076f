// The seed article as many times as wanted, with claims at random: what the benchmarks of the editor open.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import {
  annotator,
  blocksOf,
  claim,
  defaultScheme,
  document,
  layer,
  mention,
  unannotated,
  writeNativeLine,
  writeScheme,
} from '@claimspan/core'
import { seeded } from './report.mjs'

export const root = fileURLToPath(new URL('..', import.meta.url))

/** The text of the seed article `times` over (20 times are 264 kB), and as many spans in it: 3 to 200 code units long. */
export function largeArticle(count, times = 20) {
  const article = readFileSync(`${root}seeds/alibaba-ai.txt`, 'utf8')
  const text = Array.from({ length: times }, () => article).join('\n')
  const random = seeded(81)
  const spans = Array.from({ length: count }, () => {
    const from = Math.floor(random() * (text.length - 300))
    return { from, to: from + 3 + Math.floor(random() * 198) }
  }).sort((a, b) => a.from - b.from)
  return { text, spans }
}

/** The same as a corpus in the native form, in a folder: document "long", each span a claim, types in turn. */
export function writeLargeCorpus(folder, { text, spans }) {
  const types = defaultScheme.claimTypes.map(({ label }) => label)
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'scheme.json'), writeScheme(defaultScheme))
  const claims = spans.map((span, index) =>
    claim({
      id: `c${index + 1}`,
      layer: 'shared',
      mentions: [mention(text, [span])],
      types: [types[index % types.length]],
      createdBy: 'mei',
      createdAt: '2026-01-02T03:04:05Z',
    }),
  )
  const annotated = {
    ...unannotated(document({ id: 'long', text, title: 'The seed, twenty times', blocks: blocksOf(text) })),
    layers: [layer({ id: 'shared', kind: 'shared' })],
    annotators: [annotator('mei', 'Mei')],
    claims,
  }
  writeFileSync(join(folder, 'documents.jsonl'), `${writeNativeLine(annotated)}\n`)
}
