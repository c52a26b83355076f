import { type AnnotatedDocument, check } from '@claimspan/core'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { exportFiles, type Format } from '../src/index.js'
import { afterLosses, numbered } from './after-losses.js'
import { annotatedDocuments, oddScheme } from './annotated-documents.js'
import { mutate, mutations } from './mutations.js'

const scheme = oddScheme()

/** What every format must do that keeps the article's text: come back but for its losses, and read whatever stands in its files. */
export function textFormatContract(
  format: Format,
  inOrder: (annotated: AnnotatedDocument) => AnnotatedDocument = (annotated) => annotated,
  options: Parameters<typeof readerContract>[1] = {},
): void {
  const { units } = format
  it('is read back as it was but for exactly the losses it reports', () => {
    const unit = units.length === 0 ? fc.constant({}) : fc.constantFrom(...units).map((one) => ({ unit: one }))
    const corpora = fc.tuple(annotatedDocuments({ newline: '\r\n' }), annotatedDocuments())
    fc.assert(
      fc.property(corpora, unit, ([first, second], withUnit) => {
        const documents = [
          first,
          { ...second, document: { ...second.document, id: 'second' } as typeof second.document },
        ]
        const { files, losses } = exportFiles(format, documents, { scheme, ...withUnit })
        const read = format.read?.documents(files, {})
        expect(read?.problems).toEqual([])
        expect(read?.documents.map(({ document }) => document.id)).toEqual(documents.map(({ document }) => document.id))
        for (const [at, annotated] of documents.entries()) {
          const back = read?.documents[at]
          if (back === undefined) throw new Error('not read')
          expect(check(back)).toEqual([])
          const own = losses.filter((loss) => loss.document === annotated.document.id)
          expect(numbered(inOrder(back))).toEqual(numbered(inOrder(afterLosses(annotated, own, back))))
        }
      }),
      { numRuns: 300 },
    )
  })
  readerContract(format, options)
}

/** Everything that is said of a claim stands in the files or is a loss: for formats that are written only. */
export function writerContract(format: Format): void {
  it('writes or reports as lost everything that is said of a claim', () => {
    fc.assert(
      fc.property(annotatedDocuments({ newline: '\r\n' }), (annotated) => {
        const { files, losses } = exportFiles(format, [annotated], { scheme })
        const text = files.map((file) => file.text).join('')
        const isIn = (value: string | number): boolean => text.includes(JSON.stringify(value).replace(/^"|"$/g, ''))
        for (const claim of annotated.claims) {
          const lost = losses.filter((loss) => loss.claim === claim.id).map(({ what }) => what)
          if (lost.includes('claim')) continue
          const { verdict, attribution } = claim
          const said: readonly (readonly [what: string, value: string | number | undefined])[] = [
            ['normalizedClaim', claim.normalizedClaim],
            ['proposition', claim.proposition],
            ['checkWorthiness', claim.checkWorthiness],
            ['verdict', verdict?.label],
            ['verdict', verdict?.scale],
            ['verdict', verdict?.justification],
            ['verdict', verdict?.rating?.value],
            ['confidence', claim.confidence],
            ['attribution', attribution?.kind],
            ['attribution', attribution?.within?.kind],
            ['attribution', attribution?.speaker?.kind],
            ['attribution', attribution?.speaker?.uri],
            ['note', claim.note],
            ['status', claim.status === 'draft' ? undefined : claim.status],
            ...claim.types.map((type) => ['types', type] as const),
            ...claim.tags.map((tag) => ['tags', tag] as const),
            ...claim.evidence.flatMap(({ stance, items }) => [
              ['evidence', stance] as const,
              ...items.map((item) => ['evidence', item.kind === 'url' ? item.url : item.mention.quote] as const),
            ]),
          ]
          for (const [what, value] of said) {
            if (value === undefined || isIn(value) || lost.some((one) => one === what || one.startsWith(`${what}.`)))
              continue
            throw new Error(
              `${claim.id}: ${what} ${JSON.stringify(value)} is neither written nor lost: ${lost.join(', ')}`,
            )
          }
          expect(lost).toContain('origin')
        }
        const ofDocument = losses.filter(({ claim, relation }) => claim === undefined && relation === undefined)
        const parts = [
          ['threads', annotated.threads],
          ['layers', annotated.layers],
          ['ids', annotated.claims],
          ['authorship', annotated.claims],
        ] as const
        for (const [what, list] of parts) {
          if (list.length > 0) expect(ofDocument.map((loss) => loss.what)).toContain(what)
        }
      }),
      { numRuns: 200 },
    )
  })
}

/** Whether each line of a file is a document of its own. */
const isLined = (path: string): boolean => path.endsWith('.jsonl')

/** Two thousand broken files: nothing is thrown, what is read is sound, what is wrong has its file, and a line where it has lines. */
export function readerContract(format: Format, { areSeveral = false } = {}): void {
  it('reads two thousand broken files: what comes in is sound, what is wrong is said with its place', () => {
    const samples = fc.sample(annotatedDocuments({ newline: '\r\n' }), { numRuns: 12, seed: 7 })
    const corpora = samples.map((sample) => exportFiles(format, [sample], { scheme }).files)
    let refused = 0
    fc.assert(
      fc.property(fc.constantFrom(...corpora), fc.nat(), mutations, (files, which, changes) => {
        const broken = files.map((file, at) =>
          at === which % files.length ? { ...file, text: mutate(file.text, changes) } : file,
        )
        const read = format.read?.documents(broken, {})
        const documents: readonly AnnotatedDocument[] = read?.documents ?? []
        for (const each of documents) expect(check(each)).toEqual([])
        expect(new Set(documents.map(({ document }) => document.id)).size).toBe(documents.length)
        for (const { file, line, column, sentence } of read?.problems ?? []) {
          expect(files.map(({ path }) => path)).toContain(file)
          if (line !== undefined) expect(line).toBeGreaterThan(0)
          if (column !== undefined) expect(column).toBeGreaterThan(0)
          expect(sentence).not.toBe('')
        }
        if ((read?.problems.length ?? 0) > 0) {
          refused += 1
          const isOneDocument = broken.every(({ path, text }) => !isLined(path) || text.trim().split('\n').length === 1)
          if (isOneDocument && !areSeveral) expect(documents).toEqual([])
        }
      }),
      { numRuns: 2000 },
    )
    expect(refused).toBeGreaterThan(200)
  })
}
