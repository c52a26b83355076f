import './scheme.css'
import './learn-words.js'
import type { Scheme } from '@claimspan/core'
import { ArrowLeft, PlugZap } from 'lucide-react'
import { useCallback, useEffect, useState } from 'react'
import { Button, IconButton } from '../design/button.js'
import { LanguageMenu } from '../design/language-menu.js'
import { StatePage } from '../design/state-page.js'
import { ThemeMenu } from '../design/theme-menu.js'
import { articlesPath } from '../router/route.js'
import { navigate } from '../router/use-route.js'
import { listSchemeVersions, loadScheme, type SchemeVersion } from '../server/scheme.js'
import { useWords } from '../words/words.js'
import { SchemeEditor } from './scheme-editor.js'

type Loading =
  | { readonly kind: 'loading' }
  | { readonly kind: 'loaded'; readonly scheme: Scheme; readonly versions: readonly SchemeVersion[] }
  | { readonly kind: 'unreachable'; readonly message: string }

/** The project's scheme: its labels, guideline and versions. */
export function SchemePage() {
  const say = useWords()
  const [loading, setLoading] = useState<Loading>({ kind: 'loading' })
  const load = useCallback(async () => {
    const [scheme, versions] = await Promise.all([loadScheme(), listSchemeVersions()])
    if (!scheme.ok) setLoading({ kind: 'unreachable', message: scheme.message })
    else if (!versions.ok) setLoading({ kind: 'unreachable', message: versions.message })
    else setLoading({ kind: 'loaded', scheme: scheme.value, versions: versions.value })
  }, [])
  const [isChanged, setChanged] = useState(false)
  const leave = () => {
    if (!isChanged || window.confirm(say('scheme.leave'))) navigate(articlesPath)
  }
  useEffect(() => {
    document.title = `${say('scheme.title')} · Claimspan`
    void load()
  }, [load, say])
  return (
    <div className="articles-page">
      <header className="articles-bar">
        <IconButton icon={ArrowLeft} label={say('scheme.back')} onPress={leave} />
        <div className="bar-end">
          <LanguageMenu />
          <ThemeMenu />
        </div>
      </header>
      <main className="articles-main">
        <div className="articles-head">
          <h1>{say('scheme.title')}</h1>
        </div>
        {loading.kind === 'loading' ? <p aria-busy="true">{say('scheme.loading')}</p> : null}
        {loading.kind === 'unreachable' ? (
          <StatePage icon={PlugZap} title={say('scheme.unreachable')}>
            <p>{loading.message}</p>
            <Button look="primary" onPress={() => void load()}>
              {say('scheme.again')}
            </Button>
          </StatePage>
        ) : null}
        {loading.kind === 'loaded' ? (
          <SchemeEditor
            saved={loading.scheme}
            versions={loading.versions}
            onReload={() => void load()}
            onDraft={setChanged}
          />
        ) : null}
      </main>
    </div>
  )
}
