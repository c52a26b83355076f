import { CircleCheck, CircleX, PencilLine, StickyNote, Unlink } from 'lucide-react'
import { TalkBadge } from '../threads/talk-badge.js'
import { useWords } from '../words/words.js'
import { partsOf, stateWords } from './claim-parts.js'
import { claimState, type ShownClaim } from './shown-claim.js'

/** What is out of the ordinary about a claim, in a word each. */
export function ClaimBadges({ shown }: { readonly shown: ShownClaim }) {
  const say = useWords()
  const { claim, writable } = shown
  const state = claimState(claim)
  return (
    <>
      {state === 'changed' ? (
        <span className="badge warn">
          <PencilLine size={12} aria-hidden />
          {say('state.changed')}
        </span>
      ) : null}
      {state === 'detached' ? (
        <span className="badge danger">
          <Unlink size={12} aria-hidden />
          {say('state.detached')}
        </span>
      ) : null}
      {partsOf(claim)
        .filter(({ name, state: of }) => name.kind !== 'mention' && of !== 'whole')
        .map((part) => (
          <span key={part.name.kind} className={`badge ${part.state === 'changed' ? 'warn' : 'danger'}`}>
            {stateWords(part)}
          </span>
        ))}
      {claim.status === 'accepted' && writable ? (
        <span className="badge">
          <CircleCheck size={12} aria-hidden />
          {say('state.accepted')}
        </span>
      ) : null}
      {claim.status === 'rejected' ? (
        <span className="badge danger">
          <CircleX size={12} aria-hidden />
          {say('state.rejected')}
        </span>
      ) : null}
      {claim.note === undefined ? null : (
        <span className="badge">
          <StickyNote size={12} aria-hidden />
          <span className="visually-hidden">{say('claim.note')}</span>
        </span>
      )}
      <TalkBadge layer={shown.layer} claim={claim.id} />
    </>
  )
}
