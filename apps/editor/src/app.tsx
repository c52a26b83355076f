import { PlugZap, RotateCw, Signpost } from 'lucide-react'
import { useEffect } from 'react'
import { ArticleSkeleton } from './article/article-skeleton.js'
import { Announcer } from './design/announcer.js'
import { Button } from './design/button.js'
import { onDemand } from './design/on-demand.js'
import { StatePage } from './design/state-page.js'
import { Toasts } from './design/toasts.js'
import { articlesPath, routeOf } from './router/route.js'
import { navigate, useRoute } from './router/use-route.js'
import { askStanding, standing } from './session/me.js'
import { useObservable } from './state/observable.js'
import { say, useWords } from './words/words.js'

// Each page has its own script: the article's does not wait for what only others need.
const pages = {
  article: () => import('./article/article-page.js'),
  articles: () => import('./articles/articles-page.js'),
}
const asPage = {
  early: false,
  failed: (retry: () => void) => (
    <main>
      <StatePage icon={PlugZap} title={say('page.failed')}>
        <p>{say('page.failed-explained')}</p>
        <Button look="primary" onPress={retry}>
          <RotateCw size={15} aria-hidden />
          {say('page.again')}
        </Button>
      </StatePage>
    </main>
  ),
}
const ArticlePage = onDemand(async () => (await pages.article()).ArticlePage, {
  ...asPage,
  waiting: () => <ArticleSkeleton slow={false} />,
})
const ArticlesPage = onDemand(async () => (await pages.articles()).ArticlesPage, asPage)
const HistoryPage = onDemand(async () => (await import('./history/history-page.js')).HistoryPage, asPage)
const ComparePage = onDemand(async () => (await import('./compare/compare-page.js')).ComparePage, asPage)
const PeoplePage = onDemand(async () => (await import('./people/people-page.js')).PeoplePage, asPage)
const SchemePage = onDemand(async () => (await import('./scheme/scheme-page.js')).SchemePage, asPage)
const JoinPage = onDemand(async () => (await import('./people/join-page.js')).JoinPage, asPage)
const SignInPage = onDemand(async () => (await import('./people/sign-in-page.js')).SignInPage, asPage)

/** Ask for the script of the page that is opened while it is asked who is signed in. */
export function fetchPage(path: string): void {
  const { kind } = routeOf(path)
  if (kind === 'article' || kind === 'articles') void pages[kind]()
}

/** The editor. */
export function App() {
  return (
    <>
      <Page />
      <Toasts />
      <Announcer />
    </>
  )
}

function Page() {
  const say = useWords()
  const route = useRoute()
  const at = useObservable(standing)
  useEffect(() => {
    void askStanding()
  }, [])
  if (route.kind === 'join') return <JoinPage />
  if (at.kind === 'asking') return null
  if (at.kind === 'signed-out') return <SignInPage />
  switch (route.kind) {
    case 'articles':
      return <ArticlesPage />
    case 'article':
      return <ArticlePage key={route.document} document={route.document} />
    case 'history':
      return <HistoryPage key={route.document} document={route.document} />
    case 'compare':
      return <ComparePage key={route.document} document={route.document} />
    case 'people':
      return <PeoplePage />
    case 'scheme':
      return <SchemePage />
    case 'unknown':
      return (
        <main>
          <StatePage icon={Signpost} title={say('page.unknown')}>
            <p>{say('page.unknown-explained', { path: route.path })}</p>
            <Button look="primary" onPress={() => navigate(articlesPath)}>
              {say('bar.all-articles')}
            </Button>
          </StatePage>
        </main>
      )
  }
}
