import { cell } from '../state/observable.js'
import { randomWord } from './random-word.js'

/** Who works here: a name that the others see, a colour, and an id that stays. */
export interface Guest {
  readonly id: string
  readonly name: string
  /** 1 to 8: the slot of `--peer-…` in the tokens. */
  readonly color: number
}

export const peerColors = [1, 2, 3, 4, 5, 6, 7, 8] as const

const key = 'claimspan.guest'

/** A guest as it was kept; `undefined` when what is kept is not one. */
export function readGuest(kept: string | null): Guest | undefined {
  if (kept === null) return undefined
  try {
    const value: unknown = JSON.parse(kept)
    if (typeof value !== 'object' || value === null) return undefined
    const { id, name, color } = value as Partial<Record<keyof Guest, unknown>>
    if (typeof id !== 'string' || typeof name !== 'string' || name.trim() === '' || typeof color !== 'number')
      return undefined
    if (!/^guest-[a-z0-9]{8,32}$/.test(id) || !peerColors.some((slot) => slot === color)) return undefined
    return { id, name, color }
  } catch {
    return undefined
  }
}

/** A guest nobody has met: "Guest 42" in some colour. */
export function newGuest(random: () => number = Math.random): Guest {
  return {
    id: `guest-${randomWord(12)}`,
    name: `Guest ${10 + Math.floor(random() * 90)}`,
    color: 1 + Math.floor(random() * peerColors.length),
  }
}

const keep = (guest: Guest) => {
  try {
    localStorage.setItem(key, JSON.stringify(guest))
  } catch {
    // Storage may be refused: the guest lasts as long as the page.
  }
}

const first = (): Guest => {
  let kept: string | null = null
  try {
    kept = localStorage.getItem(key)
  } catch {
    // As above.
  }
  const known = readGuest(kept)
  if (known !== undefined) return known
  const guest = newGuest()
  keep(guest)
  return guest
}

const me = cell<Guest>(first())

// Another tab of the same person changed the name or the colour.
window.addEventListener('storage', (event) => {
  const changed = event.key === key ? readGuest(event.newValue) : undefined
  if (changed !== undefined) me.set(changed)
})

/** The guest of this browser; the same one in all its tabs. */
export const guest = { get: me.get, subscribe: me.subscribe }

/** Give the guest another name or colour. An empty name changes nothing. */
export function renameGuest(change: Partial<Pick<Guest, 'name' | 'color'>>): void {
  const name = (change.name ?? me.get().name).trim().slice(0, 40)
  if (name === '') return
  me.set({ ...me.get(), ...change, name })
  keep(me.get())
}
