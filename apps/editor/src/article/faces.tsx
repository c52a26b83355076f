import { useEffect, useRef } from 'react'
import { ToggleButton } from 'react-aria-components'
import { announce } from '../design/announcer.js'
import { Tip } from '../design/tip.js'
import { me } from '../session/me.js'
import { slotOfPeer } from '../session/peer-color.js'
import { useObservable } from '../state/observable.js'
import { say, useWords } from '../words/words.js'
import { FaceLetters } from './face-letters.js'
import { useWorkspace } from './use-workspace.js'

const most = 4

/** The others who have this article open, a person once however many tabs they have. */
export function Faces() {
  const workspace = useWorkspace()
  const peers = useObservable(workspace.session.peers)
  const self = useObservable(me)
  const people = new Map(peers.map(({ user }) => [user.id, user]))
  people.delete(self.id)
  const others = [...people.values()]
  useArrivals(others)
  useWords()
  const followed = useObservable(workspace.following)
  if (others.length === 0) return null
  return (
    <ul className="faces" aria-label={say('faces.also-here')}>
      {others.slice(0, most).map((user) => (
        <li key={user.id}>
          <Tip text={say(followed?.id === user.id ? 'follow.following' : 'follow.follow', { name: user.name })}>
            <ToggleButton
              className={`face peer-${slotOfPeer(user.color)}`}
              aria-label={user.name}
              isSelected={followed?.id === user.id}
              onChange={(on) => workspace.following.set(on ? { id: user.id, name: user.name } : undefined)}
            >
              <FaceLetters name={user.name} />
            </ToggleButton>
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
    for (const [id, name] of now) if (!before.has(id)) announce(say('faces.joined', { name }))
    for (const [id, name] of before) if (!now.has(id)) announce(say('faces.left', { name }))
  }, [key])
}
