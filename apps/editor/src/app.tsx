import { Signpost } from 'lucide-react'
import { lazy, Suspense, useEffect } from 'react'
import { ArticleSkeleton } from './article/article-skeleton.js'
import { Announcer } from './design/announcer.js'
import { Button } from './design/button.js'
import { StatePage } from './design/state-page.js'
import { Toasts } from './design/toasts.js'
import { articlesPath, routeOf } from './router/route.js'
import { navigate, useRoute } from './router/use-route.js'
import { askStanding, standing } from './session/me.js'
import { useObservable } from './state/observable.js'

// Each page has its own script: the article's does not wait for what only others need.
const pages = {
  article: () => import('./article/article-page.js'),
  articles: () => import('./articles/articles-page.js'),
}
const ArticlePage = lazy(async () => ({ default: (await pages.article()).ArticlePage }))
const ArticlesPage = lazy(async () => ({ default: (await pages.articles()).ArticlesPage }))
const HistoryPage = lazy(async () => ({ default: (await import('./history/history-page.js')).HistoryPage }))
const PeoplePage = lazy(async () => ({ default: (await import('./people/people-page.js')).PeoplePage }))
const JoinPage = lazy(async () => ({ default: (await import('./people/join-page.js')).JoinPage }))
const SignInPage = lazy(async () => ({ default: (await import('./people/sign-in-page.js')).SignInPage }))

/** Ask for the script of the page that is opened while it is asked who is signed in. */
export function fetchPage(path: string): void {
  const { kind } = routeOf(path)
  if (kind === 'article' || kind === 'articles') void pages[kind]()
}

/** The editor. */
export function App() {
  return (
    <>
      <Suspense fallback={null}>
        <Page />
      </Suspense>
      <Toasts />
      <Announcer />
    </>
  )
}

function Page() {
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
      return (
        <Suspense fallback={<ArticleSkeleton slow={false} />}>
          <ArticlePage key={route.document} document={route.document} />
        </Suspense>
      )
    case 'history':
      return <HistoryPage key={route.document} document={route.document} />
    case 'people':
      return <PeoplePage />
    case 'unknown':
      return (
        <main>
          <StatePage icon={Signpost} title="There is nothing here">
            <p>No page has the address “{route.path}”.</p>
            <Button look="primary" onPress={() => navigate(articlesPath)}>
              All articles
            </Button>
          </StatePage>
        </main>
      )
  }
}
