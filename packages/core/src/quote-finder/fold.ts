/** Characters that people and programs exchange without changing a word: compared as one when no exact match is asked. */
const alike: readonly (readonly [string, string])[] = [
  [
    ' ',
    '\t\n\v\f\r\u0085\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000',
  ],
  ["'", '\u2018\u2019\u201a\u201b\u2032\u02bc\u0060\u00b4'],
  ['"', '\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb'],
  ['-', '\u2010\u2011\u2012\u2013\u2014\u2212'],
]

let table: Uint16Array | undefined

/** The folded code unit of each code unit: whitespace is a space, quotation marks and dashes are the plain ones. */
export function foldTable(): Uint16Array {
  if (table !== undefined) return table
  const made = Uint16Array.from({ length: 0x10000 }, (_, unit) => unit)
  for (const [plain, others] of alike) {
    for (const other of others) made[other.charCodeAt(0)] = plain.charCodeAt(0)
  }
  table = made
  return made
}

/** The folded code units of a text from `from` to before `to`. */
export function folded(text: string, from = 0, to = text.length): Uint16Array {
  const fold = foldTable()
  const units = new Uint16Array(to - from)
  for (let at = from; at < to; at += 1) units[at - from] = fold[text.charCodeAt(at)] ?? 0
  return units
}
