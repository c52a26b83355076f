// @vitest-environment happy-dom
import { $insertDataTransferForRichText } from '@lexical/clipboard'
import { $createLinkNode, $isLinkNode, TOGGLE_LINK_COMMAND } from '@lexical/link'
import {
  $addUpdateTag,
  $createTextNode,
  $getRoot,
  $getSelection,
  $insertNodes,
  $isRangeSelection,
  PASTE_TAG,
  type RangeSelection,
} from 'lexical'
import { expect, test, vi } from 'vitest'
import type { Delta } from '../src/delta.js'
import {
  caretOf,
  offsetAtPoint,
  rangesOfSpan,
  readOnlyWithCaret,
  safeUrl,
  selectSpan,
  spanOfSelection,
} from '../src/index.js'
import { other, peer, shared, shown } from './notation.js'
import { exchange, type Peer } from './peers.js'
import { onScreen } from './screen.js'

const a = 'https://a.example/'

const edit = ({ editor }: Peer, change: (selection: RangeSelection) => void) =>
  editor.update(
    () => {
      const selection = $getSelection()
      if (!$isRangeSelection(selection)) throw new Error('Nothing is selected')
      change(selection)
    },
    { discrete: true },
  )

/** What an insert has not: Yjs adds to the attributes of an insert those that it must not take from what is before it. */
const withoutEmpty = (delta: Delta) =>
  delta.map((step) => {
    if (!('insert' in step)) return step
    const has = Object.entries(step.attributes ?? {}).filter(([, value]) => value !== null)
    return has.length === 0 ? { insert: step.insert } : { insert: step.insert, attributes: Object.fromEntries(has) }
  })

const withoutCaret = (notation: string) => notation.replace(/[\^[\]]/g, '')

interface Case {
  readonly name: string
  readonly before: string
  readonly edit: (selection: RangeSelection, me: Peer) => void
  readonly after: string
  /** What the shared text is told, and nothing else. */
  readonly delta: Delta
}

const type = (words: string) => (selection: RangeSelection) => selection.insertText(words)
const link = (url: string | null) => (_: RangeSelection, me: Peer) =>
  void me.editor.dispatchCommand(TOGGLE_LINK_COMMAND, url)

