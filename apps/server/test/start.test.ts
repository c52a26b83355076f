import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { annotator, claim, document, layer, mention, writeNativeLine } from '@claimspan/core'
import { describe, expect, onTestFinished, test } from 'vitest'
import { ServerProblem, startServer } from '../src/index.js'
import { emptyFolder } from './empty-folder.js'
import { served, withAccounts } from './served.js'

/** What starting says that it cannot; fails when it starts. */
async function refusal(options: Parameters<typeof startServer>[0]): Promise<ServerProblem> {
  try {
    const server = await startServer(options)
    await server.stop()
  } catch (error) {
    if (error instanceof ServerProblem) return error
    throw error
  }
  throw new Error('It started')
}

async function takenPort(): Promise<number> {
  const other = createServer()
  await new Promise<void>((resolve) => other.listen({ host: '127.0.0.1', port: 0 }, resolve))
  onTestFinished(() => void other.close())
  const address = other.address()
  if (address === null || typeof address === 'string') throw new Error('No port')
  return address.port
}

describe('the data folder', () => {
  test('has one server at a time; a second is told whose it is', async () => {
    const dataFolder = emptyFolder()
    await served({ dataFolder })
    const second = await refusal({ dataFolder, port: 0 })
    expect(second.kind).toBe('data-folder-in-use')
    expect(second.message).toContain(`process ${process.pid}`)
    expect(second.message).toContain(dataFolder)
  })

  test('is free again when its server has stopped', async () => {
    const dataFolder = emptyFolder()
    await (await served({ dataFolder })).stop()
    expect(readFileSync(join(dataFolder, 'server.pid'), 'utf8')).toBe('')
    await served({ dataFolder })
  })

  test('is free again when its server did not come to start', async () => {
    const dataFolder = emptyFolder()
    const port = await takenPort()
    expect((await refusal({ dataFolder, port })).kind).toBe('port-in-use')
    await served({ dataFolder })
  })

  test('is taken over when a dead process has left its number', async () => {
    const dataFolder = emptyFolder()
    const { pid } = spawnSync(process.execPath, ['-e', ''])
    // Also when the number is by now another process's, such as this one's.
    for (const left of [pid, process.pid]) {
      writeFileSync(join(dataFolder, 'server.pid'), `${left}\n`)
      await (await served({ dataFolder })).stop()
    }
  })

  test.each(['file', 'file/below'])('that cannot be written to (%s) is refused with a sentence', async (path) => {
    const folder = emptyFolder()
    writeFileSync(join(folder, 'file'), '')
    const problem = await refusal({ dataFolder: join(folder, path), port: 0 })
    expect(problem.kind).toBe('data-folder-not-writable')
    expect(problem.message).toContain('Choose another folder')
  })

  test('with a damaged database is refused with a sentence, and the folder is let go', async () => {
    const dataFolder = emptyFolder()
    writeFileSync(join(dataFolder, 'claimspan.db'), 'Not a database. '.repeat(300))
    for (let time = 0; time < 2; time++) {
      expect((await refusal({ dataFolder, port: 0 })).kind).toBe('damaged-data-folder')
    }
  })
})

describe('the port', () => {
  test('in use is an error when it was asked for', async () => {
    const port = await takenPort()
    const problem = await refusal({ dataFolder: emptyFolder(), port })
    expect(problem.kind).toBe('port-in-use')
    expect(problem.message).toContain(String(port))
  })

  test('in use is left for the next free one when it may move', async () => {
    const port = await takenPort()
    const server = await served({ port, portMayMove: true })
    expect(server.port).toBeGreaterThan(port)
    expect((await fetch(`${server.url}/api/health`)).status).toBe(200)
  })

  test('is free when the server has stopped; stopping twice is stopping once', async () => {
    const server = await served()
    await Promise.all([server.stop(), server.stop()])
    await expect(fetch(`${server.url}/api/health`)).rejects.toThrow()
    await served({ port: server.port })
  })

  test('of an address that is not here is refused with a sentence', async () => {
    const dataFolder = emptyFolder()
    await withAccounts(dataFolder, 'owner')
    const problem = await refusal({ dataFolder, port: 0, host: '203.0.113.7' })
    expect(problem.kind).toBe('address-not-available')
  })
})

