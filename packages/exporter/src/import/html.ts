import { Readability } from '@mozilla/readability'
import { parseHTML } from 'linkedom'
import type { ArticleParts } from './article-parts.js'
import { type HtmlNode, htmlLines } from './html-lines.js'

/** A page with more elements than this is not looked through for its main part. */
const elementsLimit = 60_000

/**
 * The article of an HTML page: its main part as Readability finds it (what browsers show as a reader view), else the whole
 * body; title, language, author, date, source and address where the page tells them. Nothing of the page is run or fetched.
 * `undefined` when it nests so deep that there is no stack left.
 */
export function readHtml(text: string): ArticleParts | undefined {
  try {
    return articleOf(text)
  } catch (error) {
    if (error instanceof RangeError || (error instanceof Error && error.name === 'InternalError')) return undefined
    throw error
  }
}

/** The article of a piece of HTML that is all article, such as a converted Word document. */
export function readHtmlFragment(html: string): ArticleParts | undefined {
  try {
    const { document } = parseHTML(`<!doctype html><html><body>${html}</body></html>`)
    const lines = htmlLines(document.body as HtmlNode)
    const title = lines.find(({ kind }) => kind === 'heading')?.words
    return { lines, ...(title === undefined ? {} : { title }), metadata: {}, notes: [] }
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}

function articleOf(text: string): ArticleParts {
  // A page that begins with text or an element other than html has them put into a body, as a browser does.
  const { document } = parseHTML(/<body[\s>]/i.test(text) ? text : `<!doctype html><html><body>${text}</body></html>`)
  const language = tagOf(document.documentElement?.getAttribute('lang'))
  const url = addressOf(document.querySelector('link[rel="canonical"]')?.getAttribute('href'))
  const body = document.body as HtmlNode | null
  const whole = body === null ? [] : htmlLines(body)
  const found = mainPart(document)
  const main = found?.content == null ? [] : htmlLines(found.content)
  const lines = main.length > 0 ? main : whole
  const title = clean(found?.title) ?? clean(document.querySelector('title')?.textContent)
  const author = clean(found?.byline)
  const published = clean(found?.publishedTime)
  const source = clean(found?.siteName)
  const isHeaded = title === undefined || lines.some(({ kind, words }) => kind === 'heading' && words === title)
  return {
    lines: isHeaded ? lines : [{ kind: 'heading', words: title }, ...lines],
    ...(title === undefined ? {} : { title }),
    ...(language === undefined ? {} : { language }),
    metadata: {
      ...(url === undefined ? {} : { url }),
      ...(source === undefined ? {} : { source }),
      ...(author === undefined ? {} : { author }),
      ...(published === undefined ? {} : { published }),
    },
    notes:
      main.length > 0
        ? ['Only the main part of the page was taken.']
        : ['No main part was found: all words of the page were taken.'],
  }
}

/** The main part as Readability finds it; `null` where it finds none, or stumbles over a page that is badly broken. */
function mainPart(document: ReturnType<typeof parseHTML>['document']) {
  if (document.querySelectorAll('*').length > elementsLimit) return null
  try {
    return new Readability(document, {
      charThreshold: 140,
      serializer: (element: unknown) => element as HtmlNode,
    }).parse()
  } catch (error) {
    if (error instanceof TypeError) return null
    throw error
  }
}

/** Words on one line; `undefined` when there are none. */
function clean(words: string | null | undefined): string | undefined {
  const plain = words?.replace(/[\s\u2028]+/g, ' ').trim()
  return plain === undefined || plain === '' ? undefined : plain
}

const tagOf = (lang: string | null | undefined): string | undefined =>
  lang != null && /^[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*$/.test(lang) ? lang : undefined

const addressOf = (href: string | null | undefined): string | undefined =>
  href != null && /^https?:\/\/[^\s<>"]+$/i.test(href) ? href : undefined
