import type { LayerSession } from '../session/article-session.js'
import { me } from '../session/me.js'

const keptUnder = 'claimspan.working-layer'

type Writable = Pick<LayerSession, 'id' | 'kind' | 'writable'>

/**
 * The layer to begin in: the one chosen in this article last where it may be written, else one's own independent layer, else
 * the first.
 */
export function firstWorking(document: string, layers: readonly Writable[]): string | undefined {
  const open = layers.filter(({ writable, kind }) => writable && kind !== 'curated')
  let last: string | null = null
  try {
    last = localStorage.getItem(keptUnder)
  } catch {
    // Storage may be refused: it is chosen as at a first visit.
  }
  const isOwn = ({ id, kind }: Writable) => kind === 'independent' && id === me.get().id
  return (open.find(({ id }) => last === `${document} ${id}`) ?? open.find(isOwn) ?? open[0])?.id
}

export function keepWorking(document: string, layer: string): void {
  try {
    localStorage.setItem(keptUnder, `${document} ${layer}`)
  } catch {
    // As above: it holds until the page is closed.
  }
}

/** Whether what is marked now is for nobody else's eyes yet: the layer is an independent one that was not revealed. */
export function worksBlind({ writable }: { readonly writable: LayerSession | undefined }): boolean {
  return writable?.kind === 'independent' && !writable.isRevealed
}
