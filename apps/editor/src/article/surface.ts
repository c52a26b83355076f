import type { SpanPainter, TextBinding } from '@claimspan/lexical'
import type { LexicalEditor } from 'lexical'

/** The article's text on the page: the editor, its tie to the shared text, and what paints on it. */
export interface ArticleSurface {
  readonly editor: LexicalEditor
  readonly binding: TextBinding
  readonly painter: SpanPainter
  /** The element that holds the text. */
  readonly root: HTMLElement
  /** The element that scrolls. */
  readonly scroller: HTMLElement
  /** Bring the workspace's selection up to date now: what is marked must be what is selected, not what was a frame ago. */
  readSelection(): void
}
