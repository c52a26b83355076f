import type { Metadata } from '@claimspan/core'

export interface FrontMatter {
  readonly title?: string
  readonly language?: string
  readonly metadata: Metadata
  /** The text below it. */
  readonly rest: string
  readonly notes: readonly string[]
}

/** Names that writers use for the fields of a document's metadata. */
const names: Readonly<Record<string, string>> = {
  author: 'author',
  by: 'author',
  date: 'published',
  published: 'published',
  url: 'url',
  link: 'url',
  source: 'source',
  licence: 'licence',
  license: 'licence',
}

/**
 * The front matter of a Markdown file: `key: value` lines between two `---` at its very start. Lines of any other shape
 * (lists, nested values) are left out with a note.
 */
export function readFrontMatter(text: string): FrontMatter {
  const found = /^---[ \t]*\n([\s\S]*?)(?:^|\n)(?:---|\.\.\.)[ \t]*(?:\n|$)/.exec(text)
  if (found === null) return { metadata: {}, rest: text, notes: [] }
  let title: string | undefined
  let language: string | undefined
  const metadata: Record<string, string> = {}
  const unread: string[] = []
  for (const line of (found[1] ?? '').split('\n')) {
    if (line.trim() === '' || line.startsWith('#')) continue
    const pair = /^([A-Za-z][\w-]*):[ \t]+(\S.*?)[ \t]*$/.exec(line)
    const key = pair?.[1]?.toLowerCase()
    const value = unquote(pair?.[2] ?? '')
    if (key === undefined || value === '' || /^[[{|>&*!]/.test(value)) unread.push(line.trim())
    else if (key === 'title') title = value
    else if ((key === 'lang' || key === 'language') && /^[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*$/.test(value))
      language = value
    else {
      const name = Object.hasOwn(names, key) ? (names[key] ?? key) : key
      if (name === 'url' && !/^https?:\/\/[^\s<>"]+$/i.test(value)) unread.push(line.trim())
      else metadata[name] = value
    }
  }
  return {
    ...(title === undefined ? {} : { title }),
    ...(language === undefined ? {} : { language }),
    metadata,
    rest: text.slice(found[0].length),
    notes:
      unread.length === 0
        ? []
        : [`Front matter that is not a plain "key: value", or whose url is none, was left out: ${unread.join(' / ')}`],
  }
}

const unquote = (value: string): string => /^(["'])(.*)\1$/.exec(value)?.[2] ?? value
