import { useSyncExternalStore } from 'react'

/** A value that changes over time and tells who listens. */
export interface Observable<T> {
  get(): T
  /** Call `listener` after each change; the return value ends it. */
  subscribe(listener: () => void): () => void
}

/** An observable whose owner sets it. Setting the value it has already tells nobody. */
export interface Cell<T> extends Observable<T> {
  set(value: T): void
}

export function cell<T>(first: T): Cell<T> {
  let value = first
  const listeners = new Set<() => void>()
  return {
    get: () => value,
    set(next) {
      if (Object.is(next, value)) return
      value = next
      for (const listener of [...listeners]) listener()
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

/** The value of an observable in a component, rendered anew when it changes. */
export function useObservable<T>(observable: Observable<T>): T {
  return useSyncExternalStore(observable.subscribe, observable.get)
}

/** A value made from others: made anew, at the next `get`, when one of them has changed. */
export function derived<T>(sources: readonly Observable<unknown>[], make: () => T): Observable<T> {
  let seen: readonly unknown[] | undefined
  let value: T
  return {
    get() {
      const now = sources.map((source) => source.get())
      if (seen === undefined || now.some((one, at) => !Object.is(one, seen?.[at]))) {
        value = make()
        seen = now
      }
      return value
    },
    subscribe(listener) {
      const ends = sources.map((source) => source.subscribe(listener))
      return () => {
        for (const end of ends) end()
      }
    },
  }
}
