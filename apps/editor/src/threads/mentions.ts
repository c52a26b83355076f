/** A piece of a comment: words, and whom they name. */
export interface CommentPart {
  readonly words: string
  readonly name?: string
}

const isLetter = (sign: string) => /[\p{L}\p{N}_]/u.test(sign)

/** A comment cut at the names in it: `@` and a name that is known, the longest that fits, no letter before or after it. */
export function splitMentions(text: string, names: readonly string[]): readonly CommentPart[] {
  const byLength = [...names].filter((name) => name !== '').sort((a, b) => b.length - a.length)
  const parts: CommentPart[] = []
  let from = 0
  for (let at = text.indexOf('@'); at !== -1; at = text.indexOf('@', at + 1)) {
    if (at > 0 && isLetter(text.charAt(at - 1))) continue
    const name = byLength.find((one) => text.startsWith(one, at + 1) && !isLetter(text.charAt(at + 1 + one.length)))
    if (name === undefined) continue
    if (at > from) parts.push({ words: text.slice(from, at) })
    from = at + 1 + name.length
    parts.push({ words: text.slice(at, from), name })
    at = from - 1
  }
  if (from < text.length) parts.push({ words: text.slice(from) })
  return parts
}

/** Whether a comment names somebody. */
export const names = (text: string, name: string): boolean =>
  splitMentions(text, [name]).some((part) => part.name === name)

/** A name that is being written: where its `@` is and what follows it up to the caret; `undefined` when none is. */
export function nameBegun(text: string, caret: number): { readonly at: number; readonly begun: string } | undefined {
  const at = text.lastIndexOf('@', caret - 1)
  if (at === -1 || (at > 0 && isLetter(text.charAt(at - 1)))) return undefined
  const begun = text.slice(at + 1, caret)
  return begun.includes('\n') || begun.length > 40 || begun.startsWith(' ') ? undefined : { at, begun }
}
