import type { ReadableFile } from '../format.js'
import { formats } from '../formats.js'

/**
 * What a file of text is: the name of a format, told by the content and, where that says nothing, by the end of the file's
 * name; else `html`, `markdown` or `text`.
 */
export function recognise(file: ReadableFile): string {
  const { path, text } = file
  const byContent = formats.find(({ read, recognises }) => read !== undefined && recognises?.(file) === true)
  if (byContent !== undefined) return byContent.name
  const start = text.slice(0, 2000).trimStart()
  if (/^(?:<!doctype html|<html[\s>]|<!--[\s\S]{0,500}?-->\s*<(?:!doctype html|html))/i.test(start)) return 'html'
  if (/\.(?:html?|xhtml)$/i.test(path)) return 'html'
  if (/\.(?:md|markdown|mdown)$/i.test(path)) return 'markdown'
  if (/\.(?:txt|text)$/i.test(path)) return 'text'
  if (/\.(?:jsonl|ndjson)$/i.test(path)) return 'native'
  const byName = formats.find(
    ({ read, extensions }) => read && extensions.some((end) => path.toLowerCase().endsWith(end)),
  )
  if (byName !== undefined) return byName.name
  return /^(?:---[ \t]*\n[A-Za-z][\w-]*:[ \t]|#{1,6}[ \t]+\S)/.test(start) ? 'markdown' : 'text'
}
