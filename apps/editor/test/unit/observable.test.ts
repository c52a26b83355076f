import { describe, expect, it } from 'vitest'
import { cell } from '../../src/state/observable.js'

describe('a cell', () => {
  it('tells its listeners of each change, and of nothing else', () => {
    const number = cell(1)
    const heard: number[] = []
    const end = number.subscribe(() => heard.push(number.get()))
    number.set(2)
    number.set(2)
    number.set(3)
    end()
    number.set(4)
    expect(heard).toEqual([2, 3])
  })

  it('may be unsubscribed from, or set, while it tells', () => {
    const number = cell(0)
    const heard: string[] = []
    const end = number.subscribe(() => {
      heard.push(`a${number.get()}`)
      end()
      if (number.get() === 1) number.set(2)
    })
    number.subscribe(() => heard.push(`b${number.get()}`))
    number.set(1)
    expect(heard).toEqual(['a1', 'b2', 'b2'])
  })
})
