import { useWorkspace } from '../article/use-workspace.js'
import { MentionWords } from './mention-list.js'
import type { ShownClaim } from './shown-claim.js'
import { worthWords } from './worth-words.js'

/** A claim that may only be read, in full. */
export function ClaimReading({ shown }: { readonly shown: ShownClaim }) {
  const { claim, layer } = shown
  const store = useWorkspace().layers.find((open) => open.id === layer)?.store
  const { attribution } = claim
  const relations = store?.relations().filter(({ from, to }) => from === claim.id || to === claim.id) ?? []
  return (
    <dl className="reading">
      <dt>Words</dt>
      {claim.mentions.map((mention) => (
        <dd key={mention.id}>
          <MentionWords mention={mention} />
        </dd>
      ))}
      {attribution?.source === undefined ? null : (
        <>
          <dt>Source</dt>
          <dd>
            <MentionWords mention={attribution.source} />
          </dd>
        </>
      )}
      {attribution?.cue === undefined ? null : (
        <>
          <dt>Cue</dt>
          <dd>
            <MentionWords mention={attribution.cue} />
          </dd>
        </>
      )}
      {attribution?.speaker === undefined ? null : (
        <>
          <dt>Speaker</dt>
          <dd>
            {attribution.speaker.name}
            {attribution.speaker.kind === undefined ? '' : `, ${attribution.speaker.kind}`}, {attribution.kind}
          </dd>
        </>
      )}
      {claim.checkWorthiness === undefined ? null : (
        <>
          <dt>Check-worthiness</dt>
          <dd>
            {worthWords[claim.checkWorthiness]} ({claim.checkWorthiness})
          </dd>
        </>
      )}
      {relations.map(({ id, type, from, to }) => {
        const other = store?.claim(from === claim.id ? to : from)
        return (
          <div key={id} className="reading-pair">
            <dt>{from === claim.id ? type : `${type} (from)`}</dt>
            <dd>{other?.normalizedClaim ?? other?.mentions[0]?.quote}</dd>
          </div>
        )
      })}
      {claim.note === undefined ? null : (
        <>
          <dt>Note</dt>
          <dd>{claim.note}</dd>
        </>
      )}
    </dl>
  )
}
