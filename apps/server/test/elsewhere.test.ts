import { describe, expect, test } from 'vitest'
import { foldedOf, likeness } from '../src/likeness.js'
import { emptyFolder } from './empty-folder.js'
import { postDocument, served, signedIn, withAccounts } from './served.js'

describe('how alike two claims are', () => {
  test.each([
    ['Sales rose by 3 %.', 'sales rose by 3 %', 1, 1],
    ['销售额增长了百分之三。', '销售额增长了百分之三', 1, 1],
    ['Ｓａｌｅｓ rose', 'sales rose', 1, 1],
    ['The dam leaks 40 litres of water a day', 'The dam leaks forty litres of water each day', 0.6, 0.9],
    ['公司销售额今年增长了百分之三', '公司的销售额今年增长百分之三', 0.6, 0.99],
    ['The dam leaks 40 litres of water a day', 'Rents in the city rose by 7 %', 0, 0.3],
    ['', '', 0, 0],
    ['!', '?', 0, 0],
  ])('%j and %j', (a, b, least, most) => {
    const how = likeness(foldedOf(a), foldedOf(b))
    expect(how).toBeGreaterThanOrEqual(least)
    expect(how).toBeLessThanOrEqual(most)
    expect(likeness(foldedOf(b), foldedOf(a))).toBe(how)
  })

  test('what sizes rule out is not counted', () => {
    expect(likeness(foldedOf('a cat'), foldedOf('a cat and a dog and a cow and more'), 0.6)).toBe(0)
  })
})

async function ask(url: string, method: string, path: string, body?: object, headers = {}) {
  const answer = await fetch(`${url}/api${path}`, {
    method,
    headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> }
}

const claim = (id: string, quote: string, more: object = {}) => ({
  id,
  mentions: [{ spans: [{ from: 0, to: quote.length }], quote }],
  ...more,
})

test('claims of several documents are linked by their proposition, and shown in each of them', async () => {
  const { url } = await served()
  const said = 'The dam leaks'
  for (const id of ['a', 'b', 'c']) await postDocument(url, { id, text: `${said}, it is said.` })
  const add = (document: string, body: object) => ask(url, 'POST', `/documents/${document}/layers/shared/claims`, body)
  await add('a', claim('a1', said))
  await add('b', claim('b1', said, { normalizedClaim: 'The dam leaks!' }))
  await add('c', claim('c1', said, { normalizedClaim: 'Something else altogether' }))
  const of = async (document: string, id: string) =>
    (await ask(url, 'GET', `/documents/${document}/claims/${id}/elsewhere`)).body
  expect(await of('a', 'a1')).toEqual({
    proposition: 'a/a1',
    linked: [],
    alike: [
      {
        document: 'b',
        title: 'The dam leaks, it is said.',
        claim: 'b1',
        layer: 'shared',
        words: 'The dam leaks!',
        proposition: 'b/b1',
        likeness: 1,
      },
    ],
  })
  const link = (document: string, id: string, proposition: string | null) =>
    ask(url, 'PATCH', `/documents/${document}/layers/shared/claims/${id}`, { proposition })
  expect((await link('a', 'a1', 'b/b1')).body).toMatchObject({ proposition: 'b/b1' })
  expect((await link('c', 'c1', 'b/b1')).status).toBe(200)
  const linked = async (document: string, id: string) =>
    ((await of(document, id)).linked as { claim: string }[]).map((one) => one.claim)
  expect(await linked('a', 'a1')).toEqual(['b1', 'c1'])
  expect(await linked('b', 'b1')).toEqual(['a1', 'c1'])
  expect(await linked('c', 'c1')).toEqual(['a1', 'b1'])
  expect((await of('a', 'a1')).alike).toEqual([])
  expect((await link('c', 'c1', null)).status).toBe(200)
  expect(await linked('b', 'b1')).toEqual(['a1'])
  expect((await link('c', 'c1', '')).status).toBe(422)
  expect((await ask(url, 'GET', '/documents/a/claims/none/elsewhere')).status).toBe(404)
  const native = await (await fetch(`${url}/api/documents/a`)).text()
  expect(native).toContain('"proposition":"b/b1"')
  const found = await ask(url, 'GET', '/search?words=dam&where=claim')
  expect((found.body.hits as { claim: { id: string } }[]).map((one) => one.claim.id)).toEqual(['a1', 'b1', 'c1'])
  expect((await ask(url, 'GET', '/search?words=dam&where=here')).status).toBe(400)
})

test('a claim in a layer that somebody may not see is neither linked nor alike for them', async () => {
  const dataFolder = emptyFolder()
  await withAccounts(dataFolder, 'owner', 'annotator', 'reader')
  const { url } = await served({ dataFolder })
  const [owner, annotator, reader] = await Promise.all(
    ['owner', 'annotator', 'reader'].map((who) => signedIn(url, who)),
  )
  for (const id of ['a', 'b']) await ask(url, 'POST', '/documents', { id, text: 'The dam leaks.' }, owner?.headers)
  await ask(url, 'POST', '/documents/a/layers/shared/claims', claim('a1', 'The dam leaks'), annotator?.headers)
  const own = { id: 'annotator', kind: 'independent' }
  expect((await ask(url, 'POST', '/documents/b/layers', own, annotator?.headers)).status).toBe(201)
  await ask(url, 'POST', '/documents/b/layers/annotator/claims', claim('b1', 'The dam leaks'), annotator?.headers)
  const path = '/documents/a/claims/a1/elsewhere'
  expect((await ask(url, 'GET', path, undefined, annotator?.headers)).body).toMatchObject({ alike: [{ claim: 'b1' }] })
  expect((await ask(url, 'GET', path, undefined, reader?.headers)).body).toMatchObject({ alike: [], linked: [] })
  expect((await ask(url, 'GET', '/documents/b/claims/b1/elsewhere', undefined, reader?.headers)).status).toBe(404)
})
