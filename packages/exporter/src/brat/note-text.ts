/**
 * A text as the tail of a note line. brat takes a note to the end of its line and strips white space around it, so a line
 * break, a tab, a backslash and outer spaces are written with a backslash: `\n`, `\t`, `\\`, `\u0020`.
 */
export function escapeNote(text: string): string {
  if (!needsEscape.test(text) && text.trim() === text) return text
  return text
    .replace(/[\\\n\r\t\v\f\x1c-\x1f\x85\u2028\u2029]/g, (character) => plain.get(character) ?? hexadecimal(character))
    .replace(/^\s|\s$/gu, hexadecimal)
}

/** The text of a note line written by {@link escapeNote}; other backslashes stay as they are. */
export function unescapeNote(tail: string): string {
  return tail.replace(
    /\\(?:u([0-9a-f]{4})|([\\nrt]))/g,
    (whole, code: string | undefined, short: string | undefined) => {
      if (code !== undefined) return String.fromCharCode(Number.parseInt(code, 16))
      return short === undefined ? whole : (characters.get(short) ?? whole)
    },
  )
}

const needsEscape = /[\\\x00-\x1f\x85\u2028\u2029]/

const characters = new Map([
  ['\\', '\\'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
])
const plain = new Map([...characters].map(([short, character]) => [character, `\\${short}`]))
const hexadecimal = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
