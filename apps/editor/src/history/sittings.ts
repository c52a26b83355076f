import type { LoggedChange } from '../server/history.js'

/** Changes that one person made in one place, none of them long after the one before. */
export interface Sitting {
  readonly by: string | undefined
  readonly room: string
  /** The change before the first one; 0 for the beginning. */
  readonly after: number
  readonly first: LoggedChange
  readonly last: LoggedChange
  readonly count: number
}

/** A pause this long begins another sitting, in milliseconds. */
const pause = 10 * 60_000

/** The changes of an article in sittings, the newest first. */
export function sittings(changes: readonly LoggedChange[]): readonly Sitting[] {
  const all: {
    by: string | undefined
    room: string
    after: number
    first: LoggedChange
    last: LoggedChange
    count: number
  }[] = []
  let before = 0
  for (const change of changes) {
    const open = all.at(-1)
    const goesOn =
      open !== undefined &&
      open.by === change.by &&
      open.room === change.room &&
      Date.parse(change.at) - Date.parse(open.last.at) < pause
    if (goesOn) {
      open.last = change
      open.count += 1
    } else all.push({ by: change.by, room: change.room, after: before, first: change, last: change, count: 1 })
    before = change.seq
  }
  return all.reverse()
}

/** The layer that a room is; `undefined` for the text. */
export const layerOf = (room: string): string | undefined => /^layer (.+)$/.exec(room)?.[1]
