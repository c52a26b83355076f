import type { Claim } from '@claimspan/core'
import '../words/form-en.js'
import { Copy, CopyPlus, Trash2 } from 'lucide-react'
import { copyClaim, deleteChosen } from '../article/marking.js'
import { useWorkspace } from '../article/use-workspace.js'
import { Button } from '../design/button.js'
import { Choice } from '../design/choice.js'
import { Segmented } from '../design/segmented.js'
import { useObservable } from '../state/observable.js'
import { Discussion } from '../threads/discussion.js'
import { useWords } from '../words/words.js'
import { AttributionForm } from './attribution-form.js'
import { ClaimReading } from './claim-reading.js'
import { ConfidenceField } from './confidence-field.js'
import { EvidenceField } from './evidence-field.js'
import { MentionList } from './mention-list.js'
import { RelationsField } from './relations-field.js'
import { SameField } from './same-field.js'
import { findClaim, refOf, type ShownClaim } from './shown-claim.js'
import { TagsField } from './tags-field.js'
import { TextAreaField } from './text-area-field.js'
import { TypeToggles } from './type-toggles.js'
import { VerdictField } from './verdict-field.js'

const worths = ['CFS', 'UFS', 'NFS'] as const
const statuses = ['draft', 'proposed', 'accepted', 'rejected'] as const

/** Everything that is known about a claim; fields where it may be changed, plain words where it may not. */
export function ClaimDetail({ shown: card, id }: { readonly shown: ShownClaim; readonly id: string }) {
  const say = useWords()
  const workspace = useWorkspace()
  // The card does not follow where the words are; what is set and gone to here must.
  const shown = findClaim(useObservable(workspace.claims), refOf(card)) ?? card
  const { claim, writable } = shown
  const layer = workspace.layers.find((open) => open.id === shown.layer)
  if (!writable || layer === undefined) {
    return (
      <div className="claim-detail" id={id}>
        <ClaimReading shown={shown} />
        <SameField claim={claim.id} proposition={claim.proposition} said={saidBy(claim)} />
        {layer === undefined || layer.store.threads().every((thread) => thread.claim !== claim.id) ? null : (
          <Discussion claim={claim} layer={layer} />
        )}
        {workspace.writable === undefined ? null : (
          <div className="detail-actions">
            <Button look="line" small onPress={() => copyClaim(workspace, shown)}>
              <Copy size={14} aria-hidden />
              {say('form.copy-to', { layer: workspace.writable.name.toLowerCase() })}
            </Button>
          </div>
        )}
      </div>
    )
  }
  const { store } = layer
  return (
    // biome-ignore lint/a11y/useSemanticElements: nothing is submitted, and a fieldset brings a look of its own
    <div className="claim-detail" id={id} role="group" aria-label={say('form.title')}>
      <TypeToggles claim={claim} store={store} />
      <div data-field="normalized">
        <TextAreaField
          label={say('form.normalized')}
          hint={say('form.normalized-hint')}
          value={claim.normalizedClaim ?? ''}
          onChange={(text) => store.set(claim.id, 'normalizedClaim', text === '' ? undefined : text)}
        />
      </div>
      <MentionList claim={claim} store={store} />
      <AttributionForm claim={claim} store={store} />
      <div className="field" data-field="worth">
        <span className="field-label">{say('form.worth')}</span>
        <Segmented
          label={say('form.worth')}
          segments={worths.map((value) => ({
            value,
            label: say(`worth.${value}`),
            name: `${say(`worth.${value}`)} (${value})`,
          }))}
          value={claim.checkWorthiness}
          onChange={(value) => store.set(claim.id, 'checkWorthiness', value)}
          onClear={() => store.set(claim.id, 'checkWorthiness', undefined)}
        />
      </div>
      <ConfidenceField claim={claim} store={store} />
      <div className="detail-part">
        <VerdictField claim={claim} store={store} />
        <EvidenceField claim={claim} store={store} />
      </div>
      <RelationsField claim={claim} layer={layer} />
      <SameField claim={claim.id} proposition={claim.proposition} said={saidBy(claim)} store={store} />
      <TagsField claim={claim} store={store} />
      <div className="detail-row note-row">
        <div data-field="note">
          <TextAreaField
            label={say('form.note')}
            value={claim.note ?? ''}
            onChange={(text) => store.set(claim.id, 'note', text === '' ? undefined : text)}
          />
        </div>
        <div data-field="status">
          <Choice
            label={say('form.status')}
            options={statuses.map((value) => ({ value, label: say(`state.${value}`) }))}
            value={claim.status}
            onChange={(status) => store.set(claim.id, 'status', status)}
          />
        </div>
      </div>
      <Discussion claim={claim} layer={layer} />
      <div className="detail-actions">
        <Button small onPress={() => copyClaim(workspace, shown)}>
          <CopyPlus size={14} aria-hidden />
          {say('form.duplicate')}
        </Button>
        <Button look="danger" small onPress={() => deleteChosen(workspace)}>
          <Trash2 size={14} aria-hidden />
          {say('form.remove')}
        </Button>
      </div>
    </div>
  )
}

/** What a claim says: its normalized claim, else its words. */
const saidBy = ({ normalizedClaim, mentions }: Claim): string =>
  normalizedClaim ?? mentions.map(({ quote }) => quote).join(' … ')
