/** The first line of a file that is not empty, as JSON; `undefined` when it is none. */
export function firstLine(text: string): unknown {
  const start = text.search(/\S/)
  if (text[start] !== '{') return undefined
  const end = text.indexOf('\n', start)
  try {
    return JSON.parse(text.slice(start, end === -1 ? text.length : end))
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

/** Whether a value is an object that has all of these keys and at least one of those. */
export function hasKeys(value: unknown, all: readonly string[], some: readonly string[]): boolean {
  if (typeof value !== 'object' || value === null) return false
  return all.every((key) => Object.hasOwn(value, key)) && some.some((key) => Object.hasOwn(value, key))
}
