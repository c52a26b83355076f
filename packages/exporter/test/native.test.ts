import { check, offsetUnits } from '@claimspan/core'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { exportFiles, formatNamed } from '../src/index.js'
import { annotatedDocuments, oddScheme } from './annotated-documents.js'
import { readerContract } from './format-contract.js'

const native = formatNamed('native')

describe('the native form', () => {
  it('gives back every document as it was, in each unit, carriage returns too', () => {
    const corpora = fc.array(annotatedDocuments({ newline: '\r\n' }), { maxLength: 3 })
    fc.assert(
      fc.property(corpora, fc.constantFrom(...offsetUnits), (made, unit) => {
        const documents = made.map((each, at) => ({
          ...each,
          document: { ...each.document, id: `d${at}` as typeof each.document.id },
        }))
        for (const each of documents) expect(check(each)).toEqual([])
        const { files, losses } = exportFiles(native, documents, { scheme: oddScheme(), unit })
        expect(losses).toEqual([])
        expect(native.read?.documents(files, {})).toEqual({ documents, problems: [], notes: [] })
      }),
    )
  })

  it('goes on after a bad line and says which it was', () => {
    const [sample] = fc.sample(annotatedDocuments(), { numRuns: 1, seed: 1 })
    if (sample === undefined) throw new Error('no sample')
    const { files } = exportFiles(native, [sample], { scheme: oddScheme() })
    const good = files.find(({ path }) => path === 'documents.jsonl')?.text ?? ''
    const read = native.read?.documents([{ path: 'documents.jsonl', text: `${good}{"claimspan":1\n\n${good}` }], {})
    expect(read?.documents).toHaveLength(2)
    expect(read?.problems).toMatchObject([{ kind: 'not-json', file: 'documents.jsonl', line: 2 }])
  })

  readerContract(native)
})
