import '../words/learn-project.js'
import { defaultScheme, type Scheme } from '@claimspan/core'
import { FilePlus2, Newspaper, PlugZap, RotateCw, Search, X } from 'lucide-react'
import { useEffect, useState } from 'react'
import { Input, SearchField } from 'react-aria-components'
import { MePopover } from '../article/me-popover.js'
import { Button, IconButton } from '../design/button.js'
import { LanguageMenu } from '../design/language-menu.js'
import { StatePage } from '../design/state-page.js'
import { ThemeMenu } from '../design/theme-menu.js'
import { type ArticleSummary, fetchScheme } from '../server/api.js'
import { mayI } from '../session/me.js'
import { cell, useObservable } from '../state/observable.js'
import { useWords } from '../words/words.js'
import { ArticleRow } from './article-row.js'
import { DeleteArticle } from './delete-article.js'
import { findArticles } from './find-articles.js'
import { ImportDrop } from './import-drop.js'
import { ListBar } from './list-bar.js'
import { assigneesOf, firstView, inView, type ListView } from './list-view.js'
import { NewArticleDialog } from './new-article-dialog.js'
import { BulkExport, GuidelineButton } from './project-menu.js'
import { SearchHits } from './search-hits.js'
import { type Listing, useArticles } from './use-articles.js'
import { WorkDialog } from './work-dialog.js'

/** Kept while an article is open, so that the list is the same when one comes back. */
const viewed = cell<ListView>(firstView)

/** All articles, the last changed first. */
export function ArticlesPage() {
  const say = useWords()
  const [scheme, setScheme] = useState(defaultScheme)
  const { listing, load, change } = useArticles()
  const view = useObservable(viewed)
  const [words, setWords] = useState('')
  const [adding, setAdding] = useState(false)
  const [deleting, setDeleting] = useState<ArticleSummary | undefined>(undefined)

  const [working, setWorking] = useState<ArticleSummary | undefined>(undefined)
  useEffect(() => {
    document.title = `${say('articles.title')} · Claimspan`
    void fetchScheme().then((served) => served !== undefined && setScheme(served))
  }, [say])

  const all = listing.kind === 'listed' ? listing.articles : []
  const found = inView(findArticles(all, words), view)
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
        {all.length > 0 ? <ListBar articles={all} shown={found.length} view={view} onChange={viewed.set} /> : null}
        <Listed
          listing={listing}
          found={found}
          scheme={scheme}
          words={words}
          onDelete={setDeleting}
          onWork={setWorking}
          onShowAll={() => {
            setWords('')
            viewed.set(firstView)
          }}
          onAgain={load}
          onAdd={() => setAdding(true)}
        />
        <SearchHits words={words} />
      </main>
      {working === undefined ? null : (
        <WorkDialog
          article={working}
          others={assigneesOf(all)}
          onChanged={(now) => change(working.id, now)}
          onClose={() => setWorking(undefined)}
        />
      )}
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
  onWork,
  onShowAll,
  onAgain,
  onAdd,
}: {
  readonly listing: Listing
  readonly found: readonly ArticleSummary[]
  readonly scheme: Scheme
  readonly words: string
  readonly onDelete: (article: ArticleSummary) => void
  readonly onWork: (article: ArticleSummary) => void
  readonly onShowAll: () => void
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
  if (found.length === 0) {
    return (
      <div className="nothing-found">
        <p>{words.trim() === '' ? say('list.none') : say('articles.none-found', { words })}</p>
        <Button look="line" onPress={onShowAll}>
          {say('list.show-all')}
        </Button>
      </div>
    )
  }
  return (
    <ul className="article-list">
      {found.map((article) => (
        <ArticleRow
          key={article.id}
          article={article}
          scheme={scheme}
          onDelete={() => onDelete(article)}
          onWork={() => onWork(article)}
        />
      ))}
    </ul>
  )
}
