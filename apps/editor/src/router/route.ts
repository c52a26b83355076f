/** Where the editor is. */
export type Route =
  | { readonly kind: 'articles' }
  | { readonly kind: 'article'; readonly document: string }
  /** An invitation, whose secret is after the "#". */
  | { readonly kind: 'join' }
  | { readonly kind: 'unknown'; readonly path: string }

/** The route that a path stands for; a path that cannot be decoded is an unknown one. */
export function routeOf(path: string): Route {
  if (path === '/' || path === '') return { kind: 'articles' }
  if (path === '/join') return { kind: 'join' }
  const id = /^\/d\/([^/]+)\/?$/.exec(path)?.[1]
  if (id === undefined) return { kind: 'unknown', path }
  try {
    return { kind: 'article', document: decodeURIComponent(id) }
  } catch {
    return { kind: 'unknown', path }
  }
}

/** The path of the list of articles. */
export const articlesPath = '/'

/** The path of an article. */
export function articlePath(document: string): string {
  return `/d/${encodeURIComponent(document)}`
}
