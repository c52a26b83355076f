import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { readNativeLine, rebase } from '@claimspan/core'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { memoryLog } from '../src/memory-log.js'
import { nextVersion } from '../src/next-version.js'
import { firstUpdates, readStored } from '../src/stored-document.js'

const seeds = fileURLToPath(new URL('../../../seeds/documents.jsonl', import.meta.url))
const now = () => '2026-01-02T03:04:05Z'

test('every mention of a live document is where the library puts it, on random corrections with a moved paragraph', async () => {
  const read = readNativeLine(readFileSync(seeds, 'utf8').trimEnd())
  if (!read.ok) throw new Error('The seeds are sound')
  const { annotated } = read
  const { id, text } = annotated.document
  const words = text.split(/(?<=[ \n])/)
  const corrections = fc.array(
    fc.record({ at: fc.nat(words.length - 1), kind: fc.constantFrom('drop', 'add', 'replace'), number: fc.nat(999) }),
    { maxLength: 80 },
  )
  await fc.assert(
    fc.asyncProperty(corrections, fc.nat(), fc.nat(), async (all, from, to) => {
      const corrected = [...words]
      for (const { at, kind, number } of all) {
        const word = corrected[at] ?? ''
        const end = word.endsWith('\n') ? '\n' : ' '
        corrected[at] = kind === 'drop' ? '' : kind === 'add' ? `${word}new${number} ` : `other${number}${end}`
      }
      const lines = corrected.join('').split('\n')
      lines.splice(to % lines.length, 0, ...lines.splice(from % lines.length, 1))
      const next = lines.join('\n')
      const log = memoryLog({ now })
      await log.createDocument(id, firstUpdates(annotated))
      const document = log.document(id)
      if (document === undefined) throw new Error('It was just made')
      const before = readStored(log, document)
      const made = nextVersion(log, document, next, { now })
      if (next === text) expect(made).toBeUndefined()
      else expect(made?.report).toEqual(rebase(before, next).report)
    }),
    { numRuns: 20 },
  )
})
