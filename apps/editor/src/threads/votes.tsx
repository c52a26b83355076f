import type { Claim } from '@claimspan/core'
import { ThumbsDown, ThumbsUp } from 'lucide-react'
import { ToggleButton } from 'react-aria-components'
import { useWorkspace } from '../article/use-workspace.js'
import { useDraft } from '../claims/use-draft.js'
import { Tip } from '../design/tip.js'
import type { LayerSession } from '../session/article-session.js'
import { me } from '../session/me.js'
import { useObservable } from '../state/observable.js'
import { useWords } from '../words/words.js'
import { threadsOn, votesOn } from './claim-threads.js'
import { CommentHead } from './comment-head.js'
import { castVote } from './vote.js'

const sides = [
  { side: 'agree', icon: ThumbsUp, keys: '⇧ Y' },
  { side: 'disagree', icon: ThumbsDown, keys: '⇧ N' },
] as const

/** Who agrees with a proposed claim and who does not, and why; one's own vote among them. */
export function Votes({ claim, layer }: { readonly claim: Claim; readonly layer: LayerSession }) {
  const say = useWords()
  const workspace = useWorkspace()
  const self = useObservable(me)
  const votes = votesOn(threadsOn(layer.store, claim.id))
  if (claim.status !== 'proposed' && votes.length === 0) return null
  const mine = votes.find(({ by }) => by === self.id)
  const others = votes.filter((one) => one !== mine)
  const mayVote = layer.writable && claim.status === 'proposed'
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset brings a border and a legend of its own
    <div className="votes" role="group" aria-label={say('votes.title')}>
      <div className="vote-row">
        {sides.map(({ side, icon: Icon, keys }) => {
          const count = votes.filter(({ vote }) => vote === side).length
          return (
            <Tip key={side} text={say(`votes.${side}`)} keys={keys} placement="top">
              <ToggleButton
                className={`vote ${side}`}
                isDisabled={!mayVote}
                isSelected={mine?.vote === side}
                onChange={() => castVote(workspace, side, mine?.vote === side ? mine.text : '')}
              >
                <Icon size={14} aria-hidden />
                {say(`votes.${side}`)} <span className="count">{count}</span>
              </ToggleButton>
            </Tip>
          )
        })}
      </div>
      {mine === undefined || !mayVote ? null : (
        <Reason key={mine.vote} value={mine.text} onChange={(text) => castVote(workspace, mine.vote, text)} />
      )}
      {others.length === 0 ? null : (
        <ul>
          {others.map((vote) => (
            <li key={vote.by} className="comment">
              <CommentHead comment={vote} layer={layer}>
                <span className={`badge ${vote.vote === 'agree' ? '' : 'warn'}`}>
                  {say(vote.vote === 'agree' ? 'votes.agrees' : 'votes.disagrees')}
                </span>
              </CommentHead>
              {vote.text === '' ? null : <p className="comment-text">{vote.text}</p>}
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

function Reason({ value, onChange }: { readonly value: string; readonly onChange: (text: string) => void }) {
  const say = useWords()
  const { text, type, leave } = useDraft(value, onChange)
  return (
    <div className="field" data-field="reason">
      <textarea
        rows={1}
        aria-label={say('votes.why')}
        placeholder={say('votes.why')}
        value={text}
        onChange={(event) => type(event.target.value)}
        onBlur={leave}
      />
    </div>
  )
}
