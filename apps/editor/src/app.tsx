import { Signpost } from 'lucide-react'
import { ArticlePage } from './article/article-page.js'
import { ArticlesPage } from './articles/articles-page.js'
import { Announcer } from './design/announcer.js'
import { Button } from './design/button.js'
import { StatePage } from './design/state-page.js'
import { Toasts } from './design/toasts.js'
import { articlesPath } from './router/route.js'
import { navigate, useRoute } from './router/use-route.js'

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
  switch (route.kind) {
    case 'articles':
      return <ArticlesPage />
    case 'article':
      return <ArticlePage key={route.document} document={route.document} />
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
