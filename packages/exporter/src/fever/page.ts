/** Signs that FEVER's page names write in letters. */
const signs: readonly (readonly [letters: string, sign: string])[] = [
  ['-LRB-', '('],
  ['-RRB-', ')'],
  ['-LSB-', '['],
  ['-RSB-', ']'],
  ['-COLON-', ':'],
]
/** What stands before the id of a document of ours where a page is named. */
export const corpusPage = 'urn:claimspan:'
const wikipedia = 'https://en.wikipedia.org/wiki/'

/** The url of a page as FEVER names it, with the sentence as a fragment; a name that is a url is one. */
export function urlOfPage(page: string, sentence: number | undefined): string {
  const fragment = sentence === undefined ? '' : `#sentence-${sentence}`
  if (/^https?:\/\//i.test(page)) return `${page}${fragment}`
  const title = signs.reduce((name, [letters, sign]) => name.replaceAll(letters, sign), page)
  return `${wikipedia}${encodeURIComponent(title)}${fragment}`
}

/** The page and sentence of a url, the way back of {@link urlOfPage}; a page elsewhere is named by its url. */
export function pageOfUrl(url: string): { readonly page: string; readonly sentence?: number } {
  const found = /^(.*)#sentence-(0|[1-9]\d{0,8})$/s.exec(url)
  const [place, sentence] = found === null ? [url, undefined] : [found[1] ?? '', Number(found[2])]
  return { page: titleOf(place) ?? place, ...(sentence === undefined ? {} : { sentence }) }
}

function titleOf(url: string): string | undefined {
  if (!url.startsWith(wikipedia)) return undefined
  try {
    const title = decodeURIComponent(url.slice(wikipedia.length))
    const page = signs.reduce((name, [letters, sign]) => name.replaceAll(sign, letters), title)
    return urlOfPage(page, undefined) === url ? page : undefined
  } catch (error) {
    if (error instanceof URIError) return undefined
    throw error
  }
}
