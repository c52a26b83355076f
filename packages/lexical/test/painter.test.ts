// @vitest-environment happy-dom
import { $getRoot, $isElementNode } from 'lexical'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { type PaintGroup, spanPainter } from '../src/index.js'
import { onScreen } from './screen.js'
import { seeded } from './seeded.js'

/** `Highlight` is a set of ranges; happy-dom has none. */
class FakeHighlight extends Set<Range> {}

let scheduled: (() => void)[] = []
const options = { schedule: (draw: () => void) => void scheduled.push(draw) }
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

/** What is drawn under a name, in the order of the text. */
function drawn(name: string): string[] {
  const highlight = (CSS.highlights as unknown as Map<string, FakeHighlight>).get(name)
  if (highlight === undefined) return []
  return [...highlight].sort((a, b) => a.compareBoundaryPoints(Range.START_TO_START, b)).map(String)
}

const ranges = (name: string) => new Set((CSS.highlights as unknown as Map<string, FakeHighlight>).get(name))
const group = (name: string, ...spans: (readonly [number, number])[]): PaintGroup => ({
  name,
  spans: spans.map(([from, to]) => ({ from, to })),
})

test('spans are drawn by name, on the next frame, however they overlap', () => {
  const { editor } = onScreen('# Title|one *two* three')
  const painter = spanPainter(editor, options)
  painter.paint([group('claim', [6, 13], [8, 11], [0, 5]), group('cue', [10, 13])])
  expect(drawn('claim')).toEqual([])
  expect(scheduled).toHaveLength(1)
  frame()
  expect(drawn('claim')).toEqual(['Title', 'one two', 'e t'])
  expect(drawn('cue')).toEqual(['two'])
})

test('a span over several blocks is drawn in each', () => {
  const { editor } = onScreen('one|two||three')
  const painter = spanPainter(editor, options)
  painter.paint([group('claim', [1, 11])])
  frame()
  expect(drawn('claim')).toEqual(['ne', 'two', 'th'])
})

test('many paints in one frame are one drawing', () => {
  const { editor } = onScreen('one')
  const painter = spanPainter(editor, options)
  for (const to of [1, 2, 3]) painter.paint([group('claim', [0, to])])
  expect(scheduled).toHaveLength(1)
  frame()
  expect(drawn('claim')).toEqual(['one'])
})

test('a new paint keeps the ranges of blocks where nothing changed', () => {
  const { editor } = onScreen('one|two|three')
  const painter = spanPainter(editor, options)
  painter.paint([group('claim', [0, 3], [4, 7])])
  frame()
  const before = ranges('claim')
  painter.paint([group('claim', [0, 3], [8, 13])])
  frame()
  expect(drawn('claim')).toEqual(['one', 'three'])
  expect([...ranges('claim')].filter((range) => before.has(range))).toHaveLength(1)
})

test('after an edit the ranges are made anew in the blocks it touched, and only there', () => {
  const me = onScreen('one two|three')
  const painter = spanPainter(me.editor, options)
  painter.paint([group('claim', [4, 7], [8, 13])])
  frame()
  const before = ranges('claim')
  me.doc.transact(() => me.text.insert(0, 'new '), 'remote')
  frame()
  expect(drawn('claim')).toEqual(['two', 'three'])
  expect([...ranges('claim')].filter((range) => before.has(range)).map(String)).toEqual(['three'])
})

test.each([
  { name: 'Enter in front', at: 0, deleted: 0, inserted: '\n', after: ['two', 'three'] },
  { name: 'Enter inside a span', at: 5, deleted: 0, inserted: '\n', after: ['t', 'wo', 'three'] },
  { name: 'a merge', at: 7, deleted: 1, inserted: '', after: ['two', 'three'] },
  { name: 'words typed inside', at: 5, deleted: 0, inserted: 'xy', after: ['txywo', 'three'] },
  { name: 'words typed at its end', at: 7, deleted: 0, inserted: '!', after: ['two', 'three'] },
  { name: 'its words deleted', at: 4, deleted: 3, inserted: '', after: ['three'] },
  { name: 'a block in front of all', at: 0, deleted: 0, inserted: 'zero\n', after: ['two', 'three'] },
  { name: 'a block between', at: 7, deleted: 0, inserted: '\nmore', after: ['two', 'three'] },
  { name: 'the last block deleted', at: 7, deleted: 6, inserted: '', after: ['two'] },
])('until the next paint spans move along with the text: $name', ({ at, deleted, inserted, after }) => {
  const me = onScreen('one two|three')
  const painter = spanPainter(me.editor, options)
  painter.paint([group('claim', [4, 7], [8, 13])])
  frame()
  me.doc.transact(() => {
    me.text.delete(at, deleted)
    me.text.insert(at, inserted, {})
  }, 'remote')
  frame()
  expect(drawn('claim')).toEqual(after)
})