const cases: readonly Case[] = [
  {
    name: 'setting a link',
    before: 'one [two] three',
    edit: link('https://a.example'),
    after: 'one {a:[two]} three',
    delta: [{ retain: 4 }, { retain: 3, attributes: { link: a } }],
  },
  {
    name: 'setting a link over bold words',
    before: '[one *two* three]',
    edit: link(a),
    after: '{a:[one *two* three]}',
    delta: [
      { retain: 4, attributes: { link: a } },
      { retain: 3, attributes: { link: a } },
      { retain: 6, attributes: { link: a } },
    ],
  },
  {
    name: 'removing a link from a part of its words',
    before: '{a:one [two] three}',
    edit: link(null),
    after: '{a:one }[two]{a: three}',
    delta: [{ retain: 4 }, { retain: 3, attributes: { link: null } }],
  },
  {
    name: 'changing where a link goes',
    before: 'see {a:[one]}',
    edit: link('https://b.example/'),
    after: 'see {b:[one]}',
    delta: [{ retain: 4 }, { retain: 3, attributes: { link: 'https://b.example/' } }],
  },
  {
    name: 'typing inside a link',
    before: '{a:o^ne}',
    edit: type('x'),
    after: '{a:ox^ne}',
    delta: [{ retain: 1 }, { insert: 'x', attributes: { link: a } }],
  },
  {
    name: 'typing at the end of a link stays outside',
    before: '{a:one^} two',
    edit: type('x'),
    after: '{a:one}x^ two',
    delta: [{ retain: 3 }, { insert: 'x' }],
  },
  {
    name: 'typing at the end of a link that ends its block',
    before: '{a:one^}',
    edit: type('x'),
    after: '{a:one}x^',
    delta: [{ retain: 3 }, { insert: 'x' }],
  },
  {
    name: 'typing at the start of a link stays outside',
    before: 'two ^{a:one}',
    edit: type('x'),
    after: 'two x^{a:one}',
    delta: [{ retain: 4 }, { insert: 'x' }],
  },
  {
    name: 'typing at the start of a link that starts its block',
    before: '^{a:one}',
    edit: type('x'),
    after: 'x^{a:one}',
    delta: [{ insert: 'x' }],
  },
  {
    name: 'typing between two links is in neither',
    before: '{a:one^}{b:two}',
    edit: type('x'),
    after: '{a:one}x^{b:two}',
    delta: [{ retain: 3 }, { insert: 'x' }],
  },
  {
    name: 'typing after a line break that ends a link',
    before: '{a:one~^}two',
    edit: type('x'),
    after: '{a:one~}x^two',
    delta: [{ retain: 4 }, { insert: 'x' }],
  },
  {
    name: 'typing before a line break that starts a link',
    before: '^{a:~one}',
    edit: type('x'),
    after: 'x^{a:~one}',
    delta: [{ insert: 'x' }],
  },
  {
    name: 'bold inside a link',
    before: '{a:one [two] three}',
    edit: (selection) => selection.formatText('bold'),
    after: '{a:one *[two]* three}',
    delta: [{ retain: 4 }, { retain: 3, attributes: { bold: true } }],
  },
  {
    name: 'Enter in a link makes two',
    before: '{a:one^two}',
    edit: (selection) => void selection.insertParagraph(),
    after: '{a:one}|^{a:two}',
    delta: [{ retain: 3 }, { insert: '\n' }],
  },
  {
    name: 'Enter at the end of a link',
    before: '{a:one^}|two',
    edit: (selection) => void selection.insertParagraph(),
    after: '{a:one}|^|two',
    delta: [{ retain: 3 }, { insert: '\n' }],
  },
  {
    name: 'Enter at the start of a link',
    before: 'one {a:^two}',
    edit: (selection) => void selection.insertParagraph(),
    after: 'one |^{a:two}',
    delta: [{ retain: 4 }, { insert: '\n' }],
  },
  {
    name: 'blocks are joined: two halves of a link are one',
    before: '{a:one[}|]{a:two}',
    edit: (selection) => selection.removeText(),
    after: '{a:one^two}',
    delta: [{ retain: 3 }, { delete: 1 }],
  },
  {
    name: 'what parts two equal links is deleted',
    before: '{a:one}[ x ]{a:two}',
    edit: (selection) => selection.removeText(),
    after: '{a:one^two}',
    delta: [{ retain: 3 }, { delete: 3 }],
  },
  {
    name: 'two different links side by side',
    before: '{a:one}[ ]{b:two}',
    edit: (selection) => selection.removeText(),
    after: '{a:one^}{b:two}',
    delta: [{ retain: 3 }, { delete: 1 }],
  },
  {
    name: 'all words of a link deleted',
    before: 'x {a:[one]} y',
    edit: (selection) => selection.removeText(),
    after: 'x ^ y',
    delta: [{ retain: 2 }, { delete: 3 }],
  },
  {
    name: 'a line break in a link is, as Lexical has it, between two',
    before: '{a:one^two}',
    edit: (selection) => selection.insertLineBreak(),
    after: '{a:one}~^{a:two}',
    delta: [{ retain: 3 }, { insert: '\u2028' }],
  },
  {
    name: 'a link that may not be followed is its words',
    before: 'a ^ b',
    edit: () => $insertNodes([$createLinkNode('javascript:alert(1)').append($createTextNode('x'))]),
    after: 'a x^ b',
    delta: [{ retain: 2 }, { insert: 'x' }],
  },
  {
    name: 'a link in a link is the inner one',
    before: 'a ^ b',
    edit: () =>
      $insertNodes([
        $createLinkNode(a).append(
          $createTextNode('one '),
          $createLinkNode('https://b.example').append($createTextNode('two')),
        ),
      ]),
    after: 'a {a:one }{b:two^} b',
    delta: [
      { retain: 2 },
      { insert: 'one ', attributes: { link: a } },
      { insert: 'two', attributes: { link: 'https://b.example/' } },
    ],
  },
  {
    name: 'a link with nothing in it is nothing',
    before: 'a ^ b',
    edit: () => $insertNodes([$createLinkNode(a), $createTextNode('x')]),
    after: 'a x^ b',
    delta: [{ retain: 2 }, { insert: 'x' }],
  },
]

