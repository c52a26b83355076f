import { memo, useMemo } from 'react'
import { ClaimCard } from './claim-card.js'
import { type ClaimRef, refOf, type ShownClaim, sameRef } from './shown-claim.js'

/** So many cards are laid out, or skipped while they are out of view, together. */
const chunkSize = 20

/** Cards in the order given. A browser watches each box that it may skip, so cards are skipped by the chunk. */
export function CardList({
  claims,
  selected,
  stop,
}: {
  readonly claims: readonly ShownClaim[]
  readonly selected: ClaimRef | undefined
  /** The card where the Tab key stops. */
  readonly stop: ShownClaim | undefined
}) {
  const chunks = useMemo(
    () =>
      Array.from({ length: Math.ceil(claims.length / chunkSize) }, (_, at) =>
        claims.slice(at * chunkSize, (at + 1) * chunkSize),
      ),
    [claims],
  )
  return (
    // biome-ignore lint/a11y/useSemanticElements: between an ol and its items no element may stand
    <div role="list">
      {chunks.map((chunk) => {
        const first = chunk[0]
        const here = selected !== undefined && chunk.some((shown) => sameRef(refOf(shown), selected))
        return first === undefined ? null : (
          <Chunk
            key={`${first.layer} ${first.claim.id}`}
            claims={chunk}
            selected={here ? selected : undefined}
            stop={stop !== undefined && chunk.includes(stop) ? stop : undefined}
          />
        )
      })}
    </div>
  )
}

const Chunk = memo(function Chunk({
  claims,
  selected,
  stop,
}: {
  readonly claims: readonly ShownClaim[]
  readonly selected: ClaimRef | undefined
  readonly stop: ShownClaim | undefined
}) {
  return (
    <div role="presentation" className="claim-chunk" data-open={selected !== undefined}>
      {claims.map((one) => (
        <ClaimCard
          key={`${one.layer} ${one.claim.id}`}
          shown={one}
          selected={sameRef(refOf(one), selected)}
          isStop={one === stop}
        />
      ))}
    </div>
  )
})
