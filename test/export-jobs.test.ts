import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { annotator, claim, document, layer, mention, unannotated, writeNativeLine } from '@claimspan/core'
import { expect, it } from 'vitest'

const main = fileURLToPath(new URL('../apps/cli/dist/main.js', import.meta.url))

function lineOf(number: number): string {
  const text = `Document ${number} 🐈 says that ${number * 7} ships sailed.\nOthers say ${number}.${' On it goes.'.repeat(250)}`
  const from = text.indexOf('says')
  return writeNativeLine({
    ...unannotated(document({ id: `d${number}`, text })),
    layers: [layer({ id: 'shared', kind: 'shared' })],
    annotators: [annotator('mei')],
    claims: [
      claim({
        id: 'c1',
        layer: 'shared',
        mentions: [mention(text, [{ from, to: from + 20 }])],
        types: ['Numerical Claim'],
        tags: ['ships'],
        createdBy: 'mei',
        createdAt: '2026-01-02T03:04:05Z',
      }),
    ],
  })
}

// Lines of three kilobytes, so that the file is two batches and the bad line is in the second.
it('several threads write the same bytes as one, and report the same bad line', () => {
  const folder = mkdtempSync(join(tmpdir(), 'claimspan-jobs-'))
  try {
    const lines = Array.from({ length: 500 }, (_, number) => (number === 321 ? '{"claimspan":1,' : lineOf(number)))
    writeFileSync(join(folder, 'documents.jsonl'), `${lines.join('\n')}\n`)
    const [one, three] = ['1', '3'].map((jobs) => {
      const out = join(folder, `out-${jobs}`)
      const formats = 'native,brat,conll,web-annotation'
      const { status, stderr } = spawnSync(
        process.execPath,
        [main, 'export', folder, '--to', formats, '--out', out, '--jobs', jobs],
        { encoding: 'utf8' },
      )
      const files = readdirSync(out, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name))
        .sort()
      const written = Object.fromEntries(files.map((file) => [file.slice(out.length), readFileSync(file, 'utf8')]))
      return { status, stderr: stderr.replaceAll(out, 'out'), written }
    })
    expect(one?.status).toBe(1)
    expect(one?.stderr).toContain('documents.jsonl:322:')
    expect(Object.keys(one?.written ?? {}).length).toBeGreaterThan(1000)
    expect(three).toEqual(one)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})
