/** Where the editor is. */
export type Route =
  | { readonly kind: 'articles' }
  | { readonly kind: 'article'; readonly document: string }
  /** What happened to an article, and its way back. */
  | { readonly kind: 'history'; readonly document: string }
  /** Its layers side by side. */
  | { readonly kind: 'compare'; readonly document: string }
  /** Who may do what. */
  | { readonly kind: 'people' }
  /** The project's label sets and guideline. */
  | { readonly kind: 'scheme' }
  /** An invitation, whose secret is after the "#". */
  | { readonly kind: 'join' }
  | { readonly kind: 'unknown'; readonly path: string }

/** The route that a path stands for; a path that cannot be decoded is an unknown one. */
export function routeOf(path: string): Route {
  if (path === '/' || path === '') return { kind: 'articles' }
  if (path === '/join') return { kind: 'join' }
  if (path === peoplePath) return { kind: 'people' }
  if (path === schemePath) return { kind: 'scheme' }
  const [, id, view = 'article'] = /^\/d\/([^/]+)(?:\/(history|compare))?\/?$/.exec(path) ?? []
  if (id === undefined) return { kind: 'unknown', path }
  try {
    const kind = view === 'history' || view === 'compare' ? view : 'article'
    return { kind, document: decodeURIComponent(id) }
  } catch {
    return { kind: 'unknown', path }
  }
}

/** The path of the list of articles. */
export const articlesPath = '/'

/** The path of the people. */
export const peoplePath = '/people'

/** The path of the project's scheme. */
export const schemePath = '/scheme'

/** The path of an article's history. */
export const historyPath = (document: string): string => `${articlePath(document)}/history`

/** The path of an article's layers side by side. */
export const comparePath = (document: string): string => `${articlePath(document)}/compare`

/** The address of a claim in its article. */
export const claimAddress = (document: string, claim: string): string =>
  `${articlePath(document)}#claim=${encodeURIComponent(claim)}`

/** The path of an article. */
export function articlePath(document: string): string {
  return `/d/${encodeURIComponent(document)}`
}
