import { useSyncExternalStore } from 'react'
import { type Route, routeOf } from './route.js'

const moved = 'claimspan:moved'

/** Go to another path of the editor, as a link does. */
export function navigate(path: string): void {
  if (path !== `${window.location.pathname}${window.location.hash}`) window.history.pushState(null, '', path)
  window.scrollTo(0, 0)
  window.dispatchEvent(new Event(moved))
}

const subscribe = (listener: () => void) => {
  window.addEventListener('popstate', listener)
  window.addEventListener(moved, listener)
  return () => {
    window.removeEventListener('popstate', listener)
    window.removeEventListener(moved, listener)
  }
}

/** The route now, followed through links and the browser's own back and forward. */
export function useRoute(): Route {
  return routeOf(useSyncExternalStore(subscribe, () => window.location.pathname))
}
