import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { articlePath, articlesPath, historyPath, routeOf } from '../../src/router/route.js'

describe('routes', () => {
  it.each([
    ['/', { kind: 'articles' }],
    ['', { kind: 'articles' }],
    ['/join', { kind: 'join' }],
    ['/d/alibaba-ai', { kind: 'article', document: 'alibaba-ai' }],
    ['/d/alibaba-ai/', { kind: 'article', document: 'alibaba-ai' }],
    ['/d/a%40b', { kind: 'article', document: 'a@b' }],
    ['/d/', { kind: 'unknown', path: '/d/' }],
    ['/d/a/b', { kind: 'unknown', path: '/d/a/b' }],
    ['/d/%E0%A4', { kind: 'unknown', path: '/d/%E0%A4' }],
    ['/people', { kind: 'people' }],
    ['/d/a%40b/history', { kind: 'history', document: 'a@b' }],
    ['/d/a/history/b', { kind: 'unknown', path: '/d/a/history/b' }],
    ['/other', { kind: 'unknown', path: '/other' }],
  ])('%s', (path, route) => {
    expect(routeOf(path)).toEqual(route)
  })

  it('lead back to every document', () => {
    const id = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9._@+-]{0,60}$/)
    fc.assert(
      fc.property(id, (document) => {
        expect(routeOf(articlePath(document))).toEqual({ kind: 'article', document })
        expect(routeOf(historyPath(document))).toEqual({ kind: 'history', document })
      }),
    )
    expect(routeOf(articlesPath)).toEqual({ kind: 'articles' })
  })
})
