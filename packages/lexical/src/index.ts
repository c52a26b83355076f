export { articleNodes } from './block.js'
export { spanInView } from './block-window.js'
export { offsetAtPoint, rangesOfSpan, rectsOfSpan } from './geometry.js'
export type { InlineObject, InlineObjectJson } from './inline-objects.js'
export { $createListItemBlockNode, $isListItemBlockNode, ListItemBlockNode } from './list-item.js'
export type { PaintGroup } from './painted-spans.js'
export { type SpanPainter, type SpanPainterOptions, spanPainter } from './painter.js'
export { readOnlyWithCaret } from './read-only.js'
export { replaceSpans } from './replace-spans.js'
export { safeUrl } from './safe-url.js'
export { type Caret, caretOf, selectSpan, spanOfSelection } from './selection.js'
export {
  bindText,
  incomingTag,
  type TextBinding,
  type TextBindingOptions,
} from './text-binding.js'
export type { SharedArticle } from './text-inbox.js'
