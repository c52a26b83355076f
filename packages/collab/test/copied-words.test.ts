import { describe, expect, it } from 'vitest'
import { readCopiedWords } from '../src/index.js'

const run = { client: 1, clock: 4, length: 3 }
const words = { document: 'article', runs: [run] }

describe('words on the clipboard', () => {
  it.each([
    ['what was cut', words],
    ['with the words themselves', { ...words, words: 'fox' }],
    ['with what stood beside it', { ...words, beside: { before: [run], after: [] } }],
  ])('are read as they were written: %s', (_, copied) => {
    expect(readCopiedWords(JSON.stringify(copied))).toEqual(copied)
  })

  it.each([
    ['no JSON', 'jumps'],
    ['nothing', ''],
    ['null', 'null'],
    ['no document', JSON.stringify({ runs: [run] })],
    ['no list of runs', JSON.stringify({ ...words, runs: run })],
    ['a run that is none', JSON.stringify({ ...words, runs: [7] })],
    ['a run without a client', JSON.stringify({ ...words, runs: [{ clock: 1, length: 2 }] })],
    ['an empty run', JSON.stringify({ ...words, runs: [{ ...run, length: 0 }] })],
    ['a run before all', JSON.stringify({ ...words, runs: [{ ...run, clock: -1 }] })],
    ['a run past all', JSON.stringify({ ...words, runs: [{ ...run, clock: Number.MAX_SAFE_INTEGER }] })],
  ])('say nothing when another page wrote them: %s', (_, json) => {
    expect(readCopiedWords(json)).toBeUndefined()
  })

  it.each([7, 'foxes', ''])('are read without the words when these cannot be theirs: %j', (other) => {
    expect(readCopiedWords(JSON.stringify({ ...words, words: other }))).toEqual(words)
  })

  it('are read without what stands beside them when that is none', () => {
    expect(readCopiedWords(JSON.stringify({ ...words, beside: { before: 'x', after: [] } }))).toEqual(words)
  })
})