test.each(cases)(
  'what is done to links is told to the shared text, and no more: $name',
  ({ before, edit: change, after, delta }) => {
    const me = peer(before)
    const you = other(me)
    const told = vi.spyOn(me.text, 'applyDelta')
    edit(me, (selection) => change(selection, me))
    expect(shown(me.editor)).toBe(after)
    expect(shared(me)).toBe(withoutCaret(after))
    expect(told.mock.calls.map(([steps]) => withoutEmpty(steps))).toEqual([[...delta, { retain: 0 }]])
    expect(me.binding.check()).toBeNull()
    exchange(me, you)
    expect(shown(you.editor)).toBe(shared(me))
    expect(you.binding.check()).toBeNull()
    expect(me.binding.undo()).toBe(true)
    expect(shared(me)).toBe(withoutCaret(before))
    expect(me.binding.check()).toBeNull()
  },
)

test.each<{ name: string; before: string; change: Delta; after: string }>([
  {
    name: 'a link set around the caret',
    before: 'one t^wo',
    change: [{ retain: 4 }, { retain: 3, attributes: { link: a } }],
    after: 'one {a:t^wo}',
  },
  {
    name: 'a link set with a selection in it',
    before: 'one t[w]o',
    change: [{ retain: 4 }, { retain: 3, attributes: { link: a } }],
    after: 'one {a:t[w]o}',
  },
  {
    name: 'a link set across a backward selection',
    before: 'o]ne tw[o',
    change: [{ retain: 2 }, { retain: 3, attributes: { link: a } }],
    after: 'o]n{a:e t}w[o',
  },
  {
    name: 'a link taken away around the caret',
    before: '{a:one t^wo}',
    change: [{ retain: 7, attributes: { link: null } }],
    after: 'one t^wo',
  },
  {
    name: 'a link taken away beside the caret',
    before: '{a:one t^wo}',
    change: [{ retain: 5, attributes: { link: null } }],
    after: 'one t^{a:wo}',
  },
  {
    name: 'a link that goes elsewhere',
    before: '{a:one t^wo}',
    change: [{ retain: 7, attributes: { link: 'https://b.example/' } }],
    after: '{b:one t^wo}',
  },
  {
    name: 'words put into the link of the caret',
    before: '{a:one t^wo}',
    change: [{ retain: 1 }, { insert: 'x', attributes: { link: a } }],
    after: '{a:oxne t^wo}',
  },
  {
    name: 'Enter in the link of the caret',
    before: '{a:one t^wo}',
    change: [{ retain: 3 }, { insert: '\n' }],
    after: '{a:one}|{a: t^wo}',
  },
  {
    name: 'bold in the link of the caret',
    before: '{a:one t^wo}',
    change: [{ retain: 5 }, { retain: 2, attributes: { bold: true } }],
    after: '{a:one t^*wo*}',
  },
  {
    name: 'the link of the caret deleted',
    before: 'x {a:one t^wo} y',
    change: [{ retain: 2 }, { delete: 7 }],
    after: 'x ^ y',
  },
  {
    name: 'an address that may not be followed',
    before: 'one t^wo',
    change: [{ retain: 3, attributes: { link: 'javascript:alert(1)' } }],
    after: 'one t^wo',
  },
  {
    name: 'an address that is no text',
    before: 'one t^wo',
    change: [{ retain: 3, attributes: { link: { href: a } } }],
    after: 'one t^wo',
  },
  {
    name: 'an address that is written in another way',
    before: 'one t^wo',
    change: [{ retain: 3, attributes: { link: ' HTTPS://A.example' } }],
    after: '{a:one} t^wo',
  },
])('what others do to links is shown, and the selection stays at its words: $name', ({ before, change, after }) => {
  const me = peer(before)
  me.doc.transact(() => me.text.applyDelta([...change, { retain: 0 }]), 'remote')
  expect(shown(me.editor)).toBe(after)
  expect(me.binding.check()).toBeNull()
  // Showing it wrote nothing back.
  expect(me.binding.canUndo()).toBe(false)
  edit(me, type('!'))
  expect(shared(me)).toContain('!')
  expect(me.binding.check()).toBeNull()
})

