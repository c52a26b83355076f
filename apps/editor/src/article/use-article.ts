import { useEffect, useState } from 'react'
import { toast } from '../design/toasts.js'
import { fetchScheme, listArticles } from '../server/api.js'
import { type ArticleSession, openArticle, syncAddress } from '../session/article-session.js'
import { wouldLoseWork } from '../session/save-state.js'
import { syncToken } from '../session/sync-token.js'
import { say } from '../words/words.js'
import { makeWorkspace, type Workspace } from './workspace.js'

/** An article on its way onto the page. */
export type OpeningArticle =
  /** `slow` when it has taken longer than it should; it is tried on. */
  | { readonly kind: 'opening'; readonly slow?: boolean }
  | {
      readonly kind: 'open'
      readonly workspace: Workspace
      readonly title: string
      readonly language: string | undefined
    }
  /** The server has no such article. */
  | { readonly kind: 'unknown' }
  | { readonly kind: 'unreachable'; readonly message: string }

/** After how long a person is told that an article is slow to come, in milliseconds. */
const slowAfter = 8000

/**
 * Open an article for as long as the component is there; `attempt` opens it anew. With `curates`, curated layers may be
 * written where the person may.
 */
export function useArticle(
  document: string,
  attempt: number,
  { curates = false }: { readonly curates?: boolean } = {},
): OpeningArticle {
  const [opening, setOpening] = useState<OpeningArticle>({ kind: 'opening' })
  // biome-ignore lint/correctness/useExhaustiveDependencies: another attempt is what opens it anew
  useEffect(() => {
    let ended = false
    const ends: (() => void)[] = []
    setOpening({ kind: 'opening' })
    const open = async () => {
      const [articles, kept] = await Promise.all([listArticles(), fetchScheme()])
      // Hardly ever wanted, so nobody waits for its script.
      const scheme = kept ?? (await import('./default-scheme.js')).defaultScheme
      if (ended) return
      if (!articles.ok) {
        setOpening({ kind: 'unreachable', message: articles.message })
        return
      }
      const summary = articles.value.find(({ id }) => id === document)
      if (summary === undefined) {
        setOpening({ kind: 'unknown' })
        return
      }
      const enter = (carry?: ArticleSession['docs']) => {
        const session = openArticle(document, summary.layers, syncAddress(window.location), {
          token: syncToken,
          curates,
          ...(carry === undefined ? {} : { carry }),
        })
        ends.push(() => session.close(), warnBeforeLeaving(session))
        const arrive = () => {
          const layers = session.layers.get()
          if (layers === undefined || ended) return
          const workspace = makeWorkspace(session, layers, scheme, summary.access !== 'read')
          ends.push(() => workspace.close())
          setOpening({ kind: 'open', workspace, title: summary.title, language: summary.language })
          if (carry !== undefined) toast(say('article.opened-anew'))
        }
        ends.push(session.layers.subscribe(arrive))
        const late = setTimeout(() => {
          if (session.layers.get() === undefined) setOpening({ kind: 'opening', slow: true })
        }, slowAfter)
        ends.push(
          () => clearTimeout(late),
          session.stale.subscribe(() => {
            if (ended) return
            setOpening({ kind: 'opening' })
            leave()
            enter(session.docs)
          }),
        )
      }
      enter()
    }
    const leave = () => {
      for (const end of ends.splice(0).reverse()) end()
    }
    void open()
    return () => {
      ended = true
      leave()
    }
  }, [document, attempt, curates])
  return opening
}

/** The browser asks before it closes a page whose work is not saved. */
function warnBeforeLeaving(session: ArticleSession): () => void {
  const warn = (event: BeforeUnloadEvent) => {
    if (wouldLoseWork(session.save.get())) event.preventDefault()
  }
  window.addEventListener('beforeunload', warn)
  return () => window.removeEventListener('beforeunload', warn)
}
