import { createContext, useContext } from 'react'
import { findClaim, type ShownClaim } from '../claims/shown-claim.js'
import { useObservable } from '../state/observable.js'
import type { Workspace } from './workspace.js'

export const WorkspaceContext = createContext<Workspace | undefined>(undefined)

/** The workspace of the open article. Throws outside of one. */
export function useWorkspace(): Workspace {
  const workspace = useContext(WorkspaceContext)
  if (workspace === undefined) throw new Error('There is no open article around this component')
  return workspace
}

/** The chosen claim as it is now. */
export function useSelectedClaim(): ShownClaim | undefined {
  const { claims, selected } = useWorkspace()
  return findClaim(useObservable(claims), useObservable(selected))
}
