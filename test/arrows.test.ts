import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import { describe, expect, it } from 'vitest'

const root = fileURLToPath(new URL('..', import.meta.url))

/** Who may import whom: the arrows of ARCHITECTURE.md. `node` is Node's own modules. */
const arrows: Readonly<Record<string, readonly string[]>> = {
  'packages/core': [],
  'packages/collab': ['@claimspan/core', 'yjs'],
  'packages/lexical': ['@claimspan/core', 'lexical', '@lexical', 'yjs'],
  'packages/exporter': [
    '@claimspan/core',
    '@mozilla/readability',
    'fflate',
    'hyparquet',
    'hyparquet-writer',
    'linkedom',
    'mammoth',
    'mdast',
    'mdast-util-from-markdown',
    'saxes',
    'unpdf',
  ],
  'packages/agreement': ['@claimspan/core'],
  'apps/server': ['@claimspan/core', '@claimspan/collab', '@claimspan/exporter', '@claimspan/agreement', 'node', '*'],
  'apps/editor': [
    '@claimspan/core',
    '@claimspan/collab',
    '@claimspan/lexical',
    '@claimspan/exporter',
    '@claimspan/agreement',
    '*',
  ],
  'apps/cli': [
    '@claimspan/core',
    '@claimspan/collab',
    '@claimspan/exporter',
    '@claimspan/agreement',
    '@claimspan/server',
    'node',
    '*',
  ],
}

/** In packages/lexical only the text binding may know Yjs. */
const yjsInLexical = /packages\/lexical\/src\/text-[a-z]+\.ts$/

function sources(folder: string): readonly string[] {
  return readdirSync(join(root, folder, 'src'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
}

interface Import {
  readonly file: string
  readonly from: string
  readonly typeOnly: boolean
}

function importsOf(file: string): readonly Import[] {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true)
  const found: Import[] = []
  const visit = (node: ts.Node): void => {
    if ((ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) && node.moduleSpecifier !== undefined) {
      const clause = ts.isImportDeclaration(node) ? node.importClause : undefined
      const names = clause?.namedBindings
      const everyNameIsType =
        clause !== undefined &&
        clause.name === undefined &&
        names !== undefined &&
        ts.isNamedImports(names) &&
        names.elements.every((element) => element.isTypeOnly)
      const typeOnly = ts.isExportDeclaration(node)
        ? node.isTypeOnly
        : clause?.phaseModifier === ts.SyntaxKind.TypeKeyword || everyNameIsType
      found.push({ file, from: (node.moduleSpecifier as ts.StringLiteral).text, typeOnly })
    }
    if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      const [argument] = node.arguments
      if (argument !== undefined && ts.isStringLiteral(argument))
        found.push({ file, from: argument.text, typeOnly: false })
    }
    ts.forEachChild(node, visit)
  }
  visit(source)
  return found
}

const packageOf = (from: string): string => {
  if (from.startsWith('node:')) return 'node'
  const parts = from.split('/')
  return from.startsWith('@') ? parts.slice(0, 2).join('/') : (parts[0] ?? from)
}

const allowed = (room: string, from: string): boolean => {
  const may = arrows[room] ?? []
  const name = packageOf(from)
  if (
    may.includes(name) ||
    may.some((one) => one.startsWith('@') && !one.includes('/') && name.startsWith(`${one}/`))
  ) {
    return true
  }
  return (
    may.includes('*') &&
    !name.startsWith('@claimspan/') &&
    name !== 'claimspan' &&
    (name !== 'node' || may.includes('node'))
  )
}

describe('the arrows between the rooms', () => {
  it('covers every workspace', () => {
    const rooms = ['packages', 'apps'].flatMap((folder) =>
      readdirSync(join(root, folder)).map((name) => `${folder}/${name}`),
    )
    expect(rooms.sort()).toEqual(Object.keys(arrows).sort())
  })

  for (const room of Object.keys(arrows)) {
    it(`holds in ${room}: sources`, () => {
      const files = sources(room)
      expect(files.length).toBeGreaterThan(0)
      const wrong = files.flatMap(importsOf).flatMap(({ file, from }) => {
        const here = relative(root, file)
        if (from.startsWith('.')) {
          const target = resolve(dirname(file), from)
          return target.startsWith(join(root, room)) ? [] : [`${here} reaches out of its room to ${from}`]
        }
        if (room === 'packages/lexical' && packageOf(from) === 'yjs' && !yjsInLexical.test(here)) {
          return [`${here} imports yjs; only the text binding may`]
        }
        return allowed(room, from) ? [] : [`${here} imports ${from}`]
      })
      expect(wrong).toEqual([])
    })

    it(`holds in ${room}: manifest`, () => {
      const manifest = JSON.parse(readFileSync(join(root, room, 'package.json'), 'utf8'))
      const named = Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies })
      expect(named.filter((name) => !allowed(room, name))).toEqual([])
      if (room === 'packages/core') expect(named).toEqual([])
    })
  }

  it('is refused when it is not there', () => {
    expect(allowed('packages/core', 'yjs')).toBe(false)
    expect(allowed('packages/collab', '@claimspan/lexical')).toBe(false)
    expect(allowed('packages/exporter', 'node:fs')).toBe(false)
    expect(allowed('apps/editor', '@claimspan/server')).toBe(false)
    expect(allowed('apps/cli', '@claimspan/server')).toBe(true)
  })
})

/** The first ring among these files by their imports that are there at run time, as a path that ends where it began. */
function ring(files: readonly string[], imports: (file: string) => readonly Import[]): readonly string[] | undefined {
  const done = new Set<string>()
  const known = new Set(files)
  const target = ({ file, from }: Import) => {
    const path = resolve(dirname(file), from).replace(/\.js$/, '')
    return [`${path}.ts`, `${path}.tsx`, path].find((one) => known.has(one))
  }
  const walk = (file: string, path: readonly string[]): readonly string[] | undefined => {
    if (path.includes(file)) return [...path.slice(path.indexOf(file)), file]
    if (done.has(file)) return undefined
    for (const one of imports(file)) {
      const next = one.from.startsWith('.') && !one.typeOnly ? target(one) : undefined
      const found = next === undefined ? undefined : walk(next, [...path, file])
      if (found !== undefined) return found
    }
    done.add(file)
    return undefined
  }
  for (const file of files) {
    const found = walk(file, [])
    if (found !== undefined) return found
  }
  return undefined
}

describe('import rings', () => {
  for (const room of Object.keys(arrows)) {
    it(`are not in ${room}`, () => {
      expect(ring(sources(room), importsOf)?.map((file) => relative(root, file))).toBeUndefined()
    })
  }

  it('are found where there is one', () => {
    const made: Record<string, string[]> = {
      '/a.ts': ['./b.js'],
      '/b.ts': ['./c.js'],
      '/c.ts': ['./a.js'],
      '/d.ts': [],
    }
    const found = ring(Object.keys(made), (file) => (made[file] ?? []).map((from) => ({ file, from, typeOnly: false })))
    expect(found).toEqual(['/a.ts', '/b.ts', '/c.ts', '/a.ts'])
  })
})
