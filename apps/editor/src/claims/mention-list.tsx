import { type Claim, type ClaimStore, type Mention, mentionState } from '@claimspan/core'
import { Link2, PencilLine, Plus, Unlink, X } from 'lucide-react'
import { bringIntoView } from '../article/go-to-words.js'
import { flash } from '../article/painting.js'
import { useWorkspace } from '../article/use-workspace.js'
import { Button, IconButton } from '../design/button.js'
import { markPart } from '../marking/mark-part.js'
import { useWords } from '../words/words.js'
import { DiffWords } from './changed-words.js'
import { KeptWords } from './kept-words.js'
import { PartCheck } from './part-check.js'

/** The words that state a claim, wherever they do, and ways to mark more. */
export function MentionList({ claim, store }: { readonly claim: Claim; readonly store: ClaimStore }) {
  const say = useWords()
  const workspace = useWorkspace()
  return (
    <div className="field">
      <span className="field-label">
        {claim.mentions.length === 1 ? say('form.words') : say('form.words-many', { count: claim.mentions.length })}
      </span>
      <ul className="mentions">
        {claim.mentions.map((mention, at) => (
          <li key={mention.id}>
            <div className="mention">
              <MentionWords mention={mention} />
              <span className="mention-actions">
                {mentionState(mention) !== 'whole' ? null : (
                  <IconButton
                    icon={PencilLine}
                    small
                    label={say('form.mark-instead')}
                    onPress={() => markPart(workspace, { kind: 'mention', mention: mention.id })}
                  />
                )}
                {claim.mentions.length < 2 ? null : (
                  <IconButton
                    icon={X}
                    small
                    label={say('form.remove-mention', { at: at + 1 })}
                    onPress={() => store.removeMention(claim.id, mention.id)}
                  />
                )}
              </span>
            </div>
            <PartCheck
              part={{ name: { kind: 'mention', mention: mention.id }, mention, state: mentionState(mention) }}
            />
          </li>
        ))}
      </ul>
      <div className="field-actions">
        <Button small look="line" onPress={() => markPart(workspace, { kind: 'new-mention' })}>
          <Plus size={13} aria-hidden />
          {say('form.mention')}
        </Button>
        <Button small look="line" onPress={() => markPart(workspace, { kind: 'join-mention' })}>
          <Link2 size={13} aria-hidden />
          {say('form.more-words')}
        </Button>
      </div>
    </div>
  )
}

/**
 * The words of a mention; pressing them goes there. Where they were edited, the words as they were marked stand over them,
 * the differences marked; where they are gone, what is kept of them with what stood around.
 */
export function MentionWords({ mention }: { readonly mention: Mention }) {
  const say = useWords()
  const workspace = useWorkspace()
  const state = mentionState(mention)
  const { quote, markedQuote = quote } = mention
  const first = mention.spans[0]
  if (state === 'detached' || first === undefined) {
    return (
      <span className="mention-words">
        <KeptWords mention={mention} />{' '}
        <span className="badge danger">
          <Unlink size={12} aria-hidden />
          {say('form.gone')}
        </span>
      </span>
    )
  }
  const go = () => {
    const surface = workspace.surface.get()
    if (surface !== undefined) bringIntoView(surface, first.from, first.to)
    flash(workspace, mention.spans)
  }
  if (state === 'whole') {
    return (
      <span className="mention-words">
        <button type="button" className="words-link" onClick={go}>
          {quote}
        </button>
      </span>
    )
  }
  return (
    <span className="mention-words">
      <span className="was">
        <span className="when">{say('form.marked')}</span>
        <DiffWords before={markedQuote} after={quote} side="before" />
      </span>
      <span className="now">
        <span className="when">{say('form.now')}</span>
        <button type="button" className="words-link" onClick={go}>
          <DiffWords before={markedQuote} after={quote} side="after" />
        </button>
      </span>
    </span>
  )
}
