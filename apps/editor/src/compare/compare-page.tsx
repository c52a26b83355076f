import './compare.css'
import '../words/compare-en.js'
import { FileQuestion, PlugZap, RotateCw } from 'lucide-react'
import { useState } from 'react'
import { useArticle } from '../article/use-article.js'
import { WorkspaceContext } from '../article/use-workspace.js'
import { Button } from '../design/button.js'
import { StatePage } from '../design/state-page.js'
import { articlesPath } from '../router/route.js'
import { navigate } from '../router/use-route.js'
import { useWords } from '../words/words.js'
import { CompareView } from './compare-view.js'

/** Layers of an article side by side, and what is decided about them. */
export function ComparePage({ document }: { readonly document: string }) {
  const say = useWords()
  const [attempt, setAttempt] = useState(0)
  const opening = useArticle(document, attempt, { curates: true })
  const again = () => setAttempt((before) => before + 1)
  switch (opening.kind) {
    case 'opening':
      return (
        <main className="compare-waiting" aria-busy="true">
          <p className="field-hint">{say(opening.slow === true ? 'compare.slow' : 'compare.opening')}</p>
        </main>
      )
    case 'unknown':
      return (
        <main>
          <StatePage icon={FileQuestion} title={say('compare.unknown')}>
            <Button look="primary" onPress={() => navigate(articlesPath)}>
              {say('bar.all-articles')}
            </Button>
          </StatePage>
        </main>
      )
    case 'unreachable':
      return (
        <main>
          <StatePage icon={PlugZap} title={say('compare.unreachable')}>
            <p>{opening.message}</p>
            <Button look="primary" onPress={again}>
              <RotateCw size={15} aria-hidden />
              {say('articles.again')}
            </Button>
          </StatePage>
        </main>
      )
    case 'open':
      return (
        <WorkspaceContext value={opening.workspace}>
          <CompareView title={opening.title} reopen={again} />
        </WorkspaceContext>
      )
  }
}
