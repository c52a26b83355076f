import { Download } from 'lucide-react'
import { useCallback, useEffect, useState } from 'react'
import { Header, Menu, MenuItem, MenuSection, MenuTrigger, Popover } from 'react-aria-components'
import { IconButton } from '../design/button.js'
import { exportPath, type FormatSummary, listFormats } from '../server/api.js'
import { useWorkspace } from './use-workspace.js'

/** Download the article with its claims in one of the server's formats. */
export function ExportMenu() {
  const { session } = useWorkspace()
  const [formats, setFormats] = useState<readonly FormatSummary[]>([])
  const [trouble, setTrouble] = useState<string | undefined>(undefined)
  const load = useCallback(async () => {
    const answer = await listFormats()
    if (answer.ok) setFormats(answer.value)
    setTrouble(answer.ok ? undefined : answer.message)
  }, [])
  useEffect(() => {
    void load()
  }, [load])
  return (
    <MenuTrigger onOpenChange={(open) => open && formats.length === 0 && void load()}>
      <IconButton icon={Download} label="Export" />
      <Popover className="floating" placement="bottom end" offset={6}>
        <Menu className="options" aria-label="Export as" disabledKeys={['trouble']}>
          <MenuSection>
            <Header className="option-section">Export this article as</Header>
            {formats.map(({ name, title, loses }) => (
              <MenuItem
                key={name}
                id={name}
                className="option"
                textValue={title}
                href={exportPath(session.document, name)}
                download=""
              >
                <span className="option-text">
                  {title}
                  <span className="option-hint">
                    {loses.length === 0 ? 'Carries everything' : `Leaves out ${loses.join(', ')}`}
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
        </Menu>
      </Popover>
    </MenuTrigger>
  )
}
