import {
  type AnnotatedDocument,
  claim,
  defaultScheme,
  document,
  mention,
  readScheme,
  writeScheme,
} from '@claimspan/core'
import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, test } from 'vitest'
import { typeSlots } from '../../src/claims/type-slots.js'
import { routeOf } from '../../src/router/route.js'
import { usesIn, withLabel, withPart, withSwapped } from '../../src/scheme/draft.js'
import { GuidelineText } from '../../src/scheme/guideline-text.js'

const shown = (text: string) => renderToStaticMarkup(createElement(GuidelineText, { text }))

describe('a guideline', () => {
  test.each([
    ['# What\n\nMark *all* **claims**.', '<h3>What</h3><p>Mark <em>all</em> <strong>claims</strong>.</p>'],
    ['1. a\n2. `b`', '<ol start="1"><li><p>a</p></li><li><p><code>b</code></p></li></ol>'],
    ['> so', '<blockquote><p>so</p></blockquote>'],
  ])('in Markdown is shown as what it says: %j', (text, html) => {
    expect(shown(text)).toBe(html)
  })

  test.each([
    '<img src=x onerror=alert(1)>',
    'a <script>alert(1)</script>',
    '[x](javascript:alert(1))',
    '[x](JaVaScRiPt&colon;alert(1))',
    '[x](data:text/html,hi)',
    '[x](file:///etc/passwd)',
    '![x](https://example.org/x.png)',
  ])('brings no HTML, script or picture: %s', (text) => {
    expect(shown(text)).not.toMatch(/<(img|script|a)\b/)
  })

  test('links to pages, in a window of their own', () => {
    expect(shown('[x](https://example.org/)')).toContain('<a href="https://example.org/" target="_blank" rel="noopener')
  })
})

describe('the draft of a scheme', () => {
  const labels = (scheme: typeof defaultScheme) => scheme.claimTypes.map(({ label }) => label)
  const all = labels(defaultScheme)

  test('gains, changes, moves and loses labels, and the scheme it began with stays', () => {
    const more = withLabel(defaultScheme, 'claimTypes', all.length, { label: 'Dose' })
    expect(labels(more)).toEqual([...all, 'Dose'])
    expect(labels(withLabel(more, 'claimTypes', all.length, undefined))).toEqual(all)
    expect(labels(withSwapped(more, 'claimTypes', 0)).slice(0, 2)).toEqual([all[1], all[0]])
    expect(labels(defaultScheme)).toEqual(all)
  })

  test('has no empty parts but for the label, which is said to be wrong', () => {
    const label = { label: 'Dose', key: 'd', color: '#000000' }
    expect(withPart(label, 'key', '')).toEqual({ label: 'Dose', color: '#000000' })
    const read = readScheme(writeScheme(withLabel(defaultScheme, 'claimTypes', 0, withPart(label, 'label', ''))))
    expect(read.ok ? [] : read.problems.map(({ path }) => path)).toEqual(['/claimTypes/0/label'])
  })

  test('counts who has a label, in sources within sources too', () => {
    const text = 'Ana said Bo said so.'
    const annotated: AnnotatedDocument = {
      document: document({ id: 'd', text }),
      layers: [],
      annotators: [],
      relations: [],
      threads: [],
      claims: [
        claim({
          id: 'c1',
          layer: 'shared',
          mentions: [mention(text, [{ from: 0, to: 3 }])],
          types: ['Dose', 'Dog'],
          checkWorthiness: 'CFS',
          attribution: { kind: 'direct', within: { kind: 'indirect' } },
          createdBy: 'mei',
          createdAt: '2026-01-02T03:04:05Z',
        }),
      ],
    }
    expect(usesIn(annotated, 'claimTypes', 'Dog')).toBe(1)
    expect(usesIn(annotated, 'claimTypes', 'Do')).toBe(0)
    expect(usesIn(annotated, 'checkWorthiness', 'CFS')).toBe(1)
    expect(usesIn(annotated, 'attributionKinds', 'indirect')).toBe(1)
    expect(usesIn(annotated, 'relationTypes', 'supports')).toBe(0)
  })
})

test('the scheme has an address', () => {
  expect(routeOf('/scheme')).toEqual({ kind: 'scheme' })
})

describe('the colours of a scheme in the article', () => {
  const of = (...colors: (string | undefined)[]) =>
    typeSlots(colors.map((color, at) => ({ label: `${at}`, ...(color === undefined ? {} : { color }) })))

  test('are those of the tokens with the nearest hue, each once', () => {
    expect(of(...defaultScheme.claimTypes.map(({ color }) => color))).toEqual([1, 2, 3, 4, 5])
    expect(of('#cc3d7a', '#0077bb')).toEqual([5, 1])
    expect(of('#0077bb', '#0066aa')).toEqual([1, 6])
  })

  test('are by place where none is said, or a grey', () => {
    expect(of(undefined, '#7d7d7d', undefined)).toEqual([1, 2, 3])
    expect(of(undefined, '#0077bb', 'blue')).toEqual([2, 1, 3])
  })

  test('begin again when there are more types than colours', () => {
    const many = of(...new Array<string>(15).fill('#0077bb'))
    expect(new Set(many.slice(0, 7)).size).toBe(7)
    expect(many.slice(7, 14)).toEqual(many.slice(0, 7))
    expect(many).toHaveLength(15)
  })
})
