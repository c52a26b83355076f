import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

const root = fileURLToPath(new URL('..', import.meta.url))
const read = (file: string) => readFileSync(`${root}${file}`, 'utf8')

/** Cells of the rows of a page's table that begins with these headings. */
function rowsOf(page: string, headings: string): readonly (readonly string[])[] {
  const [, table] = read(page).split(`${headings}\n`)
  if (table === undefined) throw new Error(`${page} has no table ${headings}`)
  return (/^(?:\|.*\n)+/.exec(table)?.[0] ?? '')
    .trimEnd()
    .split('\n')
    .slice(1)
    .map((row) =>
      row
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    )
}

const quoted = (cell: string) => [...cell.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name)

/** What tests are called: where one is declared, and in the tables that tests run through. */
const declared = (source: string) =>
  [...source.matchAll(/(?:\b(?:it|test)|\]\))\(\s*[`']([^'`\n]+)|\bname: '([^'\n]+)'/g)].map(
    ([, title, name]) => title ?? name ?? '',
  )

const sources = [
  'packages/core/src/store-contract/text.ts',
  ...['core', 'collab', 'lexical'].flatMap((room) =>
    readdirSync(`${root}packages/${room}/test`)
      .filter((name) => name.endsWith('.test.ts'))
      .map((name) => `packages/${room}/test/${name}`),
  ),
]
const tests = new Set(sources.flatMap((file) => declared(read(file))))

const laws = rowsOf('docs/spans.md', '| edit | the span | its words are then | tests |')

describe('the laws of docs/spans.md', () => {
  it.each(laws.map(([edit = '', , , names = '']) => ({ edit, names: quoted(names) })))(
    'are tested: $edit',
    ({ names }) => {
      expect(names.length).toBeGreaterThan(0)
      expect(names.filter((name) => !tests.has(name))).toEqual([])
    },
  )

  it('leave out no test of a law', () => {
    const onPage = new Set(laws.flatMap(([, , , names = '']) => quoted(names)))
    const ofLaws = declared(read('packages/collab/test/span-laws.test.ts')).filter((name) => !name.includes('$'))
    expect(ofLaws.length).toBeGreaterThan(10)
    expect(ofLaws.filter((name) => !onPage.has(name))).toEqual([])
  })
})

describe('the pitfalls of packages/lexical', () => {
  const pitfalls = rowsOf('packages/lexical/README.md', '| | pitfall | tests |')

  it('are sixteen', () => {
    expect(pitfalls.map(([number]) => Number(number))).toEqual(Array.from({ length: 16 }, (_, at) => at + 1))
  })

  it.each(pitfalls.map(([number = '', pitfall = '', files = '']) => ({ number, pitfall, files: quoted(files) })))(
    '$number are tests where the page says: $pitfall',
    ({ number, files }) => {
      expect(files.length).toBeGreaterThan(0)
      for (const file of files) {
        expect(
          declared(read(file)).filter((name) => name.startsWith(`${number}: `)),
          file,
        ).not.toEqual([])
      }
    },
  )
})
