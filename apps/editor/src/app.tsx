import { Signpost } from 'lucide-react'
import { useEffect } from 'react'
import { ArticlePage } from './article/article-page.js'
import { ArticlesPage } from './articles/articles-page.js'
import { Announcer } from './design/announcer.js'
import { Button } from './design/button.js'
import { StatePage } from './design/state-page.js'
import { Toasts } from './design/toasts.js'
import { HistoryPage } from './history/history-page.js'
import { JoinPage } from './people/join-page.js'
import { PeoplePage } from './people/people-page.js'
import { SignInPage } from './people/sign-in-page.js'
import { articlesPath } from './router/route.js'
import { navigate, useRoute } from './router/use-route.js'
import { askStanding, standing } from './session/me.js'
import { useObservable } from './state/observable.js'

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
