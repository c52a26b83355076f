import { Undo2, X } from 'lucide-react'
import { cell, useObservable } from '../state/observable.js'
import { say } from '../words/words.js'
import { announce } from './announcer.js'
import { Button, IconButton } from './button.js'

interface Toast {
  readonly id: number
  readonly text: string
  readonly action?: { readonly label: string; readonly run: () => void } | undefined
}

const shown = cell<readonly Toast[]>([])
let last = 0

const close = (id: number) => shown.set(shown.get().filter((toast) => toast.id !== id))

/** When a toast is out of date before its time: call `expire` then; the return value ends the watch. */
export interface ToastLife {
  until(expire: () => void): () => void
}

/** Show a short sentence at the foot of the window for eight seconds, with what can be done about it. */
export function toast(text: string, action?: Toast['action'], life?: ToastLife): void {
  const id = ++last
  shown.set([...shown.get().slice(-1), { id, text, action }])
  announce(action === undefined ? text : say('page.offered', { text, action: action.label }))
  const end = life?.until(() => expire())
  const timer = setTimeout(() => expire(), 8000)
  function expire() {
    clearTimeout(timer)
    end?.()
    close(id)
  }
}

/** The toasts that are up; one such region in the page. */
export function Toasts() {
  const toasts = useObservable(shown)
  if (toasts.length === 0) return null
  return (
    <section className="toasts" aria-label={say('page.notices')}>
      {toasts.map(({ id, text, action }) => (
        <div key={id} className="toast">
          <span>{text}</span>
          {action === undefined ? null : (
            <Button
              small
              onPress={() => {
                action.run()
                close(id)
              }}
            >
              <Undo2 size={14} aria-hidden />
              {action.label}
            </Button>
          )}
          <IconButton icon={X} label={say('page.dismiss')} small side="top" onPress={() => close(id)} />
        </div>
      ))}
    </section>
  )
}
