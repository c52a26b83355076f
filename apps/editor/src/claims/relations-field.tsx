import type { Claim } from '@claimspan/core'
import { ArrowLeft, ArrowRight, Spline, X } from 'lucide-react'
import { goToClaim } from '../article/go-to-words.js'
import { useWorkspace } from '../article/use-workspace.js'
import { Button, IconButton } from '../design/button.js'
import { pick, relationsOf, unrelate } from '../marking/relate.js'
import type { LayerSession } from '../session/article-session.js'
import { useWords } from '../words/words.js'

/** The claims that this one is related to, and a way to relate it to more. */
export function RelationsField({ claim, layer }: { readonly claim: Claim; readonly layer: LayerSession }) {
  const say = useWords()
  const workspace = useWorkspace()
  const relations = relationsOf(layer, claim.id)
  return (
    <div className="field" data-field="relations">
      <span className="field-label">{say('relations.title')}</span>
      {relations.length === 0 ? null : (
        <ul className="relations">
          {relations.map(({ relation, isFrom, other }) => {
            const to = layer.store.claim(other)
            const Arrow = isFrom ? ArrowRight : ArrowLeft
            return (
              <li key={relation.id} className="relation">
                <span className="relation-type">
                  {relation.type}
                  <Arrow size={13} aria-label={isFrom ? say('relations.to') : say('relations.from')} />
                </span>
                <button
                  type="button"
                  className="words-link relation-other"
                  title={say('relations.go')}
                  onClick={() =>
                    to !== undefined && goToClaim(workspace, { claim: to, layer: layer.id, writable: layer.writable })
                  }
                >
                  {to?.normalizedClaim ?? to?.mentions[0]?.quote}
                </button>
                {layer.writable ? (
                  <IconButton
                    icon={X}
                    small
                    label={say('relations.remove', { type: relation.type })}
                    onPress={() => unrelate(workspace, layer, relation)}
                  />
                ) : null}
              </li>
            )
          })}
        </ul>
      )}
      {layer.writable ? (
        <div className="field-actions">
          <Button small look="line" data-first="" onPress={() => pick(workspace)}>
            <Spline size={13} aria-hidden />
            {say('relations.relate')}
            <kbd>P</kbd>
          </Button>
        </div>
      ) : null}
    </div>
  )
}
