/** The title of a text that has none of its own: its first line with words, up to 200 code points; else the id. */
export function titleOf(text: string, id: string): string {
  const line = text.split('\n').find((each) => each.trim() !== '')
  return line === undefined ? id : Array.from(line.trim().slice(0, 400)).slice(0, 200).join('')
}
