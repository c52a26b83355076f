/** Work on one document at a time, in the order of asking. */
export type InTurn = <T>(id: string, work: () => Promise<T>) => Promise<T>

export function inTurns(): InTurn {
  const last = new Map<string, Promise<unknown>>()
  return async (id, work) => {
    const mine = (last.get(id) ?? Promise.resolve()).then(work)
    const settled = mine.catch(() => undefined)
    last.set(id, settled)
    try {
      return await mine
    } finally {
      if (last.get(id) === settled) last.delete(id)
    }
  }
}
