import { describe, expect, it } from 'vitest'
import { findArticles } from '../../src/articles/find-articles.js'
import { assigneesOf, firstView, inView, type ListView, statusCounts } from '../../src/articles/list-view.js'
import { timeAgo } from '../../src/articles/time-ago.js'
import { type ArticleSummary, contentTypeOf, exportPath } from '../../src/server/api.js'

const article = (
  id: string,
  title: string,
  language: string,
  updatedAt: string,
  more: Partial<ArticleSummary> = {},
): ArticleSummary => ({
  id,
  title,
  language,
  version: 1,
  characters: 10,
  layers: [],
  updatedAt,
  status: 'new',
  assignees: [],
  ...more,
})
const articles = [
  article('dam', 'The dam that leaks', 'en', '2026-01-01T00:00:00Z'),
  article('pont', 'Le pont fermé', 'fr', '2026-01-03T00:00:00Z'),
  article('rent-2', 'Rents rise', 'en', '2026-01-02T00:00:00Z'),
]

describe('finding an article', () => {
  it.each([
    ['', ['pont', 'rent-2', 'dam']],
    ['DAM', ['dam']],
    ['leaks the', ['dam']],
    ['french', ['pont']],
    ['english', ['rent-2', 'dam']],
    ['rent-2', ['rent-2']],
    ['nothing', []],
  ])('by %j', (words, ids) => {
    expect(findArticles(articles, words).map(({ id }) => id)).toEqual(ids)
  })
})

describe('the list of articles', () => {
  const [mei, bo] = [
    { id: 'mei', name: 'Mei' },
    { id: 'bo', name: 'bo' },
  ]
  const layer = (claims: number, accepted: number) => [{ id: 'shared', kind: 'shared', claims, statuses: { accepted } }]
  const all = [
    article('a', 'Zebras', 'en', '', { status: 'done', assignees: [mei], layers: layer(4, 1) }),
    article('b', 'apples', 'en', '', { status: 'curated', assignees: [bo, mei], layers: layer(4, 4) }),
    article('c', 'Élan', 'fr', '', { status: 'done', layers: layer(0, 0) }),
    article('d', 'Bees', 'en', ''),
  ]

  it.each<[Partial<ListView>, string]>([
    [{}, 'abcd'],
    [{ status: 'done' }, 'ac'],
    [{ of: 'nobody' }, 'cd'],
    [{ of: { id: 'mei' } }, 'ab'],
    [{ of: { id: 'mei' }, status: 'curated' }, 'b'],
    [{ of: { id: 'ana' } }, ''],
    [{ sort: 'title' }, 'bdca'],
    [{ sort: 'status' }, 'dacb'],
    [{ sort: 'assignee' }, 'bacd'],
    [{ sort: 'progress' }, 'bacd'],
  ])('in the view %j', (view, ids) => {
    expect(
      inView(all, { ...firstView, ...view })
        .map(({ id }) => id)
        .join(''),
    ).toBe(ids)
  })

  it('counts each status of the same people, and knows whose the articles are', () => {
    expect(statusCounts(all, 'anybody')).toEqual({ new: 1, 'in-progress': 0, done: 2, curated: 1 })
    expect(statusCounts(all, { id: 'mei' })).toEqual({ new: 0, 'in-progress': 0, done: 1, curated: 1 })
    expect(assigneesOf(all)).toEqual([bo, mei])
  })
})

describe('how long ago', () => {
  const now = Date.parse('2026-03-10T12:00:00Z')
  it.each([
    ['2026-03-10T11:59:40Z', 'just now'],
    ['2026-03-10T11:58:00Z', '2 minutes ago'],
    ['2026-03-10T09:00:00Z', '3 hours ago'],
    ['2026-03-09T11:00:00Z', 'yesterday'],
    ['2025-03-09T00:00:00Z', 'last year'],
    ['never', ''],
  ])('%s', (instant, words) => {
    expect(timeAgo(instant, now)).toBe(words)
  })
})

describe('what is asked of the server', () => {
  it('sends a file as what its name says it is', () => {
    expect(['a.txt', 'a.MD', 'a.markdown', 'a.jsonl', 'a'].map(contentTypeOf)).toEqual([
      'text/plain',
      'text/markdown',
      'text/markdown',
      'application/json',
      'text/plain',
    ])
  })

  it('asks for an export by document, format and layers', () => {
    expect(exportPath('a@b', 'brat', { layers: ['shared', 'curated'] })).toBe(
      '/api/documents/a%40b/export?format=brat&layer=shared&layer=curated',
    )
    expect(exportPath('a', 'native', { version: 2 })).toBe('/api/documents/a/export?format=native&version=2')
  })
})
