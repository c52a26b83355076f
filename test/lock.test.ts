import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'

const root = fileURLToPath(new URL('..', import.meta.url))
const lock = JSON.parse(readFileSync(`${root}package-lock.json`, 'utf8'))

it('records no download address in the lock', () => {
  const addresses = Object.values<{ resolved?: string }>(lock.packages).filter(({ resolved }) =>
    /^https?:/.test(resolved ?? ''),
  )
  expect(addresses).toEqual([])
})

it('16: holds one copy of yjs and one of lexical', () => {
  const paths = Object.keys(lock.packages)
  for (const name of ['yjs', 'lexical']) {
    expect(paths.filter((path) => path.endsWith(`node_modules/${name}`))).toEqual([`node_modules/${name}`])
  }
})
