import {
  articleNodes,
  bindText,
  caretOf,
  readOnlyWithCaret,
  spanOfSelection,
  spanPainter,
  type TextBinding,
} from '@claimspan/lexical'
import { COMMAND_PRIORITY_LOW, createEditor, SELECTION_CHANGE_COMMAND } from 'lexical'
import { whenIdle } from '../design/deferred.js'
import { toast } from '../design/toasts.js'
import { me } from '../session/me.js'
import { hexOfPeer } from '../session/peer-color.js'
import { frameTask } from '../state/frame.js'
import { say } from '../words/words.js'
import { textSource } from './history.js'
import { paintWorkspace } from './painting.js'
import { wordsSpan } from './words-span.js'
import { worksBlind } from './working-layer.js'
import type { Workspace } from './workspace.js'

/** The classes that blocks and formats get on the page. */
const theme = {
  paragraph: 'block',
  heading: { h1: 'block heading-1', h2: 'block heading-2' },
  quote: 'block quotation',
  listItem: 'block list-line',
  text: { bold: 'strong', italic: 'emphasis' },
}

/**
 * Put the article's text into `root` and tie it to the session. Returns what ends it. Not a React matter: Lexical owns
 * what is inside of `root`.
 */
export function mountSurface(workspace: Workspace, root: HTMLElement, scroller: HTMLElement): () => void {
  const { session, mode, selection } = workspace
  const editor = createEditor({
    namespace: 'claimspan',
    nodes: articleNodes,
    theme,
    onError: (error) => {
      throw error
    },
  })
  editor.setRootElement(root)
  const binding: TextBinding = bindText(editor, session.shared)
  const painter = spanPainter(editor, { scroller })
  const ends: (() => void)[] = []

  // Lexical hears of the browser's selection in a later task. A key pressed in between means what is selected by then;
  // an edit of somebody else's in between would put the old selection back.
  const hearSelection = () => {
    const isHere = root.contains(document.activeElement)
    if (isHere && !editor.isComposing()) document.dispatchEvent(new Event('selectionchange'))
  }
  // What is typed is written out before anything that arrives is applied; during a composition arrivals wait.
  ends.push(
    session.beforeRemote(() => {
      hearSelection()
      binding.flush()
    }),
    workspace.history.add({
      name: textSource,
      manager: binding.history,
      flush: () => binding.flush(),
      undo: () => binding.undo(),
      redo: () => binding.redo(),
    }),
  )

  let release: (() => void) | undefined
  let ended = false
  let commands: (() => void) | undefined
  const followMode = () => {
    release?.()
    release = mode.get() === 'annotate' || commands === undefined ? readOnlyWithCaret(editor) : undefined
  }
  // What typing, copying and pasting do is fetched after the text is shown, and until it is here the text stays as it is.
  const fetchCommands = async () => {
    const { registerTextCommands } = await import('./text-commands.js')
    if (ended || commands !== undefined) return
    commands = registerTextCommands(session, editor, binding)
    followMode()
  }
  const enterMode = () => {
    followMode()
    if (mode.get() === 'annotate' || commands !== undefined) return
    fetchCommands().catch((error: unknown) => {
      if (!(error instanceof TypeError)) throw error
      toast(say('mode.failed'))
      if (!ended) mode.set('annotate')
    })
  }
  enterMode()
  ends.push(
    whenIdle(() => void fetchCommands().catch(() => undefined)),
    mode.subscribe(enterMode),
    () => {
      ended = true
      release?.()
      commands?.()
    },
  )

  const presence = frameTask(() => {
    const { id, name, color } = me.get()
    // In a blind pass nobody is shown where one reads and marks.
    const isBlind = worksBlind(workspace)
    const caret = isBlind ? null : caretOf(editor)
    const claim = isBlind ? undefined : workspace.selected.get()
    session.present({
      user: { id, name, color: hexOfPeer(color) },
      ...(caret === null || !caretShown() ? {} : { selection: caret }),
      ...(claim === undefined ? {} : { claim: claim.id, layer: claim.layer }),
    } as Parameters<typeof session.present>[0])
  })
  const caretShown = () => root.contains(document.activeElement) || selection.get() !== undefined
  const readSelection = () => {
    binding.flush()
    const span = spanOfSelection(editor)
    const words = span === null ? undefined : wordsSpan(session.shared.text.toString(), span)
    const was = selection.get()
    if (was?.from !== words?.from || was?.to !== words?.to) selection.set(words)
    presence.request()
  }
  const selectionTask = frameTask(readSelection)
  const readSelectionNow = () => {
    hearSelection()
    readSelection()
  }
  ends.push(
    editor.registerCommand(
      SELECTION_CHANGE_COMMAND,
      () => {
        selectionTask.request()
        return false
      },
      COMMAND_PRIORITY_LOW,
    ),
    editor.registerUpdateListener(({ editorState, prevEditorState }) => {
      const moved = editorState._selection !== prevEditorState._selection
      if (moved || editorState._nodeMap !== prevEditorState._nodeMap) selectionTask.request()
    }),
    me.subscribe(presence.request),
    workspace.selected.subscribe(presence.request),
    workspace.working.subscribe(presence.request),
    () => presence.end(),
    () => selectionTask.end(),
  )
  presence.request()

  const surface = { editor, binding, painter, root, scroller, readSelection: readSelectionNow }
  workspace.surface.set(surface)
  ends.push(paintWorkspace(workspace, surface))

  return () => {
    workspace.surface.set(undefined)
    for (const end of ends) end()
    painter.destroy()
    binding.destroy()
    editor.setRootElement(null)
  }
}
