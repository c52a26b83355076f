import { ArrowLeft, CircleHelp, Highlighter, PencilLine } from 'lucide-react'
import { IconButton } from '../design/button.js'
import { onDemand } from '../design/on-demand.js'
import { Segmented } from '../design/segmented.js'
import { articlesPath } from '../router/route.js'
import { navigate } from '../router/use-route.js'
import { useObservable } from '../state/observable.js'
import { useWords } from '../words/words.js'
import { ArticleMenu, ExportMenu, LanguageMenu, LayerMenu, MePopover, ThemeMenu, ViewMenu } from './bar-menus.js'
import { Faces } from './faces.js'
import { changeMode } from './history.js'
import { SaveBadge } from './save-badge.js'
import { useWorkspace } from './use-workspace.js'

const FormatBar = onDemand(async () => (await import('./format-bar.js')).FormatBar, {
  waiting: () => <div className="format-bar" />,
})

/** Over the article: where one is, who else is, how safe the work is, and what can be done with the whole. */
export function TopBar({ title }: { readonly title: string }) {
  const workspace = useWorkspace()
  const say = useWords()
  const mode = useObservable(workspace.mode)
  const modes = [
    { value: 'annotate', name: say('bar.annotate'), icon: Highlighter },
    { value: 'edit', name: say('bar.edit'), icon: PencilLine },
  ] as const
  const segments = modes.map(({ value, name, icon: Icon }) => ({
    value,
    name,
    label: (
      <>
        <Icon size={14} aria-hidden />
        <span className="mode-name">{name}</span>
      </>
    ),
  }))
  return (
    <header className="bar" data-region="bar">
      <div className="bar-start">
        <IconButton icon={ArrowLeft} label={say('bar.all-articles')} onPress={() => navigate(articlesPath)} />
        <h1 className="bar-title">{title}</h1>
        <ArticleMenu />
        <SaveBadge />
      </div>
      <div className="bar-middle">
        <Segmented
          label={say('bar.mode')}
          segments={segments}
          value={mode}
          onChange={(next) => changeMode(workspace, next)}
        />
      </div>
      <div className="bar-end">
        <Faces />
        <MePopover />
        <span className="bar-rule" aria-hidden="true" />
        <ViewMenu />
        <LayerMenu />
        <ExportMenu />
        <LanguageMenu />
        <ThemeMenu />
        <IconButton
          icon={CircleHelp}
          label={say('bar.keys')}
          keys="?"
          className="help-button"
          onPress={() => workspace.keysShown.set(true)}
        />
      </div>
      {mode === 'edit' ? <FormatBar /> : null}
    </header>
  )
}
