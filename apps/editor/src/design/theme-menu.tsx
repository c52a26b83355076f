import { Check } from 'lucide-react'
import { Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components'
import { useObservable } from '../state/observable.js'
import type { WordKey } from '../words/en.js'
import { useWords } from '../words/words.js'
import { IconButton } from './button.js'
import { useOpening } from './deferred.js'
import { chooseTheme, type ThemeChoice, themeChoice } from './theme.js'
import { themeIcons } from './theme-icons.js'

const choices = [
  { value: 'system', label: 'theme.system' },
  { value: 'light', label: 'theme.light' },
  { value: 'dark', label: 'theme.dark' },
] as const satisfies readonly { readonly value: ThemeChoice; readonly label: WordKey }[]

/** Light, dark, or as the system has it. */
export function ThemeMenu() {
  const opening = useOpening()
  const say = useWords()
  const choice = useObservable(themeChoice)
  const icon = themeIcons[choice]
  return (
    <MenuTrigger {...opening}>
      <IconButton icon={icon} label={say('theme.title')} className="theme-button" />
      <Popover className="floating" placement="bottom end" offset={6}>
        <Menu
          className="options"
          aria-label={say('theme.title')}
          selectionMode="single"
          disallowEmptySelection
          selectedKeys={[choice]}
          onAction={(key) => {
            const chosen = choices.find(({ value }) => value === key)
            if (chosen !== undefined) chooseTheme(chosen.value)
          }}
        >
          {choices.map(({ value, label }) => {
            const Icon = themeIcons[value]
            return (
              <MenuItem key={value} id={value} className="option" textValue={say(label)}>
                <Icon size={16} aria-hidden />
                <span className="option-text">{say(label)}</span>
                <Check size={15} className="tick" aria-hidden />
              </MenuItem>
            )
          })}
        </Menu>
      </Popover>
    </MenuTrigger>
  )
}
