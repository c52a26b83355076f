import { useCallback, useEffect, useRef, useState } from 'react'
import { type ArticleSummary, listArticles } from '../server/api.js'

export type Listing =
  | { readonly kind: 'loading' }
  | { readonly kind: 'listed'; readonly articles: readonly ArticleSummary[] }
  | { readonly kind: 'unreachable'; readonly message: string }

/** While the page is looked at, the list is asked for anew after so many milliseconds. */
const askEach = 10_000

/** All articles, as others change them too: asked for when the page is opened or looked at again, and meanwhile. */
export function useArticles() {
  const [listing, setListing] = useState<Listing>({ kind: 'loading' })
  const asked = useRef(0)
  const load = useCallback(async () => {
    const number = ++asked.current
    const answer = await listArticles()
    // An answer that was overtaken by a later one is old.
    if (number !== asked.current) return
    setListing(
      answer.ok ? { kind: 'listed', articles: answer.value } : { kind: 'unreachable', message: answer.message },
    )
  }, [])
  useEffect(() => {
    void load()
    const again = () => document.visibilityState === 'visible' && void load()
    const timer = setInterval(again, askEach)
    document.addEventListener('visibilitychange', again)
    window.addEventListener('focus', again)
    return () => {
      asked.current = -1
      clearInterval(timer)
      document.removeEventListener('visibilitychange', again)
      window.removeEventListener('focus', again)
    }
  }, [load])
  /** What is said of one article now, before the list is asked for again. */
  const change = useCallback((id: string, now: Partial<ArticleSummary>) => {
    asked.current++
    setListing((before) =>
      before.kind === 'listed'
        ? { kind: 'listed', articles: before.articles.map((one) => (one.id === id ? { ...one, ...now } : one)) }
        : before,
    )
  }, [])
  return { listing, load, change }
}
