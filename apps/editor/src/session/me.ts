import { fetchSession, type SessionUser } from '../server/api.js'
import { type Cell, cell, type Observable } from '../state/observable.js'
import { type Guest, guest } from './guest.js'

/** Where a person stands with the server. */
export type Standing =
  | { readonly kind: 'asking' }
  /** There are no accounts: whoever is here is a guest, who may do everything. */
  | { readonly kind: 'guest' }
  | { readonly kind: 'signed-in'; readonly user: SessionUser }
  | { readonly kind: 'signed-out' }
  | { readonly kind: 'unreachable'; readonly message: string }

const now: Cell<Standing> = cell<Standing>({ kind: 'asking' })

/** Where I stand with the server. */
export const standing: Observable<Standing> = now

/** Ask the server who I am. */
export async function askStanding(): Promise<void> {
  const answer = await fetchSession()
  if (!answer.ok) now.set({ kind: 'unreachable', message: answer.message })
  else if (!answer.value.accounts) now.set({ kind: 'guest' })
  else standAs(answer.value.user)
}

/** I have just signed in as this one, or out. */
export function standAs(user: SessionUser | undefined): void {
  now.set(user === undefined ? { kind: 'signed-out' } : { kind: 'signed-in', user })
}

/** Whether I may do that, as far as this page knows; the server decides. */
export function mayI(act: string): boolean {
  const at = now.get()
  return at.kind === 'guest' || (at.kind === 'signed-in' && at.user.may.includes(act))
}

const whoAt = (at: Standing, { color, ...self }: Guest): Guest =>
  at.kind === 'signed-in' ? { id: at.user.id, name: at.user.name, color } : { ...self, color }

let shown = whoAt(now.get(), guest.get())

/** Who I am to the others: my account, else the guest of this browser; the colour is this browser's. */
export const me: Observable<Guest> = {
  get() {
    const next = whoAt(now.get(), guest.get())
    if (next.id !== shown.id || next.name !== shown.name || next.color !== shown.color) shown = next
    return shown
  },
  subscribe(listener) {
    const ends = [now.subscribe(listener), guest.subscribe(listener)]
    return () => {
      for (const end of ends) end()
    }
  },
}
