import { ArrowLeft, CircleHelp, Highlighter, PencilLine } from 'lucide-react'
import { IconButton } from '../design/button.js'
import { Segmented } from '../design/segmented.js'
import { ThemeMenu } from '../design/theme-menu.js'
import { articlesPath } from '../router/route.js'
import { navigate } from '../router/use-route.js'
import { useObservable } from '../state/observable.js'
import { ArticleMenu } from './article-menu.js'
import { ExportMenu } from './export-menu.js'
import { Faces } from './faces.js'
import { FormatBar } from './format-bar.js'
import { changeMode } from './history.js'
import { LayerMenu } from './layer-menu.js'
import { MePopover } from './me-popover.js'
import { SaveBadge } from './save-badge.js'
import { useWorkspace } from './use-workspace.js'

const modes = [
  {
    value: 'annotate',
    label: (
      <>
        <Highlighter size={14} aria-hidden />
        <span className="mode-name">Annotate</span>
      </>
    ),
    name: 'Annotate',
  },
  {
    value: 'edit',
    label: (
      <>
        <PencilLine size={14} aria-hidden />
        <span className="mode-name">Edit text</span>
      </>
    ),
    name: 'Edit text',
  },
] as const

/** Over the article: where one is, who else is, how safe the work is, and what can be done with the whole. */
export function TopBar({ title }: { readonly title: string }) {
  const workspace = useWorkspace()
  const mode = useObservable(workspace.mode)
  return (
    <header className="bar" data-region="bar">
      <div className="bar-start">
        <IconButton icon={ArrowLeft} label="All articles" onPress={() => navigate(articlesPath)} />
        <h1 className="bar-title">{title}</h1>
        <ArticleMenu />
        <SaveBadge />
      </div>
      <div className="bar-middle">
        <Segmented label="Mode" segments={modes} value={mode} onChange={(next) => changeMode(workspace, next)} />
      </div>
      <div className="bar-end">
        <Faces />
        <MePopover />
        <span className="bar-rule" aria-hidden="true" />
        <LayerMenu />
        <ExportMenu />
        <ThemeMenu />
        <IconButton
          icon={CircleHelp}
          label="Keys"
          keys="?"
          className="help-button"
          onPress={() => workspace.keysShown.set(true)}
        />
      </div>
      {mode === 'edit' ? <FormatBar /> : null}
    </header>
  )
}
