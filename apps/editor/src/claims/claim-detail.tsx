import { Copy, Trash2 } from 'lucide-react'
import { copyClaim, deleteChosen } from '../article/marking.js'
import { useWorkspace } from '../article/use-workspace.js'
import { Button } from '../design/button.js'
import { Choice } from '../design/choice.js'
import { Segmented } from '../design/segmented.js'
import { useObservable } from '../state/observable.js'
import { AttributionForm } from './attribution-form.js'
import { ClaimReading } from './claim-reading.js'
import { MentionList } from './mention-list.js'
import { findClaim, refOf, type ShownClaim } from './shown-claim.js'
import { TextAreaField } from './text-area-field.js'
import { TypeToggles } from './type-toggles.js'
import { worthWords } from './worth-words.js'

const worths = (['CFS', 'UFS', 'NFS'] as const).map((value) => ({
  value,
  label: worthWords[value],
  name: `${worthWords[value]} (${value})`,
}))

const statuses = [
  { value: 'draft', label: 'Draft' },
  { value: 'proposed', label: 'Proposed' },
  { value: 'accepted', label: 'Accepted' },
  { value: 'rejected', label: 'Rejected' },
] as const

/** Everything that is known about a claim; fields where it may be changed, plain words where it may not. */
export function ClaimDetail({ shown: card, id }: { readonly shown: ShownClaim; readonly id: string }) {
  const workspace = useWorkspace()
  // The card does not follow where the words are; what is set and gone to here must.
  const shown = findClaim(useObservable(workspace.claims), refOf(card)) ?? card
  const { claim, layer, writable } = shown
  const store = workspace.layers.find((open) => open.id === layer && open.writable)?.store
  if (!writable || store === undefined) {
    return (
      <div className="claim-detail" id={id}>
        <ClaimReading shown={shown} />
        {workspace.writable === undefined ? null : (
          <div className="detail-actions">
            <Button look="line" small onPress={() => copyClaim(workspace, shown)}>
              <Copy size={14} aria-hidden />
              Copy to {workspace.writable.name.toLowerCase()}
            </Button>
          </div>
        )}
      </div>
    )
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: nothing is submitted, and a fieldset brings a look of its own
    <div className="claim-detail" id={id} role="group" aria-label="The chosen claim">
      <TypeToggles claim={claim} store={store} />
      <TextAreaField
        label="Normalized claim"
        hint="The claim as a sentence that stands alone"
        value={claim.normalizedClaim ?? ''}
        onChange={(text) => store.set(claim.id, 'normalizedClaim', text === '' ? undefined : text)}
      />
      <MentionList claim={claim} store={store} />
      <AttributionForm claim={claim} store={store} />
      <div className="field">
        <span className="field-label">Check-worthiness</span>
        <Segmented
          label="Check-worthiness"
          segments={worths}
          value={claim.checkWorthiness}
          onChange={(value) => store.set(claim.id, 'checkWorthiness', value)}
          onClear={() => store.set(claim.id, 'checkWorthiness', undefined)}
        />
      </div>
      <div className="detail-row note-row">
        <TextAreaField
          label="Note"
          value={claim.note ?? ''}
          onChange={(text) => store.set(claim.id, 'note', text === '' ? undefined : text)}
        />
        <Choice
          label="Status"
          options={statuses}
          value={claim.status}
          onChange={(status) => store.set(claim.id, 'status', status)}
        />
      </div>
      <div className="detail-actions">
        <Button look="danger" small onPress={() => deleteChosen(workspace)}>
          <Trash2 size={14} aria-hidden />
          Delete claim
        </Button>
      </div>
    </div>
  )
}
