type Expected = 'value' | 'value-or-end' | 'key' | 'key-or-end' | 'colon' | 'comma-or-end' | 'nothing'

const space = /[ \t\r\n]*/y
const token =
  /[{}[\],:]|"[^"\\\u0000-\u001f]*(?:\\(?:["\\/bfnrt]|u[0-9A-Fa-f]{4})[^"\\\u0000-\u001f]*)*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y

/**
 * The UTF-16 offset of the first thing in a text that JSON (RFC 8259) does not allow there, the text's length when it ends too
 * early; a string that is not sound is where it opens. Engines' own messages leave the place out when the text is short.
 */
export function jsonFault(text: string): number {
  const open: ('{' | '[')[] = []
  let expected: Expected = 'value'
  for (let at = 0; ; ) {
    space.lastIndex = at
    at += space.exec(text)?.[0].length ?? 0
    token.lastIndex = at
    const found = token.exec(text)?.[0]
    if (found === undefined) return at
    const next = after(found, expected, open)
    if (next === undefined) return at
    expected = next
    at += found.length
  }
}

/** What is expected after a token, `undefined` when the token is not allowed; keeps the stack of what is open. */
function after(found: string, expected: Expected, open: ('{' | '[')[]): Expected | undefined {
  const isValue = expected === 'value' || expected === 'value-or-end'
  const closed = (): Expected => {
    open.pop()
    return open.length === 0 ? 'nothing' : 'comma-or-end'
  }
  switch (found) {
    case '{':
      if (!isValue) return undefined
      open.push('{')
      return 'key-or-end'
    case '[':
      if (!isValue) return undefined
      open.push('[')
      return 'value-or-end'
    case '}':
      return open.at(-1) === '{' && (expected === 'key-or-end' || expected === 'comma-or-end') ? closed() : undefined
    case ']':
      return open.at(-1) === '[' && (expected === 'value-or-end' || expected === 'comma-or-end') ? closed() : undefined
    case ',':
      if (expected !== 'comma-or-end') return undefined
      return open.at(-1) === '{' ? 'key' : 'value'
    case ':':
      return expected === 'colon' ? 'value' : undefined
    default:
      if (expected === 'key' || expected === 'key-or-end') return found.startsWith('"') ? 'colon' : undefined
      if (!isValue) return undefined
      return open.length === 0 ? 'nothing' : 'comma-or-end'
  }
}
