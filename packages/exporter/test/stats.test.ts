import { claim, document, mention, mentionId, relation, sourceMentionId, unannotated } from '@claimspan/core'
import { describe, expect, it } from 'vitest'
import { corpusStats, statsAccumulator } from '../src/index.js'

const text = '😀 Kenny Ng said sales rose 3.5% — 中国.'
const common = { layer: 'shared', createdBy: 'mei', createdAt: '2026-01-02T03:04:05Z' }
const whole = mention(text, [{ from: 17, to: 27 }])
const annotated = {
  ...unannotated(document({ id: 'a', text })),
  claims: [
    claim({
      ...common,
      id: 'c1',
      mentions: [
        whole,
        {
          ...mention(
            text,
            [
              { from: 3, to: 8 },
              { from: 9, to: 11 },
            ],
            { id: 'm2' },
          ),
          markedQuote: 'Ken',
        },
      ],
      types: ['Numerical Claim', 'Causal Claim'],
      checkWorthiness: 'CFS',
      normalizedClaim: 'Sales rose.',
      verdict: { scale: 'core', label: 'supported' },
      attribution: {
        kind: 'direct',
        source: mention(text, [{ from: 3, to: 11 }], { id: sourceMentionId }),
        speaker: { name: 'Kenny Ng' },
      },
      evidence: [{ stance: 'SUPPORTS', items: [] }],
    }),
    claim({
      ...common,
      id: 'c2',
      layer: 'curated',
      mentions: [{ ...whole, id: mentionId('m1'), spans: [] }],
      status: 'accepted',
    }),
  ],
  relations: [relation({ id: 'r1', type: 'supports', from: 'c1', to: 'c2', layer: 'shared', createdBy: 'mei' })],
}

describe('the counts of a corpus', () => {
  it('are what a person counts', () => {
    expect(corpusStats([annotated])).toEqual({
      documents: 1,
      characters: 37,
      words: 8,
      claims: 2,
      claimsByType: { '(none)': 1, 'Causal Claim': 1, 'Numerical Claim': 1 },
      claimsByStatus: { accepted: 1, draft: 1 },
      claimsByCheckWorthiness: { '(none)': 1, CFS: 1 },
      claimsByVerdict: { '(none)': 1, 'core: supported': 1 },
      claimsByLayer: { curated: 1, shared: 1 },
      claimsByAnnotator: { mei: 2 },
      normalizedClaims: 1,
      mentions: 3,
      discontinuousMentions: 1,
      changedMentions: 1,
      detachedMentions: 1,
      attributions: 1,
      attributionsWithSource: 1,
      attributionsWithCue: 0,
      attributionsByKind: { direct: 1 },
      speakers: 1,
      topSpeakers: { 'Kenny Ng': 1 },
      evidenceSets: 1,
      relations: 1,
      relationsByType: { supports: 1 },
      threads: 0,
    })
  })

  it('add up, the most frequent first', () => {
    const accumulator = statsAccumulator()
    for (let count = 0; count < 3; count++) accumulator.add(annotated)
    accumulator.add(unannotated(document({ id: 'b', text: '' })))
    const stats = accumulator.stats()
    expect(stats).toMatchObject({
      documents: 4,
      characters: 111,
      claims: 6,
      speakers: 1,
      topSpeakers: { 'Kenny Ng': 3 },
    })
    expect(Object.keys(stats.claimsByAnnotator)).toEqual(['mei'])
  })

  it('of nothing are nothing', () => {
    expect(corpusStats([])).toMatchObject({ documents: 0, words: 0, claims: 0, claimsByType: {}, topSpeakers: {} })
  })
})
