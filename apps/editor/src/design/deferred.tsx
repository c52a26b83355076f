import { type ComponentType, type ReactNode, useCallback, useEffect, useRef, useState } from 'react'
import { toast } from './toasts.js'

/**
 * A control whose script the page does not wait for. Until it is used first, `stand` is there, a button that looks the same;
 * pressed, it gives way to the control, which is opened. The script is fetched when the page has nothing else to do, so
 * that it is there also when the connection is gone by then.
 */
export function Deferred({
  load,
  stand,
}: {
  readonly load: () => Promise<ComponentType>
  readonly stand: (want: () => void) => ReactNode
}) {
  const [control, setControl] = useState<{ readonly Control: ComponentType } | undefined>(undefined)
  const place = useRef<HTMLSpanElement>(null)
  const want = useCallback(async () => {
    try {
      setControl({ Control: await load() })
    } catch (error) {
      if (!(error instanceof TypeError)) throw error
      toast('This could not be loaded. Check the connection, then try again.')
    }
  }, [load])
  useEffect(() => whenIdle(() => void load().catch(() => undefined)), [load])
  useEffect(() => {
    const button = control === undefined ? null : place.current?.querySelector('button')
    // Focused first, so that the focus comes back to it when what it opens is closed.
    button?.focus()
    button?.click()
  }, [control])
  return (
    <span ref={place} className="deferred">
      {control === undefined ? stand(() => void want()) : <control.Control />}
    </span>
  )
}

/** Run when the page has nothing else to do. Returns what calls it off. */
export function whenIdle(run: () => void): () => void {
  if (typeof requestIdleCallback === 'function') {
    const asked = requestIdleCallback(run, { timeout: 5000 })
    return () => cancelIdleCallback(asked)
  }
  const timer = setTimeout(run, 1500)
  return () => clearTimeout(timer)
}
