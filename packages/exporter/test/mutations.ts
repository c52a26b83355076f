import fc from 'fast-check'

/** A change of a file, as a bad disk, a careless script or somebody with a text editor makes it. */
export type Mutation = (text: string) => string

const odd = [
  '',
  '\0',
  '\ud800',
  '\ufeff',
  '"',
  '\\',
  '{',
  '}',
  '[',
  ']',
  ',',
  ':',
  'null',
  '1e999',
  '-1',
  '\n',
  '\r',
  '\t',
  ';',
  '😀',
  '"__proto__":1,',
  '=1+1',
]
const at = (text: string, place: number): number => Math.floor(place * (text.length + 1))

export const mutations: fc.Arbitrary<readonly Mutation[]> = fc.array(
  fc.oneof(
    fc
      .record({
        place: fraction(),
        put: fc.oneof(fc.constantFrom(...odd), fc.string({ unit: 'binary', maxLength: 4 })),
      })
      .map(
        ({ place, put }): Mutation =>
          (text) =>
            text.slice(0, at(text, place)) + put + text.slice(at(text, place)),
      ),
    fc.record({ place: fraction(), size: fc.integer({ min: 1, max: 30 }), put: fc.constantFrom(...odd) }).map(
      ({ place, size, put }): Mutation =>
        (text) =>
          text.slice(0, at(text, place)) + put + text.slice(at(text, place) + size),
    ),
    fc.record({ from: fraction(), to: fraction(), size: fc.integer({ min: 1, max: 200 }) }).map(
      ({ from, to, size }): Mutation =>
        (text) =>
          text.slice(0, at(text, to)) + text.slice(at(text, from), at(text, from) + size) + text.slice(at(text, to)),
    ),
    fraction().map(
      (place): Mutation =>
        (text) =>
          text.slice(0, at(text, place)),
    ),
    fc
      .tuple(
        fc.nat(),
        fc.constantFrom('0', '1', '-1', '1.5', '99999999999999999999', '"x"', 'null', '[]', '{}', 'true'),
      )
      .map(
        ([which, put]): Mutation =>
          (text) =>
            replaceNth(text, /-?\d+|"(?:[^"\\]|\\.)*"|null|true|false/g, which, put),
      ),
    fc.tuple(fc.nat(), fc.nat()).map(
      ([which, by]): Mutation =>
        (text) => {
          const values = text.match(/"(?:[^"\\]|\\.)*"|\d+/g) ?? []
          return replaceNth(text, /"(?:[^"\\]|\\.)*"|\d+/g, which, values[by % Math.max(values.length, 1)] ?? '')
        },
    ),
  ),
  { minLength: 1, maxLength: 3 },
)

function fraction(): fc.Arbitrary<number> {
  return fc.integer({ min: 0, max: 9999 }).map((value) => value / 10_000)
}

function replaceNth(text: string, pattern: RegExp, which: number, put: string): string {
  const found = [...text.matchAll(pattern)]
  const one = found[which % Math.max(found.length, 1)]
  return one === undefined ? text : text.slice(0, one.index) + put + text.slice(one.index + one[0].length)
}

export const mutate = (text: string, all: readonly Mutation[]): string =>
  all.reduce((before, change) => change(before), text)
