/** The title of a text that has none of its own: its first line with words, up to 200 code points; else the id. */
export function titleOf(text: string, id: string): string {
  const start = text.search(/\S/)
  if (start === -1) return id
  const end = text.indexOf('\n', start)
  const line = text.slice(start, end === -1 ? text.length : end).trimEnd()
  if (line.length <= 200) return line
  const beginning = line.slice(0, 400)
  if (!/[\ud800-\udfff]/.test(beginning)) return beginning.slice(0, 200)
  return Array.from(beginning).slice(0, 200).join('')
}
