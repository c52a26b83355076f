import type { Claim, ClaimStore } from '@claimspan/core'
import { X } from 'lucide-react'
import { useMemo } from 'react'
import { useWorkspace } from '../article/use-workspace.js'
import { IconButton } from '../design/button.js'
import { useObservable } from '../state/observable.js'
import { SuggestField } from './suggest-field.js'

const words = { label: 'Tags', add: 'Add a tag', remove: (tag: string) => `Remove tag ${tag}` }

/** The claim's tags, completed from those of the document. */
export function TagsField({ claim, store }: { readonly claim: Claim; readonly store: ClaimStore }) {
  const claims = useObservable(useWorkspace().cards)
  const known = useMemo(() => {
    const all = new Set(claims.flatMap((shown) => shown.claim.tags))
    for (const tag of claim.tags) all.delete(tag)
    return [...all].sort((a, b) => a.localeCompare(b))
  }, [claims, claim.tags])
  return (
    <div className="field" data-field="tags">
      <span className="field-label">{words.label}</span>
      {claim.tags.length === 0 ? null : (
        <ul className="tags">
          {claim.tags.map((tag) => (
            <li key={tag} className="tag">
              {tag}
              <IconButton icon={X} small label={words.remove(tag)} onPress={() => store.removeTag(claim.id, tag)} />
            </li>
          ))}
        </ul>
      )}
      <SuggestField
        label={words.add}
        labelHidden
        placeholder={words.add}
        known={known}
        value=""
        onChange={(tag) => tag !== '' && store.addTag(claim.id, tag)}
      />
    </div>
  )
}
