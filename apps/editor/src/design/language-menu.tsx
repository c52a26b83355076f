import { Check, Languages } from 'lucide-react'
import { Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components'
import { useObservable } from '../state/observable.js'
import { language, languages, speak, useWords } from '../words/words.js'
import { IconButton } from './button.js'
import { useOpening } from './deferred.js'

/** The language that the editor speaks; the articles have their own. */
export function LanguageMenu() {
  const opening = useOpening()
  const say = useWords()
  const spoken = useObservable(language)
  return (
    <MenuTrigger {...opening}>
      <IconButton icon={Languages} label={say('language.title')} className="language-button" />
      <Popover className="floating" placement="bottom end" offset={6}>
        <Menu
          className="options"
          aria-label={say('language.title')}
          selectionMode="single"
          disallowEmptySelection
          selectedKeys={[spoken]}
          onAction={(key) => {
            const chosen = languages.find(({ tag }) => tag === key)
            if (chosen !== undefined) void speak(chosen.tag)
          }}
        >
          {languages.map(({ tag, name }) => (
            <MenuItem key={tag} id={tag} className="option" textValue={name}>
              <span className="option-text" lang={tag}>
                {name}
              </span>
              <Check size={15} className="tick" aria-hidden />
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  )
}
