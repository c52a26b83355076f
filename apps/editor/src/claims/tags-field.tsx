import type { Claim, ClaimStore } from '@claimspan/core'
import { X } from 'lucide-react'
import { useMemo } from 'react'
import { useWorkspace } from '../article/use-workspace.js'
import { IconButton } from '../design/button.js'
import { useObservable } from '../state/observable.js'
import { useWords } from '../words/words.js'
import { SuggestField } from './suggest-field.js'

/** The claim's tags, completed from those of the document. */
export function TagsField({ claim, store }: { readonly claim: Claim; readonly store: ClaimStore }) {
  const say = useWords()
  const claims = useObservable(useWorkspace().cards)
  const known = useMemo(() => {
    const all = new Set(claims.flatMap((shown) => shown.claim.tags))
    for (const tag of claim.tags) all.delete(tag)
    return [...all].sort((a, b) => a.localeCompare(b))
  }, [claims, claim.tags])
  return (
    <div className="field" data-field="tags">
      <span className="field-label">{say('tags.title')}</span>
      {claim.tags.length === 0 ? null : (
        <ul className="tags">
          {claim.tags.map((tag) => (
            <li key={tag} className="tag">
              {tag}
              <IconButton
                icon={X}
                small
                label={say('tags.remove', { tag })}
                onPress={() => store.removeTag(claim.id, tag)}
              />
            </li>
          ))}
        </ul>
      )}
      <SuggestField
        label={say('tags.add')}
        labelHidden
        placeholder={say('tags.add')}
        known={known}
        value=""
        onChange={(tag) => tag !== '' && store.addTag(claim.id, tag)}
      />
    </div>
  )
}
