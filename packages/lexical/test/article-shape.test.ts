// @vitest-environment happy-dom
import { $insertDataTransferForRichText } from '@lexical/clipboard'
import {
  $addUpdateTag,
  $create,
  $createTextNode,
  $getRoot,
  $getSelection,
  $insertNodes,
  $isElementNode,
  $isRangeSelection,
  DecoratorNode,
  ElementNode,
  type LexicalNode,
  PASTE_TAG,
  type RangeSelection,
} from 'lexical'
import { expect, test } from 'vitest'
import { articleNodes } from '../src/index.js'
import { shared, shown } from './notation.js'
import type { Peer } from './peers.js'
import { onScreen } from './screen.js'

class PictureNode extends DecoratorNode<null> {
  override $config() {
    return this.config('picture', { extends: DecoratorNode })
  }
  override createDOM(): HTMLElement {
    return document.createElement('span')
  }
  override updateDOM(): boolean {
    return false
  }
  override decorate(): null {
    return null
  }
  override getTextContent(): string {
    return 'a picture'
  }
}

class RuleNode extends PictureNode {
  override $config() {
    return this.config('rule', { extends: PictureNode })
  }
  override isInline(): false {
    return false
  }
  override getTextContent(): string {
    return ''
  }
}

class AnchorNode extends ElementNode {
  override $config() {
    return this.config('anchor', { extends: ElementNode })
  }
  override createDOM(): HTMLElement {
    return document.createElement('a')
  }
  override updateDOM(): boolean {
    return false
  }
  override isInline(): boolean {
    return true
  }
}

class GridNode extends ElementNode {
  override $config() {
    return this.config('grid', { extends: ElementNode })
  }
  override createDOM(): HTMLElement {
    return document.createElement('div')
  }
  override updateDOM(): boolean {
    return false
  }
}

const peer = (notation: string): Peer =>
  onScreen(notation, [...articleNodes, PictureNode, RuleNode, AnchorNode, GridNode])

const edit = ({ editor }: Peer, change: (selection: RangeSelection) => void) =>
  editor.update(
    () => {
      const selection = $getSelection()
      if ($isRangeSelection(selection)) change(selection)
    },
    { discrete: true },
  )

const paste = (me: Peer, type: string, content: string) =>
  edit(me, (selection) => {
    $addUpdateTag(PASTE_TAG)
    const transfer = new DataTransfer()
    transfer.setData(type, content)
    $insertDataTransferForRichText(transfer, selection, me.editor)
  })

const words = (text: string) => $createTextNode(text)

test.each([
  { name: 'a paragraph', html: '<p>one</p>', after: 'a one^ b' },
  { name: 'styles that an article has', html: '<b>one</b> <i>two</i>', after: 'a *one* /two^/ b' },
  { name: 'styles that it has not', html: '<u>one</u> <code>two</code> <s>three</s>', after: 'a one two three^ b' },
  { name: 'colours', html: '<span style="color: red; font-size: 40px">one</span>', after: 'a one^ b' },
  { name: 'a link', html: '<a href="https://x.example" title="t" target="_blank">one</a>', after: 'a {x:one^} b' },
  { name: 'a link to a program', html: '<a href="javascript:alert(1)">one</a>', after: 'a one^ b' },
  {
    name: 'a link to a place of its page',
    html: '<a href="/one">one</a> <a href="#two">two</a>',
    after: 'a one two^ b',
  },
  {
    name: 'a link with styles, a line break and a picture in it',
    html: '<a href="https://x.example">one <b>two</b><br>three<img src="x.png"></a>',
    after: 'a {x:one *two*~three^} b',
  },
  { name: 'a picture', html: 'one<img src="x.png" alt="picture">two', after: 'a onetwo^ b' },
  { name: 'scripts', html: 'one<script>alert(1)</script>', after: 'a one^ b' },
])('pasted HTML becomes what an article has: $name', ({ html, after }) => {
  const me = peer('a ^ b')
  paste(me, 'text/html', html)
  expect(shown(me.editor)).toBe(after)
  expect(shared(me)).toBe(after.replace('^', ''))
  expect(me.binding.check()).toBeNull()
})

