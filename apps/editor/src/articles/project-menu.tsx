import type { Scheme } from '@claimspan/core'
import { BookOpenText, Download } from 'lucide-react'
import { useState } from 'react'
import { Header, Menu, MenuItem, MenuSection, MenuTrigger, Popover } from 'react-aria-components'
import { typeLooks } from '../claims/type-look.js'
import { Button } from '../design/button.js'
import { FormulasSwitch } from '../design/formulas-switch.js'
import { ModalDialog } from '../design/modal-dialog.js'
import { onDemand } from '../design/on-demand.js'
import { schemePath } from '../router/route.js'
import { navigate } from '../router/use-route.js'
import { type FormatSummary, listFormats } from '../server/api.js'
import { bulkExportPath } from '../server/project.js'
import { useWords } from '../words/words.js'

const Guideline = onDemand(async () => (await import('../scheme/guideline-text.js')).GuidelineText)

/** Export the articles that are listed, in one zip. */
export function BulkExport({ documents }: { readonly documents: readonly string[] }) {
  const say = useWords()
  const [formats, setFormats] = useState<readonly FormatSummary[]>([])
  const [disarms, setDisarms] = useState(true)
  const load = async () => {
    const answer = await listFormats()
    if (answer.ok) setFormats(answer.value)
  }
  return (
    <MenuTrigger onOpenChange={(open) => open && formats.length === 0 && void load()}>
      <Button look="line" isDisabled={documents.length === 0}>
        <Download size={16} aria-hidden />
        {say('bar.export')}
      </Button>
      <Popover className="floating" placement="bottom end" offset={6}>
        <Menu className="options" aria-label={say('bar.export')}>
          <MenuSection>
            <Header className="option-section">{say('export.all', { count: documents.length })}</Header>
            {formats.map(({ name, title }) => (
              <MenuItem
                key={name}
                id={name}
                className="option"
                textValue={title}
                href={bulkExportPath(name, documents, disarms)}
                download=""
              >
                <span className="option-text">{title}</span>
              </MenuItem>
            ))}
          </MenuSection>
          <FormulasSwitch on={disarms} onChange={setDisarms} />
        </Menu>
      </Popover>
    </MenuTrigger>
  )
}

/** What the labels mean: the scheme with its definitions and guideline. */
export function GuidelineButton({ scheme }: { readonly scheme: Scheme }) {
  const say = useWords()
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button look="line" onPress={() => setOpen(true)}>
        <BookOpenText size={16} aria-hidden />
        {say('guideline.title')}
      </Button>
      <ModalDialog title={say('guideline.title')} open={open} onClose={() => setOpen(false)} width="wide">
        <Button look="line" onPress={() => navigate(schemePath)}>
          {say('guideline.edit')}
        </Button>
        <div className="guideline">
          <dl>
            {typeLooks(scheme).map(({ label, slot, icon: Icon, definition }) => (
              <div key={label}>
                <dt className={`claim-type type-${slot}`}>
                  <Icon size={14} aria-hidden />
                  {label}
                </dt>
                <dd>{definition}</dd>
              </div>
            ))}
          </dl>
          {open ? <Guideline text={scheme.guideline ?? ''} /> : null}
        </div>
      </ModalDialog>
    </>
  )
}
