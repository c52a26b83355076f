import '../words/dialogs-en.js'
import type { BlockKind } from '@claimspan/core'
import { $getSelection, $isRangeSelection, type ElementNode, FORMAT_TEXT_COMMAND, type LexicalEditor } from 'lexical'
import { Bold, Italic, Redo2, Search, Undo2 } from 'lucide-react'
import { useEffect, useState } from 'react'
import { Toolbar } from 'react-aria-components'
import { IconButton, IconToggle } from '../design/button.js'
import { Choice } from '../design/choice.js'
import { useObservable } from '../state/observable.js'
import { useWords } from '../words/words.js'
import { $createBlock, $kindOf } from './block-kind.js'
import { FindBar } from './find-bar.js'
import { redo, undo } from './history.js'
import { useWorkspace } from './use-workspace.js'

const kinds = ['paragraph', 'heading', 'quote', 'list-item'] as const satisfies readonly BlockKind[]

interface Format {
  readonly kind: BlockKind | undefined
  readonly bold: boolean
  readonly italic: boolean
}

/** What the text under the caret is, and buttons that change it; while the text is edited. */
export function FormatBar() {
  const say = useWords()
  const workspace = useWorkspace()
  const surface = useObservable(workspace.surface)
  const isFinding = useObservable(workspace.findingWords)
  const [format, setFormat] = useState<Format>({ kind: undefined, bold: false, italic: false })
  const [history, setHistory] = useState({ undo: false, redo: false })
  const editor = surface?.editor
  useEffect(
    () =>
      editor?.registerUpdateListener(({ editorState }) => {
        const next = editorState.read($format)
        setFormat((was) => (sameFormat(was, next) ? was : next))
      }),
    [editor],
  )
  useEffect(() => {
    const read = () => {
      const next = { undo: workspace.history.can('undo'), redo: workspace.history.can('redo') }
      setHistory((was) => (was.undo === next.undo && was.redo === next.redo ? was : next))
    }
    read()
    return workspace.history.subscribe(read)
  }, [workspace])
  if (editor === undefined) return null
  return (
    <>
      <Toolbar aria-label={say('format.title')} className="format-bar">
        <div className="format-kind">
          <Choice
            label={say('format.block')}
            labelHidden
            options={kinds.map((value) => ({ value, label: say(`format.${value}`) }))}
            value={format.kind ?? 'paragraph'}
            onChange={(kind) => {
              setBlockKind(editor, kind)
              // After the list of kinds has put the focus back on its button.
              requestAnimationFrame(() => surface?.root.focus())
            }}
          />
        </div>
        <IconToggle
          icon={Bold}
          label={say('format.bold')}
          keys="Ctrl B"
          isSelected={format.bold}
          onChange={() => editor.dispatchCommand(FORMAT_TEXT_COMMAND, 'bold')}
        />
        <IconToggle
          icon={Italic}
          label={say('format.italic')}
          keys="Ctrl I"
          isSelected={format.italic}
          onChange={() => editor.dispatchCommand(FORMAT_TEXT_COMMAND, 'italic')}
        />
        <span className="bar-rule" aria-hidden="true" />
        <IconButton
          icon={Undo2}
          label={say('format.undo')}
          keys="Ctrl Z"
          isDisabled={!history.undo}
          onPress={() => undo(workspace)}
        />
        <IconButton
          icon={Redo2}
          label={say('format.redo')}
          keys="Ctrl ⇧ Z"
          isDisabled={!history.redo}
          onPress={() => redo(workspace)}
        />
        <IconToggle
          icon={Search}
          label={say('words-find.title')}
          keys="Ctrl F"
          isSelected={isFinding}
          onChange={(on) => workspace.findingWords.set(on)}
        />
      </Toolbar>
      {isFinding && surface !== undefined ? <FindBar surface={surface} /> : null}
    </>
  )
}

const sameFormat = (a: Format, b: Format) => a.kind === b.kind && a.bold === b.bold && a.italic === b.italic

function $format(): Format {
  const selection = $getSelection()
  if (!$isRangeSelection(selection)) return { kind: undefined, bold: false, italic: false }
  const block = selection.anchor.getNode().getTopLevelElement()
  return {
    kind: block === null ? undefined : $kindOf(block),
    bold: selection.hasFormat('bold'),
    italic: selection.hasFormat('italic'),
  }
}

/** Make the blocks that the selection touches be of this kind, keeping their words. */
function setBlockKind(editor: LexicalEditor, kind: BlockKind): void {
  editor.update(() => {
    const selection = $getSelection()
    if (!$isRangeSelection(selection)) return
    const blocks = new Set<ElementNode>()
    for (const node of [selection.anchor.getNode(), ...selection.getNodes(), selection.focus.getNode()]) {
      const block = node.getTopLevelElement()
      if (block !== null && 'append' in block) blocks.add(block as ElementNode)
    }
    for (const block of blocks) if ($kindOf(block) !== kind) block.replace($createBlock(kind), true)
  })
}