test('an address that may not be followed never gets into the page, nor does typing beside it spread it', () => {
  const me = onScreen('one^')
  me.doc.transact(() => me.text.format(0, 3, { link: 'javascript:alert(1)' }), 'remote')
  edit(me, type('x'))
  expect(me.editor.getRootElement()?.innerHTML).not.toMatch(/<a|javascript/)
  expect(me.text.toDelta()).toEqual([{ insert: 'one', attributes: { link: 'javascript:alert(1)' } }, { insert: 'x' }])
})

test('an address that may not be followed is not set', () => {
  const me = peer('[one]')
  expect(me.editor.dispatchCommand(TOGGLE_LINK_COMMAND, 'javascript:alert(1)')).toBe(false)
  expect(me.editor.dispatchCommand(TOGGLE_LINK_COMMAND, { url: 'data:text/html,x' })).toBe(false)
  me.binding.flush()
  expect(shared(me)).toBe('one')
})

test('a link set in the page tells its target nothing, whoever made it', () => {
  const me = onScreen('{a:one} ^')
  edit(me, () =>
    $insertNodes([
      $createLinkNode('https://b.example/', { target: '_blank', rel: 'opener', title: 'x' }).append(
        $createTextNode('two'),
      ),
    ]),
  )
  const links = [...(me.editor.getRootElement()?.querySelectorAll('a') ?? [])]
  expect(links.map(({ href, rel, target, title }) => ({ href, rel, target, title }))).toEqual([
    { href: a, rel: 'noreferrer', target: '', title: '' },
    { href: 'https://b.example/', rel: 'noreferrer', target: '', title: '' },
  ])
})

test.each([
  { before: '{a:one}[ two]', to: null, after: '{a:one}[ two]' },
  { before: '[one |{a:two}| three]', to: null, after: '[one |two| three]' },
  { before: 'o[ne|# tw]o', to: a, after: 'o{a:[ne}|# {a:tw]}o' },
  { before: '{a:o^ne} two', to: null, after: 'o^ne two' },
  { before: '{a:o^ne}{b:two}', to: 'https://b.example', after: '{b:o^netwo}' },
  { before: 'o^ne', to: a, after: 'o^ne' },
])('a link to $to set on $before', ({ before, to, after }) => {
  const me = peer(before)
  me.editor.dispatchCommand(TOGGLE_LINK_COMMAND, to)
  me.binding.flush()
  expect(shown(me.editor)).toBe(after)
  expect(me.binding.check()).toBeNull()
})

test('words keep their node when a link beside them changes, and a link its node when its words do', () => {
  const me = peer('one {a:two} three^')
  const keys = () =>
    me.editor.getEditorState().read(() =>
      $getRoot()
        .getAllTextNodes()
        .flatMap((node) => [
          node.getKey(),
          ...($isLinkNode(node.getParent()) ? [node.getParentOrThrow().getKey()] : []),
        ]),
    )
  const before = keys()
  me.doc.transact(() => me.text.insert(5, 'x', { link: a }), 'remote')
  me.doc.transact(() => me.text.insert(0, 'x', {}), 'remote')
  expect(shown(me.editor)).toBe('xone {a:txwo} three^')
  expect(keys()).toEqual(before)
})

test('one sets a link while another types in its words', () => {
  const me = peer('one [two] three')
  const you = other(me, { anchor: 5, focus: 5 })
  link(a)(undefined as never, me)
  edit(you, type('x'))
  exchange(me, you)
  expect([shown(me.editor), shown(you.editor)]).toEqual(['one {a:[txwo]} three', 'one {a:tx^wo} three'])
})

