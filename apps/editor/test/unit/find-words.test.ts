import { describe, expect, it } from 'vitest'
import { findWords, nextFrom } from '../../src/article/find-words.js'

describe('words in the text', () => {
  it.each([
    ['The cat, the dog', 'the', {}, [0, 9]],
    ['The cat, the dog', 'the', { exact: true }, [9]],
    ['aaaa', 'aa', {}, [0, 2]],
    ['a.b a-b [x] (y)', '.', {}, [1]],
    ['a.b a-b [x] (y)', 'a-b [x] (', {}, [4]],
    ['说话的人说', '说', {}, [0, 4]],
    ['Straße', 'STRASSE', {}, []],
    ['one', '', {}, []],
  ])('%j has %j %j', (text, wanted, options, from) => {
    const places = findWords(text, wanted, options)
    expect(places.map((place) => place.from)).toEqual(from)
    for (const place of places) expect(text.slice(place.from, place.to).toLowerCase()).toBe(wanted.toLowerCase())
  })

  it('are gone through from where one is, and round', () => {
    const places = findWords('a b a b a', 'a')
    expect([0, 1, 4, 5, 9].map((offset) => nextFrom(places, offset))).toEqual([0, 1, 1, 2, 0])
  })
})
