import type { BlockKind } from '@claimspan/core'
import type { LexicalEditor } from 'lexical'
import * as Y from 'yjs'
import type { Delta } from '../src/delta.js'
import { InlineObjects } from '../src/inline-objects.js'
import { applyDelta, type Line, line } from '../src/line.js'
import { $readLines, $selectInLines, $selectionInLines, type Offsets } from '../src/sync.js'
import { chip, chipJson } from './chip.js'
import { type Peer, peerOn } from './peers.js'

/*
 * An article in one line: `# Title|Some *bold* and /italic/ words|> said so|- item`. A block begins with `# ` (heading),
 * `> ` (quote), `- ` (list item) or nothing; `|` is a block border, `~` a line break in a block; `^` is the caret, `[` and
 * `]` are the anchor and the head of a selection. `{a:words}` is a link to https://a.example/, `%x` an object, a chip that is
 * labelled x.
 */

const prefixes: Readonly<Record<BlockKind, string>> = { heading: '# ', quote: '> ', 'list-item': '- ', paragraph: '' }

const url = (name: string) => `https://${name}.example/`

/** The objects that everybody in the tests knows. */
export const objects = new InlineObjects([chip])

export interface Parsed {
  readonly delta: Delta
  readonly block0: BlockKind
  readonly selection: Offsets | null
}

export function parse(notation: string): Parsed {
  const delta: { insert: string; attributes: Record<string, unknown> }[] = []
  let [block0, length]: [BlockKind, number] = ['paragraph', 0]
  let anchor: number | null = null
  let focus: number | null = null
  const put = (insert: string, attributes: Record<string, unknown>) => {
    const last = delta.at(-1)
    if (last !== undefined && last.insert !== '\n' && JSON.stringify(last.attributes) === JSON.stringify(attributes)) {
      last.insert += insert
    } else delta.push({ insert, attributes })
  }
  notation.split('|').forEach((block, index) => {
    const marks = block.replace(/^[[\]^]+/, '')
    const kind = (Object.keys(prefixes) as BlockKind[]).find(
      (name) => prefixes[name] && marks.startsWith(prefixes[name]),
    )
    if (index === 0) block0 = kind ?? 'paragraph'
    else {
      delta.push({ insert: '\n', attributes: kind === undefined ? {} : { block: kind } })
      length++
    }
    const style: Record<string, unknown> = {}
    for (const [character] of block.replace(kind === undefined ? '' : prefixes[kind], '').matchAll(/\{\w:|%\w|./gsu)) {
      if (character === '^') [anchor, focus] = [length, length]
      else if (character === '[') anchor = length
      else if (character === ']') focus = length
      else if (character === '*' || character === '/') {
        const name = character === '*' ? 'bold' : 'italic'
        if (style[name]) delete style[name]
        else style[name] = true
      } else if (/^\{\w:/.test(character)) style.link = url(character.slice(1, -1))
      else if (character === '}') delete style.link
      else {
        const { bold, italic, ...link } = style
        const object = /^%\w/.test(character)
        if (object) put('\uFFFC', { ...link, object: chipJson(character.slice(1)) })
        else if (character === '~') put('\u2028', link)
        else put(character, { ...style })
        length += object ? 1 : character.length
      }
    }
  })
  return { delta, block0, selection: anchor === null || focus === null ? null : { anchor, focus } }
}

/** Lines, and a selection in them, as notation. Marks stand with the words that they hold: `*[bold]*`, not `[*bold*]`. */
export function show(lines: readonly Line[], selection: Offsets | null = null): string {
  const { anchor, focus } = selection ?? { anchor: -1, focus: -1 }
  const [from, to] = [Math.min(anchor, focus), Math.max(anchor, focus)]
  let at = 0
  const opening = () => (from < to && from === at ? (anchor === at ? '[' : ']') : '')
  let closed = false
  const closing = () => {
    if (closed || to !== at) return ''
    closed = true
    return from === to ? '^' : focus === at ? ']' : '['
  }
  const blocks = lines.map((of) => {
    let words = closing()
    of.runs.forEach(({ text, style, link, object }, index) => {
      const tags = (style & 1 ? '*' : '') + (style & 2 ? '/' : '')
      if (link !== null && link !== of.runs[index - 1]?.link)
        words += `{${/^https:..(\w).example/.exec(link)?.[1] ?? link}:`
      words += tags
      for (const character of text) {
        words += closing() + opening()
        words += object === null ? (character === '\u2028' ? '~' : character) : `%${JSON.parse(object).label}`
        at += character.length
      }
      words += closing() + [...tags].reverse().join('')
      if (link !== null && link !== of.runs[index + 1]?.link) words += '}'
    })
    words += opening()
    at++
    return prefixes[of.kind] + words
  })
  return blocks.join('|')
}

/** A document with an article, and its caret in an editor on it. */
export function peer(notation: string, options?: Parameters<typeof peerOn>[1]): Peer {
  const { delta, block0, selection } = parse(notation)
  const doc = new Y.Doc()
  doc.clientID = 1
  doc.transact(() => {
    doc.getText('article').applyDelta([...delta, { retain: 0 }])
    if (block0 !== 'paragraph') doc.getMap('meta').set('block0', block0)
  })
  doc.clientID = 2
  const made = peerOn(doc, options)
  if (selection !== null) select(made.editor, selection)
  return made
}

/** Somebody else with the same article, and no connection. */
export function other(of: Peer, selection: Offsets | null = null): Peer {
  const doc = new Y.Doc()
  doc.clientID = of.doc.clientID + 1
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(of.doc))
  const made = peerOn(doc)
  if (selection !== null) select(made.editor, selection)
  return made
}

export function select(editor: LexicalEditor, selection: Offsets): void {
  editor.update(() => $selectInLines($readLines([], null), selection), { discrete: true })
}

/** What an editor shows, with its selection. */
export const shown = (editor: LexicalEditor): string =>
  editor.getEditorState().read(() => {
    const lines = $readLines([], null, objects)
    return show(lines, $selectionInLines(lines))
  })

/** What the shared text says. */
export const shared = ({ text, meta }: Peer): string =>
  show(
    applyDelta(
      [line((meta.get('block0') as BlockKind | undefined) ?? 'paragraph', [])],
      text.toDelta() as Delta,
      objects,
    ),
  )
