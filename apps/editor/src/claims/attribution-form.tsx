import {
  type Attribution,
  attributionKinds,
  type Claim,
  type ClaimStore,
  mentionState,
  type Speaker,
  speakerKinds,
} from '@claimspan/core'
import { Highlighter, X } from 'lucide-react'
import { useWorkspace } from '../article/use-workspace.js'
import { Button, IconButton } from '../design/button.js'
import { Choice } from '../design/choice.js'
import { Segmented } from '../design/segmented.js'
import { kindIn } from '../marking/attribute.js'
import { markPart } from '../marking/mark-part.js'
import { useWords } from '../words/words.js'
import { MentionWords } from './mention-list.js'
import { PartCheck } from './part-check.js'
import { SpeakerField, speakersIn } from './speaker-field.js'

/** Who says it: the words that name the source, the cue, how it is reported, and the speaker as somebody known. */
export function AttributionForm({ claim, store }: { readonly claim: Claim; readonly store: ClaimStore }) {
  const say = useWords()
  const workspace = useWorkspace()
  const { attribution } = claim
  const set = (change: { readonly kind?: Attribution['kind']; readonly speaker?: Speaker | undefined }) => {
    const kind = change.kind ?? attribution?.kind ?? kindIn(workspace, claim)
    const speaker = 'speaker' in change ? change.speaker : attribution?.speaker
    store.setAttribution(claim.id, {
      kind,
      ...(speaker === undefined ? {} : { speaker }),
      ...(attribution?.within === undefined ? {} : { within: attribution.within }),
    })
  }
  return (
    <div className="attribution">
      <div className="attribution-parts">
        <Part claim={claim} store={store} part="source" />
        <Part claim={claim} store={store} part="cue" />
      </div>
      <div className="detail-row" data-field="speaker">
        <SpeakerField
          value={attribution?.speaker?.name ?? ''}
          onChange={(name) => {
            if (name === (attribution?.speaker?.name ?? '')) return
            // Of a speaker whom other claims name, what is known of them comes along.
            const known = speakersIn(workspace.claims.get()).find((speaker) => speaker.name === name)
            const speaker = name === '' ? undefined : (known ?? { name })
            set({ speaker })
            if (speaker !== undefined) workspace.lastSpeaker.set(speaker)
          }}
        />
        <Choice
          label={say('form.speaker-is')}
          options={speakerKinds.map((value) => ({ value, label: say(`form.speaker.${value}`) }))}
          value={attribution?.speaker?.kind}
          placeholder="–"
          disabled={attribution?.speaker === undefined}
          onChange={(kind) => {
            if (attribution?.speaker === undefined) return
            const speaker = { ...attribution.speaker, kind }
            set({ speaker })
            workspace.lastSpeaker.set(speaker)
          }}
        />
      </div>
      <div className="field">
        <span className="field-label">{say('form.reported')}</span>
        <Segmented
          label={say('form.reported')}
          segments={attributionKinds.map((value) => ({ value, label: say(`form.kind.${value}`) }))}
          value={attribution?.kind}
          onChange={(kind) => set({ kind })}
        />
      </div>
    </div>
  )
}

function Part({
  claim,
  store,
  part,
}: {
  readonly claim: Claim
  readonly store: ClaimStore
  readonly part: 'source' | 'cue'
}) {
  const say = useWords()
  const workspace = useWorkspace()
  const mention = claim.attribution?.[part]
  const isOff = mention !== undefined && mentionState(mention) !== 'whole'
  return (
    <div className="field">
      <span className="field-label">{say(`form.${part}`)}</span>
      <div className="mention part">
        {mention === undefined ? null : <MentionWords mention={mention} />}
        <span className="mention-actions">
          {isOff ? null : (
            <Button
              small
              look={mention === undefined ? 'line' : 'plain'}
              onPress={() => markPart(workspace, { kind: part })}
            >
              <Highlighter size={13} aria-hidden />
              {say(mention === undefined ? `form.mark-${part}` : 'form.re-mark')}
            </Button>
          )}
          {mention === undefined ? null : (
            <IconButton
              icon={X}
              small
              label={say(`form.clear-${part}`)}
              onPress={() =>
                part === 'source' ? store.markSource(claim.id, undefined) : store.markCue(claim.id, undefined)
              }
            />
          )}
        </span>
      </div>
      {mention === undefined ? null : (
        <PartCheck part={{ name: { kind: part }, mention, state: mentionState(mention) }} />
      )}
    </div>
  )
}
