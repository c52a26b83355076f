// @vitest-environment happy-dom
import { $getRoot, $getSelection, $isRangeSelection, $setSelection } from 'lexical'
import { afterEach, expect, test, vi } from 'vitest'
import { caretOf, offsetAtPoint, rangesOfSpan, rectsOfSpan, selectSpan, spanOfSelection } from '../src/index.js'
import { blockAt, textIndex } from '../src/position.js'
import { shared } from './notation.js'
import { onScreen } from './screen.js'

afterEach(() => {
  vi.restoreAllMocks()
})

const article = '# Title|one *two* ~three||> said'

test('every offset is a place, and every place its offset', () => {
  const { editor, text } = onScreen(article)
  for (let from = 0; from <= text.length; from++) {
    for (let to = from + 1; to <= text.length; to++) {
      selectSpan(editor, { from, to }, { scroll: false })
      expect(caretOf(editor)).toEqual({ anchor: from, head: to })
    }
  }
})

test.each([
  { selected: 'one [two] three', span: { from: 4, to: 7 } },
  { selected: 'one ]two[ three', span: { from: 4, to: 7 } },
  { selected: 'one ^two', span: null },
  { selected: 'one|[two|]three', span: { from: 4, to: 7 } },
  { selected: 'one[|two]|three', span: { from: 4, to: 7 } },
  { selected: 'o[ne|tw]o', span: { from: 1, to: 6 } },
  { selected: 'one[|]two', span: null },
  { selected: 'one[||]two', span: null },
  { selected: '[# one|> two]', span: { from: 0, to: 7 } },
  { selected: '[]|one', span: null },
])('the span of $selected', ({ selected, span }) => {
  expect(spanOfSelection(onScreen(selected).editor)).toEqual(span)
})

test('a place of the root or of a block is an offset too', () => {
  const { editor } = onScreen('one|two')
  const at = (select: () => void) => {
    editor.update(select, { discrete: true })
    return caretOf(editor)?.head
  }
  expect(at(() => void $getRoot().select(0, 0))).toBe(0)
  expect(at(() => void $getRoot().select(1, 1))).toBe(4)
  expect(at(() => void $getRoot().select(2, 2))).toBe(7)
})

test('without a selection there is no caret and no span', () => {
  const { editor } = onScreen('one^')
  editor.update(() => $setSelection(null), { discrete: true })
  expect(caretOf(editor)).toBeNull()
  expect(spanOfSelection(editor)).toBeNull()
})

test('what is selected past the end is cut off', () => {
  const { editor } = onScreen('one')
  selectSpan(editor, { from: 1, to: 99 })
  expect(caretOf(editor)).toEqual({ anchor: 1, head: 3 })
})

test('to select a span counts an edit that is not committed yet', () => {
  const { editor } = onScreen('^one two')
  editor.update(() => {
    const selection = $getSelection()
    if ($isRangeSelection(selection)) selection.insertText('new ')
  })
  selectSpan(editor, { from: 8, to: 11 })
  expect(editor.getEditorState().read(() => $getSelection()?.getTextContent())).toBe('two')
})

test('to select a span scrolls to its start, unless it may not', () => {
  const { editor } = onScreen('one|two')
  const scrolled: string[] = []
  vi.spyOn(Element.prototype, 'scrollIntoView').mockImplementation(function (this: Element) {
    scrolled.push(this.textContent ?? '')
  })
  selectSpan(editor, { from: 4, to: 7 })
  selectSpan(editor, { from: 0, to: 3 }, { scroll: false })
  expect(scrolled).toEqual(['two'])
})

