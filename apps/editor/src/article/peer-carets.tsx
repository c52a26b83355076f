import { rectsOfSpan } from '@claimspan/lexical'
import { useEffect, useState } from 'react'
import { me } from '../session/me.js'
import { slotOfPeer } from '../session/peer-color.js'
import { frameTask } from '../state/frame.js'
import type { ArticleSurface } from './surface.js'
import { useWorkspace } from './use-workspace.js'

interface CaretPlace {
  readonly clientId: number
  readonly name: string
  readonly slot: number
  readonly left: number
  readonly top: number
  readonly height: number
}

/** The others' carets, each with a flag that bears a name, laid over the text. */
export function PeerCarets() {
  const workspace = useWorkspace()
  const [places, setPlaces] = useState<readonly CaretPlace[]>([])
  useEffect(() => {
    const measure = frameTask(() => {
      const surface = workspace.surface.get()
      setPlaces(surface === undefined ? [] : placesOf(surface, workspace))
    })
    const { session, surface, claims } = workspace
    const ends = [session.peers, surface, claims].map((watched) => watched.subscribe(measure.request))
    const resized = new ResizeObserver(measure.request)
    const root = surface.get()?.root
    if (root !== undefined) resized.observe(root)
    measure.request()
    return () => {
      resized.disconnect()
      for (const end of ends) end()
      measure.end()
    }
  }, [workspace])
  return (
    <div className="carets" aria-hidden="true">
      {places.map(({ clientId, name, slot, left, top, height }) => (
        <span
          key={clientId}
          className={`caret peer-${slot}`}
          ref={(element) => {
            if (element === null) return
            element.style.transform = `translate(${left}px, ${top}px)`
            element.style.height = `${height}px`
          }}
        >
          <span className="caret-flag">{name}</span>
        </span>
      ))}
    </div>
  )
}

function placesOf(
  { editor, root }: ArticleSurface,
  { session }: ReturnType<typeof useWorkspace>,
): readonly CaretPlace[] {
  const sheet = root.parentElement?.getBoundingClientRect()
  const text = session.shared.text.toString()
  if (sheet === undefined) return []
  return session.peers.get().flatMap(({ clientId, user, selection }) => {
    if (selection === undefined || user.id === me.get().id) return []
    const { head } = selection
    // A caret has no width: it stands before its next character, or after the one before it at a line's end.
    const ends = head >= text.length || text[head] === '\n'
    const beside =
      ends && head > 0 && text[head - 1] !== '\n' ? { from: head - 1, to: head } : { from: head, to: head + 1 }
    const rects = rectsOfSpan(editor, beside)
    const rect = beside.from < head ? rects[rects.length - 1] : rects[0]
    if (rect === undefined) return []
    const left = (beside.from < head ? rect.right : rect.left) - sheet.left
    return [
      { clientId, name: user.name, slot: slotOfPeer(user.color), left, top: rect.top - sheet.top, height: rect.height },
    ]
  })
}
