import '../words/dialogs-en.js'
import { useEffect, useState } from 'react'
import { Notice } from '../design/notice.js'
import { type ChangedWords, readChanges, readClaimWords, type WhatChanged } from '../server/history.js'
import { say, useWords } from '../words/words.js'
import type { Sitting } from './sittings.js'

type Details =
  | { readonly kind: 'asking' }
  | { readonly kind: 'read'; readonly what: WhatChanged; readonly words: ReadonlyMap<string, string> }
  | { readonly kind: 'refused'; readonly message: string }

/** More than these are counted, not shown. */
const shownAtMost = 40

const changeWords = {
  added: 'activity.added',
  removed: 'activity.removed',
  changed: 'activity.edited',
} as const

/** What changed in one sitting: words in, words out, claims. */
export function SittingDetails({
  document,
  sitting,
  onClaim,
}: {
  readonly document: string
  readonly sitting: Sitting
  /** Goes to a claim that is still there. */
  readonly onClaim?: (claim: string, layer: string) => void
}) {
  useWords()
  const [details, setDetails] = useState<Details>({ kind: 'asking' })
  const { after, last } = sitting
  useEffect(() => {
    let ended = false
    void Promise.all([readChanges(document, after, last.seq), readClaimWords(document)]).then(([answer, words]) => {
      if (ended) return
      setDetails(answer.ok ? { kind: 'read', what: answer.value, words } : { kind: 'refused', message: answer.message })
    })
    return () => {
      ended = true
    }
  }, [document, after, last.seq])
  if (details.kind === 'asking') return <p className="field-hint">{say('activity.asking')}</p>
  if (details.kind === 'refused') return <Notice text={details.message} />
  const { inserted, deleted, claims } = details.what
  if (inserted.length + deleted.length + claims.length === 0) {
    return <p className="field-hint">{say('activity.nothing-read')}</p>
  }
  return (
    <div className="sitting-details">
      <Words title={say('activity.put-in')} as="ins" all={inserted} />
      <Words title={say('activity.taken-out')} as="del" all={deleted} />
      {claims.length === 0 ? null : (
        <>
          <h3>{say('claims.title')}</h3>
          <ul>
            {claims.slice(0, shownAtMost).map(({ id, layer, change, fields }) => (
              <li key={`${layer}/${id}`}>
                {say(changeWords[change])}:{' '}
                {onClaim === undefined || !details.words.has(id) ? (
                  <q>{shortened(details.words.get(id) ?? id)}</q>
                ) : (
                  <button type="button" className="sitting-claim" onClick={() => onClaim(id, layer)}>
                    <q>{shortened(details.words.get(id) ?? id)}</q>
                  </button>
                )}
                {fields.length === 0 ? null : <span className="field-hint"> ({fields.join(', ')})</span>}
              </li>
            ))}
          </ul>
          <More count={claims.length} />
        </>
      )}
    </div>
  )
}

function Words({
  title,
  as: Mark,
  all,
}: {
  readonly title: string
  readonly as: 'ins' | 'del'
  readonly all: readonly ChangedWords[]
}) {
  useWords()
  if (all.length === 0) return null
  return (
    <>
      <h3>{title}</h3>
      <ul>
        {all.slice(0, shownAtMost).map(({ words, at }) => (
          <li key={at}>
            <Mark>
              {words.trim() === ''
                ? say(words.includes('\n') ? 'activity.paragraph-end' : 'activity.space')
                : shortened(words)}
            </Mark>
          </li>
        ))}
      </ul>
      <More count={all.length} />
    </>
  )
}

const More = ({ count }: { readonly count: number }) =>
  count <= shownAtMost ? null : <p className="field-hint">{say('activity.more', { count: count - shownAtMost })}</p>

const shortened = (words: string): string => (words.length <= 400 ? words : `${words.slice(0, 400)}…`)
