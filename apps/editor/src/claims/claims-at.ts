import { type ClaimRef, refOf, type ShownClaim, sameRef, spansOf } from './shown-claim.js'

/** The claims whose words hold the character at `offset`, the innermost (shortest there) first. */
export function claimsAt(claims: readonly ShownClaim[], offset: number): readonly ShownClaim[] {
  return claims
    .flatMap((shown) => {
      const here = spansOf(shown.claim).filter(({ from, to }) => from <= offset && offset < to)
      const lengths = here.map(({ from, to }) => to - from)
      return here.length === 0 ? [] : [{ shown, length: Math.min(...lengths) }]
    })
    .sort((a, b) => a.length - b.length)
    .map(({ shown }) => shown)
}

/** The claim that a press on `offset` selects: the innermost, and when one there is selected already, the next one out. */
export function pressAt(
  claims: readonly ShownClaim[],
  offset: number,
  selected: ClaimRef | undefined,
): ShownClaim | undefined {
  const here = claimsAt(claims, offset)
  const at = here.findIndex((shown) => sameRef(refOf(shown), selected))
  return here[(at + 1) % Math.max(1, here.length)]
}

/** The claim `step` further in the order of the text; without a selected one, the first or last after or before `offset`. */
export function stepFrom(
  claims: readonly ShownClaim[],
  selected: ClaimRef | undefined,
  step: 1 | -1,
  offset: number,
): ShownClaim | undefined {
  const at = claims.findIndex((shown) => sameRef(refOf(shown), selected))
  if (at >= 0) return claims[at + step] ?? claims[at]
  const starts = claims.map(({ claim }) => spansOf(claim)[0]?.from)
  if (step === 1) return claims[starts.findIndex((from) => from !== undefined && from >= offset)] ?? claims[0]
  return claims[starts.findLastIndex((from) => from !== undefined && from < offset)] ?? claims[claims.length - 1]
}
