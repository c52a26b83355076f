import { FilePlus2, Newspaper, PlugZap, RotateCw, Search, X } from 'lucide-react'
import { useCallback, useEffect, useState } from 'react'
import { Input, SearchField } from 'react-aria-components'
import { MePopover } from '../article/me-popover.js'
import { Button, IconButton } from '../design/button.js'
import { StatePage } from '../design/state-page.js'
import { ThemeMenu } from '../design/theme-menu.js'
import { type ArticleSummary, listArticles } from '../server/api.js'
import { mayI } from '../session/me.js'
import { ArticleRow } from './article-row.js'
import { DeleteArticle } from './delete-article.js'
import { findArticles } from './find-articles.js'
import { NewArticleDialog } from './new-article-dialog.js'

type Listing =
  | { readonly kind: 'loading' }
  | { readonly kind: 'listed'; readonly articles: readonly ArticleSummary[] }
  | { readonly kind: 'unreachable'; readonly message: string }

/** All articles, the last changed first. */
export function ArticlesPage() {
  const [listing, setListing] = useState<Listing>({ kind: 'loading' })
  const [words, setWords] = useState('')
  const [adding, setAdding] = useState(false)
  const [deleting, setDeleting] = useState<ArticleSummary | undefined>(undefined)

  const load = useCallback(async () => {
    const answer = await listArticles()
    setListing(
      answer.ok ? { kind: 'listed', articles: answer.value } : { kind: 'unreachable', message: answer.message },
    )
  }, [])
  useEffect(() => {
    document.title = 'Articles · Claimspan'
    void load()
    const again = () => document.visibilityState === 'visible' && void load()
    document.addEventListener('visibilitychange', again)
    return () => document.removeEventListener('visibilitychange', again)
  }, [load])

  const found = listing.kind === 'listed' ? findArticles(listing.articles, words) : []
  return (
    <div className="articles-page">
      <header className="articles-bar">
        <span className="wordmark">
          <span className="wordmark-claim">Claim</span>span
        </span>
        <div className="bar-end">
          <MePopover />
          <ThemeMenu />
        </div>
      </header>
      <main className="articles-main">
        <div className="articles-head">
          <h1>Articles</h1>
          {mayI('create document') ? (
            <Button look="primary" onPress={() => setAdding(true)}>
              <FilePlus2 size={16} aria-hidden />
              New article
            </Button>
          ) : null}
        </div>
        {listing.kind === 'listed' && listing.articles.length > 0 ? (
          <SearchField className="search" aria-label="Find an article" value={words} onChange={setWords}>
            <Search size={16} aria-hidden />
            <Input className="input" placeholder="Find by title, language or id" />
            <IconButton icon={X} label="Clear" small className="clear" />
          </SearchField>
        ) : null}
        <Listed
          listing={listing}
          found={found}
          words={words}
          onDelete={setDeleting}
          onAgain={load}
          onAdd={() => setAdding(true)}
        />
      </main>
      <NewArticleDialog open={adding} onClose={() => setAdding(false)} />
      <DeleteArticle
        article={deleting}
        onClose={() => setDeleting(undefined)}
        onDeleted={() => {
          setDeleting(undefined)
          void load()
        }}
      />
    </div>
  )
}

function Listed({
  listing,
  found,
  words,
  onDelete,
  onAgain,
  onAdd,
}: {
  readonly listing: Listing
  readonly found: readonly ArticleSummary[]
  readonly words: string
  readonly onDelete: (article: ArticleSummary) => void
  readonly onAgain: () => void
  readonly onAdd: () => void
}) {
  if (listing.kind === 'loading') {
    return (
      <div aria-busy="true">
        <p className="visually-hidden">The articles are being listed.</p>
        {[0, 1, 2].map((at) => (
          <span key={at} className="skeleton skeleton-row" />
        ))}
      </div>
    )
  }
  if (listing.kind === 'unreachable') {
    return (
      <StatePage icon={PlugZap} title="The articles cannot be listed">
        <p>{listing.message}</p>
        <Button look="primary" onPress={onAgain}>
          <RotateCw size={15} aria-hidden />
          Try again
        </Button>
      </StatePage>
    )
  }
  if (listing.articles.length === 0) {
    return (
      <StatePage icon={Newspaper} title="No articles yet">
        <p>
          Paste one, or drop a text file. It is kept on the server, and everybody who has the address can mark its
          claims with you.
        </p>
        <Button look="primary" onPress={onAdd}>
          <FilePlus2 size={16} aria-hidden />
          New article
        </Button>
      </StatePage>
    )
  }
  if (found.length === 0) return <p className="nothing-found">No article has “{words}” in its title, language or id.</p>
  return (
    <ul className="article-list">
      {found.map((article) => (
        <ArticleRow key={article.id} article={article} onDelete={() => onDelete(article)} />
      ))}
    </ul>
  )
}
