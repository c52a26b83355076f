import { Layers } from 'lucide-react'
import { type KeyboardEvent, memo } from 'react'
import { goToClaim } from '../article/go-to-words.js'
import { claimElementId, focusClaim } from '../article/regions.js'
import { useWorkspace } from '../article/use-workspace.js'
import { useWords } from '../words/words.js'
import { ClaimBadges } from './claim-badges.js'
import { ClaimDetail } from './claim-form.js'
import { KeptWords } from './kept-words.js'
import { claimState, refOf, type ShownClaim } from './shown-claim.js'
import { lookOf } from './type-look.js'

/** One claim in the panel: its types, what it says, who says it; opened, everything that can be set. */
export const ClaimCard = memo(Card)

interface CardProps {
  readonly shown: ShownClaim
  readonly selected: boolean
  /** Whether the Tab key stops here. */
  readonly isStop: boolean
  /** Which of how many it is: of many, only those in view are on the page. */
  readonly place: number
  readonly count: number
}

function Card({ shown, selected, isStop, place, count }: CardProps) {
  const say = useWords()
  const workspace = useWorkspace()
  const { claim, layer, writable } = shown
  const ref = refOf(shown)
  const detailId = `${claimElementId(ref)}-detail`
  const looks = claim.types.map((type) => lookOf(workspace.looks, type))
  const [first = lookOf(workspace.looks, undefined), ...more] = looks
  const [mention] = claim.mentions
  const isGone = claimState(claim) === 'detached'
  const layerSession = workspace.layers.find(({ id }) => id === layer)
  const keys = (event: KeyboardEvent) => {
    const way = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : undefined
    if (way === undefined || event.altKey) return
    const all = workspace.view.passing.get()
    const next = all[all.findIndex((one) => one.claim.id === claim.id && one.layer === layer) + way]
    if (next === undefined) return
    event.preventDefault()
    goToClaim(workspace, next)
    requestAnimationFrame(() => focusClaim(refOf(next)))
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: cards stand in chunks, and an li must stand in its list
    <div
      role="listitem"
      aria-posinset={place}
      aria-setsize={count}
      id={claimElementId(ref)}
      className={`claim type-${first.slot}`}
      data-selected={selected}
      data-layer={writable ? 'shared' : 'reference'}
      data-state={claimState(claim)}
      onPointerEnter={() => workspace.hovered.set(ref)}
      onPointerLeave={() => workspace.hovered.set(undefined)}
    >
      <button
        type="button"
        className="claim-head"
        tabIndex={isStop ? 0 : -1}
        aria-expanded={selected}
        aria-controls={selected ? detailId : undefined}
        onClick={() => (selected ? workspace.selected.set(undefined) : goToClaim(workspace, shown))}
        onKeyDown={keys}
      >
        <span className="claim-types">
          <span className="claim-type">
            <first.icon size={13} strokeWidth={2.1} aria-hidden />
            {first.short}
          </span>
          {more.map((look) => (
            <span key={look.label} className={`claim-type type-${look.slot}`}>
              <look.icon size={13} strokeWidth={2.1} aria-hidden />
              {look.short}
            </span>
          ))}
          <ClaimBadges shown={shown} />
        </span>
        {claim.normalizedClaim === undefined ? null : <span className="claim-says">{claim.normalizedClaim}</span>}
        {isGone && mention !== undefined && !selected ? (
          <span className="claim-words">
            <KeptWords mention={mention} />
          </span>
        ) : claim.normalizedClaim === undefined ? (
          <span className="claim-words">“{mention?.quote}”</span>
        ) : null}
        <span className="claim-foot">
          {claim.attribution?.speaker === undefined ? null : (
            <span className="claim-speaker">{claim.attribution.speaker.name}</span>
          )}
          {claim.checkWorthiness === undefined ? null : <span>{say(`worth.${claim.checkWorthiness}`)}</span>}
          <span className="claim-author">
            {writable ? null : (
              <>
                <Layers size={12} aria-hidden />
                {layerSession?.name ?? layer} ·{' '}
              </>
            )}
            {layerSession?.nameOf(claim.createdBy) ?? claim.createdBy}
          </span>
        </span>
      </button>
      {selected ? <ClaimDetail shown={shown} id={detailId} /> : null}
    </div>
  )
}