describe('articles', () => {
  const text = 'On cats\nThe cat sat.'
  const native = (id: string) =>
    writeNativeLine({
      document: document({ id, text }),
      layers: [layer({ id: 'curated', kind: 'curated' })],
      annotators: [annotator('mei')],
      claims: [
        claim({
          id: 'c1',
          layer: 'curated',
          mentions: [mention(text, [{ from: 8, to: 19 }])],
          createdBy: 'mei',
          createdAt: '2026-01-02T03:04:05Z',
        }),
      ],
      relations: [],
      threads: [],
    })
  const ids = async (url: string) =>
    ((await (await fetch(`${url}/api/documents`)).json()) as { id: string }[]).map(({ id }) => id)

  test('in files and folders are there from the start, the annotated form first', async () => {
    const articles = emptyFolder()
    writeFileSync(join(articles, 'cats.txt'), 'Other words.')
    writeFileSync(join(articles, 'corpus.jsonl'), `${native('cats')}\n${native('more-cats')}\n`)
    writeFileSync(join(articles, 'dogs.md'), '# Dogs\n\nA dog.')
    writeFileSync(join(articles, 'picture.png'), 'x')
    const single = join(emptyFolder(), 'single.txt')
    writeFileSync(single, 'One article.')
    const { url } = await served({ articles: [articles, single] })
    expect(await ids(url)).toEqual(['cats', 'more-cats', 'dogs', 'single'])
    expect(await (await fetch(`${url}/api/documents/cats`)).json()).toMatchObject({
      text,
      claims: [{ id: 'c1', layer: 'curated' }],
      layers: [{ id: 'shared' }, { id: 'curated' }],
    })
  })

  test('come once: neither what was edited nor what was deleted is put back', async () => {
    const dataFolder = emptyFolder()
    const articles = emptyFolder()
    for (const name of ['a', 'b']) writeFileSync(join(articles, `${name}.txt`), `Article ${name}.`)
    const first = await served({ dataFolder, articles: [articles] })
    await fetch(`${first.url}/api/documents/a`, { method: 'DELETE' })
    await first.stop()
    writeFileSync(join(articles, 'c.txt'), 'Article c.')
    const again = await served({ dataFolder, articles: [articles] })
    expect(await ids(again.url)).toEqual(['b', 'c'])
  })

  test('that cannot be read are named: in a folder passed over, by itself refused', async () => {
    const articles = emptyFolder()
    writeFileSync(join(articles, 'bad.txt'), Buffer.from([0x41, 0xff]))
    writeFileSync(join(articles, 'good.txt'), 'A cat.')
    const lines: string[] = []
    const { url } = await served({ articles: [articles], log: (line) => lines.push(line) })
    expect(await ids(url)).toEqual(['good'])
    expect(lines.join('\n')).toMatch(/bad\.txt.*Byte 1/)
    const dataFolder = emptyFolder()
    const alone = await refusal({ dataFolder, port: 0, articles: [join(articles, 'bad.txt')] })
    expect(alone).toMatchObject({ kind: 'bad-article', message: expect.stringContaining('Byte 1') })
    const missing = await refusal({ dataFolder, port: 0, articles: [join(articles, 'none.txt')] })
    expect(missing).toMatchObject({ kind: 'bad-article', message: expect.stringContaining('none.txt') })
  })

  test('leave no words in what the operator reads', async () => {
    const articles = emptyFolder()
    writeFileSync(join(articles, 'secret.txt'), 'Canary sings.\nCanary again.')
    const lines: string[] = []
    await served({ articles: [articles], log: (line) => lines.push(line) })
    expect(lines).toHaveLength(1)
    expect(lines.join('\n')).not.toContain('Canary')
  })
})

describe('the editor', () => {
  function builtEditor(): string {
    const folder = emptyFolder()
    writeFileSync(join(folder, 'index.html'), '<!doctype html><title>Editor</title>')
    mkdirSync(join(folder, 'assets'))
    writeFileSync(join(folder, 'assets', 'main-4f2a.js'), 'export {}')
    return folder
  }

  test('is served with its files; addresses of the editor itself give its page', async () => {
    const { url } = await served({ editorFolder: builtEditor() })
    for (const path of ['/', '/documents/cats', '/documents/cats?layer=shared']) {
      const answer = await fetch(`${url}${path}`)
      expect(answer.status).toBe(200)
      expect(await answer.text()).toContain('<title>Editor</title>')
      expect(answer.headers.get('cache-control')).toBe('no-cache')
      expect(answer.headers.get('content-type')).toContain('text/html')
    }
    const script = await fetch(`${url}/assets/main-4f2a.js`)
    expect(await script.text()).toBe('export {}')
    expect(script.headers.get('cache-control')).toContain('immutable')
    expect(script.headers.get('content-type')).toContain('javascript')
  })

  test.each(['/assets/main-0000.js', '/favicon.ico', '/assets/..%2f..%2fetc%2fpasswd', '/api', '/api/nothing'])(
    '%s is not found',
    async (path) => {
      const { url } = await served({ editorFolder: builtEditor() })
      const answer = await fetch(`${url}${path}`)
      expect([403, 404]).toContain(answer.status)
      expect(await answer.json()).toMatchObject({ message: expect.any(String) })
    },
  )

  test('that has not been built says so', async () => {
    const { url } = await served({ editorFolder: join(emptyFolder(), 'none') })
    const answer = await fetch(url)
    expect(answer.status).toBe(503)
    expect(await answer.text()).toContain('npm run build')
  })

  test.each(['/', '/api/documents', '/api/nothing', '/%zz'])(
    '%s comes with the headers that keep a page safe',
    async (path) => {
      const { url } = await served({ editorFolder: builtEditor() })
      const { headers } = await fetch(`${url}${path}`)
      const policy = headers.get('content-security-policy') ?? ''
      for (const part of [
        "default-src 'self'",
        "script-src 'self'",
        "object-src 'none'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
      ]) {
        expect(policy.split('; ')).toContain(part)
      }
      expect(headers.get('x-content-type-options')).toBe('nosniff')
      expect(headers.get('access-control-allow-origin')).toBeNull()
    },
  )
})
