import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { check, defaultScheme, readNativeLine, writeNativeLine, writeScheme } from '@claimspan/core'
import { describe, expect, it } from 'vitest'

const root = fileURLToPath(new URL('..', import.meta.url))
const file = (name: string) => readFileSync(`${root}seeds/${name}`, 'utf8')
const read = readNativeLine(file('documents.jsonl').trimEnd())
if (!read.ok) throw new Error(JSON.stringify(read.problems))
const { annotated } = read

describe('the seed corpus', () => {
  it('is the article, to the letter', () => {
    expect(annotated.document.text).toBe(file('alibaba-ai.txt'))
  })

  it('has no problem under the scheme beside it, which is the default one', () => {
    expect(check(annotated, defaultScheme)).toEqual([])
    expect(file('scheme.json')).toBe(writeScheme(defaultScheme))
    expect(writeNativeLine(annotated)).toBe(file('documents.jsonl').trimEnd())
  })

  it('marks more than fifty claims, with sources and cues, normalized claims and relations', () => {
    const { claims, relations } = annotated
    expect(claims.length).toBeGreaterThan(50)
    expect(claims.every(({ normalizedClaim, types }) => normalizedClaim !== undefined && types.length > 0)).toBe(true)
    expect(claims.filter(({ attribution }) => attribution?.source && attribution.cue).length).toBeGreaterThan(40)
    expect(relations.some(({ type }) => type === 'supports') && relations.some(({ type }) => type === 'attacks')).toBe(
      true,
    )
  })

  it('is what its annotation says: building it again changes nothing', () => {
    const before = file('documents.jsonl')
    execFileSync(process.execPath, [`${root}scripts/seed/build.mjs`], { stdio: 'ignore' })
    expect(file('documents.jsonl')).toBe(before)
  })
})
