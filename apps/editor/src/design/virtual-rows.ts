import { type RefObject, useCallback, useEffect, useLayoutEffect, useMemo, useReducer, useRef } from 'react'

/** A row that is on the page. */
export interface VirtualRow {
  readonly index: number
  readonly key: string
  /** Pixels from the start of the list. */
  readonly top: number
}

/** A list of which, when it is long, only the rows near the window are on the page. */
export interface VirtualRows {
  readonly rows: readonly VirtualRow[]
  /** The height of all rows in pixels, as far as it is known. */
  readonly height: number
  /** To be the `ref` of each row's element. */
  measure(key: string, element: HTMLElement | null): () => void
  /** Where a row starts, in pixels. */
  topOf(index: number): number
}

/** What is kept on the page beyond the window on each side, in pixels. */
const beyond = 400

/** A list of no more rows is on the page whole, so that the browser's own search and a screen reader's lists have all of it. */
const whole = 200

/**
 * Rows of unknown height, one below the other in `box`. `always` are rows that are on the page wherever the window is.
 * Made for lists of ten thousand rows that change at every key: one walk over an array of numbers a change.
 */
export function useVirtualRows(
  box: RefObject<HTMLElement | null>,
  keys: readonly string[],
  guess: number,
  always: readonly number[],
): VirtualRows {
  const [, renew] = useReducer((count: number) => count + 1, 0)
  const heights = useRef(new Map<string, number>())
  const version = useRef(0)
  const tops = useTops(keys, heights.current, version.current, guess)
  const kept = useRef({ keys, tops })
  kept.current = { keys, tops }

  const resized = useMemo(() => {
    if (typeof ResizeObserver === 'undefined') return undefined
    return new ResizeObserver((entries) => {
      let changed = false
      let shift = 0
      const view = box.current
      for (const { target, borderBoxSize } of entries) {
        const key = target instanceof HTMLElement ? target.dataset.row : undefined
        const height = borderBoxSize[0]?.blockSize
        if (key === undefined || height === undefined || !target.isConnected) continue
        const before = heights.current.get(key) ?? guess
        if (Math.abs(before - height) < 0.5) continue
        heights.current.set(key, height)
        changed = true
        const index = kept.current.keys.indexOf(key)
        if (view !== null && (kept.current.tops[index] ?? 0) + before <= view.scrollTop) shift += height - before
      }
      if (!changed) return
      version.current++
      renew()
      // What is above the window has another height than was guessed: what is in the window stays where it is.
      if (view !== null && shift !== 0) view.scrollTop += shift
    })
  }, [box, guess])

  // Not a layout effect: the element that scrolls is around this one, and known only after it.
  useEffect(() => {
    const view = box.current
    if (view === null) return
    let frame = 0
    const ask = () => {
      if (frame !== 0) return
      frame = requestAnimationFrame(() => {
        frame = 0
        renew()
      })
    }
    view.addEventListener('scroll', ask, { passive: true })
    const seen = typeof ResizeObserver === 'undefined' ? undefined : new ResizeObserver(ask)
    seen?.observe(view)
    renew()
    return () => {
      cancelAnimationFrame(frame)
      view.removeEventListener('scroll', ask)
      seen?.disconnect()
    }
  }, [box])
  useLayoutEffect(() => () => resized?.disconnect(), [resized])

  const measure = useCallback(
    (key: string, element: HTMLElement | null) => {
      if (element !== null) {
        element.dataset.row = key
        resized?.observe(element)
      }
      return () => {
        if (element !== null) resized?.unobserve(element)
      }
    },
    [resized],
  )

  const from = (box.current?.scrollTop ?? 0) - beyond
  const to = (box.current?.scrollTop ?? 0) + (box.current?.clientHeight ?? 800) + beyond
  const isLong = keys.length > whole
  const first = isLong ? Math.max(0, after(tops, from) - 1) : 0
  const last = isLong ? Math.min(keys.length, after(tops, to)) : keys.length
  const indexes = Array.from({ length: Math.max(0, last - first) }, (_, at) => first + at)
  for (const index of always)
    if (index >= 0 && index < keys.length && (index < first || index >= last)) indexes.push(index)
  indexes.sort((a, b) => a - b)
  return {
    rows: indexes.map((index) => ({ index, key: keys[index] ?? '', top: tops[index] ?? 0 })),
    height: tops[keys.length] ?? 0,
    measure,
    topOf: (index) => tops[index] ?? 0,
  }
}

/** Where each row starts, and at the end where the last one ends. */
function useTops(keys: readonly string[], heights: ReadonlyMap<string, number>, version: number, guess: number) {
  // biome-ignore lint/correctness/useExhaustiveDependencies: the version tells of other heights in the same map
  return useMemo(() => {
    const tops = new Float64Array(keys.length + 1)
    for (let at = 0; at < keys.length; at++) tops[at + 1] = (tops[at] ?? 0) + (heights.get(keys[at] ?? '') ?? guess)
    return tops
  }, [keys, heights, version, guess])
}

/** The first place in a sorted array whose value is greater. */
function after(sorted: Float64Array, value: number): number {
  let [low, high] = [0, sorted.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((sorted[middle] ?? 0) <= value) low = middle + 1
    else high = middle
  }
  return low
}
