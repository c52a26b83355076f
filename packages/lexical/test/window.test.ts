// @vitest-environment happy-dom
import { $getRoot, $isElementNode } from 'lexical'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { spanInView, spanPainter } from '../src/index.js'
import { onScreen } from './screen.js'

class FakeHighlight extends Set<Range> {}

const lineHeight = 20
const viewHeight = 100
let scheduled: (() => void)[] = []
const frame = () => {
  for (const draw of scheduled.splice(0)) draw()
}

beforeEach(() => {
  scheduled = []
  vi.stubGlobal('Highlight', FakeHighlight)
  vi.stubGlobal('CSS', { highlights: new Map<string, FakeHighlight>() })
})

afterEach(() => {
  vi.unstubAllGlobals()
})

/** An editor with a line for each block, each 20 px high, in a box of 100 px that scrolls. */
function scrolled(count: number) {
  const me = onScreen(Array.from({ length: count }, (_, at) => `line ${at}`).join('|'))
  const scroller = document.createElement('div')
  const root = me.editor.getRootElement()
  if (root === null) throw new Error('The editor has no root')
  scroller.append(root)
  document.body.append(scroller)
  const rect = (top: number, height: number) => ({ top, bottom: top + height, height }) as DOMRect
  scroller.getBoundingClientRect = () => rect(0, viewHeight)
  const place = () =>
    [...root.children].forEach((block, at) => {
      block.getBoundingClientRect = () => rect(at * lineHeight - scroller.scrollTop, lineHeight)
    })
  place()
  const scrollTo = (top: number) => {
    scroller.scrollTop = top
    scroller.dispatchEvent(new Event('scroll'))
  }
  return { ...me, scroller, scrollTo, place }
}

const drawn = () => [...((CSS.highlights as unknown as Map<string, FakeHighlight>).get('claim') ?? [])].map(String)
const spansOf = (text: string) =>
  [...text.matchAll(/line \d+/g)].map(({ index, 0: words }) => ({ from: index, to: index + words.length }))

test('only the blocks near the window are drawn, and others when they come near', () => {
  const { editor, text, scroller, scrollTo } = scrolled(100)
  const painter = spanPainter(editor, { scroller, schedule: (draw) => void scheduled.push(draw) })
  painter.paint([{ name: 'claim', spans: spansOf(text.toString()) }])
  frame()
  expect(drawn()).toEqual(Array.from({ length: 10 }, (_, at) => `line ${at}`))
  scrollTo(60)
  frame()
  // What is in the window was drawn already: nothing is drawn anew.
  expect(drawn()).toHaveLength(10)
  scrollTo(1000)
  frame()
  expect(drawn()).toEqual(Array.from({ length: 15 }, (_, at) => `line ${at + 45}`))
  painter.destroy()
  expect(drawn()).toEqual([])
})

test('spans that are not drawn move with the text all the same', () => {
  const { editor, text, scroller, scrollTo, place } = scrolled(100)
  const painter = spanPainter(editor, { scroller, schedule: (draw) => void scheduled.push(draw) })
  painter.paint([{ name: 'claim', spans: spansOf(text.toString()) }])
  frame()
  editor.update(
    () => {
      const first = $getRoot().getFirstChild()
      if ($isElementNode(first)) first.selectStart().insertText('new words, ')
    },
    { discrete: true },
  )
  place()
  frame()
  scrollTo(1900)
  frame()
  expect(drawn()).toEqual(Array.from({ length: 10 }, (_, at) => `line ${at + 90}`))
  painter.destroy()
})

test('what was given is drawn at once on flush, and not a second time', () => {
  const { editor, text, scroller } = scrolled(5)
  const painter = spanPainter(editor, { scroller, schedule: (draw) => void scheduled.push(draw) })
  painter.paint([{ name: 'claim', spans: spansOf(text.toString()) }])
  painter.flush()
  expect(drawn()).toHaveLength(5)
  const before = new Set((CSS.highlights as unknown as Map<string, FakeHighlight>).get('claim'))
  frame()
  const after = (CSS.highlights as unknown as Map<string, FakeHighlight>).get('claim') ?? new Set()
  expect([...after].every((range) => before.has(range))).toBe(true)
  painter.destroy()
})

test('the part of the text in the window is told, with as much more as is asked for', () => {
  const { editor, text, scroller, scrollTo } = scrolled(100)
  const words = (margin?: number) => {
    const span = spanInView(editor, scroller, margin)
    return span === null ? null : text.toString().slice(span.from, span.to).split('\n')
  }
  expect(words()).toEqual(['line 0', 'line 1', 'line 2', 'line 3', 'line 4'])
  scrollTo(210)
  expect(words()).toEqual(['line 10', 'line 11', 'line 12', 'line 13', 'line 14', 'line 15'])
  expect(words(0.5)).toHaveLength(10)
})
