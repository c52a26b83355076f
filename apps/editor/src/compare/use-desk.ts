import { createContext, useContext, useEffect, useMemo } from 'react'
import type { Workspace } from '../article/workspace.js'
import { useObservable } from '../state/observable.js'
import type { Comparison, Place } from './comparison.js'
import { chosenIn, type Desk, listed, makeDesk } from './desk.js'
import type { LayerChoice } from './layer-choice.js'

export const DeskContext = createContext<Desk | undefined>(undefined)

/** The desk that is open. Throws outside of one. */
export function useDesk(): Desk {
  const desk = useContext(DeskContext)
  if (desk === undefined) throw new Error('There is no desk around this component')
  return desk
}

/** A desk with these layers on it, for as long as the component is there. */
export function useNewDesk({ session }: Workspace, { layers, target }: LayerChoice): Desk {
  const desk = useMemo(() => makeDesk(session, layers, target), [session, layers, target])
  useEffect(() => () => desk.close(), [desk])
  return desk
}

/** What is listed now, and which of it is chosen. */
export function usePlaces(): {
  readonly comparison: Comparison | undefined
  readonly places: readonly Place[]
  readonly chosen: Place | undefined
} {
  const desk = useDesk()
  const comparison = useObservable(desk.live)
  const listing = useObservable(desk.listing)
  useObservable(desk.chosen)
  const places = useMemo(() => listed(comparison, listing), [comparison, listing])
  return { comparison, places, chosen: chosenIn(desk, places) }
}
