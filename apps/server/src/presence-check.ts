import type { Identity } from './identity.js'

/** What somebody tells of where they are may be so long, in characters of JSON. */
const maxPresence = 4096

/**
 * What of an awareness message counts: the state of the sender's own client, under the sender's true id and name. The
 * colour, and a guest's name, are theirs to choose. `undefined` when there is nothing of theirs in it, or too much.
 */
export function presenceOf(
  states: ReadonlyMap<number, Readonly<Record<string, unknown>>>,
  who: Identity,
  clients: { readonly client: number | undefined; isOthers(client: number): boolean },
): { readonly client: number; readonly state: Record<string, unknown> } | undefined {
  for (const [client, said] of states) {
    // The sync engine adds an empty state of its own.
    if (Object.keys(said).length === 0) continue
    if (clients.client === undefined ? clients.isOthers(client) : client !== clients.client) continue
    const user = said.user
    const { name, color } = typeof user === 'object' && user !== null ? (user as Partial<Record<string, unknown>>) : {}
    const shown = who.role === 'guest' && typeof name === 'string' && name.trim() !== '' ? name.slice(0, 40) : who.name
    const state = {
      ...said,
      user: { id: who.id, name: shown, ...(typeof color === 'string' ? { color: color.slice(0, 32) } : {}) },
    }
    if (JSON.stringify(state).length > maxPresence) continue
    return { client, state }
  }
  return undefined
}
