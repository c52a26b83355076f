import type { ArticleParts } from './article-parts.js'

/** A first line up to this many code points can be a heading. */
const headingLength = 160

/**
 * Plain text: each line a paragraph, as it stands; empty lines at the end are left out. The first line with words is a
 * heading when it is short, does not end like a sentence and has more below it.
 */
export function readText(text: string): ArticleParts {
  const lines = text.trimEnd().split('\n')
  const first = lines.findIndex((line) => line.trim() !== '')
  const heading = lines[first] ?? ''
  const isHeading =
    lines.length > first + 1 &&
    [...heading].length <= headingLength &&
    !/[.!?:;,。！？：；，…]["'”’»」』)]*\s*$/.test(heading)
  return {
    lines: lines.map((words, at) => ({ kind: isHeading && at === first ? 'heading' : 'paragraph', words })),
    ...(isHeading ? { title: heading.trim() } : {}),
    metadata: {},
    notes: [],
  }
}
