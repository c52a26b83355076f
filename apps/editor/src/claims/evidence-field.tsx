import { type Claim, type ClaimStore, type EvidenceItem, evidenceStances } from '@claimspan/core'
import { safeUrl } from '@claimspan/lexical'
import { FileText, Highlighter, Link, X } from 'lucide-react'
import { useState } from 'react'
import { useWorkspace } from '../article/use-workspace.js'
import { Button, IconButton } from '../design/button.js'
import { Segmented } from '../design/segmented.js'
import { addEvidence, removeEvidence, setStance } from '../marking/evidence.js'
import { markPart } from '../marking/mark-part.js'
import { useWords } from '../words/words.js'
import { EvidenceDialog } from './evidence-dialog.js'
import { LinkForm } from './link-form.js'
import { MentionWords } from './mention-list.js'

/** What bears on the claim: sets of words here, words of other articles, and pages on the web. */
export function EvidenceField({ claim, store }: { readonly claim: Claim; readonly store: ClaimStore }) {
  const say = useWords()
  const { evidence } = claim
  return (
    <div className="field" data-field="evidence">
      <span className="field-label">{say('evidence.title')}</span>
      {evidence.map(({ stance, items }, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: sets have no id; their place is what they are changed by
        <section key={at} className="evidence-set" aria-label={say('evidence.set', { at: at + 1 })}>
          <Segmented
            label={say('evidence.stance')}
            segments={evidenceStances.map((value) => ({ value, label: say(`evidence.${value}`) }))}
            value={stance}
            onChange={(next) => setStance(store, claim, at, next)}
          />
          <ul className="evidence-items">
            {items.map((item, place) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: as above
              <li key={place} className="mention">
                <Item item={item} />
                <IconButton
                  icon={X}
                  small
                  label={say('evidence.remove')}
                  onPress={() => removeEvidence(store, claim, at, place)}
                />
              </li>
            ))}
          </ul>
          <Ways claim={claim} store={store} set={at} />
        </section>
      ))}
      <Ways claim={claim} store={store} set={evidence.length} isFirst />
    </div>
  )
}

/** Ways to put something into a set. */
function Ways({
  claim,
  store,
  set,
  isFirst = false,
}: {
  readonly claim: Claim
  readonly store: ClaimStore
  readonly set: number
  readonly isFirst?: boolean
}) {
  const say = useWords()
  const workspace = useWorkspace()
  const [way, setWay] = useState<'link' | 'elsewhere' | undefined>(undefined)
  const add = (item: EvidenceItem) => {
    const now = store.claim(claim.id)
    if (now !== undefined) addEvidence(store, now, set, item)
    setWay(undefined)
  }
  return (
    <>
      <div className="field-actions">
        {isFirst && set > 0 ? <span className="field-hint">{say('evidence.another')}</span> : null}
        <Button
          small
          look="line"
          {...(isFirst ? { 'data-first': '' } : {})}
          onPress={() => markPart(workspace, { kind: 'evidence', set })}
        >
          <Highlighter size={13} aria-hidden />
          {say('evidence.here')}
        </Button>
        <Button
          small
          look="line"
          aria-expanded={way === 'link'}
          onPress={() => setWay(way === 'link' ? undefined : 'link')}
        >
          <Link size={13} aria-hidden />
          {say('evidence.link')}
        </Button>
        <Button small look="line" onPress={() => setWay('elsewhere')}>
          <FileText size={13} aria-hidden />
          {say('evidence.elsewhere')}
        </Button>
      </div>
      {way === 'link' ? (
        <LinkForm onAdd={(url) => add({ kind: 'url', url })} onCancel={() => setWay(undefined)} />
      ) : null}
      <EvidenceDialog open={way === 'elsewhere'} onAdd={add} onClose={() => setWay(undefined)} />
    </>
  )
}

function Item({ item }: { readonly item: EvidenceItem }) {
  if (item.kind === 'url') {
    const href = safeUrl(item.url)
    return (
      <span className="mention-words evidence-url">
        {href === null ? (
          item.url
        ) : (
          <a href={href} target="_blank" rel="noreferrer noopener">
            {item.url}
          </a>
        )}
        {item.quote === undefined ? null : <span className="field-hint">“{item.quote}”</span>}
      </span>
    )
  }
  if (item.document === undefined) return <MentionWords mention={item.mention} />
  return (
    <span className="mention-words">
      “{item.mention.quote}”
      <a
        className="field-hint evidence-article"
        href={`/d/${encodeURIComponent(item.document)}`}
        target="_blank"
        rel="noreferrer"
      >
        {item.document}
      </a>
    </span>
  )
}