test.each([
  { span: { from: 0, to: 5 }, texts: ['Title'] },
  { span: { from: 2, to: 9 }, texts: ['tle', 'one'] },
  { span: { from: 8, to: 12 }, texts: ['e tw'] },
  { span: { from: 10, to: 13 }, texts: ['two'] },
  { span: { from: 12, to: 17 }, texts: ['o th'] },
  { span: { from: 17, to: 27 }, texts: ['ree', 'said'] },
  { span: { from: 5, to: 6 }, texts: [] },
  { span: { from: 19, to: 99 }, texts: ['e', 'said'] },
  { span: { from: 90, to: 99 }, texts: [] },
])('the ranges of $span are its words, block by block', ({ span, texts }) => {
  const { editor } = onScreen(article)
  expect(rangesOfSpan(editor, span).map(String)).toEqual(texts)
})

test('a range begins in the node of its first character', () => {
  const { editor } = onScreen('one *two* three')
  const [range] = rangesOfSpan(editor, { from: 4, to: 7 })
  expect(range?.startContainer.nodeValue).toBe('two')
  expect(range?.endContainer.nodeValue).toBe('two')
})

test('an editor that is not in the page has no ranges', () => {
  const { editor } = onScreen('one')
  editor.setRootElement(null)
  expect(rangesOfSpan(editor, { from: 0, to: 3 })).toEqual([])
  expect(offsetAtPoint(editor, 1, 1)).toBeNull()
})

test('the boxes of a span are those of its ranges, in order', () => {
  const { editor } = onScreen('one|two')
  vi.spyOn(Range.prototype, 'getClientRects').mockImplementation(function (this: Range) {
    return [new DOMRect(0, 0, String(this).length, 1)] as unknown as DOMRectList
  })
  expect(rectsOfSpan(editor, { from: 0, to: 6 }).map(({ width }) => width)).toEqual([3, 2])
})

test('a point over a word is its offset, whichever call the browser has', () => {
  const { editor } = onScreen('one|t*wo*')
  const strong = editor.getRootElement()?.querySelector('strong')
  const node = strong?.firstChild?.nodeType === 3 ? strong.firstChild : strong?.firstChild?.firstChild
  if (!node) throw new Error('No bold words')
  Object.assign(document, { caretPositionFromPoint: () => ({ offsetNode: node, offset: 1 }) })
  expect(offsetAtPoint(editor, 3, 4)).toBe(6)
  Object.assign(document, { caretPositionFromPoint: () => null })
  expect(offsetAtPoint(editor, 3, 4)).toBeNull()
  Object.assign(document, { caretPositionFromPoint: () => ({ offsetNode: document.body, offset: 0 }) })
  expect(offsetAtPoint(editor, 3, 4)).toBeNull()
  Object.assign(document, { caretPositionFromPoint: undefined })
  Object.assign(document, { caretRangeFromPoint: () => ({ startContainer: node, startOffset: 2 }) })
  expect(offsetAtPoint(editor, 3, 4)).toBe(7)
  Object.assign(document, { caretRangeFromPoint: undefined })
  expect(offsetAtPoint(editor, 3, 4)).toBeNull()
})

test('a point over an empty block or beside a line break is its offset', () => {
  const { editor } = onScreen('one~||two')
  const blocks = editor.getRootElement()?.children
  Object.assign(document, { caretPositionFromPoint: () => ({ offsetNode: blocks?.[1], offset: 0 }) })
  expect(offsetAtPoint(editor, 0, 0)).toBe(5)
  Object.assign(document, { caretPositionFromPoint: () => ({ offsetNode: blocks?.[0], offset: 2 }) })
  expect(offsetAtPoint(editor, 0, 0)).toBe(4)
})

test('the index finds the block of an offset', () => {
  const { editor, text } = onScreen(article)
  const index = textIndex(editor.getEditorState())
  expect(index.blocks.map((block) => block.text).join('\n')).toBe(text.toString())
  expect(index.length).toBe(text.length)
  const found = Array.from({ length: text.length + 1 }, (_, offset) => blockAt(index, offset))
  const expected = shared({ text, meta: onScreen(article).meta } as never)
    .split('|')
    .flatMap((_, at) => Array.from({ length: (index.blocks[at]?.text.length ?? 0) + 1 }, () => at))
  expect(found).toEqual(expected)
})
