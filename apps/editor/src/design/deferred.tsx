import { type ComponentType, type ReactNode, useCallback, useEffect, useRef, useState } from 'react'
import { say } from '../words/words.js'
import { toast } from './toasts.js'

/**
 * A control whose script the page does not wait for. A button that looks the same stands in for it until the script is
 * there, which is fetched when the page has nothing else to do, so that it is there also when the connection is gone by
 * then. Pressed before, the button gives way to the control, opened, unless Escape was pressed meanwhile.
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
  const wanted = useRef(false)
  const hadFocus = useRef(false)
  const put = useCallback((Control: ComponentType) => {
    hadFocus.current = place.current?.contains(document.activeElement) ?? false
    setControl((before) => before ?? { Control })
  }, [])
  const want = useCallback(async () => {
    wanted.current = true
    const takeBack = (event: KeyboardEvent) => {
      if (event.key === 'Escape') wanted.current = false
    }
    window.addEventListener('keydown', takeBack, true)
    try {
      put(await load())
    } catch (error) {
      if (!(error instanceof TypeError)) throw error
      toast(say('page.control-failed'))
    } finally {
      window.removeEventListener('keydown', takeBack, true)
    }
  }, [load, put])
  useEffect(() => whenIdle(() => void load().then(put, () => undefined)), [load, put])
  useEffect(() => {
    const button = control === undefined ? null : place.current?.querySelector('button')
    // Focused first, so that the focus comes back to it when what it opens is closed.
    if (wanted.current || hadFocus.current) button?.focus()
    if (wanted.current) button?.click()
    wanted.current = false
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
