import type { Peer } from '@claimspan/collab'
import { useEffect, useRef } from 'react'
import { Button } from 'react-aria-components'
import { announce } from '../design/announcer.js'
import { Tip } from '../design/tip.js'
import { me } from '../session/me.js'
import { slotOfPeer } from '../session/peer-color.js'
import { useObservable } from '../state/observable.js'
import { FaceLetters } from './face-letters.js'
import { bringIntoView } from './go-to-words.js'
import { useWorkspace } from './use-workspace.js'

const most = 4

/** The others who have this article open, a person once however many tabs they have. */
export function Faces() {
  const workspace = useWorkspace()
  const peers = useObservable(workspace.session.peers)
  const self = useObservable(me)
  const people = new Map<string, Peer>()
  for (const peer of peers) {
    const known = people.get(peer.user.id)
    if (peer.user.id !== self.id && (known === undefined || known.selection === undefined))
      people.set(peer.user.id, peer)
  }
  const others = [...people.values()]
  useArrivals(others.map(({ user }) => user))
  if (others.length === 0) return null
  return (
    <ul className="faces" aria-label="Also here">
      {others.slice(0, most).map(({ user, selection }) => (
        <li key={user.id}>
          <Tip text={selection === undefined ? user.name : `${user.name}: go to where they are`}>
            <Button
              className={`face peer-${slotOfPeer(user.color)}`}
              aria-label={user.name}
              onPress={() => {
                const surface = workspace.surface.get()
                if (surface === undefined || selection === undefined) return
                bringIntoView(surface, Math.max(0, selection.head - 1), selection.head + 1)
              }}
            >
              <FaceLetters name={user.name} />
            </Button>
          </Tip>
        </li>
      ))}
      {others.length > most ? <li className="face more">+{others.length - most}</li> : null}
    </ul>
  )
}

/** Say who came and who left. */
function useArrivals(users: readonly { readonly id: string; readonly name: string }[]): void {
  const known = useRef<ReadonlyMap<string, string> | undefined>(undefined)
  const key = users.map(({ id }) => id).join(' ')
  // biome-ignore lint/correctness/useExhaustiveDependencies: only who is there matters, not each move they make
  useEffect(() => {
    const now = new Map(users.map(({ id, name }) => [id, name]))
    const before = known.current
    known.current = now
    if (before === undefined) return
    for (const [id, name] of now) if (!before.has(id)) announce(`${name} joined.`)
    for (const [id, name] of before) if (!now.has(id)) announce(`${name} left.`)
  }, [key])
}
