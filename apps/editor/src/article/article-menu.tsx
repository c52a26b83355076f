import '../words/dialogs-en.js'
import { Activity, BookOpenText, CircleCheck, Ellipsis, FileClock, FilePen, History } from 'lucide-react'
import { useCallback, useState } from 'react'
import { Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components'
import { IconButton } from '../design/button.js'
import { useOpening } from '../design/deferred.js'
import { onDemand } from '../design/on-demand.js'
import { historyPath } from '../router/route.js'
import { navigate } from '../router/use-route.js'
import { mayI } from '../session/me.js'
import { useWords } from '../words/words.js'
import { useWorkspace } from './use-workspace.js'

const ActivityDialog = onDemand(async () => (await import('./activity-dialog.js')).ActivityDialog)
const ArticleWork = onDemand(async () => (await import('./article-work.js')).ArticleWork, { early: false })
const GuidelineAside = onDemand(async () => (await import('../scheme/guideline-aside.js')).GuidelineAside, {
  early: false,
})
const NewVersionDialog = onDemand(async () => (await import('./new-version-dialog.js')).NewVersionDialog)
const VersionsDialog = onDemand(async () => (await import('./versions-dialog.js')).VersionsDialog)

/** What can be done with the article as a whole: a new version of its text, and its earlier ones. */
export function ArticleMenu() {
  const opening = useOpening()
  const say = useWords()
  const [open, setOpen] = useState<'new-version' | 'versions' | 'activity' | 'guideline' | 'work' | undefined>(
    undefined,
  )
  const { document } = useWorkspace().session
  const close = useCallback(() => setOpen(undefined), [])
  return (
    <>
      <MenuTrigger {...opening}>
        <IconButton icon={Ellipsis} label={say('bar.article')} />
        <Popover className="floating" placement="bottom start" offset={6}>
          <Menu
            className="options"
            aria-label={say('menu.article')}
            onAction={(key) => {
              if (key === 'history') navigate(historyPath(document))
              else if (key === 'new-version' || key === 'activity' || key === 'versions') setOpen(key)
              else if (key === 'guideline' || key === 'work') setOpen(key)
            }}
          >
            {mayI('make version') ? (
              <MenuItem id="new-version" className="option" textValue={say('menu.new-version')}>
                <FilePen size={15} aria-hidden />
                <span className="option-text">
                  {say('menu.new-version')}
                  <span className="option-hint">{say('menu.new-version-hint')}</span>
                </span>
              </MenuItem>
            ) : null}
            <MenuItem id="versions" className="option" textValue={say('versions.title')}>
              <History size={15} aria-hidden />
              <span className="option-text">
                {say('versions.title')}
                <span className="option-hint">{say('menu.versions-hint')}</span>
              </span>
            </MenuItem>
            {mayI('read history') ? (
              <MenuItem id="activity" className="option" textValue={say('activity.title')}>
                <Activity size={15} aria-hidden />
                <span className="option-text">
                  {say('activity.title')}
                  <span className="option-hint">{say('activity.hint')}</span>
                </span>
              </MenuItem>
            ) : null}
            {mayI('read history') ? (
              <MenuItem id="history" className="option" textValue={say('history.title')}>
                <FileClock size={15} aria-hidden />
                <span className="option-text">
                  {say('history.title')}
                  <span className="option-hint">{say('menu.history-hint')}</span>
                </span>
              </MenuItem>
            ) : null}
            <MenuItem id="guideline" className="option" textValue={say('guideline.title')}>
              <BookOpenText size={15} aria-hidden />
              <span className="option-text">{say('guideline.title')}</span>
            </MenuItem>
            <MenuItem id="work" className="option" textValue={say('work.title')}>
              <CircleCheck size={15} aria-hidden />
              <span className="option-text">
                {say('work.title')}
                <span className="option-hint">{say('work.menu-hint')}</span>
              </span>
            </MenuItem>
          </Menu>
        </Popover>
      </MenuTrigger>
      {open === 'work' ? <ArticleWork onClose={close} /> : null}
      {open === 'guideline' ? <GuidelineAside onClose={close} /> : null}
      {open === 'new-version' ? <NewVersionDialog open onClose={close} /> : null}
      {open === 'activity' ? <ActivityDialog onClose={close} /> : null}
      {open === 'versions' ? <VersionsDialog open onClose={close} /> : null}
    </>
  )
}
