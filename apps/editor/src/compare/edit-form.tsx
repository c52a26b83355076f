import { attributionKinds, type Claim, type ClaimStore } from '@claimspan/core'
import { ChevronLeft, ChevronRight } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { SpeakerField } from '../claims/speaker-field.js'
import { TagsField } from '../claims/tags-field.js'
import { TextAreaField } from '../claims/text-area-field.js'
import { TypeToggles } from '../claims/type-toggles.js'
import { VerdictField } from '../claims/verdict-field.js'
import { Button, IconButton } from '../design/button.js'
import { Segmented } from '../design/segmented.js'
import { useWords } from '../words/words.js'
import { adjustWords, endEditing } from './acts.js'
import { quoteOf } from './place-words.js'
import { useDesk } from './use-desk.js'

/** The claim in the curated layer, to be changed by hand. Each change is a step of its own that can be undone. */
export function EditForm({ claim, store }: { readonly claim: Claim; readonly store: ClaimStore }) {
  const say = useWords()
  const desk = useDesk()
  const form = useRef<HTMLElement>(null)
  useEffect(() => {
    form.current?.querySelector<HTMLElement>('button')?.focus()
  }, [])
  const { attribution } = claim
  const worths = (['CFS', 'UFS', 'NFS'] as const).map((value) => ({ value, label: say(`worth.${value}`) }))
  const kinds = attributionKinds.map((value) => ({ value, label: say(`compare.kind.${value}`) }))
  return (
    <section ref={form} className="edit-form" aria-label={say('compare.edit-title')}>
      <h3>{say('compare.edit-title')}</h3>
      <TypeToggles claim={claim} store={store} />
      <div className="edit-words">
        <IconButton
          small
          icon={ChevronLeft}
          label={say('compare.key.begin-earlier')}
          keys="H"
          onPress={() => adjustWords(desk, 'from', -1)}
        />
        <IconButton
          small
          icon={ChevronRight}
          label={say('compare.key.begin-later')}
          keys="⇧ H"
          onPress={() => adjustWords(desk, 'from', 1)}
        />
        <q dir="auto">{quoteOf(claim)}</q>
        <IconButton
          small
          icon={ChevronLeft}
          label={say('compare.key.earlier')}
          keys="⇧ L"
          onPress={() => adjustWords(desk, 'to', -1)}
        />
        <IconButton
          small
          icon={ChevronRight}
          label={say('compare.key.later')}
          keys="L"
          onPress={() => adjustWords(desk, 'to', 1)}
        />
      </div>
      <TextAreaField
        label={say('compare.field.normalizedClaim')}
        value={claim.normalizedClaim ?? ''}
        onChange={(text) => store.set(claim.id, 'normalizedClaim', text === '' ? undefined : text)}
      />
      <div className="edit-row">
        <SpeakerField
          value={attribution?.speaker?.name ?? ''}
          onChange={(name) => {
            if (name === (attribution?.speaker?.name ?? '')) return
            const { source: _, cue: __, speaker, ...rest } = attribution ?? { kind: 'indirect' as const }
            store.setAttribution(claim.id, { ...rest, ...(name === '' ? {} : { speaker: { ...speaker, name } }) })
          }}
        />
        <div className="field">
          <span className="field-label">{say('compare.part.kind')}</span>
          <Segmented
            label={say('compare.part.kind')}
            segments={kinds}
            value={attribution?.kind}
            onChange={(kind) => {
              const { source: _, cue: __, ...rest } = attribution ?? {}
              store.setAttribution(claim.id, { ...rest, kind })
            }}
          />
        </div>
      </div>
      <div className="edit-row">
        <div className="field">
          <span className="field-label">{say('filter.worth')}</span>
          <Segmented
            label={say('filter.worth')}
            segments={worths}
            value={claim.checkWorthiness}
            onChange={(value) => store.set(claim.id, 'checkWorthiness', value)}
            onClear={() => store.set(claim.id, 'checkWorthiness', undefined)}
          />
        </div>
        <VerdictField claim={claim} store={store} />
      </div>
      <TagsField claim={claim} store={store} />
      <TextAreaField
        label={say('compare.note')}
        value={claim.note ?? ''}
        onChange={(text) => store.set(claim.id, 'note', text === '' ? undefined : text)}
      />
      <div className="detail-actions">
        <Button look="primary" small onPress={() => endEditing(desk)}>
          {say('compare.done')}
          <kbd className="key">Esc</kbd>
        </Button>
      </div>
    </section>
  )
}
