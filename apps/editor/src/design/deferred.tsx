import {
  type ComponentType,
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
} from 'react'
import { flushSync } from 'react-dom'
import { say } from '../words/words.js'
import { toast } from './toasts.js'

/** How long after a press has ended what it was meant for may still be heard of, in milliseconds. */
const pressSettles = 120

/**
 * A control whose script the page does not wait for. A button that looks the same stands in for it until the script is
 * there, which is fetched when the page has nothing else to do, so that it is there also when the connection is gone by
 * then. Pressed before, the button gives way to the control, opened, unless Escape was pressed meanwhile. While it is held
 * down it stays: a press that began on one button and ended on another would be nobody's.
 */
export function Deferred({
  load,
  stand,
}: {
  readonly load: () => Promise<ComponentType>
  readonly stand: (want: () => void) => ReactNode
}) {
  const [control, setControl] = useState<{ readonly Control: ComponentType } | undefined>(undefined)
  const [isAskedFor, setAskedFor] = useState(false)
  const place = useRef<HTMLSpanElement>(null)
  const wanted = useRef(false)
  const hadFocus = useRef(false)
  const press = usePressed(place)
  const put = useCallback(
    (Control: ComponentType) =>
      press.whenOver(() => {
        hadFocus.current = place.current?.contains(document.activeElement) ?? false
        // At once, with what it opens: a key pressed in between would reach neither.
        flushSync(() => setControl((before) => before ?? { Control }))
      }),
    [press],
  )
  const want = useCallback(async () => {
    wanted.current = true
    press.endSoon()
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
  }, [load, put, press])
  useEffect(() => whenIdle(() => void load().then(put, () => undefined)), [load, put])
  useLayoutEffect(() => {
    const button = control === undefined ? null : place.current?.querySelector('button')
    // Focused first, so that the focus comes back to it when what it opens is closed.
    if (wanted.current || hadFocus.current) button?.focus()
    setAskedFor(wanted.current)
    wanted.current = false
  }, [control])
  return (
    <span ref={place} className="deferred">
      {control === undefined ? (
        stand(() => void want())
      ) : (
        <AskedFor value={isAskedFor}>
          <control.Control />
        </AskedFor>
      )}
    </span>
  )
}

/** Whether the control that has come was asked for before it was there. */
const AskedFor = createContext(false)

/**
 * For the trigger of a {@link Deferred} control: open when its button was pressed before it came. It is not pressed anew by
 * a script: of what a press that no person made opens, the focus does not know where it came from.
 */
export function useOpening(): { readonly isOpen: boolean; readonly onOpenChange: (open: boolean) => void } {
  const isAskedFor = useContext(AskedFor)
  const [isOpen, setOpen] = useState(false)
  useLayoutEffect(() => {
    if (isAskedFor) setOpen(true)
  }, [isAskedFor])
  return { isOpen, onOpenChange: setOpen }
}

interface Press {
  /** Run as soon as nothing in the place is held down, at once when nothing is. */
  whenOver(run: () => void): void
  /** What the press was meant for has been heard of: it is over when its last event is. */
  endSoon(): void
}

/** Whether something in a place is held down, by a pointer or a key. */
function usePressed(place: { readonly current: HTMLElement | null }): Press {
  const [press] = useState(() => {
    let isHeld = false
    let waiting: (() => void) | undefined
    let timer: ReturnType<typeof setTimeout> | undefined
    const rest = () => {
      clearTimeout(timer)
      timer = undefined
    }
    const end = () => {
      rest()
      isHeld = false
      const run = waiting
      waiting = undefined
      run?.()
    }
    return {
      hold() {
        rest()
        isHeld = true
      },
      // The click comes after the pointer is up, and on a touch screen in a task of its own.
      letGo() {
        if (isHeld) timer ??= setTimeout(end, pressSettles)
      },
      endSoon() {
        rest()
        timer = setTimeout(end)
      },
      whenOver(run: () => void) {
        if (isHeld) waiting = run
        else run()
      },
      leave() {
        rest()
        waiting = undefined
      },
    }
  })
  useEffect(() => {
    const box = place.current
    const key = (event: KeyboardEvent) => (event.key === 'Enter' || event.key === ' ') && press.hold()
    box?.addEventListener('pointerdown', press.hold, true)
    box?.addEventListener('keydown', key, true)
    const ends = ['pointerup', 'pointercancel', 'keyup', 'blur'] as const
    for (const name of ends) window.addEventListener(name, press.letGo, true)
    return () => {
      box?.removeEventListener('pointerdown', press.hold, true)
      box?.removeEventListener('keydown', key, true)
      for (const name of ends) window.removeEventListener(name, press.letGo, true)
      press.leave()
    }
  }, [place, press])
  return press
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
