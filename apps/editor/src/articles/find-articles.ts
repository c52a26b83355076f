import type { ArticleSummary } from '../server/api.js'
import { language } from '../words/words.js'

/** The articles that have every one of the words in title, language or id, the last changed first. */
export function findArticles(articles: readonly ArticleSummary[], words: string): readonly ArticleSummary[] {
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean)
  return articles
    .filter(({ title, language = '', id }) => {
      const where = `${title} ${language} ${languageName(language)} ${id}`.toLowerCase()
      return wanted.every((word) => where.includes(word))
    })
    .sort((a, b) => (b.updatedAt ?? '').localeCompare(a.updatedAt ?? '') || a.title.localeCompare(b.title))
}

/** The name of a language by its BCP 47 tag, in the language that is spoken; the tag itself when there is none. */
export function languageName(tag: string): string {
  if (tag === '') return ''
  try {
    return new Intl.DisplayNames([language.get()], { type: 'language' }).of(tag) ?? tag
  } catch {
    // Not a tag that Intl takes.
    return tag
  }
}
