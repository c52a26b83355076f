import { useEffect } from 'react'
import { useObservable } from '../state/observable.js'
import { goToClaim } from './go-to-words.js'
import { useWorkspace } from './use-workspace.js'

/** Goes to the claim that the address names (`#claim=…`) once it is there and the text is shown. */
export function GoToAddress() {
  const workspace = useWorkspace()
  const claims = useObservable(workspace.claims)
  const surface = useObservable(workspace.surface)
  useEffect(() => {
    if (surface === undefined) return
    const id = decodeURIComponent(window.location.hash.slice('#claim='.length))
    const shown = claims.find(({ claim }) => claim.id === id)
    if (shown === undefined) return
    window.history.replaceState(window.history.state, '', window.location.pathname)
    goToClaim(workspace, shown)
  }, [workspace, claims, surface])
  return null
}
