import '../words/dialogs-en.js'
import { Download } from 'lucide-react'
import { useCallback, useEffect, useState } from 'react'
import { Header, Menu, MenuItem, MenuSection, MenuTrigger, Popover } from 'react-aria-components'
import { IconButton } from '../design/button.js'
import { useOpening } from '../design/deferred.js'
import { FormulasSwitch } from '../design/formulas-switch.js'
import { exportPath, type FormatSummary, listFormats } from '../server/api.js'
import { say, useWords } from '../words/words.js'
import { useWorkspace } from './use-workspace.js'

/** Download the article with its claims in one of the server's formats. */
export function ExportMenu() {
  const opening = useOpening()
  const say = useWords()
  const { session } = useWorkspace()
  const [formats, setFormats] = useState<readonly FormatSummary[]>([])
  const [trouble, setTrouble] = useState<string | undefined>(undefined)
  const [disarms, setDisarms] = useState(true)
  const load = useCallback(async () => {
    const answer = await listFormats()
    if (answer.ok) setFormats(answer.value.filter(({ writes }) => writes))
    setTrouble(answer.ok ? undefined : answer.message)
  }, [])
  useEffect(() => {
    void load()
  }, [load])
  return (
    <MenuTrigger
      isOpen={opening.isOpen}
      onOpenChange={(open) => {
        opening.onOpenChange(open)
        if (open && formats.length === 0) void load()
      }}
    >
      <IconButton icon={Download} label={say('bar.export')} />
      <Popover className="floating" placement="bottom end" offset={6}>
        <Menu className="options" aria-label={say('export.title')} disabledKeys={['trouble']}>
          <MenuSection>
            <Header className="option-section">{say('export.this')}</Header>
            {formats.map(({ name, title, loses, files = [] }) => (
              <MenuItem
                key={name}
                id={name}
                className="option"
                textValue={title}
                href={exportPath(session.document, name, { disarms })}
                download=""
              >
                <span className="option-text">
                  {title}
                  <span className="option-hint">
                    {lossHint(loses)}
                    {files.length > 1 ? ' · zip' : ''}
                  </span>
                </span>
              </MenuItem>
            ))}
            {trouble === undefined ? null : (
              <MenuItem id="trouble" className="option" textValue={trouble}>
                {trouble}
              </MenuItem>
            )}
          </MenuSection>
          <FormulasSwitch on={disarms} onChange={setDisarms} />
        </Menu>
      </Popover>
    </MenuTrigger>
  )
}

/** What a format leaves out, short enough for a line or two: the command line's `claimspan formats` tells all of it. */
function lossHint(loses: readonly string[]): string {
  if (loses.length === 0) return say('export.all-carried')
  const [first = '', second, ...more] = loses
  const shown = second === undefined ? first : `${first}; ${second}`
  return say('export.leaves-out', { what: more.length > 0 ? say('export.and-more', { what: shown }) : shown })
}