test.each([
  { name: 'headings', html: '<h1>one</h1><h3>two</h3><p>x</p>', has: ['one', '# two'] },
  { name: 'a list', html: '<ul><li>one</li><li><p>two</p></li></ul>', has: ['one', '- two'] },
  { name: 'a list in a list', html: '<ol><li>one<ul><li>two</li></ul></li></ol>', has: ['one', 'two'] },
  { name: 'a table', html: '<table><tr><td>one</td><td>two</td></tr></table>', has: ['one', 'two'] },
  {
    name: 'a quote with paragraphs',
    html: '<p>x</p><blockquote><p>one</p><p>two</p></blockquote>',
    has: ['one', 'two'],
  },
])('pasted blocks become blocks: $name', ({ html, has }) => {
  const me = peer('a^')
  paste(me, 'text/html', html)
  for (const words of has) expect(shared(me)).toContain(words)
  expect(me.binding.check()).toBeNull()
  const kinds = me.editor.getEditorState().read(() =>
    $getRoot()
      .getChildren()
      .map((block) => block.getType()),
  )
  for (const kind of kinds) expect(['paragraph', 'heading', 'quote', 'claimspan-list-item']).toContain(kind)
})

test('pasted plain text: line ends are blocks, tabs stay', () => {
  const me = peer('a^')
  paste(me, 'text/plain', 'one\r\ntwo\tthree')
  expect(shared(me)).toBe('aone|two\tthree')
})

test.each<{ name: string; insert: () => LexicalNode[]; after: string }>([
  { name: 'an inline picture', insert: () => [$create(PictureNode)], after: 'a a picture b' },
  { name: 'a foreign inline node', insert: () => [$create(AnchorNode).append(words('one'))], after: 'a one b' },
  {
    name: 'a foreign inline node in another',
    insert: () => [$create(AnchorNode).append($create(AnchorNode).append(words('one')))],
    after: 'a one b',
  },
  { name: 'a word that cannot be edited', insert: () => [words('one').setMode('token')], after: 'a one b' },
  {
    name: 'words with line ends',
    insert: () => [words('one\ntwo\u2028three\r\nfour')],
    after: 'a one~two~three~four b',
  },
  {
    name: 'a word underlined and coloured',
    insert: () => [words('one').toggleFormat('underline').setStyle('color: red')],
    after: 'a one b',
  },
])('nodes that are put into a block become words: $name', ({ insert, after }) => {
  const me = peer('a ^ b')
  edit(me, () => $insertNodes(insert()))
  expect(shared(me)).toBe(after)
  expect(me.binding.check()).toBeNull()
})

test.each<{ name: string; insert: () => LexicalNode[]; after: string }>([
  {
    name: 'a grid of blocks',
    insert: () => {
      const cell = (text: string) => $create(GridNode).append($create(GridNode).append(words(text)))
      return [$create(GridNode).append(cell('one'), cell('two'))]
    },
    after: 'a|one|two|b',
  },
  { name: 'a rule', insert: () => [$create(RuleNode)], after: 'a||b' },
  { name: 'a grid with nothing in it', insert: () => [$create(GridNode)], after: 'a||b' },
])('nodes that are put between blocks become blocks of words: $name', ({ insert, after }) => {
  const me = peer('a^|b')
  edit(me, () => {
    let last = $getRoot().getFirstChild()
    for (const node of insert()) last = last?.insertAfter(node) ?? null
  })
  expect(shared(me)).toBe(after)
  expect(me.binding.check()).toBeNull()
  edit(me, (selection) => selection.insertText('!'))
  expect(me.binding.check()).toBeNull()
})

test('a selection in what is taken apart stays in the text', () => {
  const me = peer('a^|b')
  edit(me, () => {
    const grid = $create(GridNode)
    $getRoot().getFirstChild()?.insertAfter(grid)
    grid.append($create(GridNode))
    grid.selectEnd()
  })
  edit(me, (selection) => selection.insertText('x'))
  expect(me.binding.check()).toBeNull()
  expect(shared(me)).toContain('x')
})

test('indents and alignments are dropped', () => {
  const me = peer('a^')
  edit(me, () => {
    const block = $getRoot().getFirstChild()
    if ($isElementNode(block)) block.setIndent(2).setFormat('center')
  })
  expect(JSON.stringify(me.editor.getEditorState())).not.toMatch(/"indent":2|center/)
})

test('an emptied editor has one empty paragraph to type in', () => {
  const me = peer('# one^|two')
  me.editor.update(() => void $getRoot().clear(), { discrete: true })
  expect(shared(me)).toBe('')
  expect(me.binding.check()).toBeNull()
  expect(me.editor.getEditorState().read(() => $getRoot().getChildrenSize())).toBe(1)
})

test('a list item is a paragraph that says what it is; Backspace at its start makes it one', () => {
  const me = peer('- ^one')
  expect(me.editor.getRootElement()?.innerHTML).toContain('<p data-block="list-item"')
  edit(me, (selection) => {
    const block = selection.anchor.getNode().getTopLevelElement()
    if ($isElementNode(block)) block.collapseAtStart(selection)
  })
  expect(shared(me)).toBe('one')
})
