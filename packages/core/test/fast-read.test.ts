import { check, documentSchema, offsetUnits, readNativeLine, writeNativeLine } from '@claimspan/core'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { problemsOfValues } from '../src/check.js'
import { countKeys, parseJson } from '../src/json.js'
import { fits } from '../src/schema/fits.js'
import { validate } from '../src/schema/validate.js'
import { hasSoundValues } from '../src/sound-values.js'
import { annotatedDocuments } from './arbitrary.js'

const fitsDocument = fits(documentSchema)

/** A change of one value somewhere in a line: another value, a value taken out, a key added. */
const changes = fc.record({
  at: fc.nat(),
  how: fc.constantFrom('replace', 'remove', 'add'),
  value: fc.oneof(
    fc.constantFrom<unknown>(
      '',
      'x',
      'd\ud800',
      '😀',
      0,
      -1,
      1.5,
      1e300,
      null,
      true,
      [],
      {},
      'c1',
      '../x',
      'CFS',
      'human',
      2,
    ),
    fc.string(),
    fc.integer({ min: 0, max: 40 }),
  ),
})

type Place = { readonly holder: Record<string, unknown>; readonly key: string }

function placesIn(value: unknown, places: Place[] = []): Place[] {
  if (typeof value !== 'object' || value === null) return places
  for (const key of Object.keys(value)) {
    const holder = value as Record<string, unknown>
    places.push({ holder, key })
    placesIn(holder[key], places)
  }
  return places
}

function changed(line: string, { at, how, value }: { at: number; how: string; value: unknown }): unknown {
  const whole: unknown = JSON.parse(line)
  const places = placesIn(whole)
  const place = places[at % places.length]
  if (place === undefined) return whole
  if (how === 'remove') delete place.holder[place.key]
  else if (how === 'replace') place.holder[place.key] = value
  else if (!Array.isArray(place.holder)) place.holder[`added-${at % 3}`] = value
  return whole
}

describe('what is read at first sight', () => {
  it('is all that is sound, so that nothing sound is read slowly', () => {
    fc.assert(
      fc.property(annotatedDocuments, fc.constantFrom(...offsetUnits), (annotated, unit) => {
        const line = writeNativeLine(annotated, unit)
        expect(fitsDocument(JSON.parse(line), 0)).toBe(countKeys(line))
      }),
    )
  })

  it('fits only where validate finds nothing, and only values that go together', () => {
    fc.assert(
      fc.property(annotatedDocuments, changes, (annotated, change) => {
        const value = changed(writeNativeLine(annotated), change)
        if (fitsDocument(value, 0) === -1) return
        expect(validate(value, documentSchema)).toEqual([])
        const read = readNativeLine(JSON.stringify(value))
        if (read.ok) expect(check(read.annotated)).toEqual([])
      }),
      { numRuns: 600 },
    )
  })

  it('has sound values only where a close look finds no problem', () => {
    let sound = 0
    fc.assert(
      fc.property(annotatedDocuments, annotatedDocuments, fc.nat(), (annotated, other, at) => {
        const mixed = [
          annotated,
          { ...annotated, document: other.document },
          { ...annotated, claims: [...annotated.claims, ...other.claims] },
          { ...annotated, relations: [...annotated.relations, ...other.relations] },
          { ...annotated, layers: other.layers, threads: other.threads },
          { ...annotated, annotators: annotated.annotators.slice(1) },
        ][at % 6]
        if (mixed === undefined || !hasSoundValues(mixed)) return
        sound += 1
        expect(problemsOfValues(mixed, (utf16) => utf16)).toEqual([])
      }),
      { numRuns: 600 },
    )
    expect(sound).toBeGreaterThan(20)
  })

  it.each([
    ['{"a":1,"a":2}', 2],
    ['{"a:":"b:","c":{"\\"":[1,"x"]}}', 3],
    ['{"a\\\\":1}', 1],
    ['["a","b"]', 0],
    ['{"a" :1,"a":2}', Number.NaN],
  ])('counts the keys of %s', (text, keys) => {
    expect(countKeys(text)).toBe(keys)
  })

  it('takes no line with a key that stands twice or reaches a prototype', () => {
    const line = '{"claimspan":1,"id":"d","version":1,"title":"t","offsetUnit":"utf-16","text":"t"'
    for (const more of [
      ',"text":"t"',
      ',"text" :"u"',
      ',"metadata":{"a":"1","a":"2"}',
      ',"metadata":{"__proto__":"x"}',
    ]) {
      expect(parseJson(`${line}${more}}`).ok).toBe(false)
      expect(readNativeLine(`${line}${more}}`).ok).toBe(false)
    }
    expect(readNativeLine(`${line}}`).ok).toBe(true)
  })
})
