import { type Attributes, embedded } from './delta.js'
import { type InlineObjects, noObjects } from './inline-objects.js'
import { safeUrl } from './safe-url.js'

/** Inline style of some text, as Lexical's format bits: 0 plain, 1 bold, 2 italic, 3 both. */
export type Style = number
export const bold: Style = 1
export const italic: Style = 2

/** U+2028 LINE SEPARATOR is a line break inside a block. */
export const lineBreak = '\u2028'

/** What characters are besides what they say. */
export interface Look {
  /** 0 on line breaks and on U+FFFC, whatever a format that was put across them says. */
  readonly style: Style
  /** A safe URL, see {@link safeUrl}; `null` outside of links. */
  readonly link: string | null
  /** JSON of the object that a U+FFFC stands for, of a type that the editor knows; `null` on all other characters. */
  readonly object: string | null
}

export const plain: Look = { style: 0, link: null, object: null }

/** Characters of one line that look alike. Never empty; neighbours differ. */
export interface Run extends Look {
  readonly text: string
}

export const sameLook = (a: Look, b: Look): boolean => a.style === b.style && a.link === b.link && a.object === b.object

/** Add characters to the end of runs. */
export function appendRun(runs: Run[], text: string, look: Look): void {
  const pieces = look.style === 0 && look.object === null ? [text] : text.split(/(\u2028|\uFFFC)/)
  for (const piece of pieces) {
    if (piece === '') continue
    const object = piece === embedded ? look.object : null
    const style = piece === lineBreak || piece === embedded ? 0 : look.style
    const own = { style, link: look.link, object }
    const last = runs.at(-1)
    if (last !== undefined && sameLook(last, own)) runs[runs.length - 1] = { text: last.text + piece, ...own }
    else runs.push({ text: piece, ...own })
  }
}

/** The attributes that characters of a look have in the shared text. */
export function lookAttributes({ style, link, object }: Look): Attributes {
  return {
    ...(style & bold ? { bold: true } : {}),
    ...(style & italic ? { italic: true } : {}),
    ...(link === null ? {} : { link }),
    ...(object === null ? {} : { object }),
  }
}

/** The look of characters after attributes were set on them. An address that is not safe is none. */
export function lookAfter(look: Look, attributes: Attributes | undefined, objects: InlineObjects = noObjects): Look {
  if (attributes === undefined) return look
  let { style, link, object } = look
  if ('bold' in attributes) style = attributes.bold ? style | bold : style & ~bold
  if ('italic' in attributes) style = attributes.italic ? style | italic : style & ~italic
  if ('link' in attributes) link = safeUrl(attributes.link)
  if ('object' in attributes) object = objects.known(attributes.object)
  return { style, link, object }
}
