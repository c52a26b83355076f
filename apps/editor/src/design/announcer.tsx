import { cell, useObservable } from '../state/observable.js'

const said = cell<{ readonly text: string; readonly turn: number }>({ text: '', turn: 0 })

/** Say something to a screen reader, after what it is saying now. The same sentence twice is said twice. */
export function announce(text: string): void {
  said.set({ text, turn: said.get().turn + 1 })
}

/** The live region that speaks; one in the page, never shown. */
export function Announcer() {
  const { text, turn } = useObservable(said)
  return (
    <div className="visually-hidden" aria-live="polite" aria-atomic="true" data-testid="announcer">
      <span key={turn}>{text}</span>
    </div>
  )
}
