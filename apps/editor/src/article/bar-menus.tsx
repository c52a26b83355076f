import { Download, Ellipsis, Languages, Layers, type LucideIcon, ScanEye } from 'lucide-react'
import type { ComponentType } from 'react'
import { Button } from 'react-aria-components'
import { IconButton } from '../design/button.js'
import { Deferred } from '../design/deferred.js'
import { themeChoice } from '../design/theme.js'
import { themeIcons } from '../design/theme-icons.js'
import { Tip } from '../design/tip.js'
import { me } from '../session/me.js'
import { useObservable } from '../state/observable.js'
import type { WordKey } from '../words/en.js'
import { useWords } from '../words/words.js'
import { initials } from './initials.js'

type Menus = typeof import('./menus.js')

/** A menu of the bar, loaded when it is wanted. */
function menu(
  name: Exclude<keyof Menus, 'ThemeMenu' | 'MePopover'>,
  icon: LucideIcon,
  label: WordKey,
  className?: string,
) {
  const load = async (): Promise<ComponentType> => (await import('./menus.js'))[name]
  return function BarMenu() {
    const say = useWords()
    return (
      <Deferred
        load={load}
        stand={(want) => (
          <IconButton
            icon={icon}
            label={say(label)}
            onPress={want}
            {...(className === undefined ? {} : { className })}
          />
        )}
      />
    )
  }
}

export const ArticleMenu = menu('ArticleMenu', Ellipsis, 'bar.article')
export const ViewMenu = menu('ViewMenu', ScanEye, 'view.title')
export const LayerMenu = menu('LayerMenu', Layers, 'bar.layers')
export const ExportMenu = menu('ExportMenu', Download, 'bar.export')
export const LanguageMenu = menu('LanguageMenu', Languages, 'language.title', 'language-button')

const loadTheme = async () => (await import('./menus.js')).ThemeMenu
const loadMe = async () => (await import('./menus.js')).MePopover

export function ThemeMenu() {
  const say = useWords()
  const icon = themeIcons[useObservable(themeChoice)]
  return (
    <Deferred
      load={loadTheme}
      stand={(want) => <IconButton icon={icon} label={say('theme.title')} className="theme-button" onPress={want} />}
    />
  )
}

export function MePopover() {
  const say = useWords()
  const self = useObservable(me)
  return (
    <Deferred
      load={loadMe}
      stand={(want) => (
        <Tip text={say('me.are', { name: self.name })}>
          <Button
            className={`face me peer-${self.color}`}
            aria-label={say('me.you', { name: self.name })}
            onPress={want}
          >
            <span className="face-initials" data-initials={initials(self.name)} />
          </Button>
        </Tip>
      )}
    />
  )
}
