import { $createLinkNode, $isLinkNode, LinkNode } from '@lexical/link'
import type { LexicalNode } from 'lexical'
import { safeUrl } from './safe-url.js'

/** The pages that are linked to need not know where the reader came from. */
const rel = 'noreferrer'

/** A link to a safe URL. */
export const $createLink = (url: string): LinkNode => $createLinkNode(url, { rel })

/** Whether a link is as {@link $createLink} makes it. */
export const $isPlainLink = (link: LinkNode): boolean =>
  link.getType() === LinkNode.getType() &&
  link.getURL() === safeUrl(link.getURL()) &&
  link.getRel() === rel &&
  link.getTarget() === null &&
  link.getTitle() === null

/** Where a leaf links to; `null` when it is in no link, or in one that may not be followed. The innermost link counts. */
export function $linkOf(leaf: LexicalNode): string | null {
  for (let parent = leaf.getParent(); parent !== null; parent = parent.getParent()) {
    if ($isLinkNode(parent)) return safeUrl(parent.getURL())
  }
  return null
}
