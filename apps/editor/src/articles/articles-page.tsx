import { defaultScheme, type Scheme } from '@claimspan/core'
import { FilePlus2, Newspaper, PlugZap, RotateCw, Search, X } from 'lucide-react'
import { useCallback, useEffect, useState } from 'react'
import { Input, SearchField } from 'react-aria-components'
import { MePopover } from '../article/me-popover.js'
import { Button, IconButton } from '../design/button.js'
import { LanguageMenu } from '../design/language-menu.js'
import { StatePage } from '../design/state-page.js'
import { ThemeMenu } from '../design/theme-menu.js'
import { type ArticleSummary, fetchScheme, listArticles } from '../server/api.js'
import { mayI } from '../session/me.js'
import { useWords } from '../words/words.js'
import { ArticleRow } from './article-row.js'
import { DeleteArticle } from './delete-article.js'
import { findArticles } from './find-articles.js'
import { ImportDrop } from './import-drop.js'
import { NewArticleDialog } from './new-article-dialog.js'
import { BulkExport, GuidelineButton } from './project-menu.js'
import { SearchHits } from './search-hits.js'

type Listing =
  | { readonly kind: 'loading' }
  | { readonly kind: 'listed'; readonly articles: readonly ArticleSummary[] }
  | { readonly kind: 'unreachable'; readonly message: string }

/** All articles, the last changed first. */
export function ArticlesPage() {
  const say = useWords()
  const [scheme, setScheme] = useState(defaultScheme)
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
    document.title = `${say('articles.title')} · Claimspan`
    void load()
    void fetchScheme().then((served) => served !== undefined && setScheme(served))
    const again = () => document.visibilityState === 'visible' && void load()
    document.addEventListener('visibilitychange', again)
    return () => document.removeEventListener('visibilitychange', again)
  }, [load, say])

  const found = listing.kind === 'listed' ? findArticles(listing.articles, words) : []
  return (
    <div className="articles-page">
      <header className="articles-bar">
        <span className="wordmark">
          <span className="wordmark-claim">Claim</span>span
        </span>
        <div className="bar-end">
          <MePopover />
          <LanguageMenu />
          <ThemeMenu />
        </div>
      </header>
      <main className="articles-main">
        <div className="articles-head">
          <h1>{say('articles.title')}</h1>
          <div className="articles-actions">
            <GuidelineButton scheme={scheme} />
            {mayI('export') ? <BulkExport documents={found.map(({ id }) => id)} /> : null}
            {mayI('create document') ? (
              <Button look="primary" onPress={() => setAdding(true)}>
                <FilePlus2 size={16} aria-hidden />
                {say('articles.new')}
              </Button>
            ) : null}
          </div>
        </div>
        {mayI('create document') ? <ImportDrop onDone={() => void load()} /> : null}
        {listing.kind === 'listed' && listing.articles.length > 0 ? (
          <SearchField className="search" aria-label={say('articles.find')} value={words} onChange={setWords}>
            <Search size={16} aria-hidden />
            <Input className="input" placeholder={say('articles.find-hint')} />
            <IconButton icon={X} label={say('articles.clear')} small className="clear" />
          </SearchField>
        ) : null}
        <Listed
          listing={listing}
          found={found}
          scheme={scheme}
          words={words}
          onDelete={setDeleting}
          onAgain={load}
          onAdd={() => setAdding(true)}
        />
        <SearchHits words={words} />
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
  scheme,
  words,
  onDelete,
  onAgain,
  onAdd,
}: {
  readonly listing: Listing
  readonly found: readonly ArticleSummary[]
  readonly scheme: Scheme
  readonly words: string
  readonly onDelete: (article: ArticleSummary) => void
  readonly onAgain: () => void
  readonly onAdd: () => void
}) {
  const say = useWords()
  if (listing.kind === 'loading') {
    return (
      <div aria-busy="true">
        <p className="visually-hidden">{say('articles.listing')}</p>
        {[0, 1, 2].map((at) => (
          <span key={at} className="skeleton skeleton-row" />
        ))}
      </div>
    )
  }
  if (listing.kind === 'unreachable') {
    return (
      <StatePage icon={PlugZap} title={say('articles.unreachable')}>
        <p>{listing.message}</p>
        <Button look="primary" onPress={onAgain}>
          <RotateCw size={15} aria-hidden />
          {say('articles.again')}
        </Button>
      </StatePage>
    )
  }
  if (listing.articles.length === 0) {
    return (
      <StatePage icon={Newspaper} title={say('articles.none')}>
        <p>{say('articles.none-explained')}</p>
        <Button look="primary" onPress={onAdd}>
          <FilePlus2 size={16} aria-hidden />
          {say('articles.new')}
        </Button>
      </StatePage>
    )
  }
  if (found.length === 0) return <p className="nothing-found">{say('articles.none-found', { words })}</p>
  return (
    <ul className="article-list">
      {found.map((article) => (
        <ArticleRow key={article.id} article={article} scheme={scheme} onDelete={() => onDelete(article)} />
      ))}
    </ul>
  )
}
