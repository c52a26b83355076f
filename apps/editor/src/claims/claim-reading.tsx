import { useWorkspace } from '../article/use-workspace.js'
import { useWords } from '../words/words.js'
import { MentionWords } from './mention-list.js'
import type { ShownClaim } from './shown-claim.js'

/** A claim that may only be read, in full. */
export function ClaimReading({ shown }: { readonly shown: ShownClaim }) {
  const say = useWords()
  const { claim, layer } = shown
  const store = useWorkspace().layers.find((open) => open.id === layer)?.store
  const { attribution } = claim
  const relations = store?.relations().filter(({ from, to }) => from === claim.id || to === claim.id) ?? []
  return (
    <dl className="reading">
      <dt>{say('form.words')}</dt>
      {claim.mentions.map((mention) => (
        <dd key={mention.id}>
          <MentionWords mention={mention} />
        </dd>
      ))}
      {attribution?.source === undefined ? null : (
        <>
          <dt>{say('form.source')}</dt>
          <dd>
            <MentionWords mention={attribution.source} />
          </dd>
        </>
      )}
      {attribution?.cue === undefined ? null : (
        <>
          <dt>{say('form.cue')}</dt>
          <dd>
            <MentionWords mention={attribution.cue} />
          </dd>
        </>
      )}
      {attribution?.speaker === undefined ? null : (
        <>
          <dt>{say('form.speaker')}</dt>
          <dd>
            {attribution.speaker.name}
            {attribution.speaker.kind === undefined ? '' : ` · ${say(`form.speaker.${attribution.speaker.kind}`)}`} ·{' '}
            {say(`form.kind.${attribution.kind}`)}
          </dd>
        </>
      )}
      {claim.checkWorthiness === undefined ? null : (
        <>
          <dt>{say('form.worth')}</dt>
          <dd>
            {say(`worth.${claim.checkWorthiness}`)} ({claim.checkWorthiness})
          </dd>
        </>
      )}
      {relations.map(({ id, type, from, to }) => {
        const other = store?.claim(from === claim.id ? to : from)
        return (
          <div key={id} className="reading-pair">
            <dt>{from === claim.id ? type : say('relations.from-type', { type })}</dt>
            <dd>{other?.normalizedClaim ?? other?.mentions[0]?.quote}</dd>
          </div>
        )
      })}
      {claim.note === undefined ? null : (
        <>
          <dt>{say('form.note')}</dt>
          <dd>{claim.note}</dd>
        </>
      )}
    </dl>
  )
}