test('spans that were given before the editor shows the edit are not moved by it again', () => {
  const me = onScreen('one two')
  const painter = spanPainter(me.editor, options)
  painter.paint([group('claim', [4, 7])])
  frame()
  me.text.observe(() => painter.paint([group('claim', [8, 11])]))
  me.doc.transact(() => me.text.insert(0, 'new '), 'remote')
  frame()
  expect(drawn('claim')).toEqual(['two'])
})

test('spans past the end of the text are not drawn', () => {
  const { editor } = onScreen('one')
  const painter = spanPainter(editor, options)
  painter.paint([group('claim', [2, 9], [20, 30])])
  frame()
  expect(drawn('claim')).toEqual(['e'])
})

test('names that are no longer painted go, and those of others stay', () => {
  const { editor } = onScreen('one')
  const painter = spanPainter(editor, options)
  painter.paint([group('claim', [0, 3])])
  frame()
  CSS.highlights.set('others', new Highlight())
  painter.paint([group('cue', [0, 3])])
  frame()
  expect([...CSS.highlights.keys()].sort()).toEqual(['cue', 'others'])
  painter.destroy()
  expect([...CSS.highlights.keys()]).toEqual(['others'])
})

test('refresh draws at once, and again what the page broke', () => {
  const { editor } = onScreen('one')
  const painter = spanPainter(editor, options)
  painter.paint([group('claim', [0, 3])])
  painter.refresh()
  expect(drawn('claim')).toEqual(['one'])
  for (const range of ranges('claim')) range.collapse()
  painter.refresh()
  expect(drawn('claim')).toEqual(['one'])
})

test('an editor that moves to another element is drawn there', () => {
  const { editor } = onScreen('one')
  const painter = spanPainter(editor, options)
  painter.paint([group('claim', [0, 3])])
  frame()
  const root = document.createElement('div')
  document.body.append(root)
  editor.setRootElement(root)
  frame()
  expect(drawn('claim')).toEqual(['one'])
  expect([...ranges('claim')].every((range) => root.contains(range.startContainer))).toBe(true)
})

test('after its end nothing is drawn', () => {
  const me = onScreen('one')
  const painter = spanPainter(me.editor, options)
  painter.paint([group('claim', [0, 3])])
  painter.destroy()
  frame()
  expect(drawn('claim')).toEqual([])
})

test('a browser without highlights is told so, and nothing throws', () => {
  vi.stubGlobal('CSS', {})
  const { editor } = onScreen('one')
  const painter = spanPainter(editor)
  expect(painter.supported).toBe(false)
  painter.paint([group('claim', [0, 3])])
  painter.refresh()
  painter.destroy()
})

test('thousands of spans are what a drawing from scratch gives, whatever is edited between', () => {
  const random = seeded(1)
  const me = onScreen(Array.from({ length: 60 }, (_, at) => `block ${at} of the text *bold* and plain`).join('|'))
  const painter = spanPainter(me.editor, options)
  for (let round = 0; round < 5; round++) {
    me.editor.update(
      () => {
        const block = $getRoot().getChildAtIndex(random.below(60))
        if ($isElementNode(block)) block.selectEnd().insertText('!')
      },
      { discrete: true },
    )
    const spans = Array.from({ length: 400 }, () => {
      const from = random.below(me.text.length - 1)
      return { from, to: Math.min(me.text.length, from + 1 + random.below(60)) }
    })
    painter.paint([{ name: 'claim', spans }])
    frame()
    const texts = () => [...ranges('claim')].map(String).sort()
    const kept = texts()
    painter.refresh()
    expect(kept).toEqual(texts())
  }
})
