import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { jsonFault } from '../src/json-fault.js'
import { jsonLocator } from '../src/locate-json.js'

describe('the place of a fault in JSON', () => {
  it.each([
    ['', 0],
    ['{"a":\n ]', 7],
    ['[1,]', 3],
    ['[1 2]', 3],
    ['{"a" 1}', 5],
    ['{a:1}', 1],
    ['{"a":1,}', 7],
    ['[01]', 2],
    ['["a\nb"]', 1],
    ['["a', 1],
    ['["\\x"]', 1],
    ['[1', 2],
    ['{} x', 3],
    ['[NaN]', 1],
    ['[}', 1],
    ['nul', 0],
  ])('of %j is at %i', (text, at) => {
    expect(jsonFault(text)).toBe(at)
    expect(() => JSON.parse(text)).toThrow(SyntaxError)
  })

  it('is the end of a text exactly when the text is JSON, or only lacks an end', () => {
    fc.assert(
      fc.property(fc.json(), fc.nat(), fc.constantFrom('', '"', '}', ',', 'x', ' '), (json, place, put) => {
        const at = place % (json.length + 1)
        const text = json.slice(0, at) + put + json.slice(at)
        expect(jsonFault(json)).toBe(json.length)
        let isJson = true
        try {
          JSON.parse(text)
        } catch {
          isJson = false
        }
        if (isJson) expect(jsonFault(text)).toBe(text.length)
        else expect(jsonFault(text)).toBeLessThanOrEqual(text.length)
      }),
    )
  })
})

describe('the place of a value in JSON', () => {
  it('is where the value begins, whatever stands before it', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(0, 1, '\t'), (value, indent) => {
        const text = JSON.stringify(value, null, indent)
        const locate = jsonLocator(text)
        for (const [path, inner] of placesIn(value)) {
          const at = locate(path)
          expect(text.startsWith(JSON.stringify(inner).slice(0, 1), at)).toBe(true)
          if (typeof inner !== 'object') expect(text.startsWith(JSON.stringify(inner), at)).toBe(true)
        }
      }),
    )
  })

  it('is that of the last value on the way when there is none', () => {
    expect(jsonLocator('{"a": [1, {"b": 2}]}')(['a', 1, 'c', 'd'])).toBe(10)
    expect(jsonLocator('{"a": [1]}')(['a', 5])).toBe(6)
  })
})

function* placesIn(
  value: unknown,
  path: readonly (string | number)[] = [],
): Generator<readonly [readonly (string | number)[], unknown]> {
  yield [path, value]
  if (typeof value !== 'object' || value === null) return
  for (const [key, inner] of Object.entries(value))
    yield* placesIn(inner, [...path, Array.isArray(value) ? Number(key) : key])
}
