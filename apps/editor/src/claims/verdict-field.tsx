import { type Claim, type ClaimStore, mapVerdict, type Verdict, verdictScales } from '@claimspan/core'
import { useState } from 'react'
import { useWorkspace } from '../article/use-workspace.js'
import { Choice } from '../design/choice.js'
import { toast } from '../design/toasts.js'
import { useWords } from '../words/words.js'
import { NumberRow } from './number-row.js'
import { TextAreaField } from './text-area-field.js'

const none = '\u2014'

const scaleNames: Readonly<Record<string, string>> = {
  core: 'Claimspan, 4',
  'fever-3': 'FEVER, 3',
  'averitec-4': 'AVeriTeC, 4',
  'liar-6': 'LIAR, 6',
}

/** Whether the claim is true, on one of the scheme's scales, and why. */
export function VerdictField({ claim, store }: { readonly claim: Claim; readonly store: ClaimStore }) {
  const say = useWords()
  const { scheme } = useWorkspace()
  const ids = scheme.verdictScales.length === 0 ? ['core'] : scheme.verdictScales
  const { verdict } = claim
  const [meant, setScale] = useState<string | undefined>(undefined)
  const scale = verdict?.scale ?? meant ?? ids[0] ?? 'core'
  const labels = verdictScales.find(({ id }) => id === scale)?.labels ?? []
  const why = verdict?.justification === undefined ? {} : { justification: verdict.justification }
  const set = (next: Verdict | undefined) => store.set(claim.id, 'verdict', next)
  const change = (to: string) => {
    setScale(to)
    if (verdict === undefined || verdict.scale === to) return
    const mapped = mapVerdict(verdict, to)
    if (mapped === undefined) toast(say('verdict.no-place'))
    else if (mapped.loses !== undefined) toast(say('verdict.lost', { loss: mapped.loses }))
    set(mapped === undefined ? undefined : { ...why, scale: to, label: mapped.label })
  }
  const known = verdict === undefined || labels.includes(verdict.label) ? labels : [verdict.label, ...labels]
  return (
    <div className="verdict" data-field="verdict">
      <div className="detail-row">
        {scale === 'numeric' ? (
          <NumberRow verdict={verdict} onChange={set} />
        ) : (
          <Choice
            label={say('verdict.title')}
            options={[
              { value: none, label: say('verdict.none') },
              ...known.map((label) => ({ value: label, label: inWords(label) })),
            ]}
            value={verdict?.label ?? none}
            onChange={(label) => set(label === none ? undefined : { ...why, scale, label })}
          />
        )}
        <Choice
          label={say('verdict.scale')}
          options={(ids.includes(scale) ? ids : [scale, ...ids]).map((value) => ({
            value,
            label: value === 'numeric' ? say('verdict.number') : (scaleNames[value] ?? value),
          }))}
          value={scale}
          onChange={change}
        />
      </div>
      {verdict === undefined ? null : (
        <TextAreaField
          label={say('verdict.why')}
          value={verdict.justification ?? ''}
          onChange={(text) => {
            const { justification: _, ...rest } = verdict
            set(text === '' ? rest : { ...rest, justification: text })
          }}
        />
      )}
    </div>
  )
}

/** `not-enough-evidence` as “Not enough evidence”; what is not written like that stays as the scale has it. */
const inWords = (label: string) =>
  /^[a-z-]+$/.test(label) ? label.charAt(0).toUpperCase() + label.slice(1).replaceAll('-', ' ') : label
