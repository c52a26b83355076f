import { useEffect } from 'react'
import { announce } from '../design/announcer.js'
import { Button } from '../design/button.js'
import { useWords } from '../words/words.js'
import { bringIntoView } from './go-to-words.js'
import { placeOfPeer } from './place-of-peer.js'
import { useWorkspace } from './use-workspace.js'
import type { Followed } from './workspace.js'

/** Keys that do nothing by themselves, or lead to the button that ends it. */
const idle = new Set(['Shift', 'Control', 'Alt', 'Meta', 'Tab', 'CapsLock'])

/** Over the article while somebody is followed: brings into view where they are, until one goes somewhere oneself. */
export function Following({ followed: { id, name } }: { readonly followed: Followed }) {
  const workspace = useWorkspace()
  const say = useWords()
  useEffect(() => {
    const { session, following, claims, surface } = workspace
    const end = (sentence: string) => {
      following.set(undefined)
      announce(sentence)
    }
    let last = ''
    const look = () => {
      if (!session.peers.get().some(({ user }) => user.id === id)) return end(say('follow.left', { name }))
      const place = placeOfPeer(workspace, id)
      const shown = surface.get()
      const now = JSON.stringify(place)
      if (place === undefined || shown === undefined || now === last) return
      last = now
      bringIntoView(shown, place.from, place.to)
    }
    const own = ({ target }: Event) => {
      if (target instanceof Element && target.closest('.following, .faces') !== null) return
      end(say('follow.ended', { name }))
    }
    const pressed = (event: KeyboardEvent) => {
      if (event.key === 'Escape') end(say('follow.ended', { name }))
      else if (!idle.has(event.key)) own(event)
    }
    const subscriptions = [session.peers, claims, surface].map((watched) => watched.subscribe(look))
    const events = ['wheel', 'touchmove', 'pointerdown'] as const
    for (const event of events) window.addEventListener(event, own, { capture: true, passive: true })
    window.addEventListener('keydown', pressed, { capture: true })
    announce(say('follow.begun', { name }))
    look()
    return () => {
      for (const event of events) window.removeEventListener(event, own, { capture: true })
      window.removeEventListener('keydown', pressed, { capture: true })
      for (const stop of subscriptions) stop()
    }
  }, [workspace, id, name, say])
  return (
    <div className="following">
      <span>{say('follow.following', { name })}</span>
      <Button small onPress={() => workspace.following.set(undefined)}>
        {say('follow.stop')}
      </Button>
    </div>
  )
}
