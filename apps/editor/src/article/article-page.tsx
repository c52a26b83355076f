import { FileQuestion, PlugZap, RotateCw } from 'lucide-react'
import { useEffect, useState } from 'react'
import { ClaimsPanel } from '../claims/claims-panel.js'
import { Button } from '../design/button.js'
import { onDemand } from '../design/on-demand.js'
import { StatePage } from '../design/state-page.js'
import { articlesPath } from '../router/route.js'
import { navigate } from '../router/use-route.js'
import { useObservable } from '../state/observable.js'
import { touring } from '../tour/tour-state.js'
import { useWords } from '../words/words.js'
import { ArticleSkeleton } from './article-skeleton.js'
import { ArticleText } from './article-text.js'
import { TopBar } from './top-bar.js'
import { useArticle } from './use-article.js'
import { useKeymap } from './use-keymap.js'
import { WorkspaceContext } from './use-workspace.js'
import type { Workspace } from './workspace.js'

const Following = onDemand(async () => (await import('./following.js')).Following)
const SchemeWatch = onDemand(async () => (await import('../scheme/scheme-watch.js')).SchemeWatch)
const Tour = onDemand(async () => (await import('../tour/tour.js')).Tour, { early: false })
const GoToAddress = onDemand(async () => (await import('./go-to-address.js')).GoToAddress, { early: false })
const Hints = onDemand(async () => (await import('./hints.js')).Hints)
const KeysDialog = onDemand(async () => (await import('./keys-dialog.js')).KeysDialog)

/** One article with its claims, or why it cannot be shown. */
export function ArticlePage({ document: id }: { readonly document: string }) {
  const say = useWords()
  const [attempt, setAttempt] = useState(0)
  const opening = useArticle(id, attempt)
  switch (opening.kind) {
    case 'opening':
      return <ArticleSkeleton slow={opening.slow === true} />
    case 'unknown':
      return (
        <main>
          <StatePage icon={FileQuestion} title={say('article.unknown')}>
            <p>{say('article.unknown-explained', { id })}</p>
            <Button look="primary" onPress={() => navigate(articlesPath)}>
              {say('bar.all-articles')}
            </Button>
          </StatePage>
        </main>
      )
    case 'unreachable':
      return (
        <main>
          <StatePage icon={PlugZap} title={say('article.unreachable')}>
            <p>{opening.message}</p>
            <Button look="primary" onPress={() => setAttempt(attempt + 1)}>
              <RotateCw size={15} aria-hidden />
              {say('page.again')}
            </Button>
          </StatePage>
        </main>
      )
    case 'open':
      return <OpenArticle workspace={opening.workspace} title={opening.title} language={opening.language} />
  }
}

function OpenArticle({
  workspace,
  title,
  language,
}: {
  readonly workspace: Workspace
  readonly title: string
  readonly language: string | undefined
}) {
  const say = useWords()
  useKeymap(workspace)
  const keysShown = useObservable(workspace.keysShown)
  const isTouring = useObservable(touring)
  const followed = useObservable(workspace.following)
  useEffect(() => {
    document.title = `${title} · Claimspan`
  }, [title])
  return (
    <WorkspaceContext value={workspace}>
      <div className="article-page">
        <button type="button" className="skip-link" onClick={() => workspace.surface.get()?.root.focus()}>
          {say('article.skip')}
        </button>
        <SchemeWatch />
        {isTouring ? <Tour /> : null}
        <TopBar title={title} />
        <main className="article-main" id="article-main" aria-label={title}>
          <ArticleText title={title} language={language} />
          <Hints />
          {followed === undefined ? null : <Following key={followed.id} followed={followed} />}
        </main>
        <ClaimsPanel />
        {keysShown ? <KeysDialog /> : null}
        {location.hash.startsWith('#claim=') ? <GoToAddress /> : null}
      </div>
    </WorkspaceContext>
  )
}
