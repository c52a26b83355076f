import { Check, ShieldCheck } from 'lucide-react'
import { MenuItem, MenuSection } from 'react-aria-components'
import { useWords } from '../words/words.js'

/** Within a menu of exports: whether cells of CSV and TSV that a spreadsheet would take for formulas are disarmed. */
export function FormulasSwitch({ on, onChange }: { readonly on: boolean; readonly onChange: (on: boolean) => void }) {
  const say = useWords()
  const label = say('export.disarm')
  return (
    <MenuSection
      aria-label={label}
      selectionMode="multiple"
      selectedKeys={on ? ['disarm'] : []}
      onSelectionChange={(keys) => onChange(keys === 'all' || keys.has('disarm'))}
    >
      <MenuItem id="disarm" className="option" textValue={label} shouldCloseOnSelect={false}>
        <ShieldCheck size={16} aria-hidden />
        <span className="option-text">{label}</span>
        <Check size={15} className="tick" aria-hidden />
      </MenuItem>
    </MenuSection>
  )
}
