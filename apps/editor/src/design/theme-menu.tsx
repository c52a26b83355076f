import { Check, Monitor, Moon, Sun } from 'lucide-react'
import { Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components'
import { useObservable } from '../state/observable.js'
import { IconButton } from './button.js'
import { chooseTheme, type ThemeChoice, themeChoice } from './theme.js'

const choices = [
  { value: 'system', label: 'As the system', icon: Monitor },
  { value: 'light', label: 'Light', icon: Sun },
  { value: 'dark', label: 'Dark', icon: Moon },
] as const satisfies readonly { value: ThemeChoice; label: string; icon: typeof Sun }[]

/** Light, dark, or as the system has it. */
export function ThemeMenu() {
  const choice = useObservable(themeChoice)
  const icon = choices.find(({ value }) => value === choice)?.icon ?? Monitor
  return (
    <MenuTrigger>
      <IconButton icon={icon} label="Theme" />
      <Popover className="floating" placement="bottom end" offset={6}>
        <Menu
          className="options"
          aria-label="Theme"
          selectionMode="single"
          disallowEmptySelection
          selectedKeys={[choice]}
          onAction={(key) => {
            const chosen = choices.find(({ value }) => value === key)
            if (chosen !== undefined) chooseTheme(chosen.value)
          }}
        >
          {choices.map(({ value, label, icon: Icon }) => (
            <MenuItem key={value} id={value} className="option" textValue={label}>
              <Icon size={16} aria-hidden />
              <span className="option-text">{label}</span>
              <Check size={15} className="tick" aria-hidden />
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  )
}
