import { TOGGLE_LINK_COMMAND } from '@lexical/link'
import { COMMAND_PRIORITY_EDITOR, type LexicalEditor } from 'lexical'
import type { InlineObjects } from './inline-objects.js'
import { applyDelta, type Line } from './line.js'
import { safeUrl } from './safe-url.js'
import { $readLines, $selectionInLines, $syncBlocksAround } from './sync.js'

/**
 * Follow `TOGGLE_LINK_COMMAND`: the selected words become a link to a URL, or none with `null`; with a caret it is the
 * link around it that goes elsewhere, or away. A URL that is not safe, or a caret in no link, is not handled. Returns
 * the end of it.
 */
export function registerLinks(editor: LexicalEditor, objects: InlineObjects): () => void {
  return editor.registerCommand(
    TOGGLE_LINK_COMMAND,
    (to) => {
      const url = to === null ? null : safeUrl(typeof to === 'string' ? to : to.url)
      return (to === null || url !== null) && $setLink(url, objects)
    },
    COMMAND_PRIORITY_EDITOR,
  )
}

/** Lexical's own `$toggleLink` (0.52) throws when a selection only touches a link, so links are set as others set them. */
function $setLink(url: string | null, objects: InlineObjects): boolean {
  const lines = $readLines([], null, objects)
  const selection = $selectionInLines(lines)
  if (selection === null) return false
  const { anchor, focus } = selection
  const [from, to] = anchor === focus ? linkAround(lines, anchor) : [Math.min(anchor, focus), Math.max(anchor, focus)]
  if (from === to) return false
  const linked = applyDelta(lines, [{ retain: from }, { retain: to - from, attributes: { link: url } }], objects)
  $syncBlocksAround(lines, linked, objects, selection)
  return true
}

/** Where the link begins and ends that a caret is in or at; the caret itself when there is none. */
function linkAround(lines: readonly Line[], caret: number): readonly [from: number, to: number] {
  let at = 0
  for (const { runs } of lines) {
    let [from, before]: [number, string | null] = [at, null]
    for (const { text, link } of [...runs, { text: '\n', link: null }]) {
      if (link !== before) {
        if (before !== null && from <= caret && caret <= at) return [from, at]
        ;[from, before] = [at, link]
      }
      at += text.length
    }
  }
  return [caret, caret]
}
