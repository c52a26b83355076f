import type { ClaimRef } from '../claims/shown-claim.js'

const order = ['article', 'claims', 'bar'] as const

/** Put the focus into the next part of the page: the article, the claims, the bar, and round again. */
export function focusNextRegion(by: 1 | -1): void {
  const here = document.activeElement?.closest<HTMLElement>('[data-region]')?.dataset.region
  const at = (order as readonly (string | undefined)[]).indexOf(here)
  for (let turn = 1; turn <= order.length; turn++) {
    const next = order[(at + by * turn + order.length * 2) % order.length]
    const region = document.querySelector<HTMLElement>(`[data-region=${next}]`)
    const target = region === null ? null : entryOf(region)
    if (target !== null) {
      target.focus()
      return
    }
  }
}

/** Where the focus goes in a region: the article itself, the chosen claim, else the first control. */
function entryOf(region: HTMLElement): HTMLElement | null {
  if (region.matches('[contenteditable]')) return region
  return (
    region.querySelector<HTMLElement>('.claim-head[tabindex="0"]') ??
    region.querySelector<HTMLElement>('button:not([disabled]),a[href],input')
  )
}

/** The id of the element that stands for a claim in the panel. */
export const claimElementId = ({ layer, id }: ClaimRef) => `claim-${layer}-${id}`

/** Put the focus on a claim's card. */
export function focusClaim(ref: ClaimRef): void {
  document.getElementById(claimElementId(ref))?.querySelector<HTMLElement>('.claim-head')?.focus()
}