test('pasted links are links, and those that may not be followed are words', () => {
  const me = onScreen('a ^ b')
  edit(me, (selection) => {
    $addUpdateTag(PASTE_TAG)
    const transfer = new DataTransfer()
    transfer.setData('text/html', '<p><a href="mailto:a@b.example">one</a>, <a href="data:text/html,x">two</a></p>')
    $insertDataTransferForRichText(transfer, selection, me.editor)
  })
  expect(shared(me)).toBe('a {mailto:a@b.example:one}, two b')
  expect(me.binding.check()).toBeNull()
})

test.each([
  'HTTP://Example.org',
  'https://example.org/a?b#c',
  'mailto:a@b.example',
  ' https://x.example/ü ',
  'https://x.example/\uD800',
])('%j is an address', (url) => {
  const safe = safeUrl(url)
  expect(safe).toBe(new URL(url).href)
  expect(safeUrl(safe)).toBe(safe)
})

test.each([
  'javascript:alert(1)',
  'JavaScript:alert(1)',
  'java\nscript:alert(1)',
  '\u0001javascript:alert(1)',
  'data:text/html,x',
  'vbscript:x',
  'blob:https://x.example/1',
  'file:///etc/passwd',
  'ftp://x.example',
  'tel:1',
  '/one',
  '#one',
  '//x.example',
  'x.example',
  '',
  'https://',
  'http://[',
  `https://x.example/${'x'.repeat(9_000)}`,
  `https://x.example/${'ü'.repeat(5_000)}`,
  7,
  null,
  undefined,
  true,
  {},
  ['https://x.example'],
])('%j is none', (url) => {
  expect(safeUrl(url)).toBeNull()
})

test('every offset in links is a place, and every place its offset', () => {
  const { editor, text } = onScreen('{a:one *two* ~}{b:~three}|x{a:four}|{b:~}|{a:five}{b:six}y')
  for (let from = 0; from <= text.length; from++) {
    for (let to = from + 1; to <= text.length; to++) {
      selectSpan(editor, { from, to }, { scroll: false })
      expect(caretOf(editor)).toEqual({ anchor: from, head: to })
    }
  }
})

test.each([
  { span: { from: 2, to: 5 }, texts: ['e t'] },
  { span: { from: 4, to: 7 }, texts: ['two'] },
  { span: { from: 0, to: 20 }, texts: ['one two three', 'xfou'] },
  { span: { from: 16, to: 17 }, texts: ['x'] },
])('the ranges of $span are its words, links or not', ({ span, texts }) => {
  const { editor } = onScreen('{a:one *two* ~}{b:~three}|x{a:four}')
  expect(rangesOfSpan(editor, span).map(String)).toEqual(texts)
})

test('a range begins in the node of its first character, also in a link', () => {
  const { editor } = onScreen('one {a:two} three')
  const [range] = rangesOfSpan(editor, { from: 4, to: 7 })
  expect([range?.startContainer.nodeValue, range?.endContainer.nodeValue]).toEqual(['two', 'two'])
})

test('a point over a link is its offset', () => {
  const { editor } = onScreen('one {a:two~} three')
  const dom = editor.getRootElement()?.querySelector('a')
  Object.assign(document, {
    caretPositionFromPoint: () => ({ offsetNode: dom?.querySelector('span')?.firstChild, offset: 2 }),
  })
  expect(offsetAtPoint(editor, 1, 1)).toBe(6)
  Object.assign(document, { caretPositionFromPoint: () => ({ offsetNode: dom, offset: 1 }) })
  expect(offsetAtPoint(editor, 1, 1)).toBe(7)
  Object.assign(document, { caretPositionFromPoint: undefined })
})

test('a text that may not be changed keeps its links, and they can be selected', () => {
  const me = onScreen('one {a:[two]} three')
  const end = readOnlyWithCaret(me.editor)
  me.editor.dispatchCommand(TOGGLE_LINK_COMMAND, null)
  me.editor.dispatchCommand(TOGGLE_LINK_COMMAND, 'https://b.example/')
  me.binding.flush()
  expect(shared(me)).toBe('one {a:two} three')
  expect(spanOfSelection(me.editor)).toEqual({ from: 4, to: 7 })
  me.doc.transact(() => me.text.format(0, 3, { link: a }), 'remote')
  expect(shown(me.editor)).toBe('{a:one} {a:[two]} three')
  end()
})
